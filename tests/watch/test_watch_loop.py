"""Saves become builds: one at a time, one more for everything saved meanwhile, and none for nothing."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path

import pytest

from heygen_build.pipeline import Options
from heygen_build.watch.loop import Broken, Finished, Loop, PlanMade, Saved, Update
from tests.watch.watching import CARDS, PATIENCE, Watching, free_world


@pytest.fixture
def unseen(cards: Path) -> Watching:
    return Watching(cards, page=False)


def ran(built: Finished) -> list[str]:
    return [decision.step.place for decision in built.built.artifacts.decisions if decision.runs]


def test_an_edit_rebuilds_only_the_scene_it_touches(unseen: Watching) -> None:
    with unseen as watching:
        assert ran(watching.built()) == ["first/clip", "second/clip", "third/clip", "film"]
        watching.edit("text: Second", "text: Changed")
        saved = watching.next(Saved)
        assert [path.name for path in saved.files] == ["project.yaml"]
        assert ran(watching.built()) == ["second/clip", "film"]


def test_a_file_that_is_only_touched_is_looked_at_and_nothing_is_made_again(unseen: Watching) -> None:
    with unseen as watching:
        watching.built()
        os.utime(watching.path)
        assert ran(watching.built()) == []


def test_editors_that_write_a_new_file_and_rename_it_are_seen(unseen: Watching) -> None:
    with unseen as watching:
        watching.built()
        for text in ("Renamed", "Again"):
            draft = watching.path.with_name(".project.yaml.swp")
            draft.write_text(CARDS.replace("text: First", f"text: {text}"))
            draft.replace(watching.path)
            assert ran(watching.built()) == ["first/clip", "film"]


def test_a_project_that_is_broken_waits_and_goes_on_when_it_is_mended(unseen: Watching) -> None:
    with unseen as watching:
        watching.built()
        watching.save(CARDS.replace("scenes:", "scnes:"))
        assert watching.broken().diagnostics
        watching.save(CARDS + "   - bad\n")
        watching.broken()
        watching.save(CARDS.replace("text: Third", "text: Mended"))
        assert ran(watching.mended()) == ["third/clip", "film"]


def test_a_project_that_is_broken_from_the_start_can_be_mended(unseen: Watching) -> None:
    unseen.path.write_text("heygen_build: 1\nscenes: []\n")
    with unseen as watching:
        watching.broken()
        watching.save(CARDS)
        assert watching.mended().built.artifacts.is_complete


def test_deleted_and_restored_files_are_survived(unseen: Watching) -> None:
    with unseen as watching:
        watching.built()
        watching.path.unlink()
        watching.broken()
        watching.save(CARDS)
        assert ran(watching.mended()) == []


def test_a_missing_picture_is_told_and_its_arrival_is_enough(unseen: Watching) -> None:
    media = unseen.path.parent / "media"
    with_picture = CARDS + "  - {id: photo, image: media/photo.png, hold: 500ms}\n"
    with unseen as watching:
        watching.built()
        watching.save(with_picture)
        watching.broken()
        media.mkdir()
        shutil.copy(Path(__file__).with_name("photo.png"), media / "photo.png")
        # The folder may be seen before the file is in it: that build is broken as well.
        assert "photo/clip" in ran(watching.mended())


def test_a_missing_picture_that_arrives_before_the_watching_begins_is_seen(unseen: Watching) -> None:
    """No burst tells of it: what counts is that it is there now and was not when it was looked for."""
    photo = unseen.path.parent / "media" / "photo.png"
    unseen.save(CARDS + "  - {id: photo, image: media/photo.png, hold: 500ms}\n")
    told: list[str] = []
    stop = asyncio.Event()

    def tell(update: Update) -> None:
        if isinstance(update, Broken):
            told.append(update.diagnostics[0].code)
            photo.parent.mkdir()
            shutil.copy(Path(__file__).with_name("photo.png"), photo)
        elif isinstance(update, Finished):
            told.append("built")
            stop.set()

    world = free_world(unseen.path.parent / "home")
    loop = Loop(unseen.path, Options(draft=True), world, authorize=lambda planned: None, tell=tell)
    asyncio.run(asyncio.wait_for(loop.run(stop), PATIENCE))
    assert told == ["HB0331", "built"]


def test_included_files_are_watched_wherever_they_lie(unseen: Watching) -> None:
    brand = unseen.path.parent.parent / "brand" / "brand.yaml"
    brand.parent.mkdir()
    (brand.parent.parent / ".git").mkdir()
    brand.write_text("variables: {word: Shared}\n")
    text = CARDS.replace("heygen_build: 1\n", "heygen_build: 1\ninclude: [../brand/brand.yaml]\n")
    unseen.path.write_text(text.replace("text: First", "text: '{{ word }}'"))
    with unseen as watching:
        watching.built()
        brand.write_text("variables: {word: Changed}\n")
        assert ran(watching.built()) == ["first/clip", "film"]


def test_a_checkout_of_five_hundred_files_is_one_build(unseen: Watching) -> None:
    folder = unseen.path.parent / "assets"
    folder.mkdir()
    with unseen as watching:
        watching.built()
        for number in range(500):
            (folder / f"{number}.txt").write_text("changed")
        watching.edit("text: First", "text: Checked out")
        assert ran(watching.built()) == ["first/clip", "film"]
        assert watching.quiet(0.5)


def test_saves_during_a_build_cause_exactly_one_more(unseen: Watching) -> None:
    with unseen as watching:
        watching.next(PlanMade)
        for text in ("One", "Two", "Three"):
            watching.save(CARDS.replace("text: First", f"text: {text}"))
        built = [watching.built()]
        while not watching.quiet(1.0):
            built.append(watching.built())
        assert len(built) == 2
        assert "text: Three" in watching.path.read_text()
        assert built[-1].built.artifacts.is_complete


def test_what_the_build_writes_is_no_save(unseen: Watching) -> None:
    with unseen as watching:
        watching.built()
        assert (unseen.path.parent / "dist" / "cards.draft.mp4").exists() or list(unseen.path.parent.rglob("*.mp4"))
        assert watching.quiet(0.5)


def test_a_stopped_watch_leaves_nothing_running(unseen: Watching) -> None:
    with unseen as watching:
        watching.next(Saved)
        watching.stop()
    assert not list((unseen.path.parent / ".heygen-build").rglob("tmp*"))
