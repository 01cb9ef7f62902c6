"""What a file is by its first bytes; its name is not believed."""

from __future__ import annotations

from pathlib import Path

_HEAD = 512
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "audio/ogg"),
    (b"\x00\x01\x00\x00", "font/ttf"),
    (b"true", "font/ttf"),
    (b"OTTO", "font/otf"),
    (b"ttcf", "font/collection"),
    (b"wOF2", "font/woff2"),
    (b"PK\x03\x04", "application/zip"),
)
_RIFF = {b"WAVE": "audio/wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}


def media_type_of(path: Path) -> str | None:
    """The media type of a file's content, or None for bytes that say nothing. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _of_brand(head[8:12])
    if head[:4] == b"\x1aE\xdf\xa3":
        return "video/webm" if b"webm" in head else "video/x-matroska"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<svg", b"<?xml")) and b"<svg" in head:
        return "image/svg+xml"
    return next((kind for start, kind in _STARTS if head.startswith(start)), None)


def _of_brand(brand: bytes) -> str:
    """The kinds of ISO base media files by their major brand (mp4ra.org)."""
    if brand == b"qt  ":
        return "video/quicktime"
    return "audio/mp4" if brand in (b"M4A ", b"M4B ") else "video/mp4"
