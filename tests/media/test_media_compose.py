"""Pictures put together: grounds, moves, people who are cut out, and clips that are cut, sped up and looped."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from heygen_build.media.clip import render_clip
from heygen_build.media.compose import held_frames
from heygen_build.media.encode import RATE, Writer
from heygen_build.media.layers import Cast, Frame, Gradient, Ground, Move, Spot, Trim, View
from heygen_build.media.mattes import Keyer
from heygen_build.media.model import Canvas, CardPicture, ClipJob, ClipPicture, Inset, MediaError, Picture, StillPicture
from heygen_build.media.notes import conform_notes
from heygen_build.media.reels import reel_frames, reel_seconds
from heygen_build.media.sound import decode_sound, write_wav
from heygen_build.media.voices import at_tempo, scene_sound
from heygen_build.media.yuv import Yuv, from_image, to_image, with_alpha
from heygen_build.units import Color
from tests.media.mediafiles import (
    BLACK,
    BLUE,
    GREEN,
    RED,
    SMALL,
    WHITE,
    close,
    foreign_clip,
    loudness,
    own_clip,
    tone,
)

KEY = Color(0, 255, 0)


def frames(picture: Picture, count: int = 1) -> list[Image.Image]:
    """The frames of a picture, each once for every frame of the film."""
    return [to_image(frame) for frame, run in held_frames(picture, SMALL, count) for _ in range(run)]


def at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The color at a place, in shares of width and height."""
    pixel = image.getpixel((int(x * image.width), int(y * image.height)))
    assert isinstance(pixel, tuple)
    return tuple(int(value) for value in pixel)


def quarters(path: Path, size: tuple[int, int] = (320, 180)) -> Path:
    """A picture with a color in each quarter: red, green, blue, white."""
    image = Image.new("RGB", size)
    pen = ImageDraw.Draw(image)
    wide, high = size[0] // 2, size[1] // 2
    for index, color in enumerate((RED, GREEN, BLUE, WHITE)):
        left, top = index % 2 * wide, index // 2 * high
        pen.rectangle((left, top, left + wide, top + high), fill=(color.red, color.green, color.blue))
    image.save(path)
    return path


def person(path: Path, seconds: float = 0.4, *, green: bool = False) -> Path:
    """A red square in the middle of nothing, or of green: 160 × 90, WebM with alpha or MP4."""
    count = round(seconds * 25)
    with Writer(path, SMALL, sound=True, alpha=not green) as film:
        if green:
            image = Image.new("RGB", (160, 90), (0, 255, 0))
            ImageDraw.Draw(image).rectangle((60, 20, 99, 89), fill=(200, 30, 30))
            film.frame(from_image(image), count)
        else:
            alpha = np.zeros((90, 160), np.uint8)
            alpha[20:90, 60:100] = 255
            film.frame(with_alpha(Yuv.blank(160, 90, RED), alpha), count)
        film.sound(tone(seconds))
    return path


def test_a_gradient_runs_in_its_direction_without_bands(tmp_path: Path) -> None:
    (image,) = frames(CardPicture("", Ground(gradient=Gradient((BLACK, WHITE), 90))))
    across = [at(image, x, 0.5)[0] for x in (0.01, 0.25, 0.5, 0.75, 0.99)]
    assert across == pytest.approx([1, 64, 128, 191, 254], abs=6)
    assert abs(at(image, 0.5, 0.1)[0] - at(image, 0.5, 0.9)[0]) < 6
    (down,) = frames(CardPicture("", Ground(gradient=Gradient((RED, BLUE)))))
    assert close(at(down, 0.5, 0.01), RED)
    assert close(at(down, 0.5, 0.99), BLUE)


def test_a_zoom_about_a_corner_keeps_the_corner_in_place(tmp_path: Path) -> None:
    picture = StillPicture(quarters(tmp_path / "q.png"), move=Move(View(1, 0, 0), View(2, 0, 0)))
    first, *_, last = frames(picture, 10)
    assert close(at(first, 0.75, 0.75), WHITE)
    assert close(at(first, 0.25, 0.25), RED)
    assert close(at(last, 0.75, 0.75), RED)


