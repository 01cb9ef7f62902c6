"""The page of an export shows in a browser what the film shows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from heygen_build.media.sound import write_wav
from heygen_build.media.stills import frame_at
from tests.media.mediafiles import tone
from tests.watch.conftest import browser as browser
from tests.watch.conftest import chromium as chromium
from tests.workshop import Studio

PROJECT = """\
heygen_build: 1
title: Colors
output: {export: [hyperframes]}
music: {file: bed.wav, to: 500ms, fade_in: 1s, fade_out: 200ms}
scenes:
  - id: red
    card: {text: Red, background: "#a02020"}
    hold: 600ms
  - id: blue
    transition: {slide: 400ms}
    card: {text: Blue, background: "#2030a0"}
    hold: 600ms
"""
_SETTLED = "() => media.every((one) => !one.element.seeking && one.element.readyState >= 2 && isShown(one))"
"""Whether every medium shows the picture that was sought."""
_ENCODING = 3.0
"""Of 255: what colors differ by when a browser and FFmpeg decode the same picture."""
_LOOKS = 100


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # In a thread, because the browser's own loop runs in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(built, tmp_path_factory.mktemp("player")).result()


def built(folder: Path) -> Path:
    with closing(Studio(folder)) as room:
        write_wav(room.folder / "bed.wav", tone(2.0))
        room.write(PROJECT)
        made = room.build()
        assert made.artifacts.is_complete, [failure.diagnostic for failure in made.artifacts.failures]
        return room.folder / "dist"


@pytest.fixture
def page(dist: Path, browser: Browser) -> Iterator[Page]:
    with browser.new_page(viewport={"width": 1280, "height": 720}) as tab:
        tab.set_default_timeout(60_000)
        tab.goto((dist / "film-hyperframes" / "player.html").as_uri())
        yield tab


def seen(page: Page, seconds: float, like: Image.Image) -> float:
    """By how much (of 255) the page differs from a picture, once it has settled.

    A browser paints a sought picture some frames after the element says that it is there, and no event tells when: it
    is looked at again until it is like the picture, or for as many frames as no machine needs.
    """
    page.evaluate("seconds => window.seek(seconds)", seconds)
    page.wait_for_function(_SETTLED)
    difference = 255.0
    for _ in range(_LOOKS):
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        difference = float(np.abs(np.asarray(shot, float) - np.asarray(like, float)).mean())
        if difference < _ENCODING:
            break
    return difference


@pytest.mark.parametrize("seconds", [0.1, 0.5, 0.7, 1.1, 1.2])
def test_the_page_shows_the_frames_of_the_film(page: Page, dist: Path, seconds: float) -> None:
    film = frame_at(dist / "film.mp4", min(seconds, 1.16))
    assert seen(page, seconds, film) < _ENCODING


def test_the_page_plays_to_its_end_and_from_its_start_again(page: Page) -> None:
    page.click("#stage")
    page.wait_for_function("() => !film.playing && film.position === length")
    page.click("#stage")
    page.wait_for_function("() => film.position > 0 && film.position < length")


def test_music_rises_and_falls_over_the_whole_of_its_bed(page: Page) -> None:
    """It is repeated after half a second, and no repetition rises or falls for itself."""
    level = "([id, at]) => { film.position = at; return level(document.getElementById(id)); }"
    heard = [page.evaluate(level, [f"music-{part}", at]) for part, at in ((1, 0.25), (2, 0.5), (3, 1.1), (3, 1.2))]
    assert heard == pytest.approx([0.25, 0.5, 0.5, 0.0], abs=0.01)
