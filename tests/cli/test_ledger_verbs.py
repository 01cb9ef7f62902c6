"""`resume`, `status`, `cost`, `cache` and `lock`, as they are typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from heygen_build.emulator.faults import Answer, FailJob, LostAfterAcceptance
from tests.workshop import Studio

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

CREATE = ("POST", "/v3/videos")
TWO = """\
heygen_build: 1
title: Hello
avatars:
  host: {look: Abigail}
defaults: {avatar: host}
scenes:
  - id: hook
    script: Hello there.
  - id: end
    script: Thank you all.
"""


def lose_an_order(shell: Shell, studio: Studio) -> None:
    """An order whose answer never came, a day ago, and which no list shows any more."""
    studio.emulator.script(*CREATE, *[LostAfterAcceptance()] * 3)
    assert shell("project.yaml", "--yes").code == 1
    studio.time.now += 25 * 3600
    nothing = Answer(200, body='{"data": [], "has_more": false}', content_type="application/json")
    studio.emulator.script("GET", "/v3/videos", *[nothing] * 3)


def test_a_build_that_cannot_tell_asks_and_says_both_commands(shell: Shell, studio: Studio) -> None:
    lose_an_order(shell, studio)
    said = shell("project.yaml", "--yes")
    assert said.code == 1
    assert "`heygen-build resume project.yaml --step hook/video --adopt ID`" in said.told
    assert "`heygen-build resume project.yaml --step hook/video --order-again`" in said.told
    assert studio.charged() == {"video": 1}


def test_an_order_that_arrived_is_adopted(shell: Shell, studio: Studio) -> None:
    lose_an_order(shell, studio)
    (charge,) = studio.emulator.charges
    said = shell("resume", "project.yaml", "--step", "hook/video", "--adopt", charge.id, "--yes")
    assert said.code == 0
    assert studio.charged() == {"video": 1}


def test_an_order_that_never_arrived_is_placed_again(shell: Shell, studio: Studio) -> None:
    lose_an_order(shell, studio)
    assert shell("resume", "project.yaml", "--order-again", "--yes").code == 0
    assert studio.charged() == {"video": 2}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--adopt", "x", "--order-again"], "not both"),
        (["--step", "hook/video"], "there is none"),
        (["--adopt", "x", "--step", "a", "--step", "b"], "come in pairs"),
        (["--adopt", "x"], "no order waits for an answer"),
        (["--order-again"], "no order waits for an answer"),
    ],
    ids=str,
)
def test_an_answer_without_a_question_is_refused_and_changes_nothing(
    shell: Shell, studio: Studio, words: list[str], told: str
) -> None:
    said = shell("resume", "project.yaml", *words, "--yes")
    assert (said.code, studio.orders()) == (2, {})
    assert "HB0710" in said.err
    assert told in said.told


def test_of_several_questions_one_must_be_named(shell: Shell, studio: Studio) -> None:
    shell.write(TWO)
    studio.emulator.script(*CREATE, *[LostAfterAcceptance()] * 6)
    shell("project.yaml", "--yes")
    said = shell("resume", "--order-again", "--yes")
    assert said.code == 2
    assert "hook/video, end/video" in said.told
    said = shell("resume", "--step", "hook/vidoe", "--order-again", "--yes")
    assert "did you mean hook/video?" in said.told


def test_status_reads_the_journal_and_calls_nobody(shell: Shell, studio: Studio) -> None:
    lose_an_order(shell, studio)
    studio.forget_requests()
    said = shell("status")
    assert said.code == 0
    assert "hook/video  unanswered since 1 d" in said.out
    assert "--order-again" in said.out
    made = json.loads(shell("status", "--json").out)
    assert [(order["place"], order["standing"]) for order in made["open"]] == [("hook/video", "unanswered")]
    assert studio.emulator.requests == []


def test_after_a_good_build_nothing_is_open_and_the_price_is_known(shell: Shell, studio: Studio) -> None:
    shell("project.yaml", "--yes")
    made = json.loads(shell("status", "--json").out)
    assert (made["open"], made["orders"], made["charged_unknown"]) == ([], 1, 0)
    assert made["charged_usd"] == pytest.approx(studio.emulator.charges[0].usd, abs=0.002)


def test_cost_sums_by_project_and_kind_since_a_time(shell: Shell, studio: Studio) -> None:
    shell("project.yaml", "--yes")
    made = json.loads(shell("cost", "--json").out)
    ((project,), (kind,)) = made["projects"], made["projects"][0]["kinds"]
    assert Path(project["project"]).name == "project.yaml"
    assert (kind["kind"], kind["orders"], kind["unknown"]) == ("video", 1, 0)
    assert made["usd"] == project["usd"] == kind["usd"] > 0
    assert project["unexplained_usd"] == pytest.approx(0, abs=0.005)
    studio.time.now += 31 * 86400
    assert json.loads(shell("cost", "--since", "30d", "--json").out)["projects"] == []
    assert "total $0.00" in shell("cost", "--since", "30d").out
    assert shell("cost", "--since", "soon").code == 2


def test_prices_of_ones_own_are_used_in_plan_and_ledger(shell: Shell, studio: Studio) -> None:
    rows = "- {kind: video, source.engine: avatar_iv, usd_per_second: 1}\n"
    shell.write(f"date: 2026-11-01\nprices:\n  {rows}", "prices.yaml")
    plan = json.loads(shell("plan", "--prices", "prices.yaml", "--json").out)
    seconds = sum(step["seconds"] or 0 for step in plan["steps"] if step["kind"] == "video")
    assert plan["usd"] == pytest.approx(seconds)
    assert plan["prices_of"] == "2026-11-01"
    assert shell("project.yaml", "--yes", "--prices", "prices.yaml").code == 0
    assert json.loads(shell("cost", "--json").out)["usd"] == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize(
    "text",
    ["prices: []", "date: today\nprices: []", "date: 2026-11-01\nprices: [{kind: video}]", "[", None],
    ids=["no date", "no such date", "no price", "no YAML", "no file"],
)
def test_prices_that_cannot_be_used_are_told(shell: Shell, text: str | None) -> None:
    if text is not None:
        shell.write(text, "prices.yaml")
    said = shell("plan", "--prices", "prices.yaml")
    assert said.code == 2
    assert "HB0504" in said.err


def test_junit_lists_what_was_done_what_failed_and_what_was_not_started(shell: Shell, studio: Studio) -> None:
    studio.emulator.script(*CREATE, FailJob())
    shell("project.yaml", "--yes", "--junit", "out/junit.xml")
    suite = ElementTree.parse(studio.folder / "out" / "junit.xml").getroot()
    cases = {case.get("name"): case for case in suite}
    assert cases["hook/video"].find("failure") is not None
    skipped = cases["film"].find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "not started: needs hook/video, which failed"
    assert (suite.get("failures"), suite.get("tests")) == ("1", str(len(cases)))
    assert cases["hook/video"].get("line") == "8"


def test_after_the_first_failure_fail_fast_orders_nothing_more(shell: Shell, studio: Studio) -> None:
    shell.write(TWO + "".join(f"  - script: Sentence {number}.\n" for number in range(12)))
    studio.emulator.script(*CREATE, Answer(400, "invalid_parameter", "No."))
    assert shell("project.yaml", "--yes", "--fail-fast").code == 1
    assert studio.orders()["videos"] < 14


def test_a_matrix_keeps_going_and_ends_partly_done(shell: Shell, studio: Studio) -> None:
    shell.write(TWO.replace("scenes:", "matrix: {word: [one, two, three]}\nscenes:").replace("all", "{{ word }}"))
    studio.emulator.script(*CREATE, None, Answer(400, "invalid_parameter", "No."))
    said = shell("project.yaml", "--yes", "--json", "--junit", "junit.xml")
    assert said.code == 7
    made = json.loads(said.out)
    (failure,) = made["failed"]
    why = f"needs {failure['place']}, which failed"
    left = [place for place, reason in made["not_started_because"].items() if reason == why]
    assert (failure["code"], failure["line"]) == ("HB0604", 11)
    assert made["not_started"] == left != []
    assert len(made["videos"]) == 2
    assert f"failed: {failure['place']} (HB0604)" in said.told
    assert f"not started, {why}: {', '.join(left)}" in said.told
    cases = ElementTree.parse(studio.folder / "junit.xml").getroot()
    assert [case.get("name") for case in cases if case.find("failure") is not None] == [failure["place"]]
    assert [case.get("name") for case in cases if case.find("skipped") is not None] == left


def test_the_cache_is_listed_shown_verified_and_damage_is_mended_by_the_next_build(
    shell: Shell, studio: Studio
) -> None:
    shell("project.yaml", "--yes")
    made = json.loads(shell("cache", "ls", "--json").out)
    (video,) = [entry for entry in made["entries"] if entry["kind"] == "video"]
    assert video["kept"]
    assert video["key"] in shell("cache", "show", video["key"][:12]).out
    assert shell("cache", "verify").code == 0
    file = Path(video["files"]["video"])
    file.write_bytes(b"x" * file.stat().st_size)
    said = shell("cache", "verify")
    assert (said.code, str(file) in said.out) == (1, True)
    shutil.rmtree(studio.folder / "dist")
    studio.forget_requests()
    assert shell("project.yaml", "--yes").code == 0
    assert studio.orders() == {}


def test_prune_keeps_what_a_lock_file_needs_unless_told(shell: Shell, studio: Studio) -> None:
    shell("project.yaml", "--yes")
    studio.time.now += 365 * 86400
    assert shell("cache", "prune", "--older", "30d", "--dry-run").code == 0
    before = json.loads(shell("cache", "ls", "--json").out)["entries"]
    shell("cache", "prune", "--older", "30d")
    kinds = {entry["kind"] for entry in json.loads(shell("cache", "ls", "--json").out)["entries"]}
    assert kinds == {"video"} < {entry["kind"] for entry in before}
    shell("cache", "prune", "--all")
    assert json.loads(shell("cache", "ls", "--json").out)["entries"] == []
    assert not any(path.is_file() for path in (studio.cache / "objects").rglob("*"))
    assert shell("project.yaml", "--yes").code == 0
    assert studio.charged() == {"video": 1}


def test_an_archive_carries_paid_renders_to_another_machine(shell: Shell, studio: Studio) -> None:
    shell("project.yaml", "--yes")
    assert shell("cache", "export", "cache.tar").code == 0
    studio.lose_cache()
    shutil.rmtree(studio.folder / ".heygen-build")
    (studio.folder / "project.lock.json").unlink()
    assert shell("cache", "import", "cache.tar").code == 0
    studio.forget_requests()
    assert shell("project.yaml").code == 0
    assert studio.orders() == {}


def test_an_archive_that_is_damaged_is_refused(shell: Shell, studio: Studio) -> None:
    shell("project.yaml", "--yes")
    shell("cache", "export", "cache.tar")
    archive = studio.folder / "cache.tar"
    data = bytearray(archive.read_bytes())
    data[5000:5010] = b"0123456789"
    archive.write_bytes(data)
    studio.lose_cache()
    assert shell("cache", "import", "cache.tar").code == 2
    archive.write_text("no archive")
    assert shell("cache", "import", "cache.tar").code == 2


@pytest.mark.parametrize("words", [["show"], ["show", "ffff"], ["export"], ["import"]], ids=str)
def test_a_cache_action_without_what_it_needs_is_refused(shell: Shell, words: list[str]) -> None:
    said = shell("cache", *words)
    assert said.code == 2
    assert "HB0736" in said.err


def test_lock_check_reports_what_vanished_with_the_nearest(shell: Shell, studio: Studio) -> None:
    shell("project.yaml", "--yes")
    assert shell("lock", "check").code == 0
    path = studio.folder / "project.lock.json"
    path.write_text(path.read_text().replace('"look Abigail": {"engine"', '"look Abigial": {"group": "x", "engine"'))
    text = path.read_text()
    pinned = json.loads(text)["pins"]["look Abigial"]["id"]
    path.write_text(text.replace(f'"id": "{pinned}"', '"id": "gone"'))
    said = shell("lock", "check")
    assert said.code == 1
    assert "HB0733" in said.err
    assert "did you mean `Abigail`" in said.told
    made = json.loads(shell("lock", "check", "--json").out)
    (gone,) = made["vanished"]
    assert (gone["kind"], gone["name"], gone["id"], gone["nearest"][0]) == ("look", "Abigial", "gone", "Abigail")
    assert (made["pins"], made["renders"], made["foreign"], made["used"]) == (2, 1, 0, True)


def test_lock_check_points_to_the_line_that_uses_what_vanished_and_sees_another_of_its_name(
    shell: Shell, studio: Studio
) -> None:
    shell("project.yaml", "--yes")
    path = studio.folder / "project.lock.json"
    pinned = json.loads(path.read_text())["pins"]["look Abigail"]["id"]
    path.write_text(path.read_text().replace(f'"id": "{pinned}"', '"id": "gone"'))
    said = shell("lock", "check")
    assert said.code == 1
    assert "project.yaml:4:16" in said.told
    assert "another look of this name is there now" in said.told


def test_lock_check_counts_renders_of_other_accounts(shell: Shell, studio: Studio) -> None:
    shell("project.yaml", "--yes")
    me = json.dumps({"data": {"username": "somebody-else"}})
    studio.emulator.script("GET", "/v3/users/me", Answer(200, body=me, content_type="application/json"))
    made = json.loads(shell("lock", "check", "--json").out)
    assert (made["renders"], made["foreign"], made["vanished"]) == (0, 1, [])


def test_lock_prune_takes_out_what_the_project_does_not_use(shell: Shell, studio: Studio) -> None:
    shell("project.yaml", "--yes")
    shell.write((studio.folder / "project.yaml").read_text().replace("Hello there.", "Good morning."))
    shell("project.yaml", "--yes")
    path = studio.folder / "project.lock.json"
    assert len(json.loads(path.read_text())["renders"]) == 3  # two, and the empty one that ends them
    pruned = json.loads(shell("lock", "prune", "--json").out)
    assert (pruned["pruned_renders"], pruned["pruned_pins"], pruned["renders"]) == (1, 0, 1)
    assert len(json.loads(path.read_text())["renders"]) == 2


def test_what_an_emulator_charged_is_no_money(shell: Shell, studio: Studio) -> None:
    studio.environ["HEYGEN_BASE_URL"] = "http://127.0.0.1:8787"
    assert shell("project.yaml", "--yes").code == 0
    assert studio.charged() == {"video": 1}
    assert json.loads(shell("cost", "--json").out)["projects"] == []
    assert json.loads(shell("status", "--json").out)["charged_usd"] == 0
    assert not (studio.folder / "project.lock.json").exists()
