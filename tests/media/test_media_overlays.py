"""What lies over a scene: texts, lower thirds, pictures, clips and bars, with their times and animations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from heygen_build.media.clip import render_clip
from heygen_build.media.encode import Writer
from heygen_build.media.layers import Ground
from heygen_build.media.lettering import beginning, block, fitted, runs_backwards
from heygen_build.media.model import Canvas, CardPicture, ClipJob, MediaError
from heygen_build.media.moving import Placed
from heygen_build.media.overlays import (
    BarTop,
    ClipTop,
    Instant,
    Lettering,
    Motion,
    Outline,
    PictureTop,
    Station,
    TextTop,
    ThirdTop,
    Top,
)
from heygen_build.media.poses import REST, pose
from heygen_build.media.sound import decode_sound
from heygen_build.media.staging import staged
from heygen_build.media.stills import frame_at
from heygen_build.media.tops import picture_of, third_block
from heygen_build.media.yuv import Yuv
from heygen_build.units import Color
from tests.media.mediafiles import tone

CANVAS = Canvas(640, 360, 25, "draft")
RED, BLUE, BLACK = Color(230, 40, 40), Color(40, 60, 220), Color(0, 0, 0)
LOOK = Lettering(40, 700, font="Inter")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#e62828"/></svg>'


def drawn(tmp_path: Path, *tops: Top, seconds: float = 1.0) -> Path:
    job = ClipJob(CANVAS, CardPicture("", Ground(BLACK)), hold=seconds, tops=tops)
    return render_clip(job, tmp_path / "clip.mp4", tmp_path / "clip.wav").video


def seen(video: Path, at: float) -> NDArray[np.bool_]:
    """Where the frame is not black: rows, columns."""
    return np.asarray(frame_at(video, at).convert("L")) > 40


def box(picture: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def runs(top: Top, count: int = 25) -> list[tuple[bool, int]]:
    return [(placed is not None, frames) for placed, frames in staged(top, CANVAS, count)]


def test_an_overlay_comes_and_goes_at_its_frames() -> None:
    top = Top(TextTop("Hi", LOOK), start=Instant(0.2), end=Instant(-0.2, share=1.0))
    assert runs(top) == [(False, 5), (True, 15), (False, 5)]


def test_times_can_be_shares_of_the_clip() -> None:
    assert runs(Top(TextTop("Hi", LOOK), start=Instant(share=0.4))) == [(False, 10), (True, 15)]


def test_an_overlay_that_starts_after_the_clip_is_never_seen() -> None:
    assert runs(Top(TextTop("Hi", LOOK), start=Instant(9.0))) == [(False, 25)]


@pytest.mark.parametrize(("x", "y"), [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.5, 0.5)])
def test_an_overlay_keeps_to_its_corner_of_the_safe_area(tmp_path: Path, x: float, y: float) -> None:
    Image.new("RGB", (64, 36), (230, 40, 40)).save(tmp_path / "logo.png")
    video = drawn(tmp_path, Top(PictureTop(str(tmp_path / "logo.png")), Station(x, y)), seconds=0.2)
    left, top, right, bottom = box(seen(video, 0.1))
    assert (left, top) == pytest.approx((32 + x * (576 - 64), 18 + y * (324 - 36)), abs=2)
    assert (right - left, bottom - top) == pytest.approx((64, 36), abs=2)


def test_a_drawing_by_lines_is_as_sharp_as_its_place_asks(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(SVG)
    picture = picture_of(PictureTop(str(tmp_path / "logo.svg"), width=300.0), CANVAS)
    assert picture.size == (300, 150)
    assert picture.getpixel((299, 149)) == (230, 40, 40, 255)


def test_a_broken_drawing_is_told(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><rect")
    with pytest.raises(MediaError) as caught:
        picture_of(PictureTop(str(tmp_path / "logo.svg")), CANVAS)
    assert caught.value.reason == "not_image"


def test_opacity_lets_the_picture_through(tmp_path: Path) -> None:
    Image.new("RGB", (64, 36), (200, 200, 200)).save(tmp_path / "logo.png")
    top = Top(PictureTop(str(tmp_path / "logo.png")), opacity=0.5)
    pixel = frame_at(drawn(tmp_path, top, seconds=0.2), 0.1).getpixel((320, 180))
    assert isinstance(pixel, tuple)
    assert pixel[0] == pytest.approx(100, abs=12)


def test_a_bar_grows_with_the_time_of_the_film(tmp_path: Path) -> None:
    top = Top(BarTop(RED, 8, first=0.5, last=1.0), Station(0.5, 1.0))
    video = drawn(tmp_path, top)
    early, late = box(seen(video, 0.0)), box(seen(video, 0.96))
    assert early[2] == pytest.approx(640 * (0.5 + 0.5 / 25), abs=4)
    assert late[2] == 640
    assert (late[1], late[3]) == (352, 360)


def test_a_clip_over_the_picture_is_seen_and_heard_from_its_beginning(tmp_path: Path) -> None:
    with Writer(tmp_path / "top.mp4", Canvas(160, 90, 25, "draft"), sound=True) as film:
        film.frame(Yuv.blank(160, 90, RED), 10)
        film.sound(tone(0.4))
    content = ClipTop(str(tmp_path / "top.mp4"), volume=0.0, width=320.0)
    video = drawn(tmp_path, Top(content, start=Instant(0.4), end=Instant(0.8)))
    assert not seen(video, 0.3).any()
    left, _, right, _ = box(seen(video, 0.6))
    assert right - left == pytest.approx(320, abs=4)
    sound = decode_sound(tmp_path / "clip.wav")
    assert sound is not None
    assert np.abs(sound[: int(0.38 * 48_000)]).max() == 0
    assert np.abs(sound[int(0.5 * 48_000) : int(0.7 * 48_000)]).max() > 1000


def test_a_lower_third_of_a_language_from_right_to_left_has_its_edge_on_the_right() -> None:
    latin, hebrew = (
        np.asarray(third_block(ThirdTop(title, None, LOOK), CANVAS).picture) for title in ("Ada Marsh", "שלום עולם")
    )
    for picture, is_left in ((latin, True), (hebrew, False)):
        white = (picture[..., 3] > 250) & (picture[..., :3].min(axis=2) > 250)
        columns = np.flatnonzero(white.mean(axis=0) > 0.5)
        assert bool(columns.mean() < picture.shape[1] / 2) is is_left
    assert runs_backwards("שלום")


@pytest.mark.parametrize("come", ["fade", "slide-up", "slide-left", "pop"])
def test_what_comes_grows_more_solid_and_then_rests(come: str) -> None:
    motion = Motion(come, "none", 0.4)  # type: ignore[arg-type]
    solid = [pose(motion, index, 25, 25, 360).solid for index in range(25)]
    assert solid[0] < 1
    assert solid == sorted(solid)
    assert pose(motion, 12, 25, 25, 360) == REST


def test_what_slides_up_comes_from_below_and_goes_on_upwards() -> None:
    motion = Motion("slide-up", "slide-up", 0.4)
    assert pose(motion, 0, 25, 25, 360).dy > 0
    assert pose(motion, 24, 25, 25, 360).dy < 0


def test_what_pops_is_larger_for_a_moment() -> None:
    scales = [pose(Motion("pop", "none", 0.6), index, 50, 25, 360).scale for index in range(15)]
    assert scales[0] < 1 < max(scales)


def test_typed_text_is_written_in_its_place_letter_by_letter() -> None:
    top = Top(TextTop("Hello there", LOOK), motion=Motion("typewriter", "none", 0.4))
    pictures = [placed for placed, _ in staged(top, CANVAS, 25) if isinstance(placed, Placed)]
    assert len({(placed.x, placed.y, placed.picture.width) for placed in pictures}) == 1
    ink = [int((256 - placed.picture.keep).sum()) for placed in pictures if not isinstance(placed.picture, Yuv)]
    assert ink == sorted(ink)
    assert ink[0] < ink[-1] / 4


def test_the_beginning_of_lines_never_cuts_a_letter_from_its_mark() -> None:
    assert beginning(["नम", "ab"], 1) == ("न", "")
    assert beginning(["e\u0301a"], 1) == ("e\u0301",)


def test_text_that_needs_more_lines_than_it_may_have_is_set_smaller() -> None:
    text = "A headline that is a little too long"
    free, bound = (fitted(text, replace(LOOK, max_lines=lines), 400, 300) for lines in (None, 1))
    assert len(free.lines) == 2
    assert len(bound.lines) == 1
    assert bound.style.size < free.style.size


def test_text_that_does_not_even_fit_when_small_ends_with_an_ellipsis() -> None:
    setting = fitted("A very long story " * 20, replace(LOOK, max_lines=2), 400, 300)
    assert len(setting.lines) == 2
    assert setting.lines[1].endswith("…")


def test_a_word_wider_than_its_room_is_set_smaller_before_it_is_cut() -> None:
    setting = fitted("Donaudampfschiff", replace(LOOK, size=60), 400, 300)
    assert setting.lines == ("Donaudampfschiff",)


def test_a_line_around_letters_and_a_box_behind_them_are_drawn() -> None:
    plain = block(fitted("Hi", LOOK, 400, 300))
    boxed = block(fitted("Hi", replace(LOOK, background=BLUE, padding=10, radius=8), 400, 300))
    lined = block(fitted("Hi", replace(LOOK, stroke=Outline(RED, 4)), 400, 300))
    assert boxed.height == plain.height + 20
    corner = boxed.bleed
    assert boxed.picture.getpixel((corner + boxed.width // 2, corner + 3)) == (40, 60, 220, 255)
    corner_pixel = boxed.picture.getpixel((corner, corner))
    assert isinstance(corner_pixel, tuple)
    assert corner_pixel[3] < 64
    reds = np.asarray(lined.picture)
    assert ((reds[..., 0] > 200) & (reds[..., 1] < 80) & (reds[..., 3] > 200)).sum() > 100
