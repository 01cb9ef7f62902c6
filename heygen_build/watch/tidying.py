"""A watch of a whole day must not fill the disk: what earlier saves made goes, an hour after they were overtaken."""

from __future__ import annotations

from collections.abc import Iterable, Set
from pathlib import Path

from heygen_build.pipeline import Planned
from heygen_build.store.keeping import prune, results
from heygen_build.store.results import ResultStore

KEPT_SECONDS = 3600.0
"""A change that is taken back within this time costs nothing."""
EVERY = 20
"""Builds between two cleanings."""
FORGOTTEN_SECONDS = 24 * 3600.0
"""How old pictures of the page are when nobody shows them any more: no watch shows a clip for a day without a build."""


class Tidying:
    """Knows what this watch made, so that drafts of other cells, watches and builds are left alone."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._current: set[str] = set()
        self._builds = 0

    def planned(self, planned: Planned) -> None:
        """These steps are what is wanted now."""
        self._current = {step.key for step in planned.plan.steps}
        self._seen |= self._current

    def is_due(self) -> bool:
        """Asked once after each build."""
        self._builds += 1
        return self._builds % EVERY == 0

    def overtaken(self, shown: Set[str]) -> frozenset[str]:
        """The steps that were made for earlier saves; `shown` are still looked at."""
        return frozenset(self._seen - self._current - shown)


def forget_drafts(store: ResultStore, overtaken: Set[str], now: float) -> None:
    """Remove what was made for earlier saves, except in the last hour. `now` in Unix seconds."""
    others = {result.key for result in results(store)} - overtaken
    prune(store, keep=others, before=now - KEPT_SECONDS, dry=False)


def forget_pictures(folder: Path, now: float) -> None:
    """Remove pictures that a watch which was killed left in the page's folder."""
    for path in _files(folder):
        try:
            if now - path.stat().st_mtime > FORGOTTEN_SECONDS:
                path.unlink()
        except FileNotFoundError:
            continue  # another watch removed it


def _files(folder: Path) -> Iterable[Path]:
    return [path for path in folder.glob("*.*") if path.is_file()] if folder.is_dir() else []
