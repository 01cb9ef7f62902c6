"""Bells: a pause ends when somebody rings, before or meanwhile, and otherwise by itself."""

from __future__ import annotations

import asyncio

import pytest

from heygen_build.execute import bells
from heygen_build.execute.bells import Bells


async def forever() -> None:
    await asyncio.Event().wait()


async def at_once() -> None:
    await asyncio.sleep(0)


def test_a_ring_ends_a_pause_that_would_have_been_long() -> None:
    async def story() -> bool:
        ringing = Bells()
        pause = asyncio.create_task(ringing.pause(frozenset({"v1"}), forever))
        await asyncio.sleep(0)
        ringing.ring(["other", "v1"])
        return await asyncio.wait_for(pause, 5)

    assert asyncio.run(story())


def test_without_a_ring_the_pause_ends_by_itself() -> None:
    assert not asyncio.run(Bells().pause(frozenset({"v1"}), at_once))


def test_a_ring_that_came_early_is_heard_once() -> None:
    async def story() -> list[bool]:
        ringing = Bells()
        ringing.ring(["v1"])
        return [await ringing.pause(frozenset({"v1"}), forever), await ringing.pause(frozenset({"v1"}), at_once)]

    assert asyncio.run(story()) == [True, False]


def test_all_who_wait_for_an_id_hear_the_same_ring() -> None:
    async def story() -> list[bool]:
        ringing = Bells()
        pauses = [asyncio.create_task(ringing.pause(frozenset({f"b1:{item}", "b1"}), forever)) for item in range(3)]
        await asyncio.sleep(0)
        ringing.ring(["b1"])
        return await asyncio.wait_for(asyncio.gather(*pauses), 5)

    assert asyncio.run(story()) == [True, True, True]


def test_only_so_many_early_rings_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bells, "REMEMBERED", 2)

    async def story() -> list[bool]:
        ringing = Bells()
        ringing.ring(["v1", "v2", "v3"])
        return [await ringing.pause(frozenset({one}), at_once) for one in ("v1", "v2", "v3")]

    assert asyncio.run(story()) == [False, True, True]


def test_what_goes_wrong_while_resting_is_raised() -> None:
    async def broken() -> None:
        raise OSError("no clock")

    with pytest.raises(OSError, match="no clock"):
        asyncio.run(Bells().pause(frozenset({"v1"}), broken))
