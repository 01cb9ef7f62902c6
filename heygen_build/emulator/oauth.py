"""What OAuth leaves behind: clients, codes and tokens. Knows nothing of HTTP."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_build.emulator.state import State


@dataclass(frozen=True, slots=True)
class Application:
    """A registered client; an address that is not in `redirects` gets no code, unless it registered none at all."""

    id: str
    name: str
    redirects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """An authorization code that waits to be used: once, with the verifier of `challenge`, before `until`."""

    code: str
    client_id: str
    redirect: str
    challenge: str | None
    until: float


@dataclass(frozen=True, slots=True)
class Token:
    """An access token, good until `until` (Unix seconds), and the refresh token that renews it."""

    access: str
    refresh: str
    client_id: str
    until: float


def tokens_of(state: State) -> dict[str, Token]:
    """Everything that was given out and not taken back, by its access token."""
    return state.table("oauth_tokens", Token)


def is_token(state: State, text: str, now: float) -> bool:
    """Whether an access token was given out here and is still good."""
    token = tokens_of(state).get(text)
    return token is not None and now <= token.until
