"""`heygen-build templates`: the templates of the account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from heygen_build.backends import Connection, World
from heygen_build.catalogs import Shelf
from heygen_build.cli import listing
from heygen_build.cli.account_parser import Asked
from heygen_build.cli.account_session import cache_folder
from heygen_build.cli.listing import Listing, Offer
from heygen_build.cli.parser import Arguments
from heygen_build.cli.table import Column, details
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire.templates import Template, TemplateDetail


class TemplateRow(BaseModel):
    """A template: `id` or `name` stands under `template:` in a project. Variables by name, with `show` only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    aspect_ratio: str | None
    thumbnail: str | None
    variables: dict[str, str] | None = None
    scenes: tuple[str, ...] | None = None


class TemplatesReport(BaseModel):
    """The answer of `heygen-build templates … --json`. Its schema is `schemas/templates.v1.json`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    templates: Literal[1] = 1
    source: str
    fetched: float = Field(description="When the list was fetched, in Unix seconds; `show` asks for variables anew.")
    items: tuple[TemplateRow, ...]


_ROWS: TypeAdapter[tuple[TemplateRow, ...]] = TypeAdapter(tuple[TemplateRow, ...])


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Lists, searches or shows templates. What is shown is asked for anew: they are edited on a web page."""
    return listing.run(Templates(), arguments, world)


class Templates(Listing[TemplateRow]):
    what: ClassVar[str] = "template"
    code: ClassVar[str] = "HB0327"
    columns: ClassVar[tuple[Column, ...]] = (Column("name", flexible=True), Column("id"), Column("ratio", 1))
    advice: ClassVar[str] = "templates are made in HeyGen's web editor, and --refresh asks for new ones"

    async def offered(self, connection: Connection, world: World, *, refresh: bool) -> Offer[TemplateRow]:
        name = f"{connection.catalog_name}-templates"
        shelf = Shelf(connection, cache_folder(world), world.clock(), name=name, adapter=_ROWS, fetch=_fetch)
        rows, freshness = await shelf.get(refresh=refresh)
        return Offer(rows, shelf.fetched_at(), freshness == "cached")

    async def detailed(self, connection: Connection, rows: list[TemplateRow]) -> list[TemplateRow]:
        return [_with_details(row, await _detail(connection.client, row)) for row in rows]

    def key(self, row: TemplateRow) -> tuple[str, str]:
        return row.id, row.name

    def matches(self, row: TemplateRow, asked: Asked) -> bool:
        return asked.ratio in (None, row.aspect_ratio)

    def said(self, row: TemplateRow) -> str:
        return f"{row.name} {row.id}"

    def cells(self, row: TemplateRow) -> tuple[str, ...]:
        return row.name, row.id, row.aspect_ratio or ""

    def shown(self, row: TemplateRow, *, links: bool) -> str:
        return details(
            [
                ("name", row.name),
                ("id", row.id),
                ("ratio", row.aspect_ratio),
                ("variables", ", ".join(f"{name}: {kind}" for name, kind in (row.variables or {}).items())),
                ("scenes", ", ".join(row.scenes or ())),
                ("picture", row.thumbnail if links else None),
            ]
        )

    def report(self, source: str, fetched: float, rows: Sequence[TemplateRow]) -> BaseModel:
        return TemplatesReport(source=source, fetched=fetched, items=tuple(rows))


async def _fetch(client: HeyGen) -> tuple[TemplateRow, ...]:
    return tuple([_row(template) async for template in client.templates.list()])


async def _detail(client: HeyGen, row: TemplateRow) -> TemplateDetail:
    """Raises BuildError for a template that went since the list was fetched."""
    try:
        return await client.templates.get(row.id)
    except ApiError as error:
        if error.category != "not_found":
            raise
        message = f"the template `{row.name}` ({row.id}) is not in the account any more"
        raise BuildError([Diagnostic("HB0327", message, hint="`templates --refresh` lists what is")]) from error


def _row(template: Template) -> TemplateRow:
    return TemplateRow(
        id=template.id, name=template.name, aspect_ratio=template.aspect_ratio, thumbnail=template.thumbnail_url
    )


def _with_details(row: TemplateRow, detail: TemplateDetail) -> TemplateRow:
    variables = {name: item.type for name, item in detail.variables.items()}
    return row.model_copy(update={"variables": variables, "scenes": tuple(scene.scene_id for scene in detail.scenes)})
