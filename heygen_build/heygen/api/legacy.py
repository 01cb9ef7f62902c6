"""v1 and v2, on request only: announced to end on 2026-10-31 (v2.md, v1.md). No call honors an Idempotency-Key."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from heygen_build.heygen.channel import UPLOAD_SECONDS, WRITE_SECONDS, Outgoing
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire import Data, Request, Response
from heygen_build.heygen.wire.legacy import (
    CreateLegacyVideo,
    CreatePhotoVideo,
    CreateTransparentVideo,
    Folder,
    Folders,
    LegacyAvatars,
    LegacyVideo,
    LegacyVideoCreated,
    LegacyVoices,
    ListedVideo,
    ListedVideos,
    Quota,
    Shared,
    UploadedPhoto,
)

LIST_PAGE = 100


class Anything(Response):
    """An answer of which only the fact counts."""


class LegacyCalls:
    def __init__(self, session: Session) -> None:
        self._session = session

    async def create_video(self, body: CreateLegacyVideo) -> str:
        """Orders a video of one or many scenes (v2) and gives its id: this costs money."""
        return await self._create("/v2/video/generate", body)

    async def create_photo_video(self, body: CreatePhotoVideo) -> str:
        """Orders an Avatar IV video of a photo (v2)."""
        return await self._create("/v2/video/av4/generate", body)

    async def create_transparent_video(self, body: CreateTransparentVideo) -> str:
        """Orders a WebM with alpha (v1)."""
        return await self._create("/v1/video.webm", body)

    async def _create(self, path: str, body: Request) -> str:
        order = Outgoing("POST", path, json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[LegacyVideoCreated])).data.video_id

    async def upload_photo(self, path: Path, *, mime: str) -> str:
        """Uploads a picture as a talking photo and gives its id (v1, on the upload's own host). A repeat is another."""
        content = await asyncio.to_thread(path.read_bytes)
        outgoing = Outgoing("POST", "/v1/talking_photo", raw=content, mime=mime, seconds=UPLOAD_SECONDS)
        return (await self._session.call(outgoing, Data[UploadedPhoto], uploads=True)).data.talking_photo_id

    async def video(self, video_id: str) -> LegacyVideo:
        """The job with fresh links. An unknown id is an ApiError; which one is unconfirmed."""
        outgoing = Outgoing("GET", "/v1/video_status.get", (("video_id", video_id),))
        return (await self._session.call(outgoing, Data[LegacyVideo])).data

    async def videos(self, *, title: str | None = None) -> AsyncIterator[ListedVideo]:
        """All videos, those whose title contains `title`. Raises ApiError when the server repeats a token."""
        token, seen = None, set[str]()
        while True:
            query = [("limit", str(LIST_PAGE))]
            query += [("title", title)] if title else []
            query += [("token", token)] if token else []
            page = (await self._session.call(Outgoing("GET", "/v1/video.list", tuple(query)), Data[ListedVideos])).data
            for video in page.videos:
                yield video
            token = page.token
            if not token:
                return
            if token in seen:
                raise ApiError(200, None, "/v1/video.list repeats the page token, so that the list has no end")
            seen.add(token)

    async def delete_video(self, video_id: str) -> bool:
        """Deletes a video for good. False when there was none."""
        outgoing = Outgoing("DELETE", "/v1/video.delete", (("video_id", video_id),), seconds=WRITE_SECONDS)
        try:
            await self._session.call(outgoing, Anything)
        except ApiError as error:
            if error.category == "not_found":
                return False
            raise
        return True

    async def share_video(self, video_id: str) -> str | None:
        """The public page of a video; its body beyond `video_id` is unconfirmed (v1.md)."""
        body = ShareVideo(video_id=video_id).json_bytes()
        shared = await self._session.call(Outgoing("POST", "/v1/video/share", json=body), Data[Shared | str])
        return shared.data if isinstance(shared.data, str) else shared.data.url

    async def avatars(self) -> LegacyAvatars:
        """Avatars and talking photos (v2), in one large answer."""
        return (await self._session.call(Outgoing("GET", "/v2/avatars"), Data[LegacyAvatars])).data

    async def voices(self) -> LegacyVoices:
        """Voices (v2), in one answer."""
        return (await self._session.call(Outgoing("GET", "/v2/voices"), Data[LegacyVoices])).data

    async def quota(self) -> Quota:
        """What is left of the old plans' credits (v2)."""
        return (await self._session.call(Outgoing("GET", "/v2/user/remaining_quota"), Data[Quota])).data

    async def folders(self) -> tuple[Folder, ...]:
        """The account's folders: the first hundred."""
        outgoing = Outgoing("GET", "/v1/folders", (("limit", str(LIST_PAGE)),))
        return (await self._session.call(outgoing, Data[Folders])).data.folders


class ShareVideo(Request):
    video_id: str
