"""`heygen-build avatars`: the looks that projects can name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from heygen_build.backends import Connection, World
from heygen_build.catalogs import CatalogShelf
from heygen_build.cli.account_parser import Asked
from heygen_build.cli.account_session import asked_account, cache_folder, say_source, source_of
from heygen_build.cli.cast_report import LooksReport, look_row
from heygen_build.cli.console import print_json, say, width
from heygen_build.cli.parser import Arguments
from heygen_build.cli.picking import named, searched
from heygen_build.cli.table import Column, details, table
from heygen_build.resolve.catalog import Catalog, CatalogLook

COLUMNS = (
    Column("name", flexible=True),
    Column("id"),
    Column("type", 1),
    Column("engines", 2),
    Column("format", 3),
    Column("gender", 4),
    Column("state", 1),
)
_TYPES = {"photo_avatar": "photo", "digital_twin": "twin", "studio_avatar": "studio"}


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Lists, searches or shows looks. Served from the copy of the catalog that builds use."""
    outside, asked = world(), arguments.asked

    async def work(connection: Connection) -> tuple[Connection, Catalog, float]:
        shelf = CatalogShelf(connection, cache_folder(outside), outside.clock())
        catalog, _ = await shelf.get(refresh=asked.refresh)
        return connection, catalog, shelf.fetched_at()

    connection, catalog, fetched = asked_account(arguments, outside, work)
    looks = _picked(catalog, asked)
    if arguments.json:
        source = source_of(connection, arguments)
        print_json(LooksReport(source=source, fetched=fetched, looks=tuple(map(look_row, looks))), alone=True)
        return 0
    say_source("looks", connection, arguments, outside.clock() - fetched)
    if asked.action == "show":
        # The emulator inside the process serves its previews only while it lives, which is until this line.
        lasting = connection.backend != "draft"
        print("\n\n".join(_shown(look, catalog, links=lasting) for look in looks))
    else:
        _print_table(looks, _matching(catalog, asked))
    return 0


def _picked(catalog: Catalog, asked: Asked) -> list[CatalogLook]:
    if asked.action == "show":
        return named(catalog.looks, asked.words, lambda look: (look.id, look.name), what="look", code="HB0321")
    return _matching(catalog, asked)[: asked.limit]


def _matching(catalog: Catalog, asked: Asked) -> list[CatalogLook]:
    looks = [
        look
        for look in catalog.looks
        if asked.type in (None, look.type)
        and (asked.engine is None or asked.engine in look.engines)
        and asked.gender in (None, look.gender)
        and asked.orientation in (None, look.orientation)
        and (look.private or not asked.private)
        and not (look.private and asked.public)
    ]
    return searched(looks, asked.words, _said)


def _said(look: CatalogLook) -> str:
    return " ".join((look.name, look.id, look.type, look.gender, look.orientation or "", *look.tags))


def _print_table(looks: Sequence[CatalogLook], matching: Sequence[CatalogLook]) -> None:
    if not looks:
        say("no look matches")
        return
    print(table(COLUMNS, [_row(look) for look in looks], width()))
    if len(looks) < len(matching):
        say(f"and {len(matching) - len(looks):,} more")


def _row(look: CatalogLook) -> tuple[str, ...]:
    engines = " ".join(engine.removeprefix("avatar_").upper() for engine in sorted(look.engines))
    state = "" if look.status is None else "ready" if look.usable else look.status.replace("_", " ")
    return look.name, look.id, _TYPES.get(look.type, look.type), engines, look.orientation or "", look.gender, state


def _shown(look: CatalogLook, catalog: Catalog, *, links: bool) -> str:
    voice = catalog.voice(look.default_voice_id or "")
    others = [other.name for other in catalog.looks if other.group_id == look.group_id and other.id != look.id]
    return details(
        [
            ("name", look.name),
            ("id", look.id),
            ("type", look.type),
            ("status", look.status),
            ("engines", ", ".join(look.engines)),
            ("format", look.orientation),
            ("gender", look.gender),
            ("voice", f"{voice.name} ({voice.language})" if voice else None),
            ("group", look.group_id),
            ("other looks", ", ".join(others)),
            ("tags", ", ".join(look.tags)),
            ("picture", look.image if links else None),
            ("film", look.film if links else None),
        ]
    )
