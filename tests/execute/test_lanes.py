"""Slots and money: what is tried at once follows what HeyGen allows, and nothing is spent that was not agreed to."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.execute.charges import charge_of
from heygen_build.execute.lanes import RECOVERY, Lanes
from heygen_build.execute.problems import StepError
from heygen_build.execute.purse import Purse
from heygen_build.plan.build import plan
from heygen_build.plan.model import Estimate, Step
from tests.builders import avatar, film, project, scene

STEP = next(step for step in plan(project(film(scene("hook", avatar(), "One."))), "heygen").steps if step.is_paid)


def priced(key: str, usd: float | None) -> Step:
    return replace(STEP, key=key, estimate=Estimate(10.0, usd))


async def most_at_once(lanes: Lanes, kinds: list[str], most: int | None) -> int:
    open_now, highest = 0, 0

    async def one(kind: str) -> None:
        nonlocal open_now, highest
        async with lanes.slot(kind, most):
            open_now += 1
            highest = max(highest, open_now)
            await asyncio.sleep(0)
            open_now -= 1

    await asyncio.gather(*map(one, kinds))
    return highest


def test_no_more_orders_are_open_than_the_account_allows() -> None:
    assert asyncio.run(most_at_once(Lanes(10), ["video"] * 50, None)) == 10


def test_a_kind_may_have_a_limit_of_its_own_below_that() -> None:
    assert asyncio.run(most_at_once(Lanes(10), ["agent"] * 50, 3)) == 3


def test_an_order_that_is_open_already_waits_for_nobody_and_takes_a_slot_from_new_ones() -> None:
    async def story() -> int:
        lanes = Lanes(2)
        async with lanes.occupied("video"):
            return await most_at_once(lanes, ["video"] * 9, None)

    assert asyncio.run(story()) == 1


def test_a_refusal_halves_what_is_tried_once_for_each_burst_and_success_widens_it_again() -> None:
    async def story() -> list[int]:
        lanes, seen = Lanes(10), []
        for _ in range(2):
            async with asyncio.TaskGroup() as group:
                barrier = asyncio.Barrier(lanes.width)

                async def refused(lanes: Lanes = lanes, barrier: asyncio.Barrier = barrier) -> None:
                    async with lanes.slot("video", None):
                        await barrier.wait()
                        lanes.refused()
                        await barrier.wait()

                for _ in range(lanes.width):
                    group.create_task(refused())
            seen.append(lanes.width)
        for _ in range(RECOVERY * 20):
            lanes.went_well()
        return [*seen, lanes.width]

    assert asyncio.run(story()) == [5, 2, 10]


def test_one_order_is_always_tried() -> None:
    lanes = Lanes(1)
    for _ in range(9):
        lanes.refused()
    assert lanes.width == 1


def test_a_purse_stops_before_the_order_that_would_exceed() -> None:
    purse = Purse(1.0)
    purse.reserve(priced("a", 0.6))
    with pytest.raises(StepError) as caught:
        purse.reserve(priced("b", 0.6))
    assert (caught.value.diagnostic.code, caught.value.exit_code, caught.value.halts) == ("HB0503", 5, True)
    assert "allow $0.20 more" in (caught.value.diagnostic.hint or "")


def test_what_an_order_really_cost_replaces_what_was_set_aside() -> None:
    purse = Purse(1.0)
    purse.reserve(priced("a", 0.6))
    purse.settle(priced("a", 0.6), 0.3)
    purse.reserve(priced("b", 0.6))
    assert purse.left == pytest.approx(0.1)


def test_a_refused_order_gives_its_money_back() -> None:
    purse = Purse(1.0)
    purse.reserve(priced("a", 0.9))
    purse.release(priced("a", 0.9))
    assert purse.left == 1.0


@given(st.lists(st.tuples(st.floats(0, 2), st.floats(0, 1)), max_size=20), st.floats(0.1, 5))
def test_a_purse_never_lets_more_be_reserved_than_there_is(orders: list[tuple[float, float]], limit: float) -> None:
    purse = Purse(limit)
    for number, (price, share) in enumerate(orders):
        step = priced(str(number), price)
        try:
            purse.reserve(step)
        except StepError:
            continue
        purse.settle(step, price * share)
    assert purse.spent <= limit + 0.01


def test_a_price_by_the_second_follows_what_came_out_and_a_flat_one_does_not() -> None:
    assert charge_of(priced("a", 1.0), 5.0) == pytest.approx(0.5)
    assert charge_of(replace(STEP, estimate=Estimate(10.0, 7.0, is_flat=True)), 5.0) == 7.0
    assert charge_of(priced("a", None), 5.0) is None
