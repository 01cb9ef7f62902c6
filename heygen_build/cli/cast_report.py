"""Looks and voices as rows for machines. The shapes are stable: fields are added, never changed."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from heygen_build.resolve.catalog import CatalogLook, CatalogVoice


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LookRow(_Frozen):
    """A look: `id` or `name` stands under `look:` in a project."""

    id: str
    name: str
    type: str
    private: bool
    status: str | None = Field(description="Only private looks have one; others can always be used.")
    group_id: str | None
    engines: tuple[str, ...]
    orientation: str | None
    gender: str
    tags: tuple[str, ...]
    default_voice_id: str | None
    preview_image: str | None
    preview_video: str | None


class VoiceRow(_Frozen):
    """A voice: `id` or `name` stands under `name:` of a voice in a project."""

    id: str
    name: str
    language: str
    gender: str
    private: bool
    pauses: bool = Field(description="Whether it understands pauses in scripts.")
    locales: bool = Field(description="Whether it has accents to choose from by `locale`.")
    speech: bool = Field(description="Whether it speaks without an avatar.")
    preview: str | None


class LooksReport(_Frozen):
    """The answer of `heygen-build avatars … --json`. Its schema is `schemas/avatars.v1.json`."""

    avatars: Literal[1] = 1
    source: str
    fetched: float = Field(description="Unix seconds.")
    looks: tuple[LookRow, ...]


class VoicesReport(_Frozen):
    """The answer of `heygen-build voices … --json`. Its schema is `schemas/voices.v1.json`."""

    voices: Literal[1] = 1
    source: str
    fetched: float = Field(description="Unix seconds.")
    items: tuple[VoiceRow, ...]


def look_row(look: CatalogLook) -> LookRow:
    return LookRow(
        id=look.id,
        name=look.name,
        type=look.type,
        private=look.private,
        status=look.status,
        group_id=look.group_id,
        engines=look.engines,
        orientation=look.orientation,
        gender=look.gender,
        tags=look.tags,
        default_voice_id=look.default_voice_id,
        preview_image=look.image,
        preview_video=look.film,
    )


def voice_row(voice: CatalogVoice) -> VoiceRow:
    return VoiceRow(
        id=voice.id,
        name=voice.name,
        language=voice.language,
        gender=voice.gender,
        private=voice.private,
        pauses=voice.pauses,
        locales=voice.locales,
        speech=voice.starfish,
        preview=voice.preview,
    )
