"""What a file really holds, read from its content. Names and headers are not believed."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Stream
from av.video.reformatter import Colorspace
from PIL import Image, UnidentifiedImageError

from heygen_build.media.model import AudioStream, ImageInfo, MediaError, MediaInfo, VideoStream
from heygen_build.media.reading import audio_stream, is_page, opened, read_head, video_stream

# Sample tables say how many packets there must be; other containers only give a duration that may be rounded.
_SLACK_SECONDS = 0.5
_COLOR_SPACES = {1: "bt709", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020nc", int(Colorspace.FCC): "fcc"}


@dataclass(slots=True)
class _Span:
    """What was seen of one stream: `end` and `start` in seconds."""

    start: float = float("inf")
    end: float = 0.0
    packets: int = 0
    damaged: bool = False

    @property
    def seconds(self) -> float:
        return max(0.0, self.end - self.start) if self.packets else 0.0


def probe(path: Path) -> MediaInfo:
    """Read a video or audio file to its end, without decoding all of it. Speed: that of reading the disk.

    Raises `MediaError`: `missing`, `not_a_file`, `unreadable`, `empty`, `not_media`, `truncated`, `undecodable`.
    """
    with opened(path) as container:
        video, audio = video_stream(container), audio_stream(container)
        if video is None and audio is None:
            raise MediaError("not_media", f"{path.name} holds neither picture nor sound")
        spans = _measure(container, [stream for stream in (video, audio) if stream is not None])
        _check_complete(path, container, spans)
        if video is not None:
            _check_decodes(path, container, video)
        pictures = None if video is None else _video(video, spans[video.index].seconds)
        sound = None if audio is None else _audio(audio, spans[audio.index].seconds)
        duration = max(span.seconds for span in spans.values())
        return MediaInfo(container.format.name, duration, path.stat().st_size, pictures, sound)


def probe_video(path: Path) -> tuple[MediaInfo, VideoStream]:
    """Like `probe`, for files that must hold a picture; `no_video` otherwise."""
    info = probe(path)
    if info.video is None:
        raise MediaError("no_video", f"{path.name} holds sound but no picture")
    return info, info.video


def probe_image(path: Path) -> ImageInfo:
    """Decode a picture file completely. Reasons: those of `probe`, and `not_image`, `too_large`."""
    head = read_head(path)
    try:
        # Pillow warns on the terminal about odd tags that do not matter here.
        with warnings.catch_warnings(action="ignore"), Image.open(path) as image:
            image.load()
            return ImageInfo((image.format or "").lower(), image.width, image.height)
    except UnidentifiedImageError as error:
        what = "a web page" if is_page(head) else "not a picture this program can read"
        raise MediaError("not_image", f"{path.name} is {what}") from error
    except Image.DecompressionBombError as error:
        raise MediaError("too_large", f"{path.name} has too many pixels: {error}") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # because Pillow's decoders raise all of these
        raise MediaError("truncated", f"{path.name} is damaged or cut off: {error}") from error


def _measure(container: InputContainer, streams: Iterable[av.VideoStream | av.AudioStream]) -> dict[int, _Span]:
    spans = {stream.index: _Span() for stream in streams}
    for packet in container.demux():
        span = spans.get(packet.stream_index)
        if span is None or packet.pts is None:
            continue
        start = float(packet.pts * packet.time_base)
        span.start = min(span.start, start) if not packet.is_discard else span.start
        span.end = max(span.end, start + float((packet.duration or 0) * packet.time_base))
        span.packets += 1
        span.damaged = span.damaged or packet.is_corrupt
    return spans


def _promised(stream: Stream) -> int:
    """How many packets a file says a stream has; 0 for PCM, of which QuickTime counts samples."""
    is_sound = isinstance(stream, av.AudioStream)
    return 0 if is_sound and stream.codec_context.name.startswith("pcm_") else stream.frames


def _check_complete(path: Path, container: InputContainer, spans: dict[int, _Span]) -> None:
    declared = float((container.duration or 0) / av.time_base) if "mp3" not in container.format.name else 0.0
    longest = max((span.end for span in spans.values()), default=0.0)
    missing = any(_promised(container.streams[index]) > span.packets for index, span in spans.items())
    empty = all(span.packets == 0 for span in spans.values())
    if missing or empty or any(span.damaged for span in spans.values()) or longest + _SLACK_SECONDS < declared:
        of = f" of {declared:.1f} s" if declared > longest + _SLACK_SECONDS else ""
        raise MediaError("truncated", f"{path.name} is cut off: it ends after {longest:.1f} s{of}")


def _check_decodes(path: Path, container: InputContainer, video: av.VideoStream) -> None:
    container.seek(0)
    if next(container.decode(video), None) is None:
        raise MediaError("undecodable", f"{path.name} holds a video stream without a single picture")


def _video(stream: av.VideoStream, seconds: float) -> VideoStream:
    context = stream.codec_context
    return VideoStream(
        codec=context.name,
        width=context.width,
        height=context.height,
        pixel_format=context.pix_fmt or "unknown",
        fps=float(stream.average_rate or 0),
        duration=seconds,
        color_space=_COLOR_SPACES.get(context.colorspace),
    )


def _audio(stream: av.AudioStream, seconds: float) -> AudioStream:
    context = stream.codec_context
    return AudioStream(codec=context.name, rate=context.sample_rate, channels=context.channels, duration=seconds)
