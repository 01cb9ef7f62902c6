"""`heygen-build voices`: the voices that projects can name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from heygen_build.backends import Connection, World
from heygen_build.catalogs import CatalogShelf
from heygen_build.cli.account_parser import Asked
from heygen_build.cli.account_session import asked_account, cache_folder, say_source, source_of
from heygen_build.cli.cast_report import VoicesReport, voice_row
from heygen_build.cli.console import print_json, say, width
from heygen_build.cli.parser import Arguments
from heygen_build.cli.picking import named, searched
from heygen_build.cli.table import Column, details, table
from heygen_build.resolve.catalog import Catalog, CatalogVoice

COLUMNS = (
    Column("name", flexible=True),
    Column("id"),
    Column("language", 1, flexible=True),
    Column("gender", 2),
    Column("can", 3, flexible=True),
)


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Lists, searches or shows voices. Served from the copy of the catalog that builds use."""
    outside, asked = world(), arguments.asked

    async def work(connection: Connection) -> tuple[Connection, Catalog, float]:
        shelf = CatalogShelf(connection, cache_folder(outside), outside.clock())
        catalog, _ = await shelf.get(refresh=asked.refresh)
        return connection, catalog, shelf.fetched_at()

    connection, catalog, fetched = asked_account(arguments, outside, work)
    voices = _picked(catalog, asked)
    if arguments.json:
        source = source_of(connection, arguments)
        print_json(VoicesReport(source=source, fetched=fetched, items=tuple(map(voice_row, voices))), alone=True)
        return 0
    say_source("voices", connection, arguments, outside.clock() - fetched)
    if asked.action == "show":
        lasting = connection.backend != "draft"
        print("\n\n".join(_shown(voice, links=lasting) for voice in voices))
    else:
        _print_table(voices, _matching(catalog, asked))
    return 0


def _picked(catalog: Catalog, asked: Asked) -> list[CatalogVoice]:
    if asked.action == "show":
        return named(catalog.voices, asked.words, lambda voice: (voice.id, voice.name), what="voice", code="HB0322")
    return _matching(catalog, asked)[: asked.limit]


def _matching(catalog: Catalog, asked: Asked) -> list[CatalogVoice]:
    language = _language(asked.language) if asked.language else None
    voices = [
        voice
        for voice in catalog.voices
        if (language is None or voice.language.casefold().startswith(language))
        and asked.gender in (None, voice.gender)
        and (voice.starfish or asked.engine is None)
        and (voice.private or not asked.private)
        and not (voice.private and asked.public)
    ]
    return searched(voices, asked.words, lambda voice: f"{voice.name} {voice.id} {voice.language} {voice.gender}")


def _language(text: str) -> str:
    """The name that HeyGen gives a language, for a name or a code such as `pt-BR`."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(text.replace("-", "_")).get_language_name("en") if len(text) < 8 else None
    except (ValueError, UnknownLocaleError):
        name = None
    return (name or text).casefold()


def _print_table(voices: Sequence[CatalogVoice], matching: Sequence[CatalogVoice]) -> None:
    if not voices:
        say("no voice matches")
        return
    print(table(COLUMNS, [_row(voice) for voice in voices], width()))
    if len(voices) < len(matching):
        say(f"and {len(matching) - len(voices):,} more")


def _row(voice: CatalogVoice) -> tuple[str, ...]:
    return voice.name, voice.id, voice.language, voice.gender, ", ".join(_can(voice))


def _can(voice: CatalogVoice) -> list[str]:
    said = {"speech": voice.starfish, "pauses": voice.pauses, "locales": voice.locales, "private": voice.private}
    return [word for word, is_so in said.items() if is_so]


def _shown(voice: CatalogVoice, *, links: bool) -> str:
    return details(
        [
            ("name", voice.name),
            ("id", voice.id),
            ("language", voice.language),
            ("gender", voice.gender),
            ("can", ", ".join(_can(voice))),
            ("sample", voice.preview if links else None),
        ]
    )
