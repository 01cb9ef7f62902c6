"""Which kind of file some bytes are. HeyGen looks at the bytes too and refuses a lying declaration (assets)."""

from __future__ import annotations

import re

EXTENSIONS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "audio/mpeg": ".mp3",
    "audio/wav": ".wav",
    "application/pdf": ".pdf",
    "application/x-subrip": ".srt",
    "application/zip": ".zip",
}

_CUE = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\d+\s*\r?\n\d\d:\d\d:\d\d,\d\d\d --> \d\d:\d\d:\d\d,\d\d\d")

# Other names that clients declare for the same thing.
_ALIASES = {
    "image/jpg": "image/jpeg",
    "application/x-zip-compressed": "application/zip",
    "audio/mp3": "audio/mpeg",
    "audio/x-wav": "audio/wav",
    "audio/wave": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "text/srt": "application/x-subrip",
    "text/plain": "application/x-subrip",
    "application/srt": "application/x-subrip",
}


def sniff(content: bytes) -> str | None:
    """The MIME type, or None for anything that HeyGen does not take."""
    head = content[:4096]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return "video/webm"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav"
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    if head.startswith(b"PK\x03\x04"):
        return "application/zip"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    return "application/x-subrip" if _CUE.match(head) else None


def agrees(declared: str | None, found: str) -> bool:
    """Whether a part's declared type fits what was found; no declaration, or a general one, always does."""
    if not declared or declared == "application/octet-stream":
        return True
    plain = declared.partition(";")[0].strip().lower()
    return _ALIASES.get(plain, plain) == found
