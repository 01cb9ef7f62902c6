"""Who agrees to a price, and how: a yes, a limit, a budget; and what happens where nobody does."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from heygen_build.cli import console, junit
from heygen_build.cli.build import exit_code
from heygen_build.cli.build_report import report
from heygen_build.cli.money import Consent, authorize
from heygen_build.diagnostics import BuildError
from heygen_build.emulator.account import USERNAME
from heygen_build.emulator.faults import Answer
from heygen_build.execute.allowance import Limits
from heygen_build.execute.decide import Decision
from heygen_build.execute.purse import OVER_BUDGET
from heygen_build.pipeline import Options, Planned
from heygen_build.places import journal_path
from heygen_build.plan.model import Estimate
from heygen_build.store.journal import Accepted, Intended, Journal
from tests.workshop import Studio

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

FAST = """\
heygen_build: 1
title: Hello
avatars:
  host: {look: Abigail}
voices:
  fast: {name: Chill Brian, speed: 1.5}
defaults: {avatar: host, voice: fast}
"""
"""Estimated shorter than what this world draws for every order."""
CAMPAIGN = """\
heygen_build: 1
title: Hello
matrix: {word: [one, two, three, four]}
output: {path: "dist/{{ word }}.mp4"}
avatars:
  host: {look: Abigail}
defaults: {avatar: host}
scenes:
  - {id: a, script: Hello.}
  - {id: b, script: "{{ word }}."}
