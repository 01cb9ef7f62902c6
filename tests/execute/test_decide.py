"""Decisions: what runs, what is reused, and the reason that is shown for it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.execute.decide import Change, Decision, cost_of, decide
from heygen_build.execute.next_action import Action, Collect, Order, Recover
from heygen_build.plan.build import plan
from heygen_build.plan.model import BuildPlan, Step
from heygen_build.resolve.model import Speech
from tests.builders import avatar, card, film, image, project, scene

PLAN = plan(project(film(scene("hook", avatar(), "One."), scene("chart", image(), "Two."))), "heygen")
ALL = {step.key for step in PLAN.steps}


def decided(
    made: BuildPlan,
    *,
    stored: Set[str],
    accepted: Set[str] = frozenset(),
    unanswered: Set[str] = frozenset(),
    remembered: BuildPlan | None = None,
) -> dict[str, Decision]:
    def action(step: Step) -> Action:
        if step.key in accepted:
            return Collect(1, "v-1", None)
        return Recover(1, "i-1", 0.0) if step.key in unanswered else Order(1)

    places = {step.place: step.inputs for step in remembered.steps} if remembered else {}
    decisions = decide(made, is_stored=lambda step: step.key in stored, next_action=action, remembered=places)
    return {decision.step.place: decision for decision in decisions}


def key(place: str) -> str:
    return next(step.key for step in PLAN.steps if step.place == place)


def test_at_first_everything_is_new() -> None:
    assert {decision.reason for decision in decided(PLAN, stored=set()).values()} == {"new"}


def test_a_second_build_runs_nothing() -> None:
    assert not any(decision.runs for decision in decided(PLAN, stored=ALL).values())


def test_a_pruned_render_is_not_ordered_again_while_its_clip_is_there() -> None:
    decisions = decided(PLAN, stored=ALL - {key("hook/video")})
    assert not any(decision.runs for decision in decisions.values())


def test_a_pruned_clip_is_made_again_from_its_render() -> None:
    decisions = decided(PLAN, stored=ALL - {key("hook/clip")})
    assert [place for place, decision in decisions.items() if decision.runs] == ["hook/clip"]


def test_a_lost_film_is_joined_again_from_its_clips() -> None:
    decisions = decided(PLAN, stored=ALL - {key("film")})
    assert [place for place, decision in decisions.items() if decision.runs] == ["film"]


def test_a_change_names_the_field_and_both_values() -> None:
    edited = plan(project(film(scene("hook", avatar(), "Uno."), scene("chart", image(), "Two."))), "heygen")
    decision = decided(edited, stored=ALL, remembered=PLAN)["hook/video"]
    assert (decision.reason, decision.changes) == ("changed", (Change("script", "One.", "Uno."),))


def test_an_edited_word_runs_its_scene_and_the_join_and_nothing_else() -> None:
    edited = plan(project(film(scene("hook", avatar(), "Uno."), scene("chart", image(), "Two."))), "heygen")
    decisions = decided(edited, stored=ALL, remembered=PLAN)
    assert [place for place, decision in decisions.items() if decision.runs] == ["hook/video", "hook/clip", "film"]


def test_an_order_under_way_is_continued_and_costs_nothing_more() -> None:
    decisions = decided(PLAN, stored=set(), accepted={key("hook/video")})
    assert decisions["hook/video"].reason == "continued"
    assert decisions["hook/video"].cost is None


def test_an_order_whose_answer_never_came_may_still_cost_its_price() -> None:
    decision = decided(PLAN, stored=set(), unanswered={key("hook/video")})["hook/video"]
    assert (decision.reason, decision.cost) == ("unconfirmed", decision.step.estimate)


def test_the_cost_counts_known_prices_and_says_how_many_are_not() -> None:
    words = "word " * 75
    made = plan(
        project(film(scene("a", avatar(), words), scene("b", avatar(engine="avatar_v"), words), scene("c", card()))),
        "heygen",
    )
    cost = cost_of(tuple(decided(made, stored=set()).values()))
    assert (cost.orders, cost.unknown) == (3, 1)
    assert cost.usd == pytest.approx(30 * 0.0667 + 0.8 * 0.000667)


@given(st.sets(st.sampled_from(sorted(ALL))))
def test_whatever_runs_finds_what_it_needs(stored: set[str]) -> None:
    decisions = decided(PLAN, stored=stored)
    there = stored | {decision.step.key for decision in decisions.values() if decision.runs}
    for decision in decisions.values():
        if decision.runs:
            assert set(decision.step.needs.values()) <= there
    assert {film_.step for film_ in PLAN.films} <= there


def test_a_scene_that_only_moved_is_reused() -> None:
    moved = plan(project(film(scene("chart", image(), "Two."), scene("hook", avatar(), "One."))), "heygen")
    runs = [place for place, decision in decided(moved, stored=ALL, remembered=PLAN).items() if decision.runs]
    assert runs == ["film"]


def test_the_same_words_in_another_voice_are_another_render() -> None:
    first = film(scene("hook", avatar(), "One.")).scenes[0]
    assert first.speech is not None
    assert first.speech.voice is not None
    other = Speech("One.", replace(first.speech.voice, voice_id="voice-9"), first.speech.origin)
    edited = plan(project(film(replace(first, speech=other), scene("chart", image(), "Two."))), "heygen")
    assert decided(edited, stored=ALL, remembered=PLAN)["hook/video"].changes == (
        Change("voice_id", "voice-1", "voice-9"),
    )
