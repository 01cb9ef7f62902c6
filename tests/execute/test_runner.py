"""Workers of a build: results come back, errors keep their type, and a killed worker is told, not waited for."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from heygen_build.execute.runner import InlineRunner, ProcessRunner, Runner, WorkerLostError
from heygen_build.media.model import MediaError


def double(number: int) -> int:
    return 2 * number


def fail() -> None:
    raise MediaError("no_video", "there is no picture")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def blocks_interrupts() -> bool:
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.mark.parametrize("make", [InlineRunner, lambda: ProcessRunner(1)], ids=["in a thread", "in a process"])
def test_a_task_gives_its_result_or_its_own_error(make: type[InlineRunner]) -> None:
    runner: Runner = make()
    assert asyncio.run(_run_double(runner)) == 42
    with pytest.raises(MediaError, match="there is no picture"):
        asyncio.run(_run_fail(runner))
    runner.close()


def test_a_killed_worker_is_told_and_another_one_takes_over() -> None:
    async def story() -> int:
        with ProcessRunner(1) as runner:
            with pytest.raises(WorkerLostError):
                await runner.run(die)
            return await runner.run(double, 21)

    assert asyncio.run(story()) == 42


def test_workers_never_see_ctrl_c_and_this_process_still_does() -> None:
    async def story() -> bool:
        with ProcessRunner(1) as runner:
            return await runner.run(blocks_interrupts)

    assert asyncio.run(story())
    assert not blocks_interrupts()


async def _run_double(runner: Runner) -> int:
    return await runner.run(double, 21)


async def _run_fail(runner: Runner) -> None:
    await runner.run(fail)
