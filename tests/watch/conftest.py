"""A headless Chromium for the tests of the page, and a project with three cards, which are drawn in no time."""

from __future__ import annotations

import asyncio
import os
import shutil
from asyncio import sleep as real_sleep  # before the guards of all tests replace it
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.watch.watching import CARDS, PATIENCE, Watching

REQUIRED = "HEYGEN_BUILD_BROWSER_REQUIRED"
"""Set by the whole check, which installs Chromium: there, a missing browser is a failure."""


@pytest.fixture(autouse=True)
def _real_time(_guards: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser looks on here, and the page's server looks ten times a second whether it should end."""
    monkeypatch.setattr(asyncio, "sleep", real_sleep)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None and os.environ.get(REQUIRED):
        pytest.fail("Chromium is missing: `apt-get install chromium`")
    if found is None:
        pytest.skip("no Chromium on this machine: `apt-get install chromium`")
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        # A container has no user namespaces for the sandbox, and the page is our own.
        launched = play.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1360, "height": 900}) as made:
        made.set_default_timeout(PATIENCE * 1000)
        expect.set_options(timeout=PATIENCE * 1000)
        yield made


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab that may not complain: an error in its console fails the test."""
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("console", lambda message: wrong.extend([message.text] if message.type == "error" else []))
    yield tab
    assert [text for text in wrong if "ERR_CONNECTION_REFUSED" not in text and "ERR_INCOMPLETE" not in text] == []


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "film" / "project.yaml"
    path.parent.mkdir()
    path.write_text(CARDS, encoding="utf-8")
    return path


@pytest.fixture
def watching(cards: Path) -> Iterator[Watching]:
    with Watching(cards) as running:
        running.built()
        yield running
