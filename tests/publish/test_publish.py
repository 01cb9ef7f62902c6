"""Finished files: in their places whole, untouched when nothing changed, and honest when the disk refuses."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from heygen_build.diagnostics import BuildError
from heygen_build.media import stills
from heygen_build.media.model import MediaError
from heygen_build.publish import shelf
from tests.workshop import Studio, code_of, codes, outputs, ran

PROJECT = """\
heygen_build: 1
title: Hello
avatars:
  host: {look: Abigail}
defaults: {avatar: host}
scenes:
  - id: hook
    script: Hello there.
  - id: end
    card: {text: Thanks}
    hold: 400ms
"""


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path / "studio")
    made.write(PROJECT)
    yield made
    made.close()


def test_the_manifest_leads_from_each_scene_to_its_line_and_its_render(studio: Studio) -> None:
    studio.build()
    manifest = json.loads((studio.folder / "dist" / "manifest.json").read_text())
    (film,) = manifest["films"]
    hook, end = film["scenes"]
    assert hook["source"] == {"file": "../project.yaml", "line": 7, "column": 5}
    assert (hook["start"], hook["end"], end["end"]) == (0.0, 0.4, 0.8)
    assert (hook["remote_id"] is None, end["render"]) == (False, None)
    assert (manifest["draft"], manifest["backend"]) == (False, "heygen")


def test_captions_of_a_film_count_from_its_start(studio: Studio) -> None:
    scene = PROJECT.partition("  - id: end")[0]
    studio.write(scene + "  - id: again\n    script: Hello again.\n    pad: {before: 200ms}\n")
    studio.build()
    times = [line for line in (studio.folder / "dist" / "film.srt").read_text().splitlines() if "-->" in line]
    assert times[0].startswith("00:00:00,0")
    assert times[1].startswith("00:00:00,6")


def test_nothing_is_encoded_or_written_when_nothing_changed(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.build()
    stamps = {path: path.stat().st_mtime_ns for path in (studio.folder / "dist").iterdir()}

    def refuse(*given: object) -> None:
        raise AssertionError("a poster was encoded again")

    monkeypatch.setattr(stills, "poster", refuse)
    studio.build()
    assert {path: path.stat().st_mtime_ns for path in (studio.folder / "dist").iterdir()} == stamps


@pytest.mark.parametrize("name", ["film.mp4", "film.srt", "film.jpg", "manifest.json"])
@pytest.mark.parametrize("damage", ["deleted", "overwritten"])
def test_what_is_missing_or_changed_in_the_output_is_put_back(studio: Studio, name: str, damage: str) -> None:
    studio.build()
    before = outputs(studio.folder / "dist")
    target = studio.folder / "dist" / name
    target.unlink()
    if damage == "overwritten":
        target.write_text("something else")
    built = studio.build()
    assert ran(built) == []
    assert outputs(studio.folder / "dist") == before


def test_a_poster_is_drawn_again_when_the_film_is_another(studio: Studio) -> None:
    studio.write(PROJECT.replace("script: Hello there.", "card: {text: One}\n    hold: 400ms"))
    studio.build()
    poster = (studio.folder / "dist" / "film.jpg").read_bytes()
    studio.write(PROJECT.replace("script: Hello there.", "card: {text: Two}\n    hold: 400ms"))
    studio.build()
    assert (studio.folder / "dist" / "film.jpg").read_bytes() != poster


def test_a_film_that_failed_leaves_the_earlier_one_in_place(studio: Studio) -> None:
    studio.build()
    before = outputs(studio.folder / "dist")
    studio.write(PROJECT.replace("Hello there.", "unspeakable" * 999))
    with pytest.raises(BuildError):
        studio.build()
    assert outputs(studio.folder / "dist") == before


def test_a_disk_that_refuses_the_output_is_told_and_costs_nothing_twice(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    with monkeypatch.context() as patch:
        patch.setattr(shelf, "copy_file", full)
        built = studio.build()
    assert [problem.code for problem in built.problems] == ["HB0801"]
    assert "No space left on device" in built.problems[0].message
    assert built.artifacts.is_complete
    studio.forget_requests()
    assert studio.build().outputs is not None
    assert studio.orders() == {}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_output_folder_is_told(studio: Studio) -> None:
    (studio.folder / "dist").mkdir(mode=0o555)
    built = studio.build()
    assert [problem.code for problem in built.problems] == ["HB0801"]


def test_an_output_folder_may_be_a_link_to_another_one(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (studio.folder / "dist").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert studio.build().problems == ()
    assert (studio.folder / "dist").is_symlink()
    manifest = json.loads((tmp_path / "elsewhere" / "manifest.json").read_text())
    assert (tmp_path / "elsewhere" / manifest["project"]).resolve() == (studio.folder / "project.yaml").resolve()
    assert (tmp_path / "elsewhere" / manifest["films"][0]["video"]["path"]).is_file()


def test_a_film_that_is_open_or_read_only_is_replaced_whole(studio: Studio) -> None:
    """Whoever plays the old one goes on with it: a new file takes its name."""
    studio.build()
    film = studio.folder / "dist" / "film.mp4"
    old = film.read_bytes()
    film.chmod(0o444)
    with film.open("rb") as playing:
        studio.write(PROJECT.replace("Thanks", "Thank you"))
        assert studio.build().problems == ()
        assert playing.read() == old
    assert film.read_bytes() != old


def test_a_file_that_cannot_be_read_at_the_end_is_told(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(*_: object, **__: object) -> None:
        raise MediaError("missing", "film.mp4 does not exist")

    monkeypatch.setattr(stills, "frame_at", unreadable)
    (problem,) = studio.build().problems
    assert problem.code == "HB0801"
    assert "film.mp4 does not exist" in problem.message


def test_an_output_folder_that_is_a_file_is_told(studio: Studio) -> None:
    studio.write("a file", "dist")
    built = studio.build()
    assert [problem.code for problem in built.problems] == ["HB0801"]
    assert built.artifacts.is_complete


def test_a_state_folder_that_cannot_be_written_stops_before_anything_is_ordered(studio: Studio) -> None:
    studio.write("a file", ".heygen-build")
    built = studio.build()
    assert set(codes(built)) == {"HB0706"}
    assert studio.orders() == {}


def test_a_damaged_journal_stops_before_anything_is_ordered(studio: Studio) -> None:
    (studio.folder / ".heygen-build").mkdir()
    (studio.folder / ".heygen-build" / "journal.sqlite3").write_text("this is not a database " * 99)
    with pytest.raises(BuildError) as caught:
        studio.build()
    assert code_of(caught.value) == ["HB0707"]
    assert studio.orders() == {}


def test_a_cache_that_is_no_folder_stops_before_anything_is_ordered(studio: Studio) -> None:
    studio.cache.write_text("a file")
    with pytest.raises(BuildError) as caught:
        studio.build()
    assert code_of(caught.value) == ["HB0707"]
    assert studio.orders() == {}


def test_a_render_that_could_not_be_kept_is_collected_later_and_not_paid_again(studio: Studio) -> None:
    studio.cache.mkdir()
    (studio.cache / "scratch").write_text("in the way")
    assert set(codes(studio.build())) == {"HB0706"}
    (studio.cache / "scratch").unlink()
    assert studio.build().artifacts.is_complete
    assert studio.charged() == {"video": 1}


def test_a_damaged_memory_only_costs_the_explanation(studio: Studio) -> None:
    studio.build()
    (studio.folder / ".heygen-build" / "project.heygen.json").write_text("{")
    studio.write(PROJECT.replace("there", "again"))
    assert {decision.reason for decision in studio.plan().decisions if decision.runs} == {"new"}


def test_a_change_is_explained_from_what_was_built_last(studio: Studio) -> None:
    studio.build()
    studio.write(PROJECT.replace("there", "again"))
    decision = next(decision for decision in studio.plan().decisions if decision.runs)
    assert (decision.reason, decision.changes[0].field) == ("changed", "script")
    assert (decision.changes[0].before, decision.changes[0].after) == ("Hello there.", "Hello again.")


def test_captions_that_are_not_asked_for_any_more_go_unless_somebody_changed_them(studio: Studio) -> None:
    studio.build()
    dist = studio.folder / "dist"
    (dist / "film.vtt").write_text("mine now")
    studio.write(PROJECT + "captions: {sidecar: []}\noutput: {poster: false}\n")
    studio.build()
    assert sorted(path.name for path in dist.iterdir()) == ["film.mp4", "film.vtt", "manifest.json"]
