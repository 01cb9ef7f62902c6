"""Streaming sessions: what one is, and which state it is in by the clock (streaming)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from heygen_build.emulator.state import State
from heygen_build.emulator.wire import Problem

SessionState = Literal["new", "connecting", "connected", "closed"]

SESSION_SECONDS = 600  # `session_duration_limit` as observed; another source says an hour
MOST_SESSIONS = 3  # trial accounts (streaming)
_WRONG_STATE = {"new": 10001, "connecting": 10002, "connected": 10003, "closed": 10005}


@dataclass(frozen=True, slots=True)
class Session:
    """A live session of one look. Times in Unix seconds; `idle_seconds` None never closes it for silence."""

    id: str
    look_id: str
    voice_id: str
    quality: Literal["low", "medium", "high"]
    created_at: float
    active_at: float
    idle_seconds: float | None
    state: SessionState = "new"
    rate: float = 1.0


def sessions_of(state: State) -> dict[str, Session]:
    """All sessions of the account, closed ones too."""
    return state.table("streaming_sessions", Session)


def state_at(session: Session, now: float) -> SessionState:
    """Sessions end by themselves: after their longest time, or when nobody said anything for too long."""
    if now - session.created_at >= SESSION_SECONDS:
        return "closed"
    if session.idle_seconds is not None and now - session.active_at >= session.idle_seconds:
        return "closed"
    return session.state


def need(state: State, session_id: str, now: float, *allowed: SessionState) -> Session:
    """The session, if it is in one of these states; 400 10006 for no session, 10001–10005 for a wrong state."""
    session = sessions_of(state).get(session_id)
    if session is None:
        raise Problem(400, "session_not_found", "Session not found", number=10006)
    current = state_at(session, now)
    if current not in allowed:
        message = f"Session state wrong: {current}"
        raise Problem(400, "session_state_wrong", message, number=_WRONG_STATE[current])
    return session


def move(state: State, session: Session, now: float, to: SessionState | None = None) -> None:
    """Something happened in a session, which may change its state."""
    sessions_of(state)[session.id] = replace(session, active_at=now, state=to or session.state)


def room(state: State, now: float) -> None:
    """400 10007 when the account has all the sessions it may have."""
    open_ = [one for one in sessions_of(state).values() if state_at(one, now) != "closed"]
    if len(open_) >= MOST_SESSIONS:
        raise Problem(400, "concurrent_limit", "Concurrent limit reached", number=10007)
