"""Where the state of a project lies: what was made of what, the results, and the journal."""

from __future__ import annotations

from pathlib import Path

from heygen_build.backends import Connection, World
from heygen_build.execute.engine import Artifacts
from heygen_build.places import STATE_FOLDER, cache_root, journal_path
from heygen_build.plan.model import Backend
from heygen_build.resolve.model import ResolvedProject
from heygen_build.run.model import Options, Planned
from heygen_build.store.journal import Journal
from heygen_build.store.memory import read_memory, write_memory
from heygen_build.store.results import ResultStore


def result_store(project: ResolvedProject, backend: Backend, options: Options, world: World) -> ResultStore:
    """Where the results of a project lie."""
    # Drafts lie in the project's own ignored folder, because they are worth nothing to anybody else.
    draft = backend == "draft"
    return ResultStore(state_folder(project) / "drafts" if draft else cache_root(world, options.cache))


def journal_of(project: ResolvedProject, connection: Connection) -> Journal:
    """The journal, opened; one in memory for drafts."""
    # The emulator inside the process forgets its jobs when the process ends, and so must the facts about them.
    return Journal(None if connection.backend == "draft" else journal_path(project.path))


def remember(planned: Planned, artifacts: Artifacts) -> None:
    """Keep what each place was made of. A step that failed stays as it was when it was last built."""
    path = memory_path(planned.project, planned.plan.backend)
    earlier = read_memory(path)
    unfinished = {step.key for step in (*(failure.step for failure in artifacts.failures), *artifacts.skipped)}
    places = {step.place: step.inputs for step in planned.plan.steps if step.key not in unfinished}
    kept = {step.place for step in planned.plan.steps if step.key in unfinished}
    places |= {place: inputs for place, inputs in earlier.items() if place in kept}
    if places != earlier:
        write_memory(path, places)


def memory_path(project: ResolvedProject, backend: Backend) -> Path:
    """The file that says what each place was made of when it was last built."""
    # Named after the project file, because several may share a folder.
    return state_folder(project) / f"{project.path.stem}.{backend}.json"


def state_folder(project: ResolvedProject) -> Path:
    """The ignored folder beside the project file."""
    return project.folder / STATE_FOLDER
