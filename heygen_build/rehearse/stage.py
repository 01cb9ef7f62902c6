"""The open session: one at a time, for the look and voice of the line that is spoken."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire.base import job_state
from heygen_build.heygen.wire.streaming import LiveSession, NewSession, StreamingVoice
from heygen_build.rehearse.lines import Line

_POLLS = 30


@dataclass(frozen=True, slots=True)
class Room:
    """Where a live session is seen: a LiveKit room. `socket` takes events where a session has no room."""

    url: str | None
    token: str | None
    socket: str | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line on its way: `seconds` as HeyGen tells, or as they are estimated.

    `clip` is a draft's file; `room` a live session to be watched, in which `event` makes the avatar speak where no
    call did.
    """

    seconds: float
    clip: Path | None = None
    room: Room | None = None
    event: dict[str, str] | None = None


class DraftFailed(Exception):
    """The emulator could not draw what it was to say."""


class Stage(Protocol):
    """Somebody who speaks lines. All methods raise HeyGenError."""

    is_emulated: bool
    """The other end is our emulator, which has no media server and draws clips instead."""
    notes: tuple[str, ...]
    """What everybody who looks at the page should know."""

    async def say(self, line: Line) -> Spoken:
        """Speaks a line; a session that ended by itself meanwhile is opened again. Raises DraftFailed as well."""

    async def interrupt(self) -> dict[str, str] | None:
        """Silence, if somebody is speaking: an event for the room, where no call does it."""

    async def close(self) -> None:
        """Ends the session, which costs by the minute while it is open."""


class StreamingStage:
    """`/v1/streaming.*`: retired, or about to be."""

    notes: tuple[str, ...] = (
        "HeyGen's streaming calls (/v1/streaming.*) are reported to be retired since March 2026; their successor is "
        "LiveAvatar, a product of its own (--liveavatar).",
    )

    def __init__(self, client: HeyGen, folder: Path, *, is_emulated: bool) -> None:
        self._client = client
        self._folder = folder
        self.is_emulated = is_emulated
        self._cast: tuple[str, str | None, float] | None = None
        self._session: LiveSession | None = None

    async def say(self, line: Line) -> Spoken:
        try:
            return await self._say(line)
        except ApiError as error:
            if error.status != 400 or self._session is None:
                raise
            self._session = None  # its time was up, or it was silent for too long
            return await self._say(line)

    async def _say(self, line: Line) -> Spoken:
        session = await self._opened(line)
        task = await self._client.streaming.speak(session.session_id, line.text)
        seconds = task.duration_ms / 1000
        if not self.is_emulated:
            return Spoken(seconds, room=Room(session.url, session.access_token))
        return Spoken(seconds, clip=await drawn(self._client, task.task_id, self._folder))

    async def _opened(self, line: Line) -> LiveSession:
        """The session of the line's look and voice. Accounts have few sessions, so that the one before is closed."""
        wanted = (line.look_id, line.voice_id, line.rate)
        if self._session is not None and self._cast == wanted:
            return self._session
        await self.close()
        voice = StreamingVoice(voice_id=line.voice_id, rate=line.rate)
        session = await self._client.streaming.new(NewSession(avatar_id=line.look_id, voice=voice))
        self._session, self._cast = session, wanted
        await self._client.streaming.start(session.session_id)
        return session

    async def interrupt(self) -> dict[str, str] | None:
        if self._session is not None:
            with contextlib.suppress(ApiError):  # it ended by itself: silent enough
                await self._client.streaming.interrupt(self._session.session_id)
        return None

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            with contextlib.suppress(ApiError):  # it ended by itself
                await self._client.streaming.stop(session.session_id)


async def drawn(client: HeyGen, task_id: str, folder: Path) -> Path:
    """The draft clip of what a session was told to say. Raises DraftFailed and HeyGenError."""
    for _ in range(_POLLS):
        draft = await client.streaming.draft(task_id)
        if draft.video_url is not None:
            path = folder / f"{task_id}.mp4"
            await client.download(draft.video_url, path)
            return path
        if job_state(draft.status) == "failed":
            raise DraftFailed(draft.error or "the draft could not be drawn")
    raise DraftFailed("the draft takes too long")
