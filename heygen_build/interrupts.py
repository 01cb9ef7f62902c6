"""Ctrl-C reaches every process of a terminal's group. Here: only the first of them decides what ends."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import resource_tracker


@contextlib.contextmanager
def children_without_interrupts() -> Iterator[None]:
    """Processes started in this block never see SIGINT, not even while they are still starting.

    A worker that ignores it by itself does so after half a second of imports, and a Ctrl-C before that prints its
    traceback. A blocked signal is inherited; in this process it is only late.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where Ctrl-C of a spawned worker is its own affair
        yield
        return
    # Started first, because starting it unblocks the signal again.
    resource_tracker.ensure_running()
    earlier = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, earlier)


def end_now(pool: ProcessPoolExecutor) -> None:
    """End the workers of a pool and wait until they are gone. What they were doing is lost."""
    # `shutdown` alone lets a task run to its end, which after Ctrl-C may be many seconds away.
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()
