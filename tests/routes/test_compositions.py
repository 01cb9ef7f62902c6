"""Scenes that are put together here: clips, presenters over them, backgrounds, sounds, and every kind of output."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from heygen_build.diagnostics import BuildError
from heygen_build.media.encode import Writer
from heygen_build.media.mastering import measured
from heygen_build.media.model import Canvas
from heygen_build.media.probe import probe
from heygen_build.media.sound import decode_sound, write_wav
from heygen_build.media.stills import frame_at
from heygen_build.media.yuv import Yuv
from heygen_build.units import Color
from tests.media.mediafiles import tone
from tests.workshop import SECONDS, Studio, code_of, outputs, ran

HEAD = """\
heygen_build: 1
title: Hello
avatars: {host: {look: Abigail}}
voices: {narrator: {name: Chill Brian}}
defaults: {avatar: host, voice: narrator}
"""
SCREEN, SHIRT = Color(40, 90, 200), Color(200, 60, 90)
"""The color of the screen recording, and that of whoever is drawn on a transparent ground."""


def screen(path: Path, seconds: float = 2.0) -> None:
    """A recording with a tone, at another size and rate than any film here."""
    canvas = Canvas(640, 400, 30, "draft")
    with Writer(path, canvas, sound=True) as film:
        film.frame(Yuv.blank(640, 400, SCREEN), round(seconds * 30))
        film.sound(tone(seconds))


@pytest.fixture
def room(studio: Studio) -> Studio:
    screen(studio.folder / "screen.mp4")
    return studio


def built(studio: Studio, scenes: str, head: str = HEAD) -> Path:
    """Build a project and give the folder of its files."""
    studio.write(head + scenes)
    made = studio.build()
    assert made.artifacts.is_complete, [failure.diagnostic for failure in made.artifacts.failures]
    return studio.folder / "dist"


def color_at(film: Path, seconds: float, x: float, y: float) -> tuple[int, ...]:
    """The color at a place of the frame (shares of its width and height)."""
    picture = frame_at(film, seconds)
    pixel = picture.getpixel((int(x * picture.width), int(y * picture.height)))
    assert isinstance(pixel, tuple)
    return tuple(int(value) for value in pixel)


def near(seen: tuple[int, ...], wanted: Color) -> bool:
    return all(abs(a - b) <= 14 for a, b in zip(seen, (wanted.red, wanted.green, wanted.blue), strict=True))


def test_a_presenter_in_a_circle_lies_over_a_recording_which_is_heard_more_quietly(room: Studio) -> None:
    folder = built(
        room,
        """\
scenes:
  - id: tour
    video: screen.mp4
    trim: {from: 200ms, to: 800ms}
    volume: -20dB
    presenter: {shape: circle, at: bottom-right, size: 30%, background: "#ffd000"}
    script: Hello there.
""",
    )
    assert room.orders() == {"videos": 1}
    film = folder / "film.mp4"
    assert near(color_at(film, 0.2, 0.3, 0.4), SCREEN)
    assert near(color_at(film, 0.2, 0.83, 0.7), SHIRT)
    assert near(color_at(film, 0.2, 0.72, 0.7), Color(255, 208, 0))
    assert near(color_at(film, 0.2, 0.69, 0.5), SCREEN)
    assert probe(film).duration == pytest.approx(0.6, abs=0.05)
    sound = decode_sound(film)
    assert sound is not None
    assert np.abs(sound[4800:9600]).max() == pytest.approx(800, rel=0.3)


def test_a_look_without_matting_is_keyed_from_green_here(room: Studio) -> None:
    folder = built(
        room,
        """\
scenes:
  - {video: screen.mp4, presenter: {matte: green, size: 50%, at: center}, script: Hello there.}
""",
    )
    assert near(color_at(folder / "film.mp4", 0.2, 0.1, 0.1), SCREEN)


def test_a_clip_behind_a_presenter_is_put_there_on_this_machine(room: Studio) -> None:
    folder = built(room, "scenes: [{script: Hello there., background: {video: screen.mp4}}]\n")
    film = folder / "film.mp4"
    assert near(color_at(film, 0.2, 0.1, 0.1), SCREEN)
    assert near(color_at(film, 0.2, 0.5, 0.5), SHIRT)
    assert probe(film).duration == pytest.approx(SECONDS, abs=0.05)


def test_a_voice_over_is_longer_than_a_looped_clip_and_shorter_than_another(room: Studio) -> None:
    screen(room.folder / "short.mp4", 0.2)
    folder = built(
        room,
        """\
scenes:
  - {id: looped, video: short.mp4, loop: true, script: Hello there.}
  - {id: shown, video: screen.mp4, speed: 2, script: Hello there.}
  - {id: alone, video: screen.mp4, trim: {from: 1.5s}}
