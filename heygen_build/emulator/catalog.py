"""Looks, groups and voices as the API shows them, and what the validation needs to know about each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s
from pathlib import Path
from typing import Literal

AvatarType = Literal["studio_avatar", "digital_twin", "photo_avatar"]
Ownership = Literal["public", "private"]
Gender = Literal["female", "male"]
LookStatus = Literal["processing", "pending_consent", "failed", "completed"]
CloneStatus = Literal["processing", "complete", "failed"]


def stable_id(*parts: str) -> str:
    """32 hex digits, as HeyGen's ids look; the same parts give the same id in every run and version."""
    return blake2s("/".join(parts).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Timbre:
    """How the draft speaks: an espeak-ng `language` and `variant`, `pitch` 0–99, pace in words a minute."""

    language: str
    variant: str
    pitch: int
    words_per_minute: int = 165


@dataclass(frozen=True, slots=True)
class Voice:
    """`engines` are the speech engines it belongs to (`starfish`, `elevenlabs`, `fish`); the API never lists them.

    `status` is None for voices of the library; `created_at` Unix seconds, for private ones.
    """

    id: str
    name: str
    language: str
    gender: Gender
    timbre: Timbre
    engines: frozenset[str]
    type: Ownership = "public"
    support_pause: bool = True
    support_locale: bool = False
    status: CloneStatus | None = None
    created_at: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """`costume` names the drawing in the wardrobe, or `photo` is the picture of a look that was made of one.

    `matting` is what decides about webm; no field of the API tells it. `status` is None for public looks (v3 schema:
    only present for private ones).
    """

    id: str
    name: str
    group_id: str
    avatar_type: AvatarType
    gender: Gender
    default_voice_id: str
    width: int
    height: int
    engines: tuple[str, ...]
    costume: str
    tags: tuple[str, ...] = ()
    matting: bool = True
    status: LookStatus | None = None
    photo: Path | None = None

    @property
    def orientation(self) -> str:
        if self.width == self.height:
            return "square"
        return "landscape" if self.width > self.height else "portrait"


@dataclass(frozen=True, slots=True)
class Group:
    """An identity; its looks share `id` as their `group_id`. `consent` is None where none is required."""

    id: str
    name: str
    gender: Gender
    default_voice_id: str
    created_at: int
    ownership: Ownership = "public"
    status: LookStatus | None = None
    consent: str | None = None


@dataclass(frozen=True)
class Catalog:
    """Everything there is, in listing order. Names may repeat, ids never."""

    groups: tuple[Group, ...]
    looks: tuple[Look, ...]
    voices: tuple[Voice, ...]

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {group.id: group for group in self.groups}

    @cached_property
    def _looks(self) -> dict[str, Look]:
        return {look.id: look for look in self.looks}

    @cached_property
    def _voices(self) -> dict[str, Voice]:
        return {voice.id: voice for voice in self.voices}

    def group(self, group_id: str) -> Group | None:
        return self._groups.get(group_id)

    def look(self, look_id: str) -> Look | None:
        return self._looks.get(look_id)

    def voice(self, voice_id: str) -> Voice | None:
        return self._voices.get(voice_id)

    def group_of(self, look: Look) -> Group:
        return self._groups[look.group_id]

    def looks_of(self, group_id: str) -> list[Look]:
        return [look for look in self.looks if look.group_id == group_id]
