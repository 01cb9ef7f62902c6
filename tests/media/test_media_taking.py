"""Renders that are taken as they are: bit by bit, in step with their sound, and only where they fit."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from heygen_build.media.clip import render_clip
from heygen_build.media.encode import RATE, Samples, Writer
from heygen_build.media.film import join_film
from heygen_build.media.model import Canvas, Clip, ClipJob, ClipPicture, FilmJob
from heygen_build.media.sound import decode_sound
from heygen_build.media.yuv import Yuv
from tests.media.mediafiles import BLACK, RED, WHITE, center, close, decoded, finished, own_clip, tone

HD = Canvas(1280, 720, 25, "draft")


def foreign_render(path: Path, frames: int, *, bframes: int = 2, sound: float | None = None) -> Path:
    """What another encoder makes of a flash and a beep in the first frame: with frames that are decoded early."""
    beep = np.zeros((round((sound or frames / 25) * RATE), 2), np.int16)
    beep[: RATE // 25] = tone(1 / 25, 20_000)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"preset": "ultrafast", "bf": str(bframes)})
        audio = container.add_stream("pcm_s16le" if path.suffix == ".mov" else "aac", rate=RATE)
        assert isinstance(stream, av.VideoStream)
        assert isinstance(audio, av.AudioStream)
        audio.codec_context.layout = "stereo"
        context = stream.codec_context
        context.width, context.height, context.pix_fmt, context.time_base = 1280, 720, "yuv420p", Fraction(1, 25)
        for index in range(frames):
            picture = np.full((720, 1280, 3), 230 if index == 0 else 10, np.uint8)
            picture[: 10 + index] = 120  # no two frames are equal
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
            frame.pts, frame.time_base = index, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        for piece in _frames(beep):
            container.mux(audio.encode(piece))
        container.mux(audio.encode(None))
    return path


def _frames(sound: Samples) -> list[av.AudioFrame]:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound).reshape(1, -1), format="s16", layout="stereo")
    frame.sample_rate, frame.pts = RATE, 0
    return [frame]


def clip_of(render: Path, name: str = "clip") -> Clip:
    job = ClipJob(HD, ClipPicture(render), as_is=True)
    return render_clip(job, render.with_name(f"{name}.mp4"), render.with_name(f"{name}.wav"))


def packets(path: Path) -> list[bytes]:
    """The compressed pictures of a file, in the order of decoding."""
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(container.streams.video[0]) if packet.size]


@pytest.mark.parametrize("bframes", [0, 2])
def test_pictures_of_a_render_reach_the_film_bit_by_bit(tmp_path: Path, bframes: int) -> None:
    render = foreign_render(tmp_path / "render.mov", 30, bframes=bframes)
    clip = clip_of(render)
    join_film(FilmJob(HD, (clip, clip)), tmp_path / "film.mp4")
    assert packets(tmp_path / "film.mp4") == packets(render) * 2
    assert (clip.duration, clip.notes) == (1.2, ())
    seen, source = decoded(tmp_path / "film.mp4"), decoded(render)
    assert len(seen) == 60
    assert all(np.array_equal(frame.y, source[index % 30].y) for index, frame in enumerate(seen))


@pytest.mark.parametrize("bframes", [0, 3])
def test_renders_that_are_taken_as_they_are_do_not_drift(tmp_path: Path, bframes: int) -> None:
    clips = [clip_of(foreign_render(tmp_path / f"{n}.mov", n, bframes=bframes), f"clip{n}") for n in (7, 12, 9)]
    film = tmp_path / "film.mp4"
    join_film(FilmJob(HD, tuple(clips * 34)[:100]), film)
    with av.open(str(film)) as container:
        flashes = [float(f.time or 0) for f in container.decode(video=0) if f.to_ndarray()[360, 640] > 150]
    sound = decode_sound(film)
    assert sound is not None
    loud = np.flatnonzero(np.abs(sound[:, 0].astype(int)) > 5000) / RATE
    beeps = loud[np.flatnonzero(np.diff(loud, prepend=-1) > 0.1)]
    assert len(flashes) == len(beeps) == 100
    assert np.abs(np.array(flashes) - beeps).max() < 0.02


def test_a_render_whose_sound_goes_on_is_drawn_and_its_last_picture_stays(tmp_path: Path) -> None:
    render = foreign_render(tmp_path / "render.mov", 20, sound=1.5)
    clip = clip_of(render)
    assert clip.duration == 1.52  # whole frames
    assert packets(clip.video)[0] != packets(render)[0]


def test_a_render_of_another_size_or_at_another_rate_is_drawn(tmp_path: Path) -> None:
    small = clip_of(own_clip(tmp_path / "small.mp4", 0.4), "a")
    fast = clip_of(own_clip(tmp_path / "fast.mp4", 0.4, canvas=Canvas(1280, 720, 50, "draft")), "b")
    for clip in (small, fast):
        assert len(packets(clip.video)) == 10
        assert len(clip.notes) >= 1


def test_a_film_of_two_encoders_is_encoded_where_it_has_to_be(tmp_path: Path) -> None:
    taken = clip_of(foreign_render(tmp_path / "render.mov", 10))
    drawn = finished(tmp_path, "drawn", 10, RED, tone(0.4), HD)
    join_film(FilmJob(HD, (drawn, taken)), tmp_path / "film.mp4")
    frames = decoded(tmp_path / "film.mp4")
    assert len(frames) == 20
    assert packets(tmp_path / "film.mp4")[:10] == packets(drawn.video)
    assert close(center(frames[9]), RED)
    assert frames[10].y[360, 640] > 150 > frames[11].y[360, 640]
    assert not list(tmp_path.glob("tmp*"))


def test_a_draft_is_copied_into_any_film(tmp_path: Path) -> None:
    """Drafts come from this encoder, so that they join what is drawn here without being encoded again."""
    render = tmp_path / "draft.mp4"
    with Writer(render, HD, sound=True) as film:
        film.frame(Yuv.blank(1280, 720, WHITE), 5)
        film.frame(Yuv.blank(1280, 720, BLACK), 5)
        film.sound(tone(0.4))
    drawn = finished(tmp_path, "drawn", 10, RED, tone(0.4), HD)
    join_film(FilmJob(HD, (clip_of(render), drawn)), tmp_path / "film.mp4")
    assert packets(tmp_path / "film.mp4") == packets(render) + packets(drawn.video)
