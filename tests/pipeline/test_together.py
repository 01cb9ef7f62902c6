"""Builds at the same time: one orders, the other waits and takes what came; and what a dead one ordered is found."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from heygen_build.emulator.faults import Answer, LostAfterAcceptance
from heygen_build.execute.events import Event, StepNote
from heygen_build.pipeline import Built, Options, build
from heygen_build.store.journal import Accepted, AnyFact, Charged, Journal
from tests.workshop import Crash, Studio

PROJECT = """\
heygen_build: 1
title: Together
avatars: {host: {look: Abigail}}
scenes:
  - {avatar: host, script: Hello there.}
"""


def project(studio: Studio, name: str) -> Path:
    folder = studio.folder.parent / name
    folder.mkdir()
    (folder / "project.yaml").write_text(PROJECT)
    return folder / "project.yaml"


def test_two_projects_that_need_the_same_render_at_once_order_it_once(studio: Studio) -> None:
    events: list[Event] = []

    async def both() -> list[Built]:
        paths = [project(studio, name) for name in ("one", "two")]
        builds = (
            build(path, Options(), studio.world, authorize=lambda planned: None, listen=events.append) for path in paths
        )
        return await asyncio.gather(*builds)

    assert all(built.artifacts.is_complete for built in asyncio.run(both()))
    assert studio.orders() == {"videos": 1}
    assert studio.charged() == {"video": 1}
    assert any(isinstance(event, StepNote) and "another build" in event.text for event in events)


def test_two_builds_of_many_scenes_do_not_wait_for_each_other_for_ever(studio: Studio) -> None:
    scenes = "".join(f"  - {{avatar: host, script: Sentence {number}.}}\n" for number in range(24))

    async def both() -> list[Built]:
        paths = [project(studio, name) for name in ("one", "two")]
        for path, order in zip(paths, (scenes, "".join(reversed(scenes.splitlines(keepends=True)))), strict=True):
            path.write_text(PROJECT.partition("  -")[0] + order)
        builds = (
            build(path, Options(), studio.world, authorize=lambda planned: None, listen=studio.events.append)
            for path in paths
        )
        return await asyncio.wait_for(asyncio.gather(*builds), timeout=100)

    assert all(built.artifacts.is_complete for built in asyncio.run(both()))
    assert studio.charged() == {"video": 24}


@pytest.mark.parametrize("fact", [Accepted, Charged])
def test_what_a_build_ordered_before_it_died_is_collected_by_another_project(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, fact: type[AnyFact]
) -> None:
    append = Journal.append

    def dies(journal: Journal, written: AnyFact) -> None:
        append(journal, written)
        if isinstance(written, fact):
            raise Crash

    first, second = project(studio, "one"), project(studio, "two")
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", dies)
        with pytest.raises(Crash):
            run(studio, first)
    shutil.rmtree(studio.cache / "results", ignore_errors=True)
    assert run(studio, second).artifacts.is_complete
    assert studio.orders() == {"videos": 1}
    with closing(Journal(second.parent / ".heygen-build" / "journal.sqlite3")) as journal:
        assert any(isinstance(fact, Accepted) for fact in journal.all())


def test_a_lock_ends_with_its_process_and_not_with_its_file(studio: Studio) -> None:
    path = project(studio, "one")
    run(studio, path)
    assert list((studio.cache / "locks").rglob("*.lock"))
    shutil.rmtree(studio.cache / "results")
    assert run(studio, path).artifacts.is_complete
    assert studio.charged() == {"video": 1}


def run(studio: Studio, path: Path) -> Built:
    return asyncio.run(
        build(path, Options(), studio.world, authorize=lambda planned: None, listen=studio.events.append)
    )


def test_a_lost_order_of_another_project_does_not_travel_in_a_batch(studio: Studio) -> None:
    """It is repeated alone, under its own key: HeyGen would not know it again by that of a batch."""
    first, second = project(studio, "one"), project(studio, "two")
    studio.emulator.script("POST", "/v3/videos", *[LostAfterAcceptance()] * 3)
    assert not run(studio, first).artifacts.is_complete
    scenes = "".join(f"  - {{avatar: host, script: Sentence {number}.}}\n" for number in range(20))
    second.write_text(PROJECT + scenes)
    nothing = '{"data": [], "has_more": false, "next_token": null}'
    studio.emulator.script("GET", "/v3/videos", Answer(200, body=nothing, content_type="application/json"))
    assert run(studio, second).artifacts.is_complete
    assert studio.charged() == {"video": 21}
