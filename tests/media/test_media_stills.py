"""Posters and contact sheets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from heygen_build.media.model import MediaError
from heygen_build.media.probe import probe_image
from heygen_build.media.stills import Shot, contact_sheet, frame_at, poster
from tests.media.mediafiles import BLUE, GREEN, RED, close, foreign_clip, foreign_sound


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Half a second each of red, green and blue."""
    return foreign_clip(tmp_path / "film.mp4", [RED] * 15 + [GREEN] * 15 + [BLUE] * 15)


def middle(picture: Image.Image) -> tuple[int, ...]:
    """The color in the middle."""
    pixel = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(pixel, tuple)
    return tuple(int(value) for value in pixel)


def test_a_poster_shows_its_moment(film: Path, tmp_path: Path) -> None:
    poster(film, 0.7, tmp_path / "poster.jpg")
    info = probe_image(tmp_path / "poster.jpg")
    assert (info.format, info.width, info.height) == ("jpeg", 160, 90)
    with Image.open(tmp_path / "poster.jpg") as picture:
        assert close(middle(picture), GREEN, tolerance=12)


@pytest.mark.parametrize(("at", "color"), [(0, RED), (0.499, RED), (0.5, GREEN), (1.01, BLUE), (99, BLUE), (-1, RED)])
def test_frames_are_found_exactly_and_the_last_one_past_the_end(film: Path, at: float, color: object) -> None:
    assert color in (RED, GREEN, BLUE)
    assert [close(middle(frame_at(film, at)), wanted, 12) for wanted in (RED, GREEN, BLUE)] == [
        color == wanted for wanted in (RED, GREEN, BLUE)
    ]


def test_sound_has_no_poster_and_leaves_nothing(tmp_path: Path) -> None:
    sound = foreign_sound(tmp_path / "sound.wav", 0.2)
    with pytest.raises(MediaError) as caught:
        poster(sound, 0, tmp_path / "poster.jpg")
    assert caught.value.reason == "no_video"
    assert [path.name for path in tmp_path.iterdir()] == ["sound.wav"]


@pytest.mark.parametrize("name", ["sheet.png", "sheet.jpg"])
def test_a_contact_sheet_shows_each_moment_in_its_place(film: Path, tmp_path: Path, name: str) -> None:
    shots = [
        Shot(0.2, "1 · red", "A long line of script that goes on and on " * 4),
        Shot(0.7, "2 · green"),
        Shot(1.2, "3"),
    ]
    contact_sheet(film, shots, tmp_path / name, columns=2, width=640)
    with Image.open(tmp_path / name) as picture:
        sheet = picture.convert("RGB")
    assert sheet.width == 640
    for x, y, color in ((160, 80, RED), (480, 80, GREEN), (160, sheet.height - 100, BLUE)):
        pixel = sheet.getpixel((x, y))
        assert isinstance(pixel, tuple)
        assert close(tuple(int(value) for value in pixel), color, tolerance=14)


def test_a_sheet_needs_shots(film: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one"):
        contact_sheet(film, [], tmp_path / "sheet.png")
