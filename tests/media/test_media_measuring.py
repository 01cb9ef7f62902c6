"""Black and frozen stretches, and pictures that are looked for in frames."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from heygen_build.media.encode import Writer
from heygen_build.media.finding import look_for
from heygen_build.media.measuring import measure_film
from heygen_build.media.model import Canvas
from heygen_build.media.yuv import Yuv, from_image
from heygen_build.units import Color
from tests.media.mediafiles import BLACK, RED, foreign_sound, own_clip, tone
from tests.publish.badge import logo

CANVAS = Canvas(320, 180, 25, "draft")


def moving(index: int) -> Yuv:
    """A frame that is unlike every other."""
    return Yuv.blank(CANVAS.width, CANVAS.height, Color(40 + 30 * (index % 6), 90, 200 - 25 * (index % 7)))


def film(path: Path, *, ends_black: bool) -> Path:
    """A second that moves, one of black, and (unless it ends so) half a second that moves again."""
    with Writer(path, CANVAS, sound=True) as writer:
        for index in range(25):
            writer.frame(moving(index))
        writer.frame(Yuv.blank(CANVAS.width, CANVAS.height, BLACK), 25)
        for index in range(0 if ends_black else 12):
            writer.frame(moving(index))
        writer.sound(tone(2.0 if ends_black else 2.48))
    return path


@pytest.mark.parametrize("ends_black", [True, False], ids=["until the end", "in the middle"])
def test_stretches_are_found_with_their_times(tmp_path: Path, ends_black: bool) -> None:
    found = measure_film(film(tmp_path / "film.mp4", ends_black=ends_black), loudness=True, black=0.5, frozen=0.5)
    (black,), (frozen,) = found.black, found.frozen
    assert (black.start, black.end) == pytest.approx((1.0, 2.0), abs=0.05)
    assert (frozen.start, frozen.end) == pytest.approx((1.0, 2.0), abs=0.05)
    assert found.loudness is not None
    assert -20 < found.loudness.integrated < -10


def test_stretches_that_are_short_enough_are_not_told(tmp_path: Path) -> None:
    made = film(tmp_path / "film.mp4", ends_black=True)
    found = measure_film(made, loudness=False, black=1.2, frozen=1.2)
    assert (found.black, found.frozen, found.loudness) == ((), (), None)


def test_a_film_of_sound_alone_is_only_heard(tmp_path: Path) -> None:
    sound = foreign_sound(tmp_path / "sound.wav", 1.03)
    found = measure_film(sound, loudness=True, black=0.1, frozen=0.1)
    assert found.loudness is not None
    assert (found.black, found.frozen) == ((), ())


def test_a_silent_clip_has_no_loudness(tmp_path: Path) -> None:
    clip = own_clip(tmp_path / "clip.mp4", 0.4, sound=False)
    assert measure_film(clip, loudness=True, black=None, frozen=None).loudness is None


@pytest.fixture
def badge(tmp_path: Path) -> Path:
    logo().save(tmp_path / "logo.png")
    return tmp_path / "logo.png"


def shown(path: Path, over: Image.Image, *, width: int | None) -> Path:
    """A film of one frame with the logo in its corner, `width` pixels wide; without it where that is None."""
    picture = over.convert("RGB").resize((640, 360))
    if width is not None:
        small = logo().resize((width, width // 2))
        picture.paste(small, (620 - width, 20), small)
    canvas = Canvas(640, 360, 25, "draft")
    with Writer(path, canvas, sound=False) as writer:
        writer.frame(from_image(picture), 5)
    return path


def noise() -> Image.Image:
    rough = np.random.default_rng(7).integers(0, 255, (18, 32, 3), np.uint8)
    return Image.fromarray(rough).resize((640, 360), Image.Resampling.BICUBIC)


@pytest.mark.parametrize("width", [60, 97, 180])
def test_a_logo_is_found_at_any_size_where_it_is(tmp_path: Path, badge: Path, width: int) -> None:
    sight = look_for(badge, shown(tmp_path / "film.mp4", noise(), width=width), 0.0)
    assert sight.is_found
    assert sight.left == pytest.approx((620 - width) / 640, abs=0.02)
    assert sight.width == pytest.approx(width / 640, abs=0.02)


@pytest.mark.parametrize("over", ["noise", "plain"])
def test_a_logo_that_is_not_there_is_not_found(tmp_path: Path, badge: Path, over: str) -> None:
    behind = noise() if over == "noise" else Image.new("RGB", (640, 360), (RED.red, RED.green, RED.blue))
    assert not look_for(badge, shown(tmp_path / "film.mp4", behind, width=None), 0.0).is_found
