"""`heygen-build voices`: the voices that projects can name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import ClassVar

from pydantic import BaseModel

from heygen_build.backends import Connection, World
from heygen_build.catalogs import CatalogShelf
from heygen_build.cli import listing
from heygen_build.cli.account_parser import Asked
from heygen_build.cli.account_session import cache_folder
from heygen_build.cli.cast_report import VoicesReport, voice_row
from heygen_build.cli.listing import Listing, Offer
from heygen_build.cli.parser import Arguments
from heygen_build.cli.table import Column, details
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.resolve.catalog import CatalogVoice


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Lists, searches or shows voices. Served from the copy of the catalog that builds use."""
    return listing.run(Voices(), arguments, world)


class Voices(Listing[CatalogVoice]):
    what: ClassVar[str] = "voice"
    code: ClassVar[str] = "HB0322"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", flexible=True),
        Column("id"),
        Column("language", 1, flexible=True),
        Column("gender", 2),
        Column("can", 3, flexible=True),
    )

    async def offered(self, connection: Connection, world: World, *, refresh: bool) -> Offer[CatalogVoice]:
        shelf = CatalogShelf(connection, cache_folder(world), world.clock())
        catalog, freshness = await shelf.get(refresh=refresh)
        return Offer(catalog.voices, shelf.fetched_at(), freshness == "cached")

    def key(self, row: CatalogVoice) -> tuple[str, str]:
        return row.id, row.name

    def matches(self, row: CatalogVoice, asked: Asked) -> bool:
        return (
            (asked.language is None or row.language.casefold().startswith(_language(asked.language)))
            and asked.gender in (None, row.gender)
            and (row.starfish or asked.engine is None)
            and (row.private or not asked.private)
            and not (row.private and asked.public)
        )

    def said(self, row: CatalogVoice) -> str:
        return f"{row.name} {row.id} {row.language} {row.gender}"

    def hint(self, rows: Sequence[CatalogVoice], asked: Asked) -> str:
        known = sorted({row.language for row in rows if row.language})
        if asked.language is None or any(one.casefold().startswith(_language(asked.language)) for one in known):
            return ""
        near = did_you_mean(asked.language, known)
        if near:
            return f"did you mean --language {near[0]}?"
        return f"there are voices in {', '.join(known[:12])}{' and more' if len(known) > 12 else ''}" if known else ""

    def cells(self, row: CatalogVoice) -> tuple[str, ...]:
        return row.name, row.id, row.language, row.gender, ", ".join(_can(row))

    def shown(self, row: CatalogVoice, *, links: bool) -> str:
        return details(
            [
                ("name", row.name),
                ("id", row.id),
                ("language", row.language),
                ("gender", row.gender),
                ("can", ", ".join(_can(row))),
                ("sample", row.preview if links else None),
            ]
        )

    def report(self, source: str, fetched: float, rows: Sequence[CatalogVoice]) -> BaseModel:
        return VoicesReport(source=source, fetched=fetched, items=tuple(map(voice_row, rows)))


@cache
def _language(text: str) -> str:
    """The name that HeyGen gives a language, in small letters, for a name or a code such as `pt-BR`."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(text.replace("-", "_")).get_language_name("en") if len(text) < 8 else None
    except (ValueError, UnknownLocaleError):
        name = None
    return (name or text).casefold()


def _can(voice: CatalogVoice) -> list[str]:
    said = {"speech": voice.starfish, "pauses": voice.pauses, "locales": voice.locales, "private": voice.private}
    return [word for word, is_so in said.items() if is_so]
