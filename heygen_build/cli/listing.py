"""What `avatars`, `voices`, `templates` and `styles` have in common: a kept list, filters, a table, JSON."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from pydantic import BaseModel

from heygen_build.backends import Connection, World
from heygen_build.cli.account_parser import Asked
from heygen_build.cli.account_session import asked_account, say_source, source_of
from heygen_build.cli.console import print_json, say, width
from heygen_build.cli.parser import Arguments
from heygen_build.cli.picking import named, searched
from heygen_build.cli.table import Column, table
from heygen_build.diagnostics import BuildError

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Offer(Generic[Row]):
    """All rows of a list, and when they were fetched (Unix seconds). `is_kept`: not in this very moment."""

    rows: Sequence[Row]
    fetched: float
    is_kept: bool = False


class Listing(ABC, Generic[Row]):
    """One verb. Made once a run, so that it may remember what it was offered."""

    what: ClassVar[str]
    """One row, for people: `look`."""
    code: ClassVar[str]
    """The diagnostic of a name that is unknown."""
    columns: ClassVar[tuple[Column, ...]]
    advice: ClassVar[str] = ""
    """Where nothing matches: what may help."""

    @abstractmethod
    async def offered(self, connection: Connection, world: World, *, refresh: bool) -> Offer[Row]:
        """All rows, from the kept copy unless `refresh`."""

    @abstractmethod
    def key(self, row: Row) -> tuple[str, str]:
        """(id, name) of a row."""

    @abstractmethod
    def matches(self, row: Row, asked: Asked) -> bool:
        """Whether a row passes the filters."""

    @abstractmethod
    def said(self, row: Row) -> str:
        """The text in which words are searched."""

    @abstractmethod
    def cells(self, row: Row) -> tuple[str, ...]:
        """A line of the table."""

    @abstractmethod
    def shown(self, row: Row, *, links: bool) -> str:
        """Everything about a row; without links that would lead nowhere."""

    @abstractmethod
    def report(self, source: str, fetched: float, rows: Sequence[Row]) -> BaseModel:
        """The answer for machines."""

    async def detailed(self, connection: Connection, rows: list[Row]) -> list[Row]:
        """Rows that are shown one by one, with what their list does not have."""
        return rows

    def hint(self, rows: Sequence[Row], asked: Asked) -> str:
        """What may help where nothing matches."""
        return self.advice


def run(listing: Listing[Row], arguments: Arguments, world: Callable[[], World]) -> int:
    """Lists, searches or shows. Returns the exit code; raises BuildError for an unknown name."""
    outside, asked = world(), arguments.asked

    async def work(connection: Connection) -> tuple[Connection, Offer[Row], list[Row]]:
        offer, rows = await _picked(listing, connection, outside, asked)
        return connection, offer, await listing.detailed(connection, rows) if asked.action == "show" else rows

    connection, offer, rows = asked_account(arguments, outside, work)
    shown = rows[: asked.limit]
    if arguments.json:
        print_json(listing.report(source_of(connection, arguments), offer.fetched, shown), alone=True)
        return 0
    say_source(f"{listing.what}s", connection, arguments, outside.clock() - offer.fetched)
    if asked.action == "show":
        # The emulator inside the process serves its previews only while it lives, which is until this line.
        print("\n\n".join(listing.shown(row, links=connection.backend != "draft") for row in shown))
    elif shown:
        print(table(listing.columns, [listing.cells(row) for row in shown], width()))
    else:
        hint = listing.hint(offer.rows, asked)
        say(f"no {listing.what} matches" + (f"; {hint}" if hint else ""))
    if len(shown) < len(rows):
        say(f"and {len(rows) - len(shown):,} more")
    return 0


async def _picked(
    listing: Listing[Row], connection: Connection, world: World, asked: Asked
) -> tuple[Offer[Row], list[Row]]:
    """The rows that are meant; a name that is not in the kept copy may be new, and is looked for in a fresh one."""
    offer = await listing.offered(connection, world, refresh=asked.refresh)
    if asked.action != "show":
        matching = [row for row in offer.rows if listing.matches(row, asked)]
        return offer, searched(matching, asked.words, listing.said)
    try:
        return offer, _named(listing, offer, asked)
    except BuildError:
        if not offer.is_kept or not asked.words:
            raise
    fresh = await listing.offered(connection, world, refresh=True)
    return fresh, _named(listing, fresh, asked)


def _named(listing: Listing[Row], offer: Offer[Row], asked: Asked) -> list[Row]:
    return named(offer.rows, asked.words, listing.key, what=listing.what, code=listing.code)
