"""`heygen-build avatars`: the looks that projects can name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from pydantic import BaseModel

from heygen_build.backends import Connection, World
from heygen_build.catalogs import CatalogShelf
from heygen_build.cli import listing
from heygen_build.cli.account_parser import Asked
from heygen_build.cli.account_session import cache_folder
from heygen_build.cli.cast_report import LooksReport, look_row
from heygen_build.cli.listing import Listing, Offer
from heygen_build.cli.parser import Arguments
from heygen_build.cli.table import Column, details
from heygen_build.resolve.catalog import Catalog, CatalogLook

_TYPES = {"photo_avatar": "photo", "digital_twin": "twin", "studio_avatar": "studio"}


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Lists, searches or shows looks. Served from the copy of the catalog that builds use."""
    return listing.run(Looks(), arguments, world)


class Looks(Listing[CatalogLook]):
    what: ClassVar[str] = "look"
    code: ClassVar[str] = "HB0321"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("name", flexible=True),
        Column("id"),
        Column("type", 1),
        Column("engines", 2),
        Column("format", 3),
        Column("gender", 4),
        Column("state", 1),
    )

    def __init__(self) -> None:
        self._catalog = Catalog()

    async def offered(self, connection: Connection, world: World, *, refresh: bool) -> Offer[CatalogLook]:
        shelf = CatalogShelf(connection, cache_folder(world), world.clock())
        self._catalog, freshness = await shelf.get(refresh=refresh)
        return Offer(self._catalog.looks, shelf.fetched_at(), freshness == "cached")

    def key(self, row: CatalogLook) -> tuple[str, str]:
        return row.id, row.name

    def matches(self, row: CatalogLook, asked: Asked) -> bool:
        return (
            asked.type in (None, row.type)
            and (asked.engine is None or asked.engine in row.engines)
            and asked.gender in (None, row.gender)
            and asked.orientation in (None, row.orientation)
            and (row.private or not asked.private)
            and not (row.private and asked.public)
        )

    def said(self, row: CatalogLook) -> str:
        return " ".join((row.name, row.id, row.type, row.gender, row.orientation or "", *row.tags))

    def cells(self, row: CatalogLook) -> tuple[str, ...]:
        engines = " ".join(engine.removeprefix("avatar_").upper() for engine in sorted(row.engines))
        state = "" if row.status is None else "ready" if row.usable else row.status.replace("_", " ")
        return row.name, row.id, _TYPES.get(row.type, row.type), engines, row.orientation or "", row.gender, state

    def shown(self, row: CatalogLook, *, links: bool) -> str:
        catalog = self._catalog
        voice = catalog.voice(row.default_voice_id or "")
        others = [other.name for other in catalog.looks if other.group_id == row.group_id and other.id != row.id]
        return details(
            [
                ("name", row.name),
                ("id", row.id),
                ("type", row.type),
                ("status", row.status),
                ("engines", ", ".join(row.engines)),
                ("format", row.orientation),
                ("gender", row.gender),
                ("voice", f"{voice.name} ({voice.language})" if voice else None),
                ("group", row.group_id),
                ("other looks", ", ".join(others)),
                ("tags", ", ".join(row.tags)),
                ("picture", row.image if links else None),
                ("film", row.film if links else None),
            ]
        )

    def report(self, source: str, fetched: float, rows: Sequence[CatalogLook]) -> BaseModel:
        return LooksReport(source=source, fetched=fetched, looks=tuple(map(look_row, rows)))
