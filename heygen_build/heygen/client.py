"""HeyGen's API as methods: one per call, typed in and out.

Errors are those of `errors`; nothing else is raised about HeyGen.

A new call is one method here and its bodies in `wire`; keys, repeats, pages and errors are already taken care of.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from heygen_build.heygen.api.agents import Agents
from heygen_build.heygen.api.batches import BatchCalls
from heygen_build.heygen.api.cast import CastCalls
from heygen_build.heygen.api.legacy import LegacyCalls
from heygen_build.heygen.api.lipsyncs import Lipsyncs
from heygen_build.heygen.api.liveavatar import LiveAvatarCalls
from heygen_build.heygen.api.streaming import StreamingCalls
from heygen_build.heygen.api.templates import TemplateCalls
from heygen_build.heygen.api.translations import Translations
from heygen_build.heygen.api.uploads import UploadCalls
from heygen_build.heygen.api.webhooks import Webhooks
from heygen_build.heygen.api.workflows import Workflows
from heygen_build.heygen.channel import WRITE_SECONDS, Channel, Outgoing
from heygen_build.heygen.credentials import Credential
from heygen_build.heygen.download import Downloaded, Progress, download
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.paging import pages, segment
from heygen_build.heygen.retry import Limits
from heygen_build.heygen.session import Session
from heygen_build.heygen.surroundings import RequestEvent, Surroundings, nobody
from heygen_build.heygen.transport import Transport, make_transport
from heygen_build.heygen.wire import (
    Account,
    Asset,
    CreateSpeech,
    CreateVideo,
    Data,
    Group,
    Look,
    Page,
    Speech,
    Video,
    VideoCreated,
    VideoDeleted,
    VideoStatus,
    Voice,
)
from heygen_build.heygen.wire.batches import VIDEOS

Ownership = Literal["public", "private"]
AvatarType = Literal["studio_avatar", "digital_twin", "photo_avatar"]
DOWNLOADS = 16
"""Files fetched at once: more share one line, and each holds a file and a connection open."""
_PAGE = 100
_AVATAR_PAGE = 50  # the avatar lists allow fewer (avatars-voices.md)


class HeyGen:
    """A client for one address and one key; an asynchronous context manager, because it holds connections.

    `transport` None speaks HTTP; `make_transport(app)` calls an application inside the process. Raises AddressError
    when the key would travel over plain HTTP to another machine. `on_request` hears of every request, repeats included.
    """

    def __init__(
        self,
        *,
        base_url: str,
        credential: Credential,
        transport: Transport | None = None,
        sleep: Callable[[float], Awaitable[None]],
        random: Callable[[], float],
        clock: Callable[[], float],
        on_request: Callable[[RequestEvent], None] | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._around = Surroundings(sleep, random, clock, on_request or nobody, limits or Limits())
        self._channel = Channel(transport or make_transport())
        self._downloads = asyncio.Semaphore(DOWNLOADS)
        self._session = Session(self._channel, base_url, credential, self._around)
        self.agents = Agents(self._session)
        self.cast = CastCalls(self._session)
        self.uploads = UploadCalls(self._session, self._channel, self._around)
        self.legacy = LegacyCalls(self._session)
        self.lipsyncs = Lipsyncs(self._session)
        self.batches = BatchCalls(self._session)
        self.streaming = StreamingCalls(self._session)
        self.templates = TemplateCalls(self._session)
        self.translations = Translations(self._session)
        self.webhooks = Webhooks(self._session)
        self.workflows = Workflows(self._session)
        self.brand_kits = self.agents.brand_kits

    @property
    def base_url(self) -> str:
        """The address that all calls go to."""
        return self._session.base_url

    def vouch(self, text: str) -> str:
        """A word about `text` that only a holder of the key can make: the same every time, and useless otherwise."""
        return self._session.vouch(text)

    def liveavatar(self, base_url: str, credential: Credential) -> LiveAvatarCalls:
        """Calls of LiveAvatar over the same connections. Raises AddressError as this class does."""
        return LiveAvatarCalls(self._channel, base_url, credential, self._around)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes all connections."""
        await self._channel.aclose()

    # Videos

    async def create_video(self, body: CreateVideo, *, idempotency_key: str) -> VideoCreated:
        """Orders a video: this costs money.

        The same key within 24 h answers the first order again (api/README, idempotency).
        """
        order = Outgoing("POST", "/v3/videos", json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[VideoCreated], idempotency_key=idempotency_key)).data

    async def get_video(self, video_id: str) -> Video:
        """The job with fresh links. ApiError "not_found" for an unknown id."""
        return (await self._session.call(Outgoing("GET", f"/v3/videos/{segment(video_id)}"), Data[Video])).data

    async def video_statuses(self, ids: Sequence[str]) -> dict[str, VideoStatus]:
        """The status of many videos, 100 in a request; an id that the server leaves out is left out here."""
        return await self.batches.statuses(VIDEOS, ids)

    def list_videos(self, *, title: str | None = None) -> AsyncIterator[Video]:
        """All videos whose title contains `title`, in the server's order."""
        return pages(self._session, "/v3/videos", _PAGE, Page[Video], title=title)

    async def delete_video(self, video_id: str) -> bool:
        """Deletes a video for good. False when there was none, because then the wish is fulfilled as well."""
        try:
            outgoing = Outgoing("DELETE", f"/v3/videos/{segment(video_id)}", seconds=WRITE_SECONDS)
            return (await self._session.call(outgoing, Data[VideoDeleted])).data.deleted
        except ApiError as error:
            if error.category == "not_found":
                return False
            raise

    # Speech

    async def speech(self, body: CreateSpeech, *, idempotency_key: str) -> Speech:
        """Speaks a text at once: this costs a little money.

        The key is sent, but whether it is honored here is unconfirmed (api/README, idempotency), so that a request
        whose answer was lost is not repeated.
        """
        order = Outgoing("POST", "/v3/voices/speech", json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[Speech], idempotency_key=idempotency_key, honored=False)).data

    # Catalog

    def looks(
        self,
        *,
        group_id: str | None = None,
        avatar_type: AvatarType | None = None,
        ownership: Ownership | None = None,
    ) -> AsyncIterator[Look]:
        """All looks that pass the filters."""
        filters = {"group_id": group_id, "avatar_type": avatar_type, "ownership": ownership}
        return pages(self._session, "/v3/avatars/looks", _AVATAR_PAGE, Page[Look], **filters)

    async def look(self, look_id: str) -> Look:
        """One look by its id. ApiError "not_found" for an unknown id, also for a group's."""
        return (await self._session.call(Outgoing("GET", f"/v3/avatars/looks/{segment(look_id)}"), Data[Look])).data

    def groups(self, *, ownership: Ownership | None = None) -> AsyncIterator[Group]:
        """All avatar groups."""
        return pages(self._session, "/v3/avatars", _AVATAR_PAGE, Page[Group], ownership=ownership)

    def voices(
        self,
        *,
        type: Ownership | None = None,
        engine: str | None = None,
        language: str | None = None,
        gender: str | None = None,
    ) -> AsyncIterator[Voice]:
        """All voices that pass the filters.

        Without `type` only public ones: private voices must be asked for (speech.md).
        """
        filters = {"type": type, "engine": engine, "language": language, "gender": gender}
        return pages(self._session, "/v3/voices", _PAGE, Page[Voice], **filters)

    async def voice(self, voice_id: str) -> Voice:
        """One voice by its id, public or private."""
        return (await self._session.call(Outgoing("GET", f"/v3/voices/{segment(voice_id)}"), Data[Voice])).data

    # Files and account

    async def upload_asset(self, path: Path, *, mime: str, idempotency_key: str) -> Asset:
        """Uploads a file of any size that HeyGen takes; see `UploadCalls.file`."""
        return await self.uploads.file(path, mime=mime, idempotency_key=idempotency_key)

    async def account(self) -> Account:
        """Who the key belongs to, and what is left to spend. The cheapest way to test a key."""
        return (await self._session.call(Outgoing("GET", "/v3/users/me"), Data[Account])).data

    async def download(
        self, url: str, to: Path, *, expect_bytes: int | None = None, on_bytes: Progress | None = None
    ) -> Downloaded:
        """Fetches a finished file without the key; see `download.download`.

        LinkExpired: get the resource again first.
        """
        async with self._downloads:
            return await download(self._channel, url, to, self._around, expect_bytes=expect_bytes, on_bytes=on_bytes)
