"""How far money reaches: whole films in their order, and what the project spent before counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.execute.allowance import Allowance, Limits, allow, spent_on
from heygen_build.execute.decide import Decision, cost_of, decide
from heygen_build.execute.next_action import Action, Collect, Order
from heygen_build.execute.purse import dollars
from heygen_build.plan.build import plan
from heygen_build.plan.model import BuildPlan, Step
from heygen_build.store.ledger import Entry, Standing
from heygen_build.store.lockfile import Render
from tests.builders import avatar, film, project, scene

SENTENCES = ("One.", "Two of them.", "Three, and no more of these.", "Four.", "Five is the last one.")


def campaign(films: list[list[int]]) -> BuildPlan:
    """A film for each list; the numbers are sentences, so that films share some."""
    made = (
        film(
            *(scene(f"s{place}", avatar(), SENTENCES[number]) for place, number in enumerate(sentences)),
            title=str(index),
            slug=f"film-{index}",
            name=f"film-{index}",
            output=Path(f"dist/{index}.mp4"),
        )
        for index, sentences in enumerate(films)
    )
    return plan(project(*made), "heygen")


def decided(made: BuildPlan, accepted: frozenset[str] = frozenset()) -> tuple[Decision, ...]:
    def action(step: Step) -> Action:
        return Collect(1, "v", None) if step.key in accepted else Order(1)

    return decide(made, is_stored=lambda step: False, next_action=action, remembered={})


def allowed(films: list[list[int]], limits: Limits) -> Allowance:
    made = campaign(films)
    return allow(made, decided(made), limits)


FILMS = st.lists(st.lists(st.integers(0, len(SENTENCES) - 1), min_size=1, max_size=3), min_size=1, max_size=6)


@given(FILMS, st.floats(0, 1.5))
def test_what_is_ordered_fits_and_no_order_is_only_half_of_a_film(films: list[list[int]], limit: float) -> None:
    made = campaign(films)
    decisions = decided(made)
    reach = allow(made, decisions, Limits(run=limit))
    assert reach.cost.usd <= limit + 1e-6
    ordered = {one.step.key for one in decisions if one.cost is not None} - reach.withheld
    needed = {order.step.key for one in reach.films if one.fits for order in one.orders}
    assert ordered == needed
    assert cost_of(decisions).usd == pytest.approx(reach.cost.usd + reach.missing_cost.usd)
    fits = [one.fits for one in reach.films]
    if False in fits:
        first = fits.index(False)
        assert reach.films[first].cost.usd > limit - reach.cost.usd - 1e-6
        # Behind the first film that does not fit, only what costs nothing more is made.
        assert all(not one.orders for one in reach.films[first:] if one.fits)


@given(FILMS, st.floats(0, 1.5))
def test_what_is_told_to_be_enough_is_enough(films: list[list[int]], limit: float) -> None:
    reach = allowed(films, Limits(run=limit))
    whole = float(dollars(reach.cost.usd + reach.missing_cost.usd))
    assert not allowed(films, Limits(run=whole)).missing


def test_without_a_limit_everything_is_made() -> None:
    reach = allowed([[0, 1], [2]], Limits())
    assert (reach.missing, reach.withheld, reach.begins) == ((), frozenset(), True)


def test_a_job_that_is_open_is_collected_also_for_a_film_that_does_not_fit() -> None:
    made = campaign([[0, 1]])
    (open_job,) = [step.key for step in made.steps if step.place == "s0/video"]
    reach = allow(made, decided(made, frozenset({open_job})), Limits(run=0.0))
    assert reach.begins
    assert [one.name for one in reach.missing] == ["film-0"]
    assert open_job not in reach.withheld
    assert len(reach.withheld) == len(made.steps) - 1


@pytest.mark.parametrize(
    ("limits", "left", "words"),
    [
        (Limits(run=1.0), 1.0, "--max-cost of $1.00"),
        (Limits(budget=2.0), 2.0, "the project's budget of $2.00"),
        (Limits(budget=2.0, spent=0.5), 1.5, "the $1.50 left of the project's budget of $2.00"),
        (Limits(budget=2.0, spent=3.0), 0.0, "the $0.00 left of the project's budget of $2.00"),
        (Limits(run=1.0, budget=2.0, spent=1.5), 0.5, "the $0.50 left of the project's budget of $2.00"),
        (Limits(run=0.2, budget=2.0, spent=1.5), 0.2, "--max-cost of $0.20"),
    ],
)
def test_the_limit_that_leaves_least_counts_and_is_named(limits: Limits, left: float, words: str) -> None:
    assert (limits.left, limits.words) == (left, words)


def entry(
    key: str,
    standing: Standing,
    usd: float | None,
    *,
    project: str = "a.yaml",
    account: str = "me",
    charged: bool | None = None,
    remote_id: str | None = None,
) -> Entry:
    is_charged = standing == "stored" if charged is None else charged
    made = Entry(key, 1, account, "video", key, 0.0, 0.5, standing, is_charged=is_charged, usd=usd, project=project)
    return replace(made, remote_id=remote_id)


def test_a_budget_counts_what_was_charged_what_is_at_work_and_what_other_clones_paid() -> None:
    made = [
        entry("a", "stored", 0.3),
        entry("b", "at work", None),
        entry("c", "refused", None),
        entry("d", "stored", None),
        entry("e", "stored", 9.0, project="b.yaml"),
        entry("f", "stored", 9.0, account="somebody"),
        entry("g", "stored", 0.1, project=""),
    ]
    paid = {"a": 7.0, "z": 0.2}
    renders = {key: Render(id=key, kind="video", account="x", at=0.0, usd=usd) for key, usd in paid.items()}
    assert spent_on("a.yaml", "me", made, renders) == pytest.approx(0.3 + 0.5 + 0.1 + 0.2)


def test_an_order_that_heygen_took_is_owed_whoever_collected_it_and_whoever_gave_it_up() -> None:
    made = [
        entry("finished by another machine", "stored", None, charged=False, remote_id="v1"),
        entry("given up after it was taken", "given up", None, remote_id="v2"),
        entry("given up, never taken", "given up", None),
        entry("failed", "failed", None, remote_id="v3"),
    ]
    assert spent_on("a.yaml", "me", made, {}) == pytest.approx(2 * 0.5)


def test_an_order_without_an_answer_counts_unless_this_build_counts_it_itself() -> None:
    made = [entry("asked in this build", "unanswered", None), entry("of a scene that changed", "unanswered", None)]
    assert spent_on("a.yaml", "me", made, {}, {"asked in this build"}) == pytest.approx(0.5)


def test_a_render_that_another_project_of_the_folder_paid_is_not_counted_by_the_lock_file() -> None:
    made = [entry("a", "stored", 0.3, project="b.yaml")]
    renders = {"a": Render(id="a", kind="video", account="x", at=0.0, usd=0.3)}
    assert spent_on("a.yaml", "me", made, renders) == 0.0
    assert spent_on("b.yaml", "me", made, renders) == pytest.approx(0.3)
