"""Where things lie on this disk: the state of a project, its lock file, the cache of all projects."""

from __future__ import annotations

from pathlib import Path

from heygen_build.backends import World

STATE_FOLDER = ".heygen-build"


def journal_path(project: Path) -> Path:
    """The journal of a project file; those of one folder share it."""
    return project.parent / STATE_FOLDER / "journal.sqlite3"


def lock_path(project: Path) -> Path:
    """`project.lock.json` beside `project.yaml`."""
    return project.with_name(f"{project.stem}.lock.json")


def cache_root(world: World, chosen: Path | None) -> Path:
    """The cache folder: what was chosen, HEYGEN_BUILD_CACHE, or the platform's own place."""
    if chosen is not None:
        return chosen
    if folder := world.environ.get("HEYGEN_BUILD_CACHE"):
        return Path(folder)
    from platformdirs import user_cache_path

    return user_cache_path("heygen-build", appauthor=False)
