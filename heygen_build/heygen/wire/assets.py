"""Files that a request refers to (v3 shared pieces, "asset input"), and the answer to an upload (assets.md)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from heygen_build.heygen.wire.base import Request, Response


class AssetByUrl(Request):
    """A public HTTPS address whose extension matches its content."""

    type: Literal["url"] = "url"
    url: str


class AssetById(Request):
    """The id that `POST /v3/assets` answered."""

    type: Literal["asset_id"] = "asset_id"
    asset_id: str


class AssetInline(Request):
    """A small file in the body: `data` is base64, `media_type` a MIME type such as image/png."""

    type: Literal["base64"] = "base64"
    media_type: str
    data: str = Field(repr=False)


AssetInput = Annotated[AssetByUrl | AssetById | AssetInline, Field(discriminator="type")]


class Asset(Response):
    """An uploaded file. `url` is public and stable, `mime_type` was found by the server in the bytes (assets.md)."""

    asset_id: str
    url: str | None = None
    mime_type: str | None = None
    size_bytes: int | None = None


class StoredAsset(Response):
    """An uploaded file as it is read later (GET /v3/assets/{asset_id}, assets.md)."""

    id: str
    url: str | None = None