"""
"""Four films; the first costs $0.04, and each of the others $0.02 more, which is also what comes out."""


def test_without_a_yes_and_without_a_terminal_nothing_is_ordered(shell: Shell, studio: Studio) -> None:
    said = shell("project.yaml")
    assert said.code == 5
    assert "1 order for about $0.04" in said.told
    assert "--yes" in said.told
    assert "--max-cost 0.04" in said.told
    assert studio.orders() == {}


@pytest.mark.parametrize("option", [["--yes"], ["-y"], ["--max-cost", "0.04"], ["--max-cost", "$1"]], ids=str)
def test_a_yes_or_a_sufficient_limit_orders_without_asking(shell: Shell, studio: Studio, option: list[str]) -> None:
    assert shell("project.yaml", *option).code == 0
    assert studio.charged() == {"video": 1}


def test_the_limit_that_a_refusal_suggests_is_sufficient(shell: Shell) -> None:
    suggested = shell("project.yaml").err.split("--max-cost ")[1].split()[0].rstrip(".,)")
    assert shell("project.yaml", "--max-cost", suggested).code == 0


@pytest.mark.parametrize("option", [["--max-cost", "0.01"], ["--yes", "--max-cost", "0.01"]], ids=str)
def test_a_limit_that_is_too_small_is_never_exceeded(shell: Shell, studio: Studio, option: list[str]) -> None:
    said = shell("project.yaml", *option)
    assert said.code == 5
    assert "is more than --max-cost of $0.01" in said.told
    assert "say `--max-cost 0.04`" in said.told
    assert studio.orders() == {}


def test_a_sufficient_budget_of_the_project_is_a_yes(shell: Shell, studio: Studio) -> None:
    shell.write((studio.folder / "project.yaml").read_text() + "budget: {max_usd: 1}\n")
    assert shell("project.yaml").code == 0


def test_a_budget_that_is_too_small_outweighs_a_yes(shell: Shell, studio: Studio) -> None:
    shell.write((studio.folder / "project.yaml").read_text() + "budget: {max_usd: 0.01}\n")
    said = shell("project.yaml", "--yes")
    assert (said.code, studio.orders()) == (5, {})
    assert "the project's budget of $0.01" in said.told


def test_what_is_not_agreed_to_is_listed_with_places_and_prices(shell: Shell, studio: Studio) -> None:
    shell.write(
        (studio.folder / "project.yaml").read_text().replace("card: {text: Thanks}\n    hold: 400ms", "script: Bye.")
    )
    said = shell("project.yaml", "--yes", "--max-cost", "0.01", "--json", "--junit", "junit.xml")
    assert said.code == 5
    assert "missing: hook/video $0.04, end/video $0.02; $0.06 in all" in said.told
    orders = json.loads(said.out)["orders"]
    assert [(order["place"], order["standing"]) for order in orders] == [
        ("hook/video", "not started"),
        ("end/video", "not started"),
    ]
    suite = ElementTree.parse(studio.folder / "junit.xml").getroot()
    (told,) = suite.iter("failure")
    assert told.get("type") == "HB0505"
    assert "hook/video $0.04" in (told.text or "")
    assert studio.orders() == {}


def test_what_is_paid_for_already_is_no_part_of_what_a_limit_refuses(shell: Shell, studio: Studio) -> None:
    shell("project.yaml", "--yes")
    shell.write((studio.folder / "project.yaml").read_text() + "  - script: Bye.\n")
    said = shell("project.yaml", "--max-cost", "0.01")
    assert "1 order for about $0.02 is more than" in said.told
    assert "missing: scene-3/video $0.02" in said.told


def test_real_costs_that_run_above_the_estimates_end_the_build_before_the_next_order(studio: Studio) -> None:
    studio.write(FAST + "scenes:\n" + "".join(f"  - script: {letter}.\n" for letter in "abcdefghijklmn"))
    limit = studio.plan().cost.usd
    built = studio.build(options=Options(max_usd=limit))
    assert exit_code(built) == OVER_BUDGET
    assert {failure.diagnostic.code for failure in built.artifacts.failures} == {"HB0503"}
    diagnostic = built.artifacts.failures[0].diagnostic
    assert [note.split(":")[0] for note in diagnostic.notes] == ["done", "under way", "missing"]
    done = [order for order in report(built).orders if order.standing == "done"]
    missing = [order.place for order in report(built).orders if order.standing != "done"]
    assert len(studio.emulator.charges) == len(done) == 14 - len(missing) < 14
    spent = sum(order.usd or 0.0 for order in done)
    assert limit - 0.02 < spent < limit + 10 * (0.02 - limit / 14)  # only what was under way turned out dearer
    assert f"missing: {', '.join(f'{place} $0.01' for place in missing)}" in junit.render(built)


def test_films_are_ordered_whole_and_in_their_order_while_the_limit_reaches(shell: Shell, studio: Studio) -> None:
    shell.write(CAMPAIGN)
    said = shell("project.yaml", "--max-cost", "0.06", "--json", "--junit", "junit.xml")
    assert said.code == 5
    made = json.loads(said.out)
    assert [Path(video).name for video in made["videos"]] == ["one.mp4", "two.mp4"]
    assert studio.charged() == {"video": 3}  # the sentence that all films share is paid for once
    assert made["budget"]["missing"] == [
        {"film": "word=three", "orders": 1, "usd": 0.02, "unknown_prices": 0},
        {"film": "word=four", "orders": 1, "usd": 0.02, "unknown_prices": 0},
    ]
    assert "2 of 4 films are beyond --max-cost of $0.06, of which $0.06 is spent: 2 orders for about $0.04" in said.told
    assert "missing: word=three $0.02, word=four $0.02; $0.04 in all" in said.told
    assert "say `--max-cost 0.04`" in said.told
    assert "stopped by the budget: 2 of 4 films done, 2 beyond the budget, for about $0.04" in said.told
    suite = ElementTree.parse(studio.folder / "junit.xml").getroot()
    (told,) = suite.iter("failure")
    assert told.get("type") == "HB0505"
    skipped = [case.get("name") for case in suite if case.find("skipped") is not None]
    assert set(made["not_started"]) == set(skipped)
    assert all(str(name).startswith(("word=three/", "word=four/")) for name in skipped)


def test_what_a_stopped_build_suggests_is_enough_for_the_rest(shell: Shell, studio: Studio) -> None:
    shell.write(CAMPAIGN)
    suggested = shell("project.yaml", "--max-cost", "0.06").told.split("--max-cost 0")[-1].split("`")[0]
    assert shell("project.yaml", "--max-cost", f"0{suggested}").code == 0
    assert studio.charged() == {"video": 5}


def test_a_plan_shows_the_line_where_the_money_ends(shell: Shell) -> None:
    shell.write(CAMPAIGN)
    said = shell("plan", "--max-cost", "0.06")
    lines = said.out.splitlines()
    (line,) = [number for number, text in enumerate(lines) if "--max-cost ends here: $0.06" in text]
    assert "word=two/" in lines[line - 1]
    assert "word=three/b/video" in lines[line + 1]
    assert "2 of 4 films would be made, with 3 orders for about $0.06; about $0.04 more is needed" in said.out
    assert json.loads(shell("plan", "--max-cost", "0.06", "--json").out)["budget"]["missing_usd"] == 0.04
    assert "ends here" not in shell("plan").out


def test_a_person_hears_the_price_of_the_part_and_of_the_whole(studio: Studio) -> None:
    studio.write(CAMPAIGN)
    questions: list[str] = []

    def ask(question: str) -> bool:
        questions.append(question)
        return False

    assert not _is_allowed(replace(studio.plan(), limits=Limits(run=0.06)), Consent(yes=False, ask=ask))
    (question,) = questions
    assert question.startswith("All 4 films would be about $0.10, beyond --max-cost of $0.06. Place 3 orders")


def test_a_budget_is_that_of_the_project_and_not_of_one_build(shell: Shell, studio: Studio) -> None:
    shell.write(CAMPAIGN + "budget: {max_usd: 0.07}\n")
    first = shell("project.yaml")
    assert (first.code, studio.charged()) == (5, {"video": 3})
    assert "2 of 4 films are beyond the project's budget of $0.07" in first.told
    assert "write `budget: {max_usd: 0.10}`" in first.told
    second = shell("project.yaml")
    assert (second.code, studio.charged()) == (5, {"video": 3})
    assert "beyond the project's budget of $0.07, of which $0.06 is spent" in second.told
    shell.write(CAMPAIGN + "budget: {max_usd: 0.10}\n")
    assert shell("project.yaml").code == 0


def test_what_a_colleague_paid_counts_in_the_budget_by_the_lock_file(shell: Shell, studio: Studio) -> None:
    shell.write(CAMPAIGN + "budget: {max_usd: 0.07}\n")
    shell("project.yaml")
    shutil.rmtree(studio.folder / ".heygen-build")
    shell.write(CAMPAIGN.replace("three", "seven") + "budget: {max_usd: 0.07}\n")
    assert shell("project.yaml").code == 5
    assert studio.charged() == {"video": 3}


def test_jobs_of_an_earlier_build_are_collected_though_the_budget_is_used_up(shell: Shell, studio: Studio) -> None:
    shell.write(CAMPAIGN)
    studio.emulator.script("GET", "/v3/videos/*", *[Answer(503)] * 200)
    assert shell("project.yaml", "--yes").code == 1
    studio.emulator._world.script.clear()
    ordered = sum(studio.charged().values())
    shell.write(CAMPAIGN.replace("four]", "four, five]") + "budget: {max_usd: 0.01}\n")
    said = shell("project.yaml", "--json")
    assert said.code == 5
    assert [Path(video).stem for video in json.loads(said.out)["videos"]] == ["one", "two", "three", "four"]
    assert sum(studio.charged().values()) == ordered


def test_films_that_cost_nothing_more_are_made_beyond_the_budget(shell: Shell, studio: Studio) -> None:
    shell.write(CAMPAIGN)
    shell("project.yaml", "--yes", "--var", "word=four")
    said = shell("project.yaml", "--max-cost", "0.02", "--json")
    assert said.code == 5
    made = json.loads(said.out)
    assert [Path(video).name for video in made["videos"]] == ["one.mp4", "four.mp4"]
    assert [film["film"] for film in made["budget"]["missing"]] == ["word=two", "word=three"]


def test_a_wallet_that_is_too_small_is_told_before_anybody_is_asked(shell: Shell, studio: Studio) -> None:
    wallet = {"currency": "usd", "remaining_balance": 0.01}
    body = json.dumps({"data": {"username": "me", "billing_type": "wallet", "wallet": wallet}})
    studio.emulator.script("GET", "/v3/users/me", Answer(200, body=body, content_type="application/json"))
    said = shell("project.yaml")
    assert (said.code, studio.orders()) == (1, {})
    assert "the wallet holds $0.01" in said.told


def test_a_second_build_costs_nothing_and_needs_no_yes(shell: Shell) -> None:
    shell("project.yaml", "--yes")
    said = shell("project.yaml")
    assert said.code == 0
    assert "nothing to order" in said.told
    assert "up to date" in said.told


def test_drafts_never_ask(planned: Planned) -> None:
    draft = replace(planned, plan=replace(planned.plan, backend="draft"))
    authorize(draft, Consent(yes=False, ask=None))


@pytest.mark.parametrize(("answer", "ordered"), [(True, True), (False, False)])
def test_a_person_is_asked_with_the_price(planned: Planned, answer: bool, ordered: bool) -> None:
    questions: list[str] = []

    def ask(question: str) -> bool:
        questions.append(question)
        return answer

    assert _is_allowed(planned, Consent(yes=False, ask=ask)) == ordered
    assert questions == ["Place 1 order for about $0.04?"]


@pytest.mark.parametrize(
    ("consent", "limit", "allowed"),
    [
        (Consent(yes=False, ask=None), 100.0, False),
        (Consent(yes=False, ask=None), None, False),
        (Consent(yes=True, ask=None), None, True),
        (Consent(yes=True, ask=None), 100.0, True),
        (Consent(yes=False, ask=lambda question: True), 100.0, True),
    ],
    ids=["a limit", "nothing", "a yes", "a yes and a limit", "a limit and an answer"],
)
def test_no_limit_covers_an_unknown_price_only_a_yes_does(
    planned: Planned, consent: Consent, limit: float | None, allowed: bool
) -> None:
    assert _is_allowed(replace(_with_unknown_price(planned), limits=Limits(run=limit)), consent) == allowed


@pytest.mark.parametrize(
    ("typed", "meant"), [("y\n", True), ("YES\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_only_a_yes_is_a_yes(monkeypatch: pytest.MonkeyPatch, typed: str, meant: bool) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert console.ask("Really?") == meant


@pytest.fixture
def planned(studio: Studio) -> Planned:
    return studio.plan()


def _with_unknown_price(planned: Planned) -> Planned:
    def unknown(decision: Decision) -> Decision:
        return replace(decision, step=replace(decision.step, estimate=Estimate(1.0, None)))

    decisions = tuple(unknown(decision) if decision.step.is_paid else decision for decision in planned.decisions)
    return replace(planned, decisions=decisions)


def _is_allowed(planned: Planned, consent: Consent) -> bool:
    try:
        authorize(planned, consent)
    except BuildError as refused:
        return refused.exit_code != OVER_BUDGET
    return True


@pytest.mark.parametrize(
    ("limit", "project", "code"),
    [(None, "project.yaml", 5), (0.05, "project.yaml", 5), (0.05, "other.yaml", 0), (None, "other.yaml", 0)],
)
def test_two_builds_at_once_share_one_budget(studio: Studio, limit: float | None, project: str, code: int) -> None:
    """The other build orders between the yes and the first order of this one."""
    studio.write(FAST + "budget: {max_usd: 0.06}\nscenes:\n  - script: Hello there.\n")
    asked = Intended(
        key="other",
        at=0.0,
        attempt=1,
        idempotency_key="hb-other-1",
        body_digest="",
        usd=0.05,
        account=USERNAME,
        step_kind="video",
        place="other/video",
        project=project,
    )

    def meanwhile(planned: Planned) -> None:
        with closing(Journal(journal_path(studio.folder / "project.yaml"))) as journal:
            journal.append(asked)
            journal.append(Accepted(key="other", at=0.0, attempt=1, remote_id="v1"))

    built = studio.build(authorize=meanwhile, options=Options(max_usd=limit))
    assert exit_code(built) == code
    assert sum(studio.charged().values()) == (0 if code else 1)
    if code:
        notes = " ".join(built.artifacts.failures[0].diagnostic.notes)
        assert f"other builds of this project took ${0.05 if limit is None else 0.04:.2f} of it meanwhile" in notes


def test_a_limit_is_for_all_projects_of_a_command_together(shell: Shell, studio: Studio) -> None:
    """Each of them would cost $0.04."""
    text = (studio.folder / "project.yaml").read_text()
    shell.write(text.replace("Hello there.", "Hello again."), "other.yaml")
    planned = shell("plan", "project.yaml", "other.yaml", "--max-cost", "0.05")
    assert planned.out.count("--max-cost ends here") == 1
    said = shell("project.yaml", "other.yaml", "--max-cost", "0.05")
    assert (said.code, studio.charged()) == (5, {"video": 1})
    assert "is more than --max-cost" in said.told
