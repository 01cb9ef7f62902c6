"""The open session: one at a time, for the look and voice of the line that is spoken."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire.base import job_state
from heygen_build.heygen.wire.streaming import LiveSession, NewSession, StreamingVoice
from heygen_build.rehearse.lines import Line

_POLLS = 30


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line on its way: `seconds` as HeyGen tells; `clip` is a draft's file, `room` a live session to be watched."""

    seconds: float
    clip: Path | None = None
    room: LiveSession | None = None


class DraftFailed(Exception):
    """The emulator could not draw what it was to say."""


class Stage:
    """`is_emulated`: the other end is our emulator, which has no media server and draws clips instead."""

    def __init__(self, client: HeyGen, folder: Path, *, is_emulated: bool) -> None:
        self._client = client
        self._folder = folder
        self._is_emulated = is_emulated
        self._cast: tuple[str, str | None, float] | None = None
        self._session: LiveSession | None = None

    async def say(self, line: Line) -> Spoken:
        """Speaks a line; a session that ended by itself meanwhile is opened again once. Raises HeyGenError."""
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
        if not self._is_emulated:
            return Spoken(seconds, room=session)
        return Spoken(seconds, clip=await self._drawn(task.task_id))

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

    async def _drawn(self, task_id: str) -> Path:
        for _ in range(_POLLS):
            draft = await self._client.streaming.draft(task_id)
            if draft.video_url is not None:
                path = self._folder / f"{task_id}.mp4"
                await self._client.download(draft.video_url, path)
                return path
            if job_state(draft.status) == "failed":
                raise DraftFailed(draft.error or "the draft could not be drawn")
        raise DraftFailed("the draft takes too long")

    async def interrupt(self) -> None:
        """Silence, if somebody is speaking."""
        if self._session is not None:
            with contextlib.suppress(ApiError):  # it ended by itself: silent enough
                await self._client.streaming.interrupt(self._session.session_id)

    async def close(self) -> None:
        """Ends the session, which costs by the minute while it is open."""
        session, self._session = self._session, None
        if session is not None:
            with contextlib.suppress(ApiError):  # it ended by itself
                await self._client.streaming.stop(session.session_id)
