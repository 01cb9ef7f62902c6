"""Scenes: the right picture for the right time, captions and fades over it, and sound of the same length."""

from __future__ import annotations

import pickle
import wave
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from heygen_build.media.clip import render_clip
from heygen_build.media.encode import RATE, Samples
from heygen_build.media.layers import Ground
from heygen_build.media.model import (
    Canvas,
    CaptionStyle,
    CardPicture,
    Clip,
    ClipJob,
    ClipPicture,
    Cue,
    MediaError,
    StillPicture,
)
from heygen_build.media.probe import probe
from heygen_build.media.sound import decode_sound, write_wav
from heygen_build.units import Color
from tests.media.mediafiles import (
    BLACK,
    BLUE,
    GREEN,
    RED,
    SMALL,
    WHITE,
    center,
    close,
    decoded,
    foreign_clip,
    foreign_sound,
    loudness,
    own_clip,
    tone,
)

CARD = CardPicture("", Ground(BLUE))


def rendered(folder: Path, job: ClipJob) -> tuple[Clip, Samples]:
    """The clip of a job, checked for what holds for every clip: equal lengths of everything, to the sample."""
    clip = render_clip(job, folder / "out.mp4", folder / "out.wav")
    info = probe(clip.video)
    assert info.video is not None
    assert info.audio is None
    assert info.video.duration == pytest.approx(clip.duration, abs=0.001)
    assert (info.video.width, info.video.height, info.video.fps) == (
        job.canvas.width,
        job.canvas.height,
        job.canvas.fps,
    )
    with wave.open(str(clip.sound)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 2, 2)
        assert file.getnframes() == round(clip.duration * RATE)
    sound = decode_sound(clip.sound)
    assert sound is not None
    return clip, sound


def colors_at(clip: Clip, canvas: Canvas, *moments: float) -> list[tuple[int, ...]]:
    """The color in the middle of the picture at these seconds."""
    frames = decoded(clip.video)
    return [center(frames[round(moment * canvas.fps)]) for moment in moments]


def test_a_card_lasts_before_hold_and_after(tmp_path: Path) -> None:
    clip, sound = rendered(tmp_path, ClipJob(SMALL, CARD, before=0.2, hold=1.0, after=0.28))
    assert clip.duration == pytest.approx(1.48)
    assert not sound.any()


def test_a_still_with_speech_lasts_as_long_as_the_speech_with_silence_around(tmp_path: Path) -> None:
    Image.new("RGB", (333, 100), (30, 160, 60)).save(tmp_path / "still.png")
    write_wav(tmp_path / "speech.wav", tone(1.0))
    job = ClipJob(SMALL, StillPicture(tmp_path / "still.png"), sound=tmp_path / "speech.wav", before=0.4, after=0.6)
    clip, sound = rendered(tmp_path, job)
    assert clip.duration == pytest.approx(2.0)
    heard = np.flatnonzero(loudness(sound) > 500) / RATE
    assert heard[0] == pytest.approx(0.4, abs=0.005)
    assert heard[-1] == pytest.approx(1.4, abs=0.005)
    assert all(close(color, GREEN) for color in colors_at(clip, SMALL, 0, 1, 1.9))


@pytest.mark.parametrize("fps", [24, 25, 30, 60])
def test_lengths_that_do_not_fall_on_a_frame_are_rounded_up(tmp_path: Path, fps: int) -> None:
    canvas = Canvas(64, 64, fps, "draft")
    write_wav(tmp_path / "speech.wav", tone(0.777))
    clip, _ = rendered(tmp_path, ClipJob(canvas, CARD, sound=tmp_path / "speech.wav", before=0.1))
    assert 0 <= clip.duration - 0.877 < 1 / fps