def test_a_slow_zoom_moves_edges_by_less_than_a_pixel_at_a_time(tmp_path: Path) -> None:
    """A zoom that jumps by whole pixels shakes; the edge between two colors shows where it is to fractions."""
    picture = StillPicture(quarters(tmp_path / "q.png"), move=Move(View(1, 0, 0.5), View(1.1, 0, 0.5)))
    edges = [float(255 - np.asarray(image.convert("L"))[80].astype(float).mean()) for image in frames(picture, 50)]
    steps = np.diff(edges)
    assert np.abs(steps).max() < 3 * np.abs(np.median(steps)) + 0.05
    assert len({round(edge, 3) for edge in edges}) > 40


def test_a_pan_goes_over_what_the_frame_does_not_show(tmp_path: Path) -> None:
    wide = quarters(tmp_path / "wide.png", (640, 180))
    picture = StillPicture(wide, move=Move(View(1, 0, 0, 0, 0), View(1, 1, 0, 1, 0)))
    first, *_, last = frames(picture, 10)
    assert [close(at(first, x, 0.2), RED) for x in (0.05, 0.95)] == [True, True]
    assert [close(at(last, x, 0.2), GREEN) for x in (0.05, 0.95)] == [True, True]


def test_a_picture_that_becomes_smaller_than_the_frame_uncovers_its_ground(tmp_path: Path) -> None:
    picture = StillPicture(quarters(tmp_path / "q.png"), ground=Ground(BLACK), move=Move(View(1), View(0.5)))
    first, *_, last = frames(picture, 10)
    assert close(at(first, 0.05, 0.1), RED)
    assert close(at(last, 0.05, 0.1), BLACK)
    assert close(at(last, 0.4, 0.4), RED)


def test_a_contained_clip_may_stand_on_itself_blurred(tmp_path: Path) -> None:
    path = foreign_clip(tmp_path / "own.mp4", [GREEN] * 6, size=(90, 160))
    (image,) = frames(ClipPicture(path, fit="contain", ground=Ground(blur=8)))
    assert close(at(image, 0.02, 0.5), GREEN, 12)
    assert close(at(image, 0.5, 0.5), GREEN)


def test_a_clip_behind_a_person_shows_where_the_person_is_not(tmp_path: Path) -> None:
    behind = own_clip(tmp_path / "behind.mp4", 0.2, color=BLUE)
    picture = ClipPicture(person(tmp_path / "p.webm"), matte="alpha", ground=Ground(video=behind))
    image = frames(picture, 10)[9]
    assert close(at(image, 0.1, 0.5), BLUE)
    assert close(at(image, 0.5, 0.5), RED, 12)


def test_what_should_be_transparent_and_is_not_has_a_reason(tmp_path: Path) -> None:
    picture = ClipPicture(own_clip(tmp_path / "own.mp4", 0.2), matte="alpha")
    with pytest.raises(MediaError) as caught:
        frames(picture)
    assert caught.value.reason == "no_alpha"


@pytest.mark.parametrize("measured", [Color(0, 255, 0), Color(10, 235, 25), Color(0, 177, 64)])
def test_green_goes_and_everything_else_stays(measured: Color) -> None:
    image = Image.new("RGB", (160, 90), (measured.red, measured.green, measured.blue))
    pen = ImageDraw.Draw(image)
    kept = (Color(200, 30, 30), Color(230, 190, 160), Color(30, 30, 34), Color(240, 240, 240), Color(24, 116, 140))
    for index, color in enumerate(kept):
        pen.rectangle((20 + index * 20, 20, 39 + index * 20, 70), fill=(color.red, color.green, color.blue))
    cut = Keyer(KEY)(from_image(image))
    assert cut.a is not None
    assert cut.a[:16].max() == 0
    for index, color in enumerate(kept):
        assert cut.a[24:66, 26 + index * 20 : 34 + index * 20].min() == 255
        assert close(at(to_image(cut), (30 + index * 20) / 160, 0.5), color, 12)