""",
    )
    manifest = (folder / "manifest.json").read_text()
    assert "640×400 became 1280×720" in manifest
    assert "30 pictures a second became 25" in manifest
    assert [round(float(part.split(",")[0]), 1) for part in manifest.split('"end": ')[1:]] == [0.4, 1.4, 1.9]


def test_a_recording_is_heard_over_a_still(room: Studio) -> None:
    folder = built(room, "scenes: [{image: face.png, audio: speech.wav, zoom: {to: 130%}}]\n")
    assert room.orders() == {}
    assert probe(folder / "film.mp4").duration == pytest.approx(SECONDS, abs=0.05)


@pytest.mark.parametrize(("form", "container", "codec"), [("webm", "matroska,webm", "vp9"), ("gif", "gif", "gif")])
def test_films_are_written_as_what_they_are_called(room: Studio, form: str, container: str, codec: str) -> None:
    folder = built(room, "scenes: [{script: Hello there.}]\n", f"{HEAD}output: {{format: {form}}}\n")
    info = probe(folder / f"film.{form}")
    assert info.video is not None
    assert (info.container, info.video.codec, info.video.width) == (container, codec, 1280)
    assert info.duration == pytest.approx(SECONDS, abs=0.06)


@pytest.mark.parametrize(("form", "codec"), [("wav", "pcm_s16le"), ("mp3", "mp3float")])
def test_sound_alone_orders_speech_and_no_picture(room: Studio, form: str, codec: str) -> None:
    folder = built(
        room, "scenes: [{script: Hello there.}, {script: Hello again.}]\n", f"{HEAD}output: {{format: {form}}}\n"
    )
    assert room.orders() == {"speech": 2}
    info = probe(folder / f"film.{form}")
    assert info.video is None
    assert info.audio is not None
    assert (info.audio.codec, info.audio.rate, info.audio.channels) == (codec, 48_000, 2)
    assert info.duration == pytest.approx(2 * SECONDS, abs=0.06)
    assert set(outputs(folder)) == {f"film.{form}", "film.srt", "film.vtt", "manifest.json"}


def test_music_lies_under_the_film_except_where_a_scene_is_silent_and_the_whole_has_its_loudness(room: Studio) -> None:
    write_wav(room.folder / "theme.wav", tone(1.0, 4000))
    folder = built(
        room,
        """\
music: {file: theme.wav, volume: -6dB, duck: -12dB}
loudness: -20LUFS
scenes:
  - {card: One, hold: 2s}
  - {card: Two, hold: 2s, music: false}
  - {card: Three, hold: 2s}
""",
    )
    sound = decode_sound(folder / "film.mp4")
    assert sound is not None
    levels = [int(np.abs(sound[round(at * 48_000) : round((at + 0.5) * 48_000)]).max()) for at in (1, 2.7, 5)]
    assert levels[1] < 20
    assert levels[0] == pytest.approx(levels[2], rel=0.1)
    assert measured(sound).integrated == pytest.approx(-20, abs=0.5)


@pytest.mark.parametrize("kind", ["dissolve", "slide", "wipe", "zoom", "dip"])
def test_scenes_follow_each_other_through_a_transition_that_takes_no_time(room: Studio, kind: str) -> None:
    folder = built(
        room,
        f"""\
scenes:
  - {{card: {{text: " ", background: blue}}, hold: 1s}}
  - {{card: {{text: " ", background: red}}, hold: 1s, transition: {{{kind}: 400ms}}}}
""",
    )
    film = folder / "film.mp4"
    assert probe(film).duration == pytest.approx(2, abs=0.05)
    before, after = color_at(film, 0.7, 0.5, 0.5), color_at(film, 1.3, 0.5, 0.5)
    assert near(before, Color(0, 0, 255))
    assert near(after, Color(255, 0, 0))
    row = [color_at(film, 1.02, share, 0.5) for share in (0.02, 0.5, 0.98)]
    assert not all(near(color, Color(0, 0, 255)) for color in row)
    assert not all(near(color, Color(255, 0, 0)) for color in row)


def test_a_change_of_one_scene_redraws_the_transitions_beside_it_and_no_other(room: Studio) -> None:
    scenes = """\
scenes:
  - {id: one, card: One, hold: 1s}
  - {id: two, card: Two, hold: 1s, transition: dissolve}
  - {id: three, card: Three, hold: 1s, transition: slide}
  - {id: four, card: Four, hold: 1s, transition: wipe}
"""
    built(room, scenes)
    room.write(HEAD + scenes.replace("card: Three", "card: Drei"))
    assert ran(room.build()) == ["three/clip", "three/transition", "four/transition", "film"]


def test_a_transition_that_is_longer_than_a_scene_is_told_before_anything_is_paid(room: Studio) -> None:
    room.write(HEAD + "scenes:\n  - {card: One, hold: 400ms}\n  - {script: Hello., transition: {slide: 1s}}\n")
    with pytest.raises(BuildError) as caught:
        room.build()
    assert "HB0419" in code_of(caught.value)
    assert room.orders() == {}


def test_a_render_that_is_shorter_than_was_thought_and_than_its_transition_is_told_at_its_line(room: Studio) -> None:
    said = "This takes longer by the word model than the quick drawing of a test, which has half a second."
    room.write(HEAD + f"scenes:\n  - {{script: '{said}'}}\n  - {{card: Two, hold: 2s, transition: {{slide: 1s}}}}\n")
    made = room.build()
    (failure,) = made.artifacts.failures
    assert "takes 1 s, and a scene beside it only 0.4 s" in failure.diagnostic.message
    assert failure.diagnostic.labels[0].span.start.line == 7
