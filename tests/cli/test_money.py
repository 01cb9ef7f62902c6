"""Who agrees to a price, and how: a yes, a limit, a budget; and what happens where nobody does."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from heygen_build.cli import console, junit
from heygen_build.cli.build import exit_code
from heygen_build.cli.build_report import report
from heygen_build.cli.money import Consent, authorize
from heygen_build.diagnostics import BuildError
from heygen_build.emulator.faults import Answer
from heygen_build.execute.decide import Decision
from heygen_build.execute.purse import OVER_BUDGET
from heygen_build.pipeline import Options, Planned
from heygen_build.plan.model import Estimate
from tests.workshop import Studio

if TYPE_CHECKING:
    from tests.cli.conftest import Shell


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
    assert "more than --max-cost of $0.01" in said.told
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
    assert told.get("type") == "HB0501"
    assert "hook/video $0.04" in (told.text or "")
    assert studio.orders() == {}


def test_what_is_paid_for_already_is_said_where_a_budget_refuses_the_rest(shell: Shell, studio: Studio) -> None:
    shell("project.yaml", "--yes")
    shell.write((studio.folder / "project.yaml").read_text() + "  - script: Bye.\n")
    said = shell("project.yaml", "--max-cost", "0.01")
    assert "done already: 1 paid step" in said.told
    assert "missing: scene-3/video $0.02" in said.told


def test_real_costs_that_run_above_the_budget_end_the_build_before_the_next_order(studio: Studio) -> None:
    head = "heygen_build: 1\ntitle: Hello\navatars:\n  host: {look: Abigail}\ndefaults: {avatar: host}\nscenes:\n"
    studio.write(head + "".join(f"  - script: {letter}.\n" for letter in "abcdefghijklmn"))
    limit = 0.9 * studio.plan().cost.usd
    built = studio.build(options=Options(max_usd=limit))
    assert exit_code(built) == OVER_BUDGET
    (failure,) = built.artifacts.failures
    assert [note.split(":")[0] for note in failure.diagnostic.notes] == ["done", "under way", "missing"]
    made = report(built)
    standings = Counter(order.standing for order in made.orders)
    assert standings == {"done": 12, "failed": 1, "not started": 1}
    assert sum(order.usd or 0.0 for order in made.orders if order.standing == "done") <= limit
    assert len(studio.emulator.charges) == 12
    assert "missing: scene-13/video $0.02, scene-14/video $0.02" in junit.render(built)


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
    authorize(draft, Consent(yes=False, max_usd=None, ask=None))


@pytest.mark.parametrize(("answer", "ordered"), [(True, True), (False, False)])
def test_a_person_is_asked_with_the_price(planned: Planned, answer: bool, ordered: bool) -> None:
    questions: list[str] = []

    def ask(question: str) -> bool:
        questions.append(question)
        return answer

    assert _is_allowed(planned, Consent(yes=False, max_usd=None, ask=ask)) == ordered
    assert questions == ["Place 1 order for about $0.04?"]


@pytest.mark.parametrize(
    ("consent", "allowed"),
    [
        (Consent(yes=False, max_usd=100.0, ask=None), False),
        (Consent(yes=False, max_usd=None, ask=None), False),
        (Consent(yes=True, max_usd=None, ask=None), True),
        (Consent(yes=True, max_usd=100.0, ask=None), True),
        (Consent(yes=False, max_usd=100.0, ask=lambda question: True), True),
    ],
    ids=["a limit", "nothing", "a yes", "a yes and a limit", "a limit and an answer"],
)
def test_no_limit_covers_an_unknown_price_only_a_yes_does(planned: Planned, consent: Consent, allowed: bool) -> None:
    assert _is_allowed(_with_unknown_price(planned), consent) == allowed


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