def test_no_green_is_left_at_the_edges_of_what_was_keyed(tmp_path: Path) -> None:
    """Half a pixel of green around people is what gives a key away: over gray, nothing may be greener than gray."""
    picture = ClipPicture(person(tmp_path / "p.mp4", green=True), matte="green", ground=Ground(Color(128, 128, 128)))
    pixels = np.asarray(frames(picture)[0]).astype(int)
    greener = pixels[..., 1] - (pixels[..., 0] + pixels[..., 2]) / 2
    assert greener.max() < 24


def inset(path: Path, frame: Frame, shadow: Cast | None = None, matte: str = "alpha") -> Inset:
    clip = ClipPicture(path, matte="green" if matte == "green" else "alpha")
    return Inset(clip, Spot(60, 1, 1, margin=4), frame, shadow)


def first_frame(tmp_path: Path, job: ClipJob) -> Image.Image:
    from heygen_build.media.stills import frame_at

    return frame_at(render_clip(job, tmp_path / "out.mp4", tmp_path / "out.wav").video, 0)


def test_a_circle_has_a_border_a_ground_and_a_shadow_and_leaves_the_corners_alone(tmp_path: Path) -> None:
    canvas = Canvas(320, 180, 25, "draft")
    frame = Frame("circle", background=BLUE, border=WHITE, border_width=6)
    people = Inset(
        ClipPicture(person(tmp_path / "p.webm"), matte="alpha"), Spot(100, 1, 1, 10), frame, Cast(BLACK, 12, 0, 4)
    )
    image = first_frame(tmp_path, ClipJob(canvas, CardPicture("", Ground(WHITE)), inset=people))
    left, top = 320 - 110, 180 - 110
    middle = (left + 50) / 320, (top + 50) / 180
    assert close(at(image, *middle), RED, 16)
    assert close(at(image, (left + 14) / 320, middle[1]), BLUE, 16)
    assert close(at(image, (left + 3) / 320, middle[1]), WHITE, 16)
    assert at(image, middle[0], (top + 105) / 180)[0] < 225
    assert close(at(image, (left - 12) / 320, (top - 8) / 180), WHITE, 10)


def test_a_presenter_speaks_for_the_scene_and_the_last_picture_is_held(tmp_path: Path) -> None:
    people = inset(person(tmp_path / "p.webm", 0.8), Frame())
    job = ClipJob(SMALL, CardPicture("", Ground(BLUE)), inset=people, before=0.2, after=0.2)
    clip = render_clip(job, tmp_path / "out.mp4", tmp_path / "out.wav")
    assert clip.duration == pytest.approx(1.2, abs=0.05)
    sound = decode_sound(clip.sound)
    assert sound is not None
    heard = np.flatnonzero(loudness(sound) > 500) / RATE
    assert (heard[0], heard[-1]) == (pytest.approx(0.2, abs=0.02), pytest.approx(1.0, abs=0.03))


COLORS = [RED] * 15 + [GREEN] * 15 + [BLUE] * 15


def shown(picture: ClipPicture, count: int) -> str:
    """The colors of so many frames, by their first letters."""
    names = {"r": RED, "g": GREEN, "b": BLUE}
    letters = ""
    for frame, run in reel_frames(picture, SMALL, count):
        color = at(to_image(frame), 0.5, 0.5)
        letters += next(name for name, wanted in names.items() if close(color, wanted, 14)) * run
    return letters


def test_clips_are_cut_sped_up_and_looped_to_the_frame(tmp_path: Path) -> None:
    path = foreign_clip(tmp_path / "own.mp4", COLORS)
    assert shown(ClipPicture(path), 38) == "r" * 12 + "g" * 13 + "b" * 13
    assert shown(ClipPicture(path, trim=Trim(0.5, 1.0)), 20) == "g" * 20
    assert shown(ClipPicture(path, trim=Trim(0.42, 1.1)), 17) == "rr" + "g" * 12 + "bbb"
    assert shown(ClipPicture(path, speed=2.0), 20) == "r" * 6 + "g" * 6 + "b" * 8
    assert shown(ClipPicture(path, trim=Trim(0.3, 0.7), loop=True), 20) == ("r" * 5 + "g" * 5) * 2
    assert reel_seconds(ClipPicture(path, trim=Trim(0.5, 1.0), speed=0.5)) == pytest.approx(1.0)


