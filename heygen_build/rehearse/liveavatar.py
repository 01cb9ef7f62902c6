"""The successor of streaming sessions: LiveAvatar, with one of its own avatars for every line."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from heygen_build.backends import Connection
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.heygen.api.liveavatar import OFFICIAL_LIVEAVATAR, LiveAvatarCalls
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.credentials import Credential, CredentialError
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire.liveavatar import LiveRoom, LiveToken, NewLiveToken
from heygen_build.rehearse.lines import Line
from heygen_build.rehearse.stage import Room, Spoken, drawn
from heygen_build.script.spoken import model_seconds

KEY_VARIABLE = "LIVEAVATAR_API_KEY"
ADDRESS_VARIABLE = "LIVEAVATAR_BASE_URL"
MODE_VARIABLE = "LIVEAVATAR_MODE"
WORDS_A_MINUTE = 150.0
MARGIN = 5.0
"""Seconds before the end of a session at which no line is begun in it any more."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A started session; `ends_at` in Unix seconds, None where it was not told."""

    token: LiveToken
    room: LiveRoom
    ends_at: float | None


class LiveAvatarStage:
    """Sandbox sessions only: they are free and last a minute."""

    notes: tuple[str, ...] = (
        "LiveAvatar speaks in a free sandbox session of a minute, with its own avatar and voice: you hear the words, "
        "not the looks of this project.",
    )

    def __init__(
        self,
        client: HeyGen,
        calls: LiveAvatarCalls,
        folder: Path,
        *,
        wanted: NewLiveToken,
        clock: Callable[[], float],
        is_emulated: bool,
    ) -> None:
        self._client = client
        self._calls = calls
        self._folder = folder
        self._wanted = wanted
        self._clock = clock
        self.is_emulated = is_emulated
        self._open: _Open | None = None

    async def say(self, line: Line) -> Spoken:
        session = await self._opened()
        seconds = model_seconds(line.text, WORDS_A_MINUTE)
        if self.is_emulated:
            task_id = await self._calls.draft(session.token, line.text)
            return Spoken(seconds, clip=await drawn(self._client, task_id, self._folder))
        room = session.room
        event = _event("avatar.speak_text", session) | {"text": line.text}
        return Spoken(seconds, room=Room(room.livekit_url, room.livekit_client_token, room.ws_url), event=event)

    async def _opened(self) -> _Open:
        """The open session, or a new one where its time is nearly up."""
        if self._open is not None and (self._open.ends_at is None or self._clock() < self._open.ends_at - MARGIN):
            return self._open
        await self.close()
        token = await self._calls.token(self._wanted)
        room = await self._calls.start(token)
        longest = room.max_session_duration
        self._open = _Open(token, room, None if longest is None else self._clock() + longest)
        return self._open

    async def interrupt(self) -> dict[str, str] | None:
        return None if self._open is None or self.is_emulated else _event("avatar.interrupt", self._open)

    async def close(self) -> None:
        session, self._open = self._open, None
        if session is not None:
            with contextlib.suppress(ApiError):  # its time was up
                await self._calls.stop(session.token)


def _event(name: str, session: _Open) -> dict[str, str]:
    return {"event_type": name, "session_id": session.room.session_id}


def liveavatar_stage(
    avatar: str, connection: Connection, environ: Mapping[str, str], folder: Path, clock: Callable[[], float]
) -> LiveAvatarStage:
    """The stage for an avatar of LiveAvatar. An emulator on this machine, and drafts, take any key.

    Raises BuildError without a key, and for an address that must not be used.
    """
    is_emulated = connection.backend != "heygen"
    # What an emulator would stream is drawn by it alone, so that its address is that of the rest.
    own = connection.client.base_url if is_emulated else environ.get(ADDRESS_VARIABLE) or OFFICIAL_LIVEAVATAR
    try:
        calls = connection.client.liveavatar(own, _credential(environ, is_emulated))
    except (ValueError, CredentialError) as error:
        raise _unusable(str(error)) from error
    # The name of the mode in which LiveAvatar speaks texts by itself is not confirmed (streaming).
    wanted = NewLiveToken(mode=environ.get(MODE_VARIABLE) or "FULL", avatar_id=avatar)
    return LiveAvatarStage(connection.client, calls, folder, wanted=wanted, clock=clock, is_emulated=is_emulated)


def _credential(environ: Mapping[str, str], is_emulated: bool) -> Credential:
    key = environ.get(KEY_VARIABLE, "").strip() or ("emulated" if is_emulated else "")
    if not key:
        raise _unusable(f"{KEY_VARIABLE} is not set, and HeyGen's key does not work there")
    return Credential(key, KEY_VARIABLE)


def _unusable(why: str) -> BuildError:
    hint = f"set {KEY_VARIABLE} to a key of LiveAvatar; `--draft` rehearses without any"
    return BuildError([Diagnostic("HB0625", f"LiveAvatar: {why}", hint=hint)], exit_code=3)
