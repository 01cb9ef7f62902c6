"""Hands orders to drawing processes and remembers what came of them. Equal orders are drawn once."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from heygen_build.emulator.jobs import Failure, Made, Outcome, Render
from heygen_build.emulator.orders import Order, Saying, Spoken, digest
from heygen_build.interrupts import children_without_interrupts, end_now

Ordered = TypeVar("Ordered")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Artist:
    """Who draws. Both functions put their files into the folder they are given and run outside the event loop."""

    draw: Callable[[Order, Path], Render | Made]
    speak: Callable[[Saying, Path], Spoken]


class DrawingError(Exception):
    """An order that cannot be drawn, in words for `failure_message`. `code` is the `failure_code`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


class Studio:
    """`workers` processes, or one thread of this process for 0. Everything is started at the first order."""

    def __init__(self, folder: Path, workers: int, artist: Artist) -> None:
        self.folder = folder
        self._workers = workers
        self._artist = artist
        self._executor: Executor | None = None
        self._drawings: dict[str, Future[Render | Made]] = {}

    def begin(self, order: Order) -> str:
        """Starts a drawing, unless the same one is under way or on disk, and gives its key."""
        key = digest(order)
        known = self._drawings.get(key)
        if known is None or (known.done() and known.exception() is not None):
            self._drawings[key] = self._submit(self._artist.draw, order)
        return key

    def outcome(self, key: str) -> Outcome | None:
        """What became of a drawing; None while it is under way."""
        drawing = self._drawings.get(key)
        if drawing is None:
            return Failure("rendering_failed", "The drawing was lost")
        if not drawing.done():
            return None
        wrong = drawing.exception()
        return drawing.result() if wrong is None else _failure(wrong)

    def discard(self, key: str) -> None:
        """Removes the files of a finished drawing; ordered again, it is drawn again."""
        known = self._drawings.get(key)
        if known is not None and known.done():
            del self._drawings[key]
            for path in self.folder.glob(f"{key}*"):
                path.unlink(missing_ok=True)

    async def wait(self, keys: Iterable[str], seconds: float) -> None:
        """Until all these drawings are finished, or until time is up."""
        open_ = [
            asyncio.wrap_future(self._drawings[key])
            for key in keys
            if key in self._drawings and not self._drawings[key].done()
        ]
        for drawing in open_:
            # `outcome` tells how a drawing ended; asyncio must not tell it as well, when nobody waits any more.
            drawing.add_done_callback(lambda done: done.cancelled() or done.exception())
        if open_:
            await asyncio.wait(open_, timeout=seconds)

    async def speak(self, saying: Saying) -> Spoken:
        """Raises `DrawingError` when the voice cannot say it."""
        try:
            return await asyncio.wrap_future(self._submit(self._artist.speak, saying))
        except BrokenExecutor as wrong:
            raise DrawingError("voice_provider_error", "The speech process ended unexpectedly") from wrong

    def close(self) -> None:
        """Drops what is not finished and waits until nobody draws any more, because files are removed after this."""
        if isinstance(self._executor, ProcessPoolExecutor):
            end_now(self._executor)
        elif self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = None
        self._drawings.clear()

    def _submit(self, work: Callable[[Ordered, Path], Result], order: Ordered) -> Future[Result]:
        with children_without_interrupts():
            try:
                return self._running().submit(work, order, self.folder)
            except BrokenExecutor:
                self._executor = None  # a worker was killed: the pool refuses work for ever, so a new one takes over
                return self._running().submit(work, order, self.folder)

    def _running(self) -> Executor:
        if self._executor is None:
            self._executor = _processes(self._workers) if self._workers else ThreadPoolExecutor(1, "draft-studio")
        return self._executor


def _processes(workers: int) -> ProcessPoolExecutor:
    # Spawned, because the parent has threads and an event loop, which a forked child would inherit half alive.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _failure(wrong: BaseException) -> Failure:
    if isinstance(wrong, DrawingError):
        return Failure(wrong.code, wrong.message)
    return Failure("rendering_failed", f"The draft could not be drawn: {type(wrong).__name__}: {wrong}")
