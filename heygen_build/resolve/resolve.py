"""`resolve(…)`: the last room in which the user can be wrong. After it there are only facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from heygen_build.diagnostics import BuildError, SourceFile
from heygen_build.resolve.catalog import Catalog
from heygen_build.resolve.cells import ALONE, Matrix
from heygen_build.resolve.desk import Desk
from heygen_build.resolve.endings import Endings, endings_of
from heygen_build.resolve.files import Files
from heygen_build.resolve.films import Films
from heygen_build.resolve.given import Given, strangers
from heygen_build.resolve.matrix import Cell
from heygen_build.resolve.memo import Memo
from heygen_build.resolve.model import Film, ResolvedProject
from heygen_build.resolve.problems import Problems
from heygen_build.resolve.scope import Scope
from heygen_build.resolve.variables import Variables, declared_in
from heygen_build.resolve.written import overwritten
from heygen_build.source.data import Row
from heygen_build.source.model import SourceDocument
from heygen_build.source.repository import repository_of
from heygen_build.spec.models import AgentSpec, ProjectSpec


def needs_catalog(spec: ProjectSpec) -> bool:
    """Whether any name has to be looked up: a project of silent cards needs no account."""
    # A template's voices and characters are known when its variables are, so any value may name one.
    fills = any(scene.template.variables for scene in spec.scenes if scene.template is not None)
    return bool(spec.avatars or spec.voices) or fills or any(_looks_up(agent) for agent in _agents(spec))


def _agents(spec: ProjectSpec) -> Iterator[AgentSpec]:
    yield from (scene.agent for scene in spec.scenes if scene.agent is not None)
    if spec.agent is not None:
        yield spec.agent


def _looks_up(agent: AgentSpec) -> bool:
    """Styles and brand kits of the account have ids as well."""
    return agent.brand_kit is not None or (agent.style is not None and agent.style.id is not None)


def resolve(document: SourceDocument, spec: ProjectSpec, given: Given, catalog: Catalog) -> ResolvedProject:
    """Evaluate, look up and check everything. `given` are values for variables from outside of the project.

    Raises BuildError with every problem of the project, in file order.
    """
    path = Path(document.files[0].path)
    problems = Problems()
    desk = Desk(spec, catalog, Files(repository_of(path.parent)), Memo(problems))
    films, scope, data = _films(desk, Scope(document, {}, problems), given, path)
    budget = scope.get(spec.budget.max_usd, ("budget", "max_usd")) if spec.budget else None
    remote = scope.get(spec.cache.remote, ("cache", "remote")) if spec.cache else None
    read = (*(file.path for file in desk.files.found.values()), *(Path(file.path) for file in (*document.files, *data)))
    for diagnostic in overwritten(films, path.parent, read, document):
        problems.add(diagnostic)
    if problems.has_errors:
        raise BuildError([*problems.errors, *problems.warnings])
    return ResolvedProject(
        path=path,
        folder=path.parent,
        films=films,
        budget_usd=budget,
        sources=(*document.files, *data),
        files=tuple(desk.files.found.values()),
        warnings=tuple(problems.warnings),
        cache_remote=remote,
        document=document,
    )


def _films(
    desk: Desk, scope: Scope, given: Given, path: Path
) -> tuple[tuple[Film, ...], Scope, tuple[SourceFile, ...]]:
    """All films, the scope of the project outside of its films, and the data files that films were made from."""
    axes = frozenset(desk.spec.matrix.axes) if desk.spec.matrix else frozenset()
    variables = Variables(declared_in(desk.spec), given, desk.memo)
    known = {variable.name for variable in variables.declared} | axes
    for stranger in strangers(given, known):
        scope.problems.add(stranger)
    outside = variables.scope(scope, {}, skip=axes)
    cells = _cells(desk, outside, given, variables)
    endings = _endings(desk, outside, given, variables, cells)
    films = Films(desk, scope.document, path.resolve().parent.name, endings)
    made = [films.film(variables.scope(scope, cell.values), cell) for cell in cells]
    scope.problems.leave_films()
    films.report_twins(outside)
    whole = tuple(film for film in made if film is not None)
    assert scope.problems.has_errors or (whole and len(whole) == len(made)), "a film was lost without a word"
    return whole, outside, _data_files(cells)


def _data_files(cells: Iterable[Cell]) -> tuple[SourceFile, ...]:
    rows = (value.where for cell in cells for value in cell.axes.values() if isinstance(value.where, Row))
    return tuple(dict.fromkeys(row.file for row in rows))


def _endings(desk: Desk, scope: Scope, given: Given, variables: Variables, cells: list[Cell]) -> Endings:
    """Of the whole matrix, also where some of its films were chosen."""
    spec = desk.spec
    if spec.matrix is None or spec.output.path is None:
        return Endings()
    if any(given.strongest(name) for name in spec.matrix.axes):
        # What is wrong with films that were not chosen is no matter of this run.
        quiet = Scope(scope.document, scope.variables, Problems(), scope.broken)
        cells = _cells(desk, quiet, Given(), variables)
    return endings_of(spec, variables.declared, cells)


def _cells(desk: Desk, scope: Scope, given: Given, variables: Variables) -> list[Cell]:
    if desk.spec.matrix is None:
        return [ALONE]
    matrix = Matrix(scope.at("matrix"), desk.spec.matrix, given, desk.files.repository)
    return matrix.cells(variables.declared)
