"""Planes, sprites and colors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from heygen_build.media.encode import Writer
from heygen_build.media.yuv import Yuv, blit, fade, from_image, paste, sprite, to_image
from heygen_build.units import Color
from tests.media.mediafiles import BLUE, GREEN, RED, SMALL, WHITE, center, close, decoded

LAW = settings(deadline=None, max_examples=50)
level = st.integers(0, 255)
even = st.integers(-40, 40).map(lambda value: value * 2)


@LAW
@given(level, level, level)
def test_a_blank_frame_and_a_picture_of_the_same_color_are_the_same(red: int, green: int, blue: int) -> None:
    drawn, converted = (
        Yuv.blank(16, 16, Color(red, green, blue)),
        from_image(Image.new("RGB", (16, 16), (red, green, blue))),
    )
    for left, right in ((drawn.y, converted.y), (drawn.u, converted.u), (drawn.v, converted.v)):
        assert np.abs(left.astype(int) - right.astype(int)).max() <= 1


@LAW
@given(level, level, level)
def test_colors_survive_the_way_to_planes_and_back(red: int, green: int, blue: int) -> None:
    assert close(center(Yuv.blank(16, 16, Color(red, green, blue))), Color(red, green, blue), tolerance=3)


@pytest.mark.parametrize("quality", ["draft", "final"])
def test_colors_survive_encoding(tmp_path: Path, quality: str) -> None:
    colors = [RED, GREEN, BLUE, WHITE, Color(0, 0, 0), Color(250, 200, 10)]
    with Writer(tmp_path / "colors.mp4", SMALL, sound=False) as writer:
        for color in colors:
            writer.frame(Yuv.blank(SMALL.width, SMALL.height, color))
    for frame, color in zip(decoded(tmp_path / "colors.mp4"), colors, strict=True):
        assert close(center(frame), color, tolerance=6)


def test_an_opaque_sprite_covers_and_a_clear_one_changes_nothing() -> None:
    frame = Yuv.blank(32, 32, BLUE)
    blit(frame, sprite(Image.new("RGBA", (8, 8), (255, 255, 255, 0))), 4, 4)
    assert np.array_equal(frame.y, Yuv.blank(32, 32, BLUE).y)
    blit(frame, sprite(Image.new("RGBA", (8, 8), (200, 30, 30, 255))), 12, 12)
    assert close(center(frame), RED, tolerance=3)
    assert np.array_equal(frame.y[:12], Yuv.blank(32, 32, BLUE).y[:12])


def test_half_transparency_is_the_middle_of_both_colors() -> None:
    frame = Yuv.blank(16, 16, Color(0, 0, 0))
    blit(frame, sprite(Image.new("RGBA", (16, 16), (255, 255, 255, 128))), 0, 0)
    assert close(center(frame), Color(128, 128, 128), tolerance=2)


def test_a_hard_edge_inside_a_chroma_pair_leaves_no_foreign_color() -> None:
    picture = Image.new("RGBA", (8, 8), (200, 30, 30, 0))
    picture.paste((200, 30, 30, 255), (3, 3, 8, 8))
    frame = Yuv.blank(8, 8, RED)
    blit(frame, sprite(picture), 0, 0)
    untouched = Yuv.blank(8, 8, RED)
    assert np.abs(frame.u.astype(int) - untouched.u).max() <= 1
    assert np.abs(frame.y.astype(int) - untouched.y).max() <= 1


@LAW
@given(even, even, st.integers(1, 50), st.integers(1, 50))
def test_a_sprite_may_lie_anywhere_and_only_changes_what_it_covers(x: int, y: int, width: int, height: int) -> None:
    frame, before = Yuv.blank(32, 24, WHITE), Yuv.blank(32, 24, WHITE)
    blit(frame, sprite(Image.new("RGBA", (width, height), (0, 0, 0, 255))), x, y)
    covered = np.zeros((24, 32), bool)
    covered[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)] = True
    assert np.array_equal(frame.y != before.y, covered)


def test_odd_places_are_refused() -> None:
    with pytest.raises(ValueError, match="even coordinates"):
        blit(Yuv.blank(16, 16, WHITE), sprite(Image.new("RGBA", (4, 4))), 1, 0)


def test_a_pasted_picture_is_cut_at_the_border() -> None:
    frame = Yuv.blank(16, 16, BLUE)
    paste(frame, Yuv.blank(32, 8, RED), -8, 4)
    assert close(center(frame), RED, tolerance=3)
    assert np.array_equal(frame.y[:4], Yuv.blank(16, 4, BLUE).y)


def test_fading_ends_in_black_and_begins_with_nothing() -> None:
    frame = Yuv.blank(16, 16, RED)
    fade(frame, 0)
    assert np.array_equal(frame.y, Yuv.blank(16, 16, RED).y)
    fade(frame, 0.5)
    assert close(center(frame), Color(100, 15, 15), tolerance=12)
    fade(frame, 1)
    assert to_image(frame).getextrema() == ((0, 0), (0, 0), (0, 0))


def test_threads_convert_pictures_of_different_sizes_at_once() -> None:
    """A scaler that two threads share ends the whole process."""
    pictures = [Image.new("RGB", (320 + 2 * index, 180), (index * 9, 80, 160)) for index in range(24)]
    alone = [from_image(picture) for picture in pictures]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(from_image, pictures * 4))
    for index, frame in enumerate(together):
        assert np.array_equal(frame.y, alone[index % len(alone)].y)
