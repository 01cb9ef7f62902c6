"""Saves become builds: one at a time, one more for everything saved meanwhile, and none for nothing."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from heygen_build.pipeline import Options, Planned
from heygen_build.watch import watcher
from heygen_build.watch.loop import Broken, Finished, Loop, Saved, Update
from heygen_build.watch.stamps import stamps
from heygen_build.watch.watcher import next_change
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

    def arrive() -> None:
        photo.parent.mkdir()
        shutil.copy(Path(__file__).with_name("photo.png"), photo)

    assert mended_by(unseen.path, arrive) == ["HB0331", "built"]


def mended_by(path: Path, mend: Callable[[], None]) -> list[str]:
    """What is told of a project that is broken from the start and mended as soon as that is told."""
    told: list[str] = []
    stop = asyncio.Event()

    def tell(update: Update) -> None:
        if isinstance(update, Broken):
            told.append(update.diagnostics[0].code)
            mend()
        elif isinstance(update, Finished):
            told.append("built")
            stop.set()

    world = free_world(path.parent / "home")
    loop = Loop(path, Options(draft=True), world, authorize=lambda planned: None, tell=tell)
    asyncio.run(asyncio.wait_for(loop.run(stop), PATIENCE))
    return told


def test_a_file_that_is_included_from_afar_wakes_a_project_that_is_broken_from_the_start(unseen: Watching) -> None:
    """The mistake is in the project file; what mends it is a file outside of its folder that has no mistake."""
    brand = unseen.path.parent.parent / "brand" / "brand.yaml"
    brand.parent.mkdir()
    (brand.parent.parent / ".git").mkdir()
    brand.write_text("variables: {other: Shared}\n")
    text = CARDS.replace("heygen_build: 1\n", "heygen_build: 1\ninclude: [../brand/brand.yaml]\n")
    unseen.save(text.replace("text: First", "text: '{{ word }}'"))

    def mend() -> None:
        brand.write_text("variables: {word: Shared}\n")

    assert mended_by(unseen.path, mend) == ["HB0301", "built"]


def test_a_data_file_that_is_missing_wakes_the_watch_when_it_arrives(unseen: Watching) -> None:
    rows = unseen.path.parent / "data" / "rows.csv"
    text = CARDS.replace("slug: cards\n", "slug: cards\nmatrix: {row: {from: data/rows.csv, key: id}}\n")
    unseen.save(text.replace("dist/cards.mp4", "'dist/{{ row.id }}.mp4'"))

    def arrive() -> None:
        rows.parent.mkdir()
        rows.write_text("id,name\none,Ada\n")

    assert mended_by(unseen.path, arrive) == ["HB0101", "built"]


def test_subtitles_that_are_to_be_corrected_are_waited_for_before_they_are_there(unseen: Watching) -> None:
    dubbed = "translations: [{language: Spanish (Spain), proofread: translations/es.srt}]\n"
    unseen.save(CARDS + dubbed)
    subtitles = unseen.path.parent / "translations" / "es.srt"
    with unseen as watching:
        watching.built()
        subtitles.parent.mkdir(exist_ok=True)
        subtitles.write_text("1\n00:00:00,000 --> 00:00:01,000\nHola\n")
        assert subtitles in watching.next(Saved).files


def test_a_file_that_was_truncated_is_read_when_it_is_written(tmp_path: Path) -> None:
    path, slept = tmp_path / "project.yaml", []
    path.write_text("before")
    read = stamps([path])
    path.write_text("")

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            path.write_text("after")

    assert asyncio.run(next_change(read, asyncio.Event(), sleep)) == (path,)
    assert len(slept) == 3


def test_a_system_that_watches_no_more_files_is_looked_at_twice_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, slept = tmp_path / "project.yaml", []
    path.write_text("before")

    def refused(*paths: Path, **options: object) -> None:
        raise OSError(28, "OS file watch limit reached")

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        path.write_text("after")

    monkeypatch.setattr(watcher, "awatch", refused)
    assert asyncio.run(next_change(stamps([path]), asyncio.Event(), sleep)) == (path,)
    assert slept[0] == 0.5


def test_a_link_that_is_pointed_at_another_file_is_a_save(unseen: Watching) -> None:
    one, two = (unseen.path.with_name(name) for name in ("one.yaml", "two.yaml"))
    one.write_text(CARDS)
    two.write_text(CARDS.replace("text: First", "text: Linked"))
    unseen.path.unlink()
    link = unseen.path.with_name("shown.yaml")
    unseen.path.symlink_to(link)
    link.symlink_to(one)
    with unseen as watching:
        watching.built()
        link.unlink()
        link.symlink_to(two)
        assert "first/clip" in ran(watching.mended())


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
        assert watching.next(Saved).files == (watching.path,)
        assert ran(watching.built()) == ["first/clip", "film"]
        watching.edit("text: Second", "text: Later")
        # No build of its own for the rest of the checkout comes before this one.
        assert watching.next(Saved).files == (watching.path,)
        assert ran(watching.built()) == ["second/clip", "film"]


def test_saves_during_a_build_cause_exactly_one_more(cards: Path) -> None:
    during = iter(("One", "Two", "Three"))

    def save_three_times(planned: Planned) -> None:
        for text in during:
            watching.save(CARDS.replace("text: First", f"text: {text}"))

    watching = Watching(cards, page=False, authorize=save_three_times)
    with watching:
        assert ran(watching.built()) == ["first/clip", "second/clip", "third/clip", "film"]
        assert watching.next(Saved).files == (cards,)
        assert ran(watching.built()) == ["first/clip", "film"]
        watching.edit("text: Second", "text: Last")
        # Had there been a build for each of the three, it would come before this one.
        watching.next(Saved)
        assert ran(watching.built()) == ["second/clip", "film"]


def test_what_the_build_writes_is_no_save(unseen: Watching) -> None:
    with unseen as watching:
        watching.built()
        assert list(unseen.path.parent.rglob("cards.mp4"))
        for text in ("Once", "Twice"):
            watching.save(CARDS.replace("text: First", f"text: {text}"))
            assert watching.next(Saved).files == (watching.path,)
            assert ran(watching.built()) == ["first/clip", "film"]


def test_a_stopped_watch_leaves_nothing_running(unseen: Watching) -> None:
    with unseen as watching:
        watching.next(Saved)
        watching.stop()
    assert not list((unseen.path.parent / ".heygen-build").rglob("tmp*"))
