"""What the writer writes: an MP4 that plays everywhere and can be joined by copying."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from heygen_build.media.encode import Writer
from heygen_build.media.model import Canvas
from heygen_build.media.probe import probe
from heygen_build.media.yuv import Yuv, from_image
from tests.media.mediafiles import BLUE, RED, SMALL, own_clip, tone


def test_streams_are_what_every_player_reads(tmp_path: Path) -> None:
    info = probe(own_clip(tmp_path / "clip.mp4", 2))
    assert info.video is not None
    assert info.audio is not None
    assert (info.video.codec, info.video.pixel_format, info.video.color_space) == ("h264", "yuv420p", "bt709")
    assert (info.video.width, info.video.height, info.video.fps) == (160, 90, 25)
    assert (info.audio.codec, info.audio.rate, info.audio.channels) == ("aac", 48_000, 2)
    assert info.video.duration == pytest.approx(2, abs=0.001)
    assert info.audio.duration == pytest.approx(2, abs=0.001)


@pytest.mark.parametrize("fps", [24, 25, 30, 50, 60])
@pytest.mark.parametrize("quality", ["draft", "final"])
def test_keyframes_come_every_two_seconds_and_frames_are_in_order(tmp_path: Path, fps: int, quality: str) -> None:
    canvas = Canvas(96, 64, fps, "draft" if quality == "draft" else "final")
    noise = np.random.default_rng(1).integers(0, 255, (64, 96, 3), dtype=np.uint8)
    with Writer(tmp_path / "clip.mp4", canvas, sound=False) as writer:
        for index in range(5 * fps):
            writer.frame(from_image(Image.fromarray(np.roll(noise, index * 7, axis=index // 20 % 2))))
    with av.open(str(tmp_path / "clip.mp4")) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        keys = [index for index, packet in enumerate(packets) if packet.is_keyframe]
        assert keys == [0, 2 * fps, 4 * fps]
        assert all(packet.pts == packet.dts for packet in packets)
        assert container.streams.video[0].average_rate == fps
        context = container.streams.video[0].codec_context
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)


def test_the_same_canvas_always_gives_the_same_headers(tmp_path: Path) -> None:
    headers = set()
    noise = from_image(Image.fromarray(np.random.default_rng(1).integers(0, 255, (90, 160, 3), dtype=np.uint8)))
    for number, (frame, count) in enumerate(
        ((Yuv.blank(160, 90, RED), 3), (Yuv.blank(160, 90, BLUE), 80), (noise, 30))
    ):
        path = tmp_path / f"{number}.mp4"
        with Writer(path, SMALL, sound=number == 1) as writer:
            writer.frame(frame, count)
        with av.open(str(path)) as container:
            headers.add(container.streams.video[0].codec_context.extradata)
    assert len(headers) == 1


def test_the_index_lies_before_the_data(tmp_path: Path) -> None:
    data = own_clip(tmp_path / "clip.mp4", 1).read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize("sound_first", [True, False])
def test_sound_and_picture_are_interleaved_whatever_comes_first(tmp_path: Path, sound_first: bool) -> None:
    with Writer(tmp_path / "clip.mp4", SMALL, sound=True) as writer:
        if sound_first:
            writer.sound(tone(14))
        writer.frame(Yuv.blank(160, 90, RED), 14 * 25)
        if not sound_first:
            writer.sound(tone(14))
    with av.open(str(tmp_path / "clip.mp4")) as container:
        last = {0: 0.0, 1: 0.0}
        spread = 0.0
        for packet in container.demux():
            if packet.pts is not None:
                last[packet.stream_index] = float(packet.pts * packet.time_base)
                spread = max(spread, abs(last[0] - last[1]))
    assert spread < 1.5


def test_sound_written_in_pieces_is_as_long_as_its_pieces(tmp_path: Path) -> None:
    with Writer(tmp_path / "clip.mp4", SMALL, sound=True) as writer:
        writer.frame(Yuv.blank(160, 90, RED), 75)
        for count in (1, 1023, 4801, 48_000, 90_175):
            writer.sound(tone(5)[:count])
    info = probe(tmp_path / "clip.mp4")
    assert info.audio is not None
    assert info.audio.duration == pytest.approx(3, abs=0.0005)


def test_a_failure_leaves_no_file(tmp_path: Path) -> None:
    def draw() -> None:
        with Writer(tmp_path / "clip.mp4", SMALL, sound=True) as writer:
            writer.frame(Yuv.blank(160, 90, RED), 30)
            raise RuntimeError("drawing failed")

    with pytest.raises(RuntimeError, match="drawing failed"):
        draw()
    assert list(tmp_path.iterdir()) == []


def test_a_frame_of_another_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not fit"), Writer(tmp_path / "clip.mp4", SMALL, sound=False) as writer:
        writer.frame(Yuv.blank(100, 90, RED))


def test_sound_in_a_silent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="without sound"), Writer(tmp_path / "clip.mp4", SMALL, sound=False) as writer:
        writer.sound(tone(1))
