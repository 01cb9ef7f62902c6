"""Opening other people's files. Whatever is wrong with one becomes a `MediaError`, never a traceback of the library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import av
from av.container import InputContainer
from av.stream import Disposition

from heygen_build.media.model import MediaError

# Only containers of real media: playlists and concat scripts could make the library open other files or the network.
_CONTAINERS = "mov,matroska,webm,mp3,wav,w64,flac,ogg,aac,aiff,caf,avi,mpegts,mpeg,flv,asf,gif,h264,m4v"
_OPTIONS = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "file"}
# The header of a WAV file says all there is to know; without this the library reads five seconds of sound to be sure.
_WAV = {"probesize": "65536"}
_UNDECODED = [{"skip_frame": "all"}] * 8
_PAGE_STARTS = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<error")
_SNIFFED = 512
_Stream = TypeVar("_Stream", av.VideoStream, av.AudioStream)


@contextmanager
def opened(path: Path, *, undecoded: bool = False) -> Iterator[InputContainer]:
    """An open media file. Library errors inside the block become `MediaError` too.

    `undecoded` is for who only takes packets: the library then does not decode the first picture to learn about it,
    which takes four fifths of the time; the pixel format stays unknown.

    Reasons: `missing`, `not_a_file`, `unreadable`, `empty`, `not_media`, `truncated`, `undecodable`.
    """
    head = read_head(path)
    options = _OPTIONS | _WAV if head.startswith(b"RIFF") and head[8:12] == b"WAVE" else _OPTIONS
    streams = _UNDECODED if undecoded else None
    try:
        container = av.open(
            f"file:{path}",
            options=options,
            stream_options=streams,  # type: ignore[arg-type]  # because the stub takes the options of a stream for a str
            metadata_errors="replace",
        )
    except (av.FFmpegError, UnicodeError) as error:
        raise _not_opened(path, head) from error
    with container, translated(path):
        yield container


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what the library says about `path` into words."""
    try:
        yield
    except av.FFmpegError as error:
        raise MediaError("undecodable", f"{path.name} is damaged: {error.strerror or error}") from error


def video_stream(container: InputContainer) -> av.VideoStream | None:
    """The first moving picture; `undecodable` if nobody knows its codec."""
    # A cover picture of an audio file is a video stream with one packet, and nobody's video.
    moving = (stream for stream in container.streams.video if not stream.disposition & Disposition.attached_pic)
    stream = next(moving, None)
    return stream if stream is None else _known(stream)


def audio_stream(container: InputContainer) -> av.AudioStream | None:
    """The first sound; `undecodable` if nobody knows its codec."""
    return _known(container.streams.audio[0]) if container.streams.audio else None


def read_head(path: Path) -> bytes:
    """The first bytes of a file, or a `MediaError` if there is none: `missing`, `not_a_file`, `unreadable`, `empty`."""
    try:
        with path.open("rb") as file:
            head = file.read(_SNIFFED)
    except FileNotFoundError as error:
        raise MediaError("missing", f"{path.name} does not exist") from error
    except IsADirectoryError as error:
        raise MediaError("not_a_file", f"{path.name} is a folder") from error
    except OSError as error:
        raise MediaError("unreadable", f"{path.name} cannot be read: {error.strerror}") from error
    if not head:
        raise MediaError("empty", f"{path.name} is empty (0 bytes)")
    return head


def is_page(head: bytes) -> bool:
    """Whether a file starts like a web page, as an error page saved under a media name does."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGE_STARTS)


def _known(stream: _Stream) -> _Stream:
    # The library's types promise a codec, but damaged files have streams without one.
    if getattr(stream, "codec_context", None) is None or stream.time_base is None:
        raise MediaError("undecodable", "the file holds a stream of an unknown kind")
    return stream


def _not_opened(path: Path, head: bytes) -> MediaError:
    if is_page(head):
        return MediaError("not_media", f"{path.name} is a web page, not media (expired links answer with pages)")
    if head[4:8] in {b"ftyp", b"moov", b"mdat"} or head[:4] in {b"\x1aE\xdf\xa3", b"RIFF"}:
        return MediaError("truncated", f"{path.name} is cut off: its index is missing or incomplete")
    return MediaError("not_media", f"{path.name} is not a video or audio file")
