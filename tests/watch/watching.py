"""A watch that runs beside a test: in a thread of its own, with real files, real drafts and a real browser's page."""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from heygen_build.backends import World
from heygen_build.pipeline import Options, Planned
from heygen_build.watch.loop import Broken, Finished, Update
from heygen_build.watch.session import PageWish, watch

PATIENCE = 60.0
"""Seconds after which a test gives up, also on the page. Nothing waits for them: all here ends as soon as it can."""
Told = TypeVar("Told")

CARDS = """\
heygen_build: 1
title: Three cards
slug: cards
output: {path: dist/cards.mp4, resolution: 720p}
scenes:
  - {id: first, card: {text: First, background: "#224466"}, hold: 1s}
  - {id: second, card: {text: Second, background: "#662244"}, hold: 800ms}
  - {id: third, card: {text: Third, background: "#446622"}, hold: 600ms}
"""


def free_world(home: Path) -> World:
    """No key, no network, no worker processes; the clock and sleep of this machine, because a browser looks on."""
    return World(
        environ={}, home=home, clock=time.time, sleep=asyncio.sleep, random=lambda: 0.5, workers=0, transport=None
    )


class Watching:
    """Use as a context manager. `updates` holds everything the loop told that nobody has taken yet."""

    def __init__(
        self,
        path: Path,
        *,
        page: bool = True,
        options: Options | None = None,
        world: World | None = None,
        port: int = 0,
        token: str | None = None,
        authorize: Callable[[Planned], None] = lambda planned: None,
        against: str | None = None,
    ) -> None:
        self.path = path
        self.address = ""
        self.updates: queue.Queue[Update] = queue.Queue()
        self._page, self._port, self._token = page, port, token
        self._options, self._world = options or Options(draft=True), world or free_world(path.parent / "home")
        self._authorize, self._against = authorize, against
        self._opened = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._wrong: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="watching")

    def __enter__(self) -> Watching:
        self._thread.start()
        if self._page and not self._opened.wait(PATIENCE):
            raise AssertionError("the page was not opened")
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()
        if self._wrong is not None:
            raise self._wrong

    def stop(self) -> None:
        """What Ctrl-C does."""
        if self._loop is not None and self._stop is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the watch does not end"

    def save(self, text: str) -> None:
        """Whole or not at all, as most editors do: what a build makes of half a file has tests of its own."""
        draft = self.path.with_name(f".{self.path.name}.new")
        draft.write_text(text, encoding="utf-8")
        draft.replace(self.path)

    def edit(self, old: str, new: str) -> None:
        text = self.path.read_text(encoding="utf-8")
        assert old in text
        self.save(text.replace(old, new))

    def built(self) -> Finished:
        """The next build that ends with a plan carried out."""
        return self.next(Finished)

    def mended(self) -> Finished:
        """The next build that ends with a plan carried out, however many are broken before it."""
        return self.next(Finished, but=())

    def broken(self) -> Broken:
        return self.next(Broken)

    def next(self, kind: type[Told], but: tuple[type[Update], ...] = (Broken,)) -> Told:
        """The next update of a kind; those before it are dropped, but must not be of `but`."""
        deadline = time.monotonic() + PATIENCE
        while True:
            update = self._get(deadline)
            if isinstance(update, kind):
                return update
            assert not isinstance(update, but), update

    def _get(self, deadline: float) -> Update:
        while True:
            try:
                return self.updates.get(timeout=0.2)
            except queue.Empty:
                assert self._wrong is None, self._wrong
                assert time.monotonic() < deadline, "nothing was told"

    def _run(self) -> None:
        try:
            asyncio.run(self._watch())
        except BaseException as error:  # noqa: BLE001 - raised where the test leaves the block
            self._wrong = error
            self._opened.set()

    async def _watch(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        wish = PageWish(self._port, self._open, self._token) if self._page else None
        await watch(
            self.path,
            self._options,
            self._world,
            authorize=self._authorize,
            tell=self.updates.put,
            page=wish,
            stop=self._stop,
            against=self._against,
        )

    def _open(self, address: str) -> None:
        self.address = address
        self._opened.set()
