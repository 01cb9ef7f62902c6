"""What an account offers, fetched once a day and kept beside the cache."""

from __future__ import annotations

import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Generic, Literal, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError

from heygen_build.backends import Connection
from heygen_build.heygen import wire
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire.agents import AgentStyle
from heygen_build.resolve.catalog import Catalog, CatalogBrandKit, CatalogGroup, CatalogLook, CatalogStyle, CatalogVoice
from heygen_build.resolve.model import Engine, LookType
from heygen_build.store.files import write_text

FRESH_FOR = 24 * 3600.0
"""Seconds a fetched catalog is good for. A name that is not in it is looked for in a fresh one first."""

NOT_EMULATED = 501
"""How an emulator says that it lacks a call."""

_adapter: TypeAdapter[Catalog] = TypeAdapter(Catalog)
Freshness = Literal["cached", "fresh"]
Kept = TypeVar("Kept")


class Shelf(Generic[Kept]):
    """Gives a list of an account, fetched once a day; drafts ask the emulator each time, which costs nothing.

    `name` tells the lists of one account apart. Raises ApiError and TransportFailure.
    """

    def __init__(
        self,
        connection: Connection,
        folder: Path,
        now: float,
        *,
        name: str,
        adapter: TypeAdapter[Kept],
        fetch: Callable[[HeyGen], Awaitable[Kept]],
    ) -> None:
        self._connection = connection
        self._path = folder / "catalogs" / f"{name}.json"
        self._now = now
        self._adapter = adapter
        self._fetch = fetch

    async def get(self, *, refresh: bool = False) -> tuple[Kept, Freshness]:
        """The list, from the shelf while it is fresh unless `refresh`."""
        if self._connection.backend == "draft":
            return await self._fetch(self._connection.client), "fresh"
        shelved = None if refresh else self._read()
        if shelved is not None:
            return shelved, "cached"
        found = await self._fetch(self._connection.client)
        # Suppressed, because the shelf only saves time: a read-only disk is no reason not to build.
        with contextlib.suppress(OSError):
            write_text(self._path, self._adapter.dump_json(found).decode())
            os.utime(self._path, (self._now, self._now))  # by the clock that its age will be read by
        return found, "fresh"

    def fetched_at(self) -> float:
        """When the list on the shelf was fetched (Unix seconds); now, where none is kept."""
        try:
            return self._path.stat().st_mtime
        except OSError:
            return self._now

    def _read(self) -> Kept | None:
        try:
            if self._now - self._path.stat().st_mtime > FRESH_FOR:
                return None
            return self._adapter.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None


class CatalogShelf(Shelf[Catalog]):
    """Looks, voices and what else builds resolve names in."""

    def __init__(self, connection: Connection, folder: Path, now: float) -> None:
        super().__init__(connection, folder, now, name=connection.catalog_name, adapter=_adapter, fetch=fetch)


async def fetch(client: HeyGen) -> Catalog:
    """All looks and voices of an account. Private ones are listed apart (v3 voices, ../api)."""
    looks = [look async for look in client.looks()]
    voices: list[wire.Voice] = []
    starfish: set[str] = set()
    for kind in _KINDS:
        voices += [voice async for voice in client.voices(type=kind)]
        starfish |= {voice.voice_id async for voice in client.voices(type=kind, engine="starfish")}
    return Catalog(
        tuple(found for found in map(_look, looks) if found),
        tuple(_voice(voice, voice.voice_id in starfish) for voice in voices),
        tuple([_style(style) async for style in _offered(client.agents.styles())]),
        tuple([CatalogBrandKit(kit.brand_kit_id, kit.name) async for kit in _offered(client.brand_kits())]),
        tuple([_group(group) async for group in client.groups(ownership="private")]),
    )


Listed = TypeVar("Listed")


async def _offered(items: AsyncIterator[Listed]) -> AsyncIterator[Listed]:
    """A list that not every account and key may read: then it is empty, and only a name that is sought is missed."""
    try:
        async for item in items:
            yield item
    except ApiError as error:
        if error.category not in ("not_found", "forbidden", "credit") and error.status != NOT_EMULATED:
            raise


_KINDS: tuple[Literal["public", "private"], ...] = ("public", "private")


def _look(look: wire.Look) -> CatalogLook | None:
    kinds: tuple[LookType, ...] = get_args(LookType)
    engines: tuple[Engine, ...] = get_args(Engine)
    kind = next((kind for kind in kinds if kind == look.avatar_type), None)
    if kind is None:
        return None
    return CatalogLook(
        id=look.id,
        name=look.name,
        type=kind,
        group_id=look.group_id,
        default_voice_id=look.default_voice_id,
        engines=tuple(engine for engine in engines if engine in look.supported_api_engines),
        orientation=look.preferred_orientation,
        usable=look.usable,
        status=look.status,
        gender=look.gender or "",
        tags=look.tags,
        image=look.preview_image_url,
        film=look.preview_video_url,
    )


def _group(group: wire.Group) -> CatalogGroup:
    return CatalogGroup(group.id, group.name, group.status, group.consent_status)


def _style(style: AgentStyle) -> CatalogStyle:
    return CatalogStyle(style.style_id, style.name, style.aspect_ratio, style.tags)


def _voice(voice: wire.Voice, starfish: bool) -> CatalogVoice:
    return CatalogVoice(
        id=voice.voice_id,
        name=voice.name,
        language=voice.language or "",
        gender=voice.gender or "",
        pauses=voice.support_pause,
        locales=bool(voice.support_locale),
        starfish=starfish,
        private=voice.type == "private",
        preview=voice.preview_audio_url,
    )
