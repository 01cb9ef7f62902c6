"""Music under films, and their loudness."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from heygen_build.media.beds import speaking
from heygen_build.media.encode import RATE, Samples
from heygen_build.media.film import join_film
from heygen_build.media.finish import join_sounds
from heygen_build.media.layers import Trim
from heygen_build.media.mastering import mastered, measured
from heygen_build.media.model import Bed, Effect, FilmJob, Heard, SoundFormat, SoundJob
from heygen_build.media.probe import probe
from heygen_build.media.sound import decode_sound, write_wav
from heygen_build.media.spool import Spool
from heygen_build.media.track import film_sound
from tests.media.mediafiles import RED, SMALL, finished, loudness, tone


def quiet(seconds: float) -> Samples:
    return np.zeros((round(seconds * RATE), 2), np.int16)


def level(sound: Samples, begin: float, end: float) -> float:
    """The mean level between two times, in dB of full scale; −120 for silence."""
    part = sound[round(begin * RATE) : round(end * RATE)].astype(np.float64)
    return float(20 * np.log10(max(np.sqrt(np.square(part).mean()) / 32768, 1e-6)))


@pytest.fixture
def music(tmp_path: Path) -> Path:
    write_wav(tmp_path / "music.wav", tone(2.0, 8000))
    return tmp_path / "music.wav"


def heard_with(music: Path, film: Samples, *beds: Bed, effects: tuple[Effect, ...] = ()) -> Samples:
    """The sound of a film of one scene."""
    scene = music.with_name("scene.wav")
    write_wav(scene, film)
    job = SoundJob(100, (Heard(scene, len(film) / RATE),), "wav", beds=beds, effects=effects)
    return np.concatenate(list(film_sound(job, music.parent)))


def test_music_is_softer_while_somebody_speaks_and_already_when_the_first_word_begins(music: Path) -> None:
    film = np.concatenate([quiet(2), (tone(2, 4000) * [[1, 0]]).astype(np.int16), quiet(2)])
    made = heard_with(music, film, Bed(music, 0, 6, volume=-6, duck=-12))
    alone = made[:, 1:].repeat(2, axis=1)  # the right channel holds nothing but music
    open_level = level(alone, 0.2, 1.2)
    assert level(alone, 2.0, 4.0) - open_level == pytest.approx(-12, abs=0.5)
    assert level(alone, 5.0, 5.8) - open_level == pytest.approx(0, abs=0.5)


def test_pauses_between_words_do_not_bring_the_music_up() -> None:
    words = np.concatenate([tone(0.3), quiet(0.2), tone(0.3), quiet(0.2), tone(0.3)])
    film = np.concatenate([quiet(1), words, quiet(1.5)])
    room = speaking([film[:20_000], film[20_000:]])
    assert room[100:230].min() == pytest.approx(1)
    assert (room[0], room[-1]) == (0, 0)


def test_music_fades_loops_and_ends_with_its_bed_without_a_click(music: Path) -> None:
    made = heard_with(music, quiet(6), Bed(music, 0.5, 5.5, fade_in=1, fade_out=1))
    assert level(made, 0, 0.5) == -120
    assert level(made, 5.5, 6) == -120
    assert level(made, 0.5, 0.7) < level(made, 1.6, 1.9) - 10
    assert level(made, 5.3, 5.5) < level(made, 3, 4) - 10
    steepest = 8000 * 2 * np.pi * 440 / RATE
    assert np.abs(np.diff(made[:, 0].astype(int))).max() < 1.3 * steepest


def test_music_that_is_not_looped_ends_and_a_part_of_it_can_be_used(music: Path) -> None:
    once = heard_with(music, quiet(4), Bed(music, 0, 4, loop=False))
    assert level(once, 2.1, 4) == -120
    part = heard_with(music, quiet(4), Bed(music, 0, 4, loop=False, trim=Trim(1.5)))
    assert level(part, 0.6, 4) == -120
    later = heard_with(music, quiet(4), Bed(music, 0, 4, loop=False, position=1.5))
    assert level(later, 0.6, 4) == -120


def test_an_effect_keeps_its_attack_rings_over_a_cut_and_makes_no_music_softer(music: Path) -> None:
    click = music.with_name("click.wav")
    write_wav(click, np.full((RATE, 2), 9000, np.int16))
    bed = Bed(music, 0, 4, volume=-20, duck=-30)
    effect = Effect(click, 1.5, volume=-6.0206)
    made = heard_with(music, quiet(4), bed, effects=(effect,)).astype(int)
    alone = heard_with(music, quiet(4), bed).astype(int)
    rung = made - alone
    assert np.abs(rung[: round(1.5 * RATE)]).max() == 0
    assert rung[round(1.5 * RATE) + 48 : round(2.4 * RATE), 0].mean() == pytest.approx(4500, abs=2)
    assert np.abs(np.diff(rung[round(2.4 * RATE) :, 0])).max() < 20
    assert np.abs(rung[round(2.5 * RATE) :]).max() == 0


def test_an_effect_that_is_longer_than_the_film_ends_with_it_softly(music: Path) -> None:
    made = heard_with(music, quiet(1), effects=(Effect(music, 0.5),))
    assert level(made, 0.6, 0.9) > -20
    assert np.abs(made[-20:].astype(int)).max() < 500


def test_sound_on_disk_is_read_like_sound_in_memory(tmp_path: Path) -> None:
    sound = tone(1.0)
    with Spool.of([sound[:1000], sound[1000:]], tmp_path) as spool:
        assert len(spool) == RATE
        assert np.array_equal(spool[990:1010], sound[990:1010])
        assert np.array_equal(spool[RATE - 5 : RATE + 5], sound[-5:])
        spool.keep(10)
        assert len(spool[0:100]) == 10
    assert not list(tmp_path.iterdir())


def speech(seconds: float, peak: int = 0) -> Samples:
    """Words and pauses; `peak` adds a short loud hit each half second."""
    time = np.arange(round(seconds * RATE)) / RATE
    noise = np.random.default_rng(3).normal(0, 600, len(time))
    wave = (np.sin(2 * np.pi * 180 * time) * 4000 + noise) * (np.sin(2 * np.pi * 0.5 * time) > -0.5)
    wave[:: RATE // 2] += peak
    return np.repeat(np.clip(wave, -32768, 32767).astype(np.int16)[:, None], 2, axis=1)


@pytest.mark.parametrize("target", [-23.0, -16.0, -14.0])
@pytest.mark.parametrize("peak", [0, 30_000])
def test_a_film_gets_the_loudness_it_was_given_without_peaks(target: float, peak: int) -> None:
    made = measured(np.concatenate(list(mastered(speech(8, peak), target))))
    assert made.integrated == pytest.approx(target, abs=0.5)
    assert made.peak <= -1


def test_loudness_moves_nothing_in_time_and_leaves_silence_alone() -> None:
    film = quiet(4)
    film[RATE : RATE + 4800] = tone(0.1, 3000)
    film[2 * RATE] = 20_000
    made = np.concatenate(list(mastered(film, -16)))
    assert len(made) == len(film)
    assert int(np.argmax(loudness(made)[round(1.5 * RATE) :])) == RATE // 2
    assert not np.concatenate(list(mastered(quiet(2), -16))).any()


def test_a_film_is_joined_with_music_at_its_loudness(tmp_path: Path, music: Path) -> None:
    clips = tuple(finished(tmp_path, name, 100, RED, speech(4)) for name in ("a", "b"))
    bed = Bed(music, 0, 8, volume=-12, duck=-12)
    join_film(FilmJob(SMALL, clips, beds=(bed,), loudness=-16.0), tmp_path / "film.mp4")
    sound = decode_sound(tmp_path / "film.mp4")
    assert sound is not None
    heard = measured(sound)
    assert heard.integrated == pytest.approx(-16, abs=0.5)
    assert heard.peak <= -1


def noise(seconds: float) -> Samples:
    """As loud in tones that lossy coding leaves out as in all others."""
    wave = np.random.default_rng(0).normal(0, 3000, round(seconds * RATE))
    return np.repeat(wave.astype(np.int16)[:, None], 2, axis=1)


def drums(seconds: float) -> Samples:
    """Hits of noise over a deep tone: limited to −1.5 dBTP, lossy coding brings them back at 0."""
    time = np.arange(round(seconds * RATE)) / RATE
    hits = np.exp(-((time * 4) % 1) * 40) * np.random.default_rng(0).normal(0, 12_000, len(time))
    wave = hits + np.sin(2 * np.pi * 60 * time) * 8000 * np.exp(-((time * 2) % 1) * 6)
    return np.repeat(np.clip(wave, -32768, 32767).astype(np.int16)[:, None], 2, axis=1)


@pytest.mark.parametrize("form", ["mp4", "mp3"])
@pytest.mark.parametrize(("sound", "target"), [(drums, -16.0), (drums, -9.0), (noise, -16.0)])
def test_loudness_and_peaks_are_those_that_players_decode(
    tmp_path: Path, form: str, sound: Callable[[float], Samples], target: float
) -> None:
    """Coding takes the highest tones away and moves peaks, so that what is encoded is measured again."""
    out, clip = tmp_path / f"film.{form}", finished(tmp_path, "a", 75, RED, sound(3.0))
    if form == "mp4":
        join_film(FilmJob(SMALL, (clip,), loudness=target), out)
    else:
        join_sounds(SoundJob(25, (Heard(clip.sound, 3.0),), "mp3", loudness=target), out)
    made = decode_sound(out)
    assert made is not None
    heard = measured(made)
    assert heard.peak <= -1
    assert heard.integrated == pytest.approx(target, abs=0.5 if target < -10 else 1.5)


def test_sound_that_was_proven_is_as_long_as_its_pictures_and_starts_with_them(tmp_path: Path) -> None:
    sound = quiet(2)
    sound[RATE : RATE + 4800] = tone(0.1, 20_000)
    clip = finished(tmp_path, "a", 50, RED, sound)
    join_film(FilmJob(SMALL, (clip, clip), loudness=-16.0), tmp_path / "film.mp4")
    made = decode_sound(tmp_path / "film.mp4")
    assert made is not None
    assert len(made) == 4 * RATE
    loud = np.flatnonzero(np.abs(made[:, 0].astype(int)) > 3000) / RATE
    assert (loud[0], loud[loud > 2][0]) == pytest.approx((1.0, 3.0), abs=0.005)


@pytest.mark.parametrize("form", ["wav", "mp3"])
def test_sound_alone_is_as_long_as_the_film_would_be(tmp_path: Path, form: SoundFormat) -> None:
    write_wav(tmp_path / "a.wav", tone(1.0))
    heard = Heard(tmp_path / "a.wav", 1.0)
    join_sounds(SoundJob(25, (heard, heard), form, title="Café"), tmp_path / f"film.{form}")
    info = probe(tmp_path / f"film.{form}")
    assert info.video is None
    assert info.duration == pytest.approx(2.0, abs=0.06)


def test_joins_make_no_click(tmp_path: Path) -> None:
    """Each scene ends and begins in silence within 5 ms, so that no step is heard where they meet."""
    write_wav(tmp_path / "a.wav", tone(1.0))
    from heygen_build.media.sound import fitted

    clips = tuple(
        finished(tmp_path, name, 25, RED, fitted(tone(1.003, 12_000), 0, RATE)) for name in ("one", "two", "three")
    )
    join_film(FilmJob(SMALL, clips), tmp_path / "film.mp4")
    sound = decode_sound(tmp_path / "film.mp4")
    assert sound is not None
    steps = np.abs(np.diff(sound[:, 0].astype(int)))
    joins = [steps[at - 480 : at + 480].max() for at in (RATE, 2 * RATE)]
    assert max(joins) <= steps[RATE // 4 : RATE // 2].max() * 1.2
