"""Files on their way to HeyGen, of any size, and what its libraries offer (assets.md, speech.md)."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from heygen_build.heygen.answers import refusal
from heygen_build.heygen.channel import UPLOAD_SECONDS, Channel, FilePart, Outgoing
from heygen_build.heygen.errors import ApiError, LinkExpired, TransportFailure
from heygen_build.heygen.paging import pages, segment
from heygen_build.heygen.retry import delay, may_repeat
from heygen_build.heygen.session import Session
from heygen_build.heygen.surroundings import Surroundings
from heygen_build.heygen.wire import Asset, Data, Page
from heygen_build.heygen.wire.assets import StoredAsset
from heygen_build.heygen.wire.cast import Deleted
from heygen_build.heygen.wire.uploads import BeginUpload, CompleteUpload, FoundPicture, LegacyAsset, Sound, UploadSlot

UPLOAD_BYTES = 32_000_000
"""POST /v3/assets takes no more; larger files go to the object store directly (assets.md). Counted in millions, because
no page says which megabytes are meant, and the object store takes the sizes between the two as well."""
LEGACY_BYTES = 10 * 1024 * 1024
"""v1's upload takes no more (assets.md)."""
_SLOTS = 2
"""How many addresses are asked for when the object store refuses one: the first may have expired while waiting."""
_REFUSED = (401, 403, 404, 410)


@dataclass(frozen=True, slots=True)
class UploadCalls:
    """`channel` carries what must not have the key; `around` are clock, sleep and chance."""

    session: Session
    channel: Channel
    around: Surroundings

    async def file(self, path: Path, *, mime: str, idempotency_key: str) -> Asset:
        """Uploads a file by the call that its size needs. Memory: its size up to 32 MB, one megabyte above.

        Raises ApiError `payload_too_large`, before the bytes are sent, for more than HeyGen takes.
        """
        size = (await asyncio.to_thread(path.stat)).st_size
        if size <= UPLOAD_BYTES:
            part = FilePart(path.name, await asyncio.to_thread(path.read_bytes), mime)
            outgoing = Outgoing("POST", "/v3/assets", file=part, seconds=UPLOAD_SECONDS)
            return (await self.session.call(outgoing, Data[Asset], idempotency_key=idempotency_key)).data
        return await self._directly(path, size, mime, idempotency_key)

    async def _directly(self, path: Path, size: int, mime: str, idempotency_key: str) -> Asset:
        checksum = await asyncio.to_thread(_sha256, path)
        body = BeginUpload(filename=path.name, content_type=mime, size_bytes=size, checksum_sha256=checksum)
        for attempt in range(1, _SLOTS + 1):
            # A replayed answer would hold the same expired address, so that each address has a key of its own.
            slot = await self.begin(body, idempotency_key=f"{idempotency_key}-{attempt}")
            if slot.max_bytes is not None and size > slot.max_bytes:
                most = f"{slot.max_bytes / 2**20:.0f} MB"
                message = f"{path.name} has {size / 2**20:.1f} MB; HeyGen takes at most {most}"
                raise ApiError(413, "payload_too_large", message)
            try:
                await self._send(slot, path, size)
            except LinkExpired:
                if attempt == _SLOTS:
                    raise
                continue
            return await self.complete(slot.asset_id, checksum)
        raise AssertionError("the loop returns or raises")

    async def begin(self, body: BeginUpload, *, idempotency_key: str) -> UploadSlot:
        """Asks for an id and an address for a file."""
        outgoing = Outgoing("POST", "/v3/assets/direct-uploads", json=body.json_bytes())
        return (await self.session.call(outgoing, Data[UploadSlot], idempotency_key=idempotency_key)).data

    async def complete(self, asset_id: str, checksum: str | None = None) -> Asset:
        """Says that the bytes are there; may be repeated."""
        body = CompleteUpload(checksum_sha256=checksum).json_bytes()
        path = f"/v3/assets/{segment(asset_id)}/complete"
        # The call may be repeated (assets.md), which any key of its own tells the session.
        key = f"complete-{asset_id}"[:255]
        return (await self.session.call(Outgoing("POST", path, json=body), Data[Asset], idempotency_key=key)).data

    async def _send(self, slot: UploadSlot, path: Path, size: int) -> None:
        """PUT, which may be repeated by its nature. LinkExpired when the address is refused."""
        attempt = 0
        while True:
            failure: ApiError | TransportFailure
            try:
                answer = await self.channel.send_file(slot.upload_url, slot.upload_headers, path, size)
                if 200 <= answer.status < 300:
                    return
                if answer.status in _REFUSED:
                    raise LinkExpired(answer.status, "the object store of the upload")
                failure = refusal(answer, str)
            except TransportFailure as error:
                failure = error
            if not may_repeat("PUT", failure, True, attempt, self.around.limits):
                raise failure
            await self.around.sleep(delay(attempt, None, self.around.random()))
            attempt += 1

    async def legacy(self, path: Path, *, mime: str) -> LegacyAsset:
        """v1's upload of raw bytes, at most 10 MB, to a host of its own. No key is honored: a repeat is a second asset.

        Where the API is not HeyGen's own, its address serves this path as well.
        """
        content = await asyncio.to_thread(path.read_bytes)
        if len(content) > LEGACY_BYTES:
            text = f"{path.name} has {len(content) / 2**20:.1f} MB; an upload by v1 takes at most 10 MB"
            raise ApiError(413, "payload_too_large", text)
        outgoing = Outgoing("POST", "/v1/asset", raw=content, mime=mime, seconds=UPLOAD_SECONDS)
        return (await self.session.call(outgoing, Data[LegacyAsset], uploads=True)).data

    async def get(self, asset_id: str) -> StoredAsset:
        """An uploaded file, with its public address. ApiError "not_found" for an unknown id."""
        return (await self.session.call(Outgoing("GET", f"/v3/assets/{segment(asset_id)}"), Data[StoredAsset])).data

    async def delete(self, asset_id: str) -> bool:
        """Deletes an asset. False when there was none."""
        try:
            await self.session.call(Outgoing("DELETE", f"/v3/assets/{segment(asset_id)}"), Data[Deleted])
        except ApiError as error:
            if error.category == "not_found":
                return False
            raise
        return True

    def search(
        self,
        query: str,
        *,
        type: Literal["image", "icon"] | None = None,
        scope: Literal["public", "personal"] = "public",
    ) -> AsyncIterator[FoundPicture]:
        """Pictures and icons by words, best first."""
        return pages(self.session, "/v3/assets/search", 50, Page[FoundPicture], query=query, type=type, scope=scope)

    def sounds(
        self, query: str, *, type: Literal["music", "sound_effects"] = "music", min_score: float | None = None
    ) -> AsyncIterator[Sound]:
        """Music and effects by words, best first. Effects need a `min_score` of about 0.4 (speech.md)."""
        score = None if min_score is None else f"{min_score:g}"
        return pages(self.session, "/v3/audio/sounds", 50, Page[Sound], query=query, type=type, min_score=score)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
