"""The looks and voices an account can use, as far as names and checks need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from heygen_build.resolve.model import Engine, LookType


@dataclass(frozen=True, slots=True)
class CatalogLook:
    """A look (v3 GET /v3/avatars/looks). `usable` is false while it is trained, failed or waits for consent."""

    id: str
    name: str
    type: LookType
    group_id: str | None
    default_voice_id: str | None
    engines: tuple[Engine, ...]
    orientation: str | None
    usable: bool
    status: str | None


@dataclass(frozen=True, slots=True)
class CatalogVoice:
    """A voice (v3 GET /v3/voices). `starfish`: it can speak without a picture (POST /v3/voices/speech)."""

    id: str
    name: str
    language: str
    gender: str
    pauses: bool
    locales: bool
    starfish: bool


CatalogItem: TypeAlias = CatalogLook | CatalogVoice


@dataclass(frozen=True, slots=True)
class Catalog:
    looks: tuple[CatalogLook, ...] = ()
    voices: tuple[CatalogVoice, ...] = ()

    def look(self, look_id: str) -> CatalogLook | None:
        return next((look for look in self.looks if look.id == look_id), None)

    def voice(self, voice_id: str) -> CatalogVoice | None:
        return next((voice for voice in self.voices if voice.id == voice_id), None)
