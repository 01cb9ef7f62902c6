"""What a paid build would order now, while drafts are made: asked after each draft, and never ordered."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from heygen_build.backends import World, credential_of
from heygen_build.diagnostics import BuildError
from heygen_build.pipeline import Options, Planned, plan
from heygen_build.watch.loop import Finished, Saved, Update


class PaidPlan:
    """Plans for the account whose key is set. Without one, nobody knows what is paid for already."""

    def __init__(self, path: Path, options: Options, world: World, tell: Callable[[Planned], None]) -> None:
        self._path, self._options, self._tell = path, replace(options, draft=False), tell
        self._world = replace(world, workplace=None)
        self._task: asyncio.Task[None] | None = None

    def hear(self, update: Update) -> None:
        """A draft comes first: planning waits until it is made, and gives way to the next save."""
        if isinstance(update, Saved):
            self._cancel()
        elif isinstance(update, Finished):
            self._cancel()
            self._task = asyncio.create_task(self._plan())

    async def close(self) -> None:
        self._cancel()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _plan(self) -> None:
        # A key that is refused, an account that cannot be reached, a look it does not have: a build tells of them.
        with contextlib.suppress(BuildError, OSError):
            if credential_of(self._world) is not None:
                self._tell(await plan(self._path, self._options, self._world))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