def test_a_part_that_begins_after_the_end_has_a_reason(tmp_path: Path) -> None:
    path = own_clip(tmp_path / "own.mp4", 0.4)
    with pytest.raises(MediaError) as caught:
        reel_seconds(ClipPicture(path, trim=Trim(3.0)))
    assert caught.value.reason == "no_length"


def test_faster_sound_keeps_its_pitch() -> None:
    for speed in (0.25, 0.8, 2.0, 4.0):
        heard = at_tempo(tone(2.0), speed)
        assert len(heard) == pytest.approx(2.0 * RATE / speed, abs=1)
        spectrum = np.abs(np.fft.rfft(heard[:, 0].astype(float)))
        assert np.argmax(spectrum) * RATE / len(heard) == pytest.approx(440, rel=0.02)


def test_a_clip_under_speech_is_heard_at_its_volume_and_a_muted_one_not_at_all(tmp_path: Path) -> None:
    clip = own_clip(tmp_path / "own.mp4", 0.8)
    write_wav(tmp_path / "speech.wav", np.zeros((round(0.4 * RATE), 2), np.int16))
    levels = []
    for volume in (0.0, -20.0, None):
        job = ClipJob(SMALL, ClipPicture(clip, volume=volume), sound=tmp_path / "speech.wav")
        levels.append(int(loudness(scene_sound(job))[RATE // 4 : RATE // 2].max()))
    assert levels == pytest.approx([8000, 800, 0], rel=0.1)


def test_a_looped_sound_makes_no_click_where_it_begins_again(tmp_path: Path) -> None:
    clip = own_clip(tmp_path / "own.mp4", 0.41)
    write_wav(tmp_path / "speech.wav", np.zeros((2 * RATE, 2), np.int16))
    job = ClipJob(SMALL, ClipPicture(clip, loop=True), sound=tmp_path / "speech.wav")
    sound = scene_sound(job)
    assert len(sound) == 2 * RATE
    # A 440 Hz tone of this level never rises faster than this from one sample to the next.
    steepest = 8000 * 2 * np.pi * 440 / RATE
    assert np.abs(np.diff(sound[:, 0].astype(int))).max() < 1.3 * steepest


def test_a_transparent_scene_stays_transparent_and_fades_to_nothing(tmp_path: Path) -> None:
    clear = Ground(Color(0, 0, 0, 0))
    picture = ClipPicture(person(tmp_path / "p.webm"), matte="alpha", ground=clear)
    job = ClipJob(SMALL, picture, fade_out=0.2, alpha=True)
    clip = render_clip(job, tmp_path / "out.webm", tmp_path / "out.wav")
    alphas = [frame.a for frame, _ in reel_frames(ClipPicture(clip.video, matte="alpha"), SMALL, 10)]
    first, last = alphas[0], alphas[-1]
    assert first is not None
    assert last is not None
    assert (first[50, 80], first[5, 5]) == (pytest.approx(255, abs=6), pytest.approx(0, abs=6))
    assert last.max() < 12


def test_what_was_done_to_a_clip_is_noted_and_nothing_about_one_that_matches(tmp_path: Path) -> None:
    phone = tmp_path / "phone.mp4"
    foreign_clip(phone, [RED] * 6, size=(90, 160), rotation=90, pixel_aspect=Fraction(2, 1))
    notes = set(conform_notes(ClipJob(SMALL, ClipPicture(phone))))
    assert notes >= {"90×160 became 160×90", "it was turned upright", "pixels became square", "it has no sound"}
    assert conform_notes(ClipJob(SMALL, ClipPicture(own_clip(tmp_path / "own.mp4", 0.2)))) == ()
