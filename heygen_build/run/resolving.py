"""Rooms 1 to 3 for one run: the file, the account's names, the values from outside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from heygen_build.account_dubbing import with_dubbing
from heygen_build.account_templates import with_templates
from heygen_build.backends import Connection, World
from heygen_build.catalogs import CatalogShelf
from heygen_build.diagnostics import BuildError
from heygen_build.locking import Locking, open_lock
from heygen_build.places import cache_root
from heygen_build.resolve.catalog import Catalog
from heygen_build.resolve.given import ENVIRONMENT, Given, read_variables
from heygen_build.resolve.model import ResolvedProject
from heygen_build.resolve.pins import pinned, pins_of
from heygen_build.resolve.resolve import needs_catalog, resolve
from heygen_build.run.model import Options, PinnedLock
from heygen_build.source.events import garbage_collector_paused
from heygen_build.source.load import load
from heygen_build.source.model import SourceDocument
from heygen_build.spec.models import ProjectSpec
from heygen_build.spec.validate import validate

_NAME_CODES = {"HB0321", "HB0322", "HB0325", "HB0326", "HB0328"}


def read(path: Path) -> tuple[SourceDocument, ProjectSpec]:
    """Rooms 1 and 2. Raises BuildError."""
    with garbage_collector_paused():
        document = load(path)
        return document, validate(document)


async def resolved(
    document: SourceDocument, spec: ProjectSpec, connection: Connection, options: Options, world: World
) -> tuple[ResolvedProject, PinnedLock]:
    """Room 3, with the names of the account as they are pinned or offered. Raises BuildError."""
    given = _given(options, world)
    locking = open_lock(Path(document.files[0].path), connection.backend, connection.account)
    shelf = CatalogShelf(connection, cache_root(world, options.cache), world.clock())
    catalog, freshness = await shelf.get() if needs_catalog(spec) else (Catalog(), "fresh")
    catalog = await with_templates(connection.client, spec, catalog)
    catalog = await with_dubbing(connection.client, spec, catalog)
    try:
        with garbage_collector_paused():
            return _pinned(resolve(document, spec, given, pinned(catalog, locking.pins)), locking, catalog, options)
    except BuildError as error:
        if freshness == "fresh" or not any(found.code in _NAME_CODES for found in error.diagnostics):
            raise
    # The look or voice may be newer than the shelved catalog: look once more before it is called missing.
    fresh, _ = await shelf.get(refresh=True)
    catalog = replace(fresh, templates=catalog.templates, languages=catalog.languages, glossaries=catalog.glossaries)
    return _pinned(resolve(document, spec, given, pinned(catalog, locking.pins)), locking, catalog, options)


def _pinned(
    project: ResolvedProject, locking: Locking, catalog: Catalog, options: Options
) -> tuple[ResolvedProject, PinnedLock]:
    pins = pins_of(project, catalog) if locking.is_used else {}
    if options.locked:
        locking.refuse_changes(pins)
    return project, PinnedLock(locking, pins)


def _given(options: Options, world: World) -> Given:
    """Values of variables from outside. Raises BuildError for a file of values that cannot be read."""
    environ = {name: text for name, text in world.environ.items() if name.startswith(ENVIRONMENT)}
    return Given(tuple(map(read_variables, options.variables_files)), environ, options.variables)


async def fresh_catalog(spec: ProjectSpec, connection: Connection, options: Options, world: World) -> Catalog:
    """The account's looks, voices and templates as they are now."""
    catalog, _ = await CatalogShelf(connection, cache_root(world, options.cache), world.clock()).get(refresh=True)
    return await with_templates(connection.client, spec, catalog)
