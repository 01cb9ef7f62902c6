"""The report: one file that says it all, of projects that can be built and of those that cannot."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from heygen_build.cli.main import main
from tests.watch.watching import CARDS, free_world

SPOKEN = """\
heygen_build: 1
title: A <b>bold</b> film
budget: {max_usd: 1}
avatars: {host: {look: Abigail}}
scenes:
  - {id: hello, avatar: host, script: "Hello there, 2 > 1 & 1 < 2."}
  - {id: end, card: {text: The end}, hold: 600ms}
"""


def report(project: Path, *more: str) -> int:
    out = project.with_name("report.html")
    return run(project, "report", str(project), "-o", str(out), *more)


def run(project: Path, *arguments: str) -> int:
    return main(arguments, world=lambda: free_world(project.parent / "home"))


def page_of(project: Path) -> str:
    return project.with_name("report.html").read_text(encoding="utf-8")


def test_it_holds_script_plan_and_prices_without_drawing_anything(cards: Path) -> None:
    cards.write_text(SPOKEN)
    assert report(cards) == 0
    text = page_of(cards)
    assert "A paid build would order 1: $" in text
    assert "budget $1.00" in text
    assert "not drawn yet" in text
    assert not (cards.parent / ".heygen-build" / "drafts").exists()


def test_words_of_the_project_are_never_taken_for_markup(cards: Path) -> None:
    cards.write_text(SPOKEN)
    report(cards)
    assert "<b>bold" not in page_of(cards)


def test_it_reaches_nothing_outside(cards: Path) -> None:
    report(cards, "--with-drafts")
    assert not re.search(r"(src|href)=\"(?!data:)", page_of(cards))
    assert "url(" not in page_of(cards)
    assert "default-src &#39;none&#39;" in page_of(cards) or "default-src 'none'" in page_of(cards)


def test_a_project_that_cannot_be_built_is_reported_with_what_is_wrong(
    cards: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cards.write_text(CARDS.replace("hold: 1s", "hold: soon"))
    assert report(cards) == 2
    text = page_of(cards)
    assert "project.yaml:6:67" in text
    assert "^^^^" in text
    assert "HB0" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_is_told(cards: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = cards.parent / "missing" / "report.html"
    out.parent.write_text("a file where a folder should be")
    assert run(cards, "report", str(cards), "-o", str(out)) == 1
    assert "HB0801" in capsys.readouterr().err


def test_drafts_in_it_can_be_played(request: pytest.FixtureRequest, cards: Path) -> None:
    assert report(cards, "--with-drafts") == 0
    page: Page = request.getfixturevalue("page")  # only now: a browser keeps this thread's event loop to itself
    page.goto(cards.with_name("report.html").as_uri())
    expect(page.locator(".card img")).to_have_count(3)
    video = page.locator("video")
    expect(video).to_have_count(1)
    expect(video).to_have_js_property("duration", 2.4)
    widths = page.evaluate("[...document.images].map((one) => one.naturalWidth)")
    assert widths == [480, 480, 480]
