"""Transitions: a window of mixed frames, and clips around it that are copied bit by bit."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from heygen_build.media.clip import render_clip
from heygen_build.media.encode import RATE, Writer
from heygen_build.media.film import join_film
from heygen_build.media.layers import Ground
from heygen_build.media.model import (
    CardPicture,
    Clip,
    ClipJob,
    FilmJob,
    Join,
    MediaError,
    TransitionJob,
    TransitionMotion,
    half_frames,
)
from heygen_build.media.sound import decode_sound, write_wav
from heygen_build.media.transitions import render_transition
from heygen_build.media.yuv import Yuv
from heygen_build.units import Color
from tests.media.mediafiles import BLACK, BLUE, RED, SMALL, WHITE, center, close, decoded, tone


def scene(folder: Path, name: str, color: Color, hold: float = 1.0, keyframe: int | None = None) -> Clip:
    job = ClipJob(SMALL, CardPicture("", Ground(color)), hold=hold, keyframe=keyframe)
    return render_clip(job, folder / f"{name}.mp4", folder / f"{name}.wav")


def joined(folder: Path, job: TransitionJob) -> list[Yuv]:
    """The frames of a film of the two scenes of a transition."""
    window = render_transition(job, folder / "window.mp4")
    join = Join(window, half_frames(job.seconds, SMALL.fps))
    join_film(FilmJob(SMALL, (job.before, job.after), joins=(None, join)), folder / "film.mp4")
    return decoded(folder / "film.mp4")


@pytest.mark.parametrize("kind", ["dissolve", "slide", "wipe", "zoom", "dip"])
def test_everything_outside_the_window_is_copied_and_nothing_gets_longer(
    tmp_path: Path, kind: TransitionMotion
) -> None:
    before, after = scene(tmp_path, "a", RED), scene(tmp_path, "b", BLUE, keyframe=5)
    frames = joined(tmp_path, TransitionJob(SMALL, before, after, kind, 0.4))
    old, new = decoded(before.video), decoded(after.video)
    assert len(frames) == len(old) + len(new) == 50
    assert all(np.array_equal(frames[index].y, old[index].y) for index in range(20))
    assert all(np.array_equal(frames[25 + index].y, new[index].y) for index in range(5, 25))
    assert not close(center(frames[20 + 5]), RED) or not close(center(frames[20 + 4]), BLUE)


def test_a_dissolve_goes_evenly_and_a_dip_through_its_color(tmp_path: Path) -> None:
    before, after = scene(tmp_path, "a", RED), scene(tmp_path, "b", BLUE, keyframe=10)
    levels = [center(frame)[0] for frame in joined(tmp_path, TransitionJob(SMALL, before, after, "dissolve", 0.8))]
    assert all(later <= earlier + 3 for earlier, later in pairwise(levels[15:36]))
    assert close(center(joined(tmp_path, TransitionJob(SMALL, before, after, "dip", 0.8, color=WHITE))[25]), WHITE, 30)


@pytest.mark.parametrize(
    ("direction", "first"), [("left", (155, 45)), ("right", (4, 45)), ("up", (80, 85)), ("down", (80, 4))]
)
@pytest.mark.parametrize("kind", ["slide", "wipe"])
def test_slides_and_wipes_come_from_where_they_do_not_go(
    tmp_path: Path, kind: TransitionMotion, direction: str, first: tuple[int, int]
) -> None:
    before, after = scene(tmp_path, "a", RED), scene(tmp_path, "b", BLUE, keyframe=10)
    job = TransitionJob(SMALL, before, after, kind, 0.8, direction=direction)  # type: ignore[arg-type]
    middle = joined(tmp_path, job)[25]
    opposite = 159 - first[0] if first[1] == 45 else first[0], 89 - first[1] if first[0] == 80 else first[1]
    blue, red = Yuv.blank(2, 2, BLUE).y[0, 0], Yuv.blank(2, 2, RED).y[0, 0]
    assert int(middle.y[first[1], first[0]]) == pytest.approx(int(blue), abs=6)
    assert int(middle.y[opposite[1], opposite[0]]) == pytest.approx(int(red), abs=6)


def test_scenes_that_are_too_short_for_it_have_a_reason(tmp_path: Path) -> None:
    before, after = scene(tmp_path, "a", RED, 0.2), scene(tmp_path, "b", BLUE)
    with pytest.raises(MediaError) as caught:
        render_transition(TransitionJob(SMALL, before, after, "slide", 0.8), tmp_path / "window.mp4")
    assert caught.value.reason == "too_short"


def test_two_transitions_that_meet_in_a_short_scene_have_a_reason(tmp_path: Path) -> None:
    clips = (scene(tmp_path, "a", RED), scene(tmp_path, "b", BLUE, 0.4, 8), scene(tmp_path, "c", WHITE, 1, 8))
    joins = (None, Join(clips[0].video, 8), Join(clips[0].video, 8))
    with pytest.raises(MediaError) as caught:
        join_film(FilmJob(SMALL, clips, joins=joins), tmp_path / "film.mp4")
    assert caught.value.reason == "too_short"


def test_a_clip_without_a_keyframe_in_the_right_place_is_not_cut_wrongly(tmp_path: Path) -> None:
    before, after = scene(tmp_path, "a", RED), scene(tmp_path, "b", BLUE)
    with pytest.raises(MediaError) as caught:
        joined(tmp_path, TransitionJob(SMALL, before, after, "dissolve", 0.4))
    assert caught.value.reason == "unequal"


def test_a_hundred_scenes_that_dissolve_do_not_drift(tmp_path: Path) -> None:
    """Each scene flashes and beeps in its middle; after 99 dissolves both still happen together."""
    half, lengths = 3, (31, 37, 26, 49)
    clips = [_flashing(tmp_path, length, half) for length in lengths]
    windows = [
        render_transition(
            TransitionJob(SMALL, before, after, "dissolve", 2 * half / SMALL.fps), tmp_path / f"window{number}.mp4"
        )
        for number, (before, after) in enumerate(zip([clips[-1], *clips], clips, strict=False))
    ]
    joins = (None, *(Join(windows[number % 4], half) for number in range(1, 100)))
    join_film(FilmJob(SMALL, tuple(clips * 25), joins=joins, loudness=-16.0), tmp_path / "film.mp4")
    frames = decoded(tmp_path / "film.mp4")
    assert len(frames) == sum(lengths) * 25
    bright = np.array([frame.y[45, 80] > 120 for frame in frames])
    flashes = np.flatnonzero(bright & ~np.roll(bright, 1)) / SMALL.fps
    sound = decode_sound(tmp_path / "film.mp4")
    assert sound is not None
    loud = np.flatnonzero(np.abs(sound[:, 0].astype(int)) > 3000) / RATE
    beeps = loud[np.flatnonzero(np.diff(loud, prepend=-1) > 0.2)]
    assert len(flashes) == len(beeps) == 100
    assert np.abs(flashes - beeps).max() < 0.005


def _flashing(folder: Path, length: int, half: int) -> Clip:
    """A dark scene with one bright frame, and a beep with it."""
    middle, sound = length // 2, np.zeros((length * RATE // SMALL.fps, 2), np.int16)
    frame = RATE // SMALL.fps
    sound[middle * frame : (middle + 1) * frame] = tone(1 / SMALL.fps, 20_000)
    clip = Clip(folder / f"{length}.mp4", folder / f"{length}.wav", length / SMALL.fps)
    write_wav(clip.sound, sound)
    with Writer(clip.video, SMALL, sound=False, keyframe=half) as writer:
        writer.frame(Yuv.blank(SMALL.width, SMALL.height, BLACK), middle)
        writer.frame(Yuv.blank(SMALL.width, SMALL.height, WHITE))
        writer.frame(Yuv.blank(SMALL.width, SMALL.height, BLACK), length - middle - 1)
    return clip
