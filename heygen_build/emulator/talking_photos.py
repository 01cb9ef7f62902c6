"""Photos that v1 and v2 animate: uploaded as raw bytes, known by an id of their own (avatars-voices)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heygen_build.emulator.state import State


@dataclass(frozen=True, slots=True)
class TalkingPhoto:
    """`asset_id` is the uploaded picture, which serves as its preview."""

    id: str
    asset_id: str
    path: Path


def talking_photos(state: State) -> dict[str, TalkingPhoto]:
    """All of the account, by id."""
    return state.table("talking_photos", TalkingPhoto)
