"""Where CPU-heavy local steps run: one small protocol, so that more machines are another implementation of it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import ParamSpec, Protocol, TypeVar

from heygen_build.interrupts import children_without_interrupts, end_now

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class WorkerLostError(Exception):
    """The process that ran a task is gone (killed, out of memory)."""


class Runner(Protocol):
    """Runs module-level functions with picklable arguments. Running a task twice does no harm: results are content."""

    async def run(
        self, task: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result: ...

    def close(self) -> None: ...


class InlineRunner:
    """Runs in a thread of this process: for tests and single small jobs."""

    async def run(self, task: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        return await asyncio.to_thread(task, *args, **kwargs)

    def close(self) -> None:
        """Nothing is kept open."""


class ProcessRunner:
    """A pool of processes on this machine, started at the first task."""

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)
        self._pool: ProcessPoolExecutor | None = None

    async def run(self, task: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            with children_without_interrupts():
                future = self._open().submit(task, *args, **kwargs)
            return await asyncio.wrap_future(future)
        except BrokenProcessPool as broken:
            self._pool = None
            raise WorkerLostError("a worker process ended while it worked (killed, or out of memory)") from broken

    def close(self) -> None:
        """Drop what has not started and end the workers."""
        if self._pool is not None:
            pool, self._pool = self._pool, None
            # A task in flight is worth nothing once the build stops: its result would be published by nobody.
            end_now(pool)

    def __enter__(self) -> ProcessRunner:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: a fork of a process with threads and open sockets may deadlock.
            self._pool = ProcessPoolExecutor(self._workers, mp_context=multiprocessing.get_context("spawn"))
        return self._pool
