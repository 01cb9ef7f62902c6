"""Direct uploads, the search for pictures, and the sounds (assets.md, speech.md)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from heygen_build.heygen.wire.base import Request, Response


class BeginUpload(Request):
    """`size_bytes` is exact; `checksum_sha256` 64 hex digits, which the object store checks."""

    filename: str
    content_type: str
    size_bytes: Annotated[int, Field(gt=0)]
    checksum_sha256: str | None = None


class UploadSlot(Response):
    """Where the bytes go: `PUT upload_url` with all `upload_headers` and without the key."""

    asset_id: str
    upload_url: str = Field(repr=False)
    upload_headers: dict[str, str] = Field(default_factory=dict)
    expires_in_seconds: float | None = None
    max_bytes: int | None = None


class CompleteUpload(Request):
    """Without this call the asset cannot be used."""

    checksum_sha256: str | None = None


class FoundPicture(Response):
    """A picture or icon; sizes in pixels, `url` is stable."""

    id: str
    url: str
    type: str = "image"
    width: int | None = None
    height: int | None = None
    orientation: str | None = None
    is_transparent: bool | None = None


class Sound(Response):
    """Music or an effect: `duration` and `peak_offset` in seconds, `audio_url` temporary, `score` 0–1."""

    id: str
    name: str = ""
    description: str = ""
    type: str = ""
    score: float = 0.0
    audio_url: str
    duration: float | None = None
    peak_offset: float | None = None
    placement: str | None = None


class LegacyAsset(Response):
    """The answer of v1's upload. `image_key` (pictures only) is what photo avatar calls of v2 need."""

    id: str
    name: str = ""
    file_type: str = ""
    url: str | None = None
    image_key: str | None = None
