"""Films: clips in a row without drift, and refusal of clips that do not belong together."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from heygen_build.media.encode import RATE, Samples, Writer
from heygen_build.media.film import join_film
from heygen_build.media.model import Canvas, Clip, FilmJob, MediaError
from heygen_build.media.sound import decode_sound
from heygen_build.media.yuv import Yuv
from tests.media.mediafiles import BLACK, BLUE, GREEN, RED, SMALL, WHITE, center, close, decoded, finished, tone


def beep(frames: int, fps: int = 25) -> Samples:
    """A loud first frame, silence after it."""
    sound = np.zeros((round(frames * RATE / fps), 2), np.int16)
    sound[: RATE // fps] = tone(1 / fps, 20_000)[: RATE // fps]
    return sound


def test_clips_follow_each_other_with_their_sound(tmp_path: Path) -> None:
    clips = tuple(
        finished(tmp_path, name, frames, color, tone(frames / 25, level))
        for name, frames, color, level in (("a", 25, RED, 2000), ("b", 40, GREEN, 6000), ("c", 10, BLUE, 12_000))
    )
    info = join_film(FilmJob(SMALL, clips, title="A film", comment="made by a test"), tmp_path / "film.mp4")
    assert info.video is not None
    assert info.audio is not None
    assert info.video.duration == pytest.approx(3.0, abs=0.001)
    assert abs(info.video.duration - info.audio.duration) < 0.04
    frames = decoded(tmp_path / "film.mp4")
    assert all(close(center(frames[index]), color) for index, color in ((0, RED), (24, RED), (25, GREEN), (65, BLUE)))
    assert len(frames) == 75
    sound = decode_sound(tmp_path / "film.mp4")
    assert sound is not None
    peaks = [np.abs(sound[round(at * RATE) : round((at + 0.2) * RATE)]).max() for at in (0.4, 1.7, 2.75)]
    assert peaks == pytest.approx([2000, 6000, 12_000], rel=0.15)


def test_a_film_carries_its_title_and_starts_at_once(tmp_path: Path) -> None:
    clip = finished(tmp_path, "a", 25, RED, tone(1))
    join_film(FilmJob(SMALL, (clip,), title="Café — Ürün", comment="key 1234"), tmp_path / "film.mp4")
    data = (tmp_path / "film.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(str(tmp_path / "film.mp4")) as container:
        assert container.metadata["title"] == "Café — Ürün"
        assert container.metadata["comment"] == "key 1234"
        assert container.streams.video[0].codec_context.colorspace == 1


def test_a_hundred_clips_do_not_drift(tmp_path: Path) -> None:
    """Every clip flashes and beeps in its first frame; in the film both must still happen together."""
    clips: list[Clip] = []
    for length in (31, 37, 26, 49):
        flash = finished(tmp_path, f"flash{length}", length, BLACK, beep(length))
        with Writer(flash.video, SMALL, sound=False) as writer:
            writer.frame(Yuv.blank(SMALL.width, SMALL.height, WHITE))
            writer.frame(Yuv.blank(SMALL.width, SMALL.height, BLACK), length - 1)
        clips.append(flash)
    film = tmp_path / "film.mp4"
    join_film(FilmJob(SMALL, tuple(clips * 25)), film)
    flashes = np.array([index / 25 for index, frame in enumerate(decoded(film)) if frame.y[45, 80] > 120])
    sound = decode_sound(film)
    assert sound is not None
    loud = np.flatnonzero(np.abs(sound[:, 0].astype(int)) > 5000) / RATE
    beeps = loud[np.flatnonzero(np.diff(loud, prepend=-1) > 0.2)]
    assert len(flashes) == len(beeps) == 100
    assert np.abs(flashes - beeps).max() < 0.005


def test_sound_that_is_too_short_or_too_long_does_not_move_the_next_clip(tmp_path: Path) -> None:
    short = finished(tmp_path, "short", 25, RED, tone(0.5))
    long = finished(tmp_path, "long", 25, RED, tone(1.9))
    last = finished(tmp_path, "last", 25, BLUE, beep(25))
    info = join_film(FilmJob(SMALL, (short, long, last)), tmp_path / "film.mp4")
    assert info.duration == pytest.approx(3, abs=0.04)
    sound = decode_sound(tmp_path / "film.mp4")
    assert sound is not None
    assert np.flatnonzero(np.abs(sound[:, 0].astype(int)) > 14_000)[0] / RATE == pytest.approx(2, abs=0.005)


def test_clips_of_another_canvas_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    first = finished(tmp_path, "a", 10, RED, tone(0.4))
    other = finished(tmp_path, "size", 10, RED, tone(0.4), Canvas(96, 64, 25, "draft"))
    with pytest.raises(MediaError) as caught:
        join_film(FilmJob(SMALL, (first, other)), tmp_path / "film.mp4")
    assert caught.value.reason == "unequal"
    assert not list(tmp_path.glob("*film*"))


def test_clips_of_another_rate_are_refused(tmp_path: Path) -> None:
    clip = finished(tmp_path, "a", 30, RED, tone(1), Canvas(160, 90, 30, "draft"))
    with pytest.raises(MediaError) as caught:
        join_film(FilmJob(SMALL, (clip,)), tmp_path / "film.mp4")
    assert caught.value.reason == "unequal"


@pytest.mark.parametrize("fps", [24, 29, 60])
def test_the_shortest_clips_join_at_any_rate(tmp_path: Path, fps: int) -> None:
    canvas = Canvas(96, 64, fps, "draft")
    clips = tuple(finished(tmp_path, str(n), n, RED, tone(n / fps), canvas) for n in (1, 2, 3))
    info = join_film(FilmJob(canvas, clips), tmp_path / "film.mp4")
    assert info.video is not None
    assert info.video.fps == pytest.approx(fps)
    assert len(decoded(tmp_path / "film.mp4")) == 6


def test_a_film_needs_clips(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as caught:
        join_film(FilmJob(SMALL, ()), tmp_path / "film.mp4")
    assert caught.value.reason == "no_clips"


def test_a_failed_join_leaves_the_film_that_was_there(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"the last good film")
    clip = finished(tmp_path, "a", 10, RED, tone(0.4))
    clip.sound.write_bytes(b"RIFF")
    with pytest.raises(MediaError) as caught:
        join_film(FilmJob(SMALL, (clip,)), tmp_path / "film.mp4")
    assert caught.value.reason == "not_media"
    assert (tmp_path / "film.mp4").read_bytes() == b"the last good film"
    assert not list(tmp_path.glob(".*"))
