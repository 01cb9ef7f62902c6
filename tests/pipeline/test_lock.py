"""The lock file: a second clone pays nothing, names stay what they were, and other accounts are not believed."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from heygen_build.diagnostics import BuildError
from heygen_build.emulator.faults import Answer
from heygen_build.pipeline import Options
from heygen_build.store.lockfile import Lock, LockError, Pin, Render, lock_text, parse_lock, read_lock
from tests.workshop import Studio, code_of, codes, outputs

TWO_SCENES = """\
heygen_build: 1
title: Locked
avatars:
  host: {look: Abigail}
voices:
  narrator: {name: Chill Brian}
defaults: {avatar: host, voice: narrator}
scenes:
  - id: one
    script: Hello there.
  - id: two
    script: And goodbye.
"""


@pytest.fixture
def locked(studio: Studio) -> Studio:
    studio.write(TWO_SCENES)
    studio.build()
    return studio


def lock_of(studio: Studio) -> Lock:
    return read_lock(studio.folder / "project.lock.json")


def clone(studio: Studio) -> None:
    """What a colleague checks out: the project and its lock file, and nothing that is ignored."""
    studio.lose_cache()
    shutil.rmtree(studio.folder / ".heygen-build")
    shutil.rmtree(studio.folder / "dist")
    studio.forget_requests()


def test_a_second_clone_downloads_what_was_paid_for_and_orders_nothing(locked: Studio) -> None:
    before = outputs(locked.folder / "dist")
    paid, text = locked.charged(), (locked.folder / "project.lock.json").read_text()
    clone(locked)
    assert {decision.reason for decision in locked.plan().decisions if decision.step.is_paid} == {"continued"}
    assert locked.build().artifacts.is_complete
    assert (locked.orders(), locked.charged()) == ({}, paid)
    assert outputs(locked.folder / "dist") == before
    assert (locked.folder / "project.lock.json").read_text() == text


def test_each_entry_is_one_line_with_what_was_paid_for(locked: Studio) -> None:
    lock = lock_of(locked)
    assert set(lock.pins) == {"look Abigail", "voice Chill Brian"}
    assert [render.kind for render in lock.renders.values()] == ["video", "video"]
    assert all(render.usd and render.digest and render.seconds for render in lock.renders.values())
    text = (locked.folder / "project.lock.json").read_text()
    assert json.loads(text)["lock"] == 1
    assert sum(line.startswith('"') and '"id"' in line for line in text.splitlines()) == 4


def test_the_account_is_told_apart_and_not_named(locked: Studio) -> None:
    me = json.dumps({"data": {"username": "somebody-else"}})
    clone(locked)
    locked.emulator.script("GET", "/v3/users/me", Answer(200, body=me, content_type="application/json"))
    planned = locked.plan()
    assert {decision.reason for decision in planned.decisions if decision.step.is_paid} == {"new"}
    assert "HB0734" in {warning.code for warning in planned.project.warnings}


def test_a_render_of_the_lock_file_that_was_deleted_is_told_and_then_ordered_with_consent(locked: Studio) -> None:
    clone(locked)
    gone = Answer(404, "video_not_found", "Video not found")
    locked.emulator.script("GET", "/v3/videos/*", *[gone] * 6)
    assert set(codes(locked.build())) == {"HB0709"}
    assert locked.orders() == {}
    assert {decision.reason for decision in locked.plan().decisions if decision.step.is_paid} == {"question"}


def test_a_video_of_another_length_is_not_taken_for_the_locked_one(locked: Studio) -> None:
    path = locked.folder / "project.lock.json"
    lock = lock_of(locked)
    longer = {key: render.model_copy(update={"seconds": 30.0}) for key, render in lock.renders.items()}
    path.write_text(lock_text(replace(lock, renders=longer)))
    clone(locked)
    assert set(codes(locked.build())) == {"HB0735"}
    assert locked.orders() == {}


def test_drafts_never_write_a_lock_file(studio: Studio) -> None:
    studio.write("heygen_build: 1\ntitle: Cards\nscenes:\n  - card: {text: Hi}\n    hold: 400ms\n")
    studio.build(options=Options(draft=True))
    assert not (studio.folder / "project.lock.json").exists()


def test_a_name_stays_what_it_was_when_the_account_gains_another_of_that_name(locked: Studio) -> None:
    before = lock_of(locked).pins
    (shelf,) = (locked.cache / "catalogs").glob("*.json")
    catalog = json.loads(shelf.read_text())
    (abigail,) = [look for look in catalog["looks"] if look["name"] == "Abigail"]
    catalog["looks"].append({**abigail, "id": "her-twin"})
    shelf.write_text(json.dumps(catalog))
    assert not any(decision.runs for decision in locked.plan().decisions)
    locked.build()
    assert lock_of(locked).pins == before


def test_locked_refuses_what_would_change_a_pin(locked: Studio) -> None:
    locked.build(options=Options(locked=True))
    path = locked.folder / "project.lock.json"
    lock = lock_of(locked)
    path.write_text(lock_text(replace(lock, pins={**lock.pins, "voice Chill Brian": Pin(id="another")})))
    with pytest.raises(BuildError) as caught:
        locked.build(options=Options(locked=True))
    assert code_of(caught.value) == ["HB0732"]
    assert "voice Chill Brian was another" in str(caught.value)
    locked.build()
    assert lock_of(locked).pins == lock.pins


@pytest.mark.parametrize(
    ("name", "other", "told"),
    [
        ("look Abigail", {"engine": "avatar_v"}, "look Abigail was "),
        ("look Abigail", {"group": "another"}, "look Abigail was "),
        ("look Abigail", {"id": "another"}, "look Abigail was another"),
    ],
    ids=["engine", "group", "id"],
)
def test_locked_refuses_each_part_of_a_pin(locked: Studio, name: str, other: dict[str, str], told: str) -> None:
    path, lock = locked.folder / "project.lock.json", lock_of(locked)
    pins = {**lock.pins, name: lock.pins[name].model_copy(update=other)}
    path.write_text(lock_text(replace(lock, pins=pins)))
    locked.forget_requests()
    with pytest.raises(BuildError) as caught:
        locked.build(options=Options(locked=True))
    assert code_of(caught.value) == ["HB0732"]
    assert told in str(caught.value)
    assert locked.orders() == {}


def test_locked_refuses_another_revision_of_a_template(studio: Studio) -> None:
    studio.write("heygen_build: 1\ntitle: T\nscenes: [{template: {name: Welcome, variables: {customer: Ben}}}]\n")
    studio.build()
    lock = lock_of(studio)
    (name,) = [name for name in lock.pins if name.startswith("template ")]
    pins = {**lock.pins, name: lock.pins[name].model_copy(update={"revision": "older"})}
    (studio.folder / "project.lock.json").write_text(lock_text(replace(lock, pins=pins)))
    with pytest.raises(BuildError) as caught:
        studio.build(options=Options(locked=True))
    assert code_of(caught.value) == ["HB0732"]


def test_locked_refuses_another_price_table_and_a_build_without_it_writes_the_new_date(locked: Studio) -> None:
    path, lock = locked.folder / "project.lock.json", lock_of(locked)
    path.write_text(lock_text(replace(lock, prices="2020-01-01")))
    with pytest.raises(BuildError) as caught:
        locked.build(options=Options(locked=True))
    assert code_of(caught.value) == ["HB0732"]
    assert "the price table was of 2020-01-01, is of" in str(caught.value)
    locked.build()
    assert lock_of(locked).prices == lock.prices


def test_a_project_that_was_never_locked_is_refused_as_well(studio: Studio) -> None:
    studio.write(TWO_SCENES)
    with pytest.raises(BuildError) as caught:
        studio.build(options=Options(locked=True))
    assert code_of(caught.value) == ["HB0732"]
    assert studio.orders() == {}


def test_branches_that_add_renders_merge_line_by_line(tmp_path: Path) -> None:
    base = Lock("2026-11-21", renders={key: render(key) for key in ("b", "f", "k")})
    ours = replace(base, renders={**base.renders, "c": render("c")})
    theirs = replace(base, renders={**base.renders, "h": render("h")})
    merged = merge(tmp_path, ours, base, theirs, "--union")
    assert parse_lock(merged).renders.keys() == {"b", "c", "f", "h", "k"}
    assert lock_text(parse_lock(merged)) == merged


def test_a_conflict_that_git_left_behind_keeps_both_sides(tmp_path: Path) -> None:
    base = Lock("2026-11-21", renders={"b": render("b")})
    ours = replace(base, renders={**base.renders, "c": render("c", at=1.0), "d": render("ours", at=5.0)})
    theirs = replace(base, prices="2026-12-01", renders={**base.renders, "d": render("theirs", at=9.0)})
    merged = merge(tmp_path, ours, base, theirs)
    assert "<<<<<<<" in merged
    lock = parse_lock(merged)
    assert lock.renders.keys() == {"b", "c", "d"}
    assert (lock.renders["d"].id, lock.prices) == ("theirs", "2026-12-01")


@pytest.mark.parametrize("text", ["nonsense", '{"lock": 9, "prices": "",', '"renders": {\n"k": {"id": 1},'])
def test_a_file_that_is_no_lock_file_is_told_with_its_line(text: str) -> None:
    with pytest.raises(LockError) as caught:
        parse_lock(text)
    assert caught.value.line == text.count("\n") + 1


def test_a_lock_file_that_cannot_be_read_stops_the_build_before_anything_is_ordered(studio: Studio) -> None:
    studio.write(TWO_SCENES)
    studio.write("{}", "project.lock.json")
    with pytest.raises(BuildError) as caught:
        studio.build()
    assert code_of(caught.value) == ["HB0731"]
    assert studio.orders() == {}


def render(name: str, at: float = 0.0) -> Render:
    return Render(id=name, kind="video", account="a", at=at, seconds=1.0, usd=0.5)


def merge(folder: Path, ours: Lock, base: Lock, theirs: Lock, *options: str) -> str:
    for name, lock in (("ours", ours), ("base", base), ("theirs", theirs)):
        (folder / name).write_text(lock_text(lock))
    command = ["git", "merge-file", "-p", *options, "ours", "base", "theirs"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