def test_a_clip_keeps_its_own_sound_and_length(tmp_path: Path) -> None:
    clip, sound = rendered(tmp_path, ClipJob(SMALL, ClipPicture(own_clip(tmp_path / "own.mp4", 1.2))))
    assert clip.duration == pytest.approx(1.2)
    assert loudness(sound)[RATE // 2 : RATE].max() == pytest.approx(8000, rel=0.1)


def test_other_speech_replaces_a_clips_own_sound_and_the_last_frame_is_held(tmp_path: Path) -> None:
    foreign_clip(tmp_path / "own.mp4", [RED] * 15 + [GREEN] * 15)
    write_wav(tmp_path / "speech.wav", tone(2))
    job = ClipJob(SMALL, ClipPicture(tmp_path / "own.mp4"), sound=tmp_path / "speech.wav", before=0.4, after=0.2)
    clip, _ = rendered(tmp_path, job)
    assert clip.duration == pytest.approx(2.6)
    seen = colors_at(clip, SMALL, 0, 0.36, 0.8, 1.0, 2.56)
    assert [close(color, wanted) for color, wanted in zip(seen, (RED, RED, RED, GREEN, GREEN), strict=True)] == [
        True
    ] * 5


def test_a_clip_that_is_longer_than_the_speech_is_shown_to_its_end_and_heard_under_it(tmp_path: Path) -> None:
    write_wav(tmp_path / "speech.wav", tone(0.4, 4000))
    picture = ClipPicture(own_clip(tmp_path / "own.mp4", 1), volume=-20.0)
    clip, sound = rendered(tmp_path, ClipJob(SMALL, picture, sound=tmp_path / "speech.wav"))
    assert clip.duration == pytest.approx(1)
    levels = [loudness(sound)[round(at * RATE) : round((at + 0.1) * RATE)].max() for at in (0.2, 0.7)]
    assert levels == pytest.approx([4800, 800], rel=0.15)


def test_a_silent_clip_lasts_as_long_as_its_picture_or_its_hold(tmp_path: Path) -> None:
    picture = ClipPicture(own_clip(tmp_path / "own.mp4", 1.2), volume=None)
    assert rendered(tmp_path, ClipJob(SMALL, picture))[0].duration == pytest.approx(1.2)
    assert rendered(tmp_path, ClipJob(SMALL, picture, hold=2))[0].duration == pytest.approx(2)


def test_thirty_irregular_frames_a_second_become_twenty_five_regular_ones(tmp_path: Path) -> None:
    times = [0, 0.1, 0.5, 0.9, 1.3]
    foreign_clip(tmp_path / "own.mp4", [RED, GREEN, BLUE, WHITE, RED], times=times)
    job = ClipJob(SMALL, ClipPicture(tmp_path / "own.mp4"), hold=2)
    clip, _ = rendered(tmp_path, job)
    seen = colors_at(clip, SMALL, 0.04, 0.2, 0.44, 0.56, 0.84, 1.0, 1.24, 1.36, 1.9)
    wanted = (RED, GREEN, GREEN, BLUE, BLUE, WHITE, WHITE, RED, RED)
    assert [close(color, expected) for color, expected in zip(seen, wanted, strict=True)] == [True] * len(wanted)


@pytest.mark.parametrize(
    ("size", "pixel_format", "codec"),
    [
        ((101, 77), "yuv444p", "libx264"),
        ((320, 180), "yuv420p10le", "libx264"),
        ((64, 200), "yuvj420p", "mjpeg"),
        ((160, 90), "yuv422p", "libx264"),
        ((70, 50), "yuv420p", "libvpx-vp9"),
    ],
)
def test_odd_sizes_and_other_pixel_formats_keep_their_colors(
    tmp_path: Path, size: tuple[int, int], pixel_format: str, codec: str
) -> None:
    path = foreign_clip(tmp_path / "own.mkv", [RED] * 6, size=size, pixel_format=pixel_format, codec=codec)
    clip, _ = rendered(tmp_path, ClipJob(SMALL, ClipPicture(path)))
    assert close(colors_at(clip, SMALL, 0.1)[0], RED, tolerance=10)


def corners(path: Path) -> list[tuple[int, ...]]:
    """The colors near the left, right, top and bottom middle of the first frame."""
    from heygen_build.media.yuv import to_image

    image = to_image(decoded(path)[0])
    places = ((2, image.height // 2), (image.width - 3, image.height // 2), (image.width // 2, 2))
    pixels = [image.getpixel(place) for place in (*places, (image.width // 2, image.height - 3))]
    return [tuple(int(value) for value in pixel) for pixel in pixels if isinstance(pixel, tuple)]


def test_contain_shows_everything_with_borders_and_cover_fills_the_frame(tmp_path: Path) -> None:
    path = foreign_clip(tmp_path / "own.mp4", [GREEN] * 6, size=(90, 160))
    contained, _ = rendered(tmp_path, ClipJob(SMALL, ClipPicture(path, fit="contain")))
    assert [close(color, BLACK) for color in corners(contained.video)] == [True, True, False, False]
    covered, _ = rendered(tmp_path, ClipJob(SMALL, ClipPicture(path, fit="cover")))
    assert all(close(color, GREEN) for color in corners(covered.video))


def test_a_contained_still_stands_on_its_background_and_a_transparent_one_shows_it(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (90, 90), (30, 160, 60, 255))
    picture.paste((0, 0, 0, 0), (30, 30, 60, 60))
    picture.save(tmp_path / "still.png")
    job = ClipJob(SMALL, StillPicture(tmp_path / "still.png", fit="contain", ground=Ground(BLUE)), hold=0.2)
    clip, _ = rendered(tmp_path, job)
    assert [close(color, BLUE) for color in corners(clip.video)] == [True, True, False, False]
    assert close(colors_at(clip, SMALL, 0)[0], BLUE)


def test_a_phone_clip_is_turned_upright(tmp_path: Path) -> None:
    upright = Canvas(90, 160, 25, "draft")
    path = foreign_clip(tmp_path / "own.mp4", [GREEN] * 6, size=(160, 90), rotation=90)
    clip, _ = rendered(tmp_path, ClipJob(upright, ClipPicture(path, fit="contain")))
    assert all(close(color, GREEN) for color in corners(clip.video))


def test_pixels_that_are_not_square_become_square(tmp_path: Path) -> None:
    path = foreign_clip(tmp_path / "own.mp4", [GREEN] * 6, size=(80, 90), pixel_aspect=Fraction(2, 1))
    clip, _ = rendered(tmp_path, ClipJob(SMALL, ClipPicture(path, fit="contain")))
    assert all(close(color, GREEN) for color in corners(clip.video))


@pytest.mark.parametrize("trc", [16, 18])
def test_hdr_is_mapped_to_what_screens_show(tmp_path: Path, trc: int) -> None:
    path = foreign_clip(tmp_path / "own.mp4", [WHITE] * 2 + [BLACK] * 2, pixel_format="yuv420p10le", trc=trc)
    clip, _ = rendered(tmp_path, ClipJob(SMALL, ClipPicture(path)))
    light, dark = colors_at(clip, SMALL, 0, 0.08)
    assert min(light) > 180
    assert max(dark) < 20


def test_captions_appear_for_exactly_their_frames_counted_from_the_end_of_before(tmp_path: Path) -> None:
    canvas = Canvas(320, 180, 25, "draft")
    cues = (Cue(0.2, 0.6, ("Hello there",)),)
    style = CaptionStyle(background=Color(0, 0, 0, 255))
    job = ClipJob(canvas, CardPicture("", Ground(WHITE)), before=0.4, hold=1, cues=cues, caption_style=style)
    clip, _ = rendered(tmp_path, job)
    dark = [index for index, frame in enumerate(decoded(clip.video)) if frame.y.min() < 60]
    assert dark == list(range(15, 25))


def test_a_caption_that_begins_right_after_the_cut_is_seen_from_the_cut_on(tmp_path: Path) -> None:
    canvas = Canvas(320, 180, 25, "draft")
    style = CaptionStyle(background=Color(0, 0, 0, 255))
    for start, first in ((0.08, 0), (0.28, 7)):
        cues = (Cue(start, 0.6, ("Hello there",)),)
        job = ClipJob(canvas, CardPicture("", Ground(WHITE)), hold=1, cues=cues, caption_style=style)
        clip, _ = rendered(tmp_path, job)
        dark = [index for index, frame in enumerate(decoded(clip.video)) if frame.y.min() < 60]
        assert dark == list(range(first, 15))


def test_without_a_style_no_captions_are_burned(tmp_path: Path) -> None:
    job = ClipJob(SMALL, CardPicture("", Ground(WHITE)), hold=0.4, cues=(Cue(0, 1, ("Hello",)),))
    assert all(frame.y.min() > 200 for frame in decoded(rendered(tmp_path, job)[0].video))


def test_fades_come_from_black_and_end_in_black(tmp_path: Path) -> None:
    job = ClipJob(SMALL, CardPicture("", Ground(WHITE)), hold=1, fade_in=0.2, fade_out=0.4)
    levels = [int(frame.y[45, 80]) for frame in decoded(rendered(tmp_path, job)[0].video)]
    assert levels[0] == pytest.approx(16, abs=2)
    assert levels[-1] == pytest.approx(16, abs=2)
    assert levels[6:14] == pytest.approx([235] * 8, abs=2)
    assert all(later >= earlier - 2 for earlier, later in pairwise(levels[:6]))


def test_the_mark_is_visible_even_in_black(tmp_path: Path) -> None:
    canvas = Canvas(640, 360, 25, "draft")
    job = ClipJob(canvas, CardPicture("", Ground(BLACK)), hold=0.2, fade_in=0.2, mark="DRAFT")
    first = decoded(rendered(tmp_path, job)[0].video)[0]
    assert first.y[:18, 280:360].max() > 120
    assert first.y[18:].max() < 20


@pytest.mark.parametrize("picture", [CARD, ClipPicture(Path("missing.mp4")), StillPicture(Path("missing.png"))])
def test_a_scene_without_length_or_file_has_a_reason_and_leaves_nothing(
    tmp_path: Path, picture: CardPicture | ClipPicture | StillPicture
) -> None:
    hold = 1.0 if isinstance(picture, StillPicture) else 0.0
    with pytest.raises(MediaError) as caught:
        render_clip(ClipJob(SMALL, picture, hold=hold), tmp_path / "out.mp4", tmp_path / "out.wav")
    assert caught.value.reason in {"no_length", "missing"}
    assert list(tmp_path.iterdir()) == []


def test_speech_without_sound_has_a_reason(tmp_path: Path) -> None:
    silent = foreign_clip(tmp_path / "silent.mp4", [RED] * 5)
    with pytest.raises(MediaError) as caught:
        render_clip(ClipJob(SMALL, CARD, sound=silent), tmp_path / "out.mp4", tmp_path / "out.wav")
    assert caught.value.reason == "no_audio"


def test_surround_speech_is_heard(tmp_path: Path) -> None:
    speech = foreign_sound(tmp_path / "speech.wav", 0.6, layout="5.1", level=4000)
    clip, sound = rendered(tmp_path, ClipJob(SMALL, CARD, sound=speech))
    assert clip.duration == pytest.approx(0.6)
    assert loudness(sound)[RATE // 4] > 2000


def test_the_same_job_gives_the_same_bytes(tmp_path: Path) -> None:
    own_clip(tmp_path / "own.mp4", 1)
    job = ClipJob(SMALL, ClipPicture(tmp_path / "own.mp4"), before=0.2, fade_in=0.2, mark="DRAFT")
    first, second = (render_clip(job, tmp_path / f"{n}.mp4", tmp_path / f"{n}.wav") for n in (1, 2))
    assert first.video.read_bytes() == second.video.read_bytes()
    assert first.sound.read_bytes() == second.sound.read_bytes()


def test_errors_and_jobs_travel_between_processes() -> None:
    error = pickle.loads(pickle.dumps(MediaError("truncated", "a.mp4 is cut off")))
    assert (error.reason, str(error)) == ("truncated", "a.mp4 is cut off")
    job = ClipJob(SMALL, CARD, cues=(Cue(0, 1, ("a",)),), caption_style=CaptionStyle())
    assert pickle.loads(pickle.dumps(job)) == job
