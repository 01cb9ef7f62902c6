"""What a long watch leaves on the disk."""

from __future__ import annotations

import os
from pathlib import Path

from heygen_build.store.keeping import results
from heygen_build.store.results import ResultStore
from heygen_build.watch.tidying import FORGOTTEN_SECONDS, KEPT_SECONDS, Tidying, forget_drafts, forget_pictures
from tests.watch.watching import Watching


def test_drafts_of_earlier_saves_go_after_an_hour_and_those_of_others_stay(cards: Path) -> None:
    tidying, keys = Tidying(), []
    with Watching(cards, page=False) as watching:
        for text in ("One", "Two"):
            watching.save(watching.path.read_text().replace("text: First", f"text: {text}").replace("One", text))
            planned = watching.built().built.planned
            tidying.planned(planned)
            keys.append({step.key for step in planned.plan.steps})
    store = ResultStore(cards.parent / ".heygen-build" / "drafts")
    now = max(result.created for result in results(store))
    made = {result.key for result in results(store)}
    overtaken = tidying.overtaken(frozenset())
    assert overtaken == keys[0] - keys[1]
    forget_drafts(store, overtaken, now + KEPT_SECONDS - 60)
    assert {result.key for result in results(store)} == made
    forget_drafts(store, overtaken, now + KEPT_SECONDS + 1)
    assert {result.key for result in results(store)} == made - overtaken


def test_clips_that_are_looked_at_stay(cards: Path) -> None:
    tidying = Tidying()
    with Watching(cards, page=False) as watching:
        first = watching.built().built.planned
        tidying.planned(first)
        watching.edit("text: First", "text: Later")
        tidying.planned(watching.built().built.planned)
    shown = frozenset(scene.clip for scene in first.plan.films[0].scenes)
    assert not tidying.overtaken(shown) & shown


def test_the_page_removes_its_own_pictures_and_those_nobody_shows(watching: Watching, tmp_path: Path) -> None:
    folder = watching.path.parent / ".heygen-build" / "page"
    old, new = folder / "old.mp4", folder / "new.mp4"
    for path in (old, new):
        path.write_bytes(b"clip")
    os.utime(old, (1, 1))
    forget_pictures(folder, new.stat().st_mtime + FORGOTTEN_SECONDS - 60)
    assert not old.exists()
    assert new.exists()
    forget_pictures(tmp_path / "nowhere", 0.0)
