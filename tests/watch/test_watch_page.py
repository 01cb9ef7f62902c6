"""The page in a real browser: play, edit a file and see the change, step frames, follow links, lose the server."""

from __future__ import annotations

import io
import socket
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import BrowserContext, Page, Route, expect

from heygen_build.diagnostics import BuildError
from heygen_build.media.stills import frame_at
from tests.watch.watching import CARDS, Watching
from tests.workshop import code_of

READY = "ready"
TIME = "() => Number(document.getElementById('timeline').getAttribute('aria-valuenow'))"
CLIP = "() => document.querySelector('video.on')?.getAttribute('src') ?? ''"
HAS_A_FRAME = 2
"""HTMLMediaElement.HAVE_CURRENT_DATA"""
A_MOMENT = 0.1
"""Seconds by which a film that plays on may be caught up with."""


SHOWS = """() => new Promise((done) => {
  const shows = (video) => video?.readyState >= 2 && !video.seeking;
  const look = () => (shows(document.querySelector('video.on')) ? done() : setTimeout(look, 20));
  look();
})"""
"""Ends when the player has a frame. Not `wait_for_function`, because the page's policy forbids what that evaluates."""


def opened(page: Page, watching: Watching) -> None:
    """The page with every clip of the film."""
    page.goto(watching.address)
    expect(page.locator("body")).to_have_attribute("data-status", READY)
    expect(page.locator(".card img")).to_have_count(3)
    expect(page.locator("video.on")).to_have_count(1)


def status(page: Page, word: str) -> None:
    expect(page.locator("body")).to_have_attribute("data-status", word)


def time_of(page: Page) -> float:
    return float(page.evaluate(TIME))


def test_the_storyboard_shows_each_scene_with_its_picture_and_length(page: Page, watching: Watching) -> None:
    opened(page, watching)
    assert page.title().endswith("Three cards")
    assert page.locator(".card h3 a").all_inner_texts() == ["first", "second", "third"]
    assert page.locator(".card .meta").nth(1).inner_text().split("\n")[:2] == ["card", "0.8 s"]
    assert page.locator("#length").inner_text() == "0:02.40"


def test_the_film_plays_across_its_scenes_and_stops_at_its_end(page: Page, watching: Watching) -> None:
    opened(page, watching)
    page.keyboard.press("Space")
    expect(page.locator("#play")).to_have_attribute("aria-label", "Pause")
    expect(page.locator(".card.current h3 a")).to_have_text("third")
    expect(page.locator("#play")).to_have_attribute("aria-label", "Play")
    assert time_of(page) >= 2.3


def test_frames_are_stepped_one_by_one_across_a_cut(page: Page, watching: Watching) -> None:
    opened(page, watching)
    page.keyboard.press("ArrowRight")
    assert time_of(page) == 1.0
    page.keyboard.press(",")
    assert time_of(page) == 0.96
    expect(page.locator(".card.current h3 a")).to_have_text("first")
    for _ in range(3):
        page.keyboard.press(".")
    assert time_of(page) == 1.08
    expect(page.locator(".card.current h3 a")).to_have_text("second")


def test_an_edit_is_seen_and_the_place_is_kept(page: Page, watching: Watching) -> None:
    opened(page, watching)
    page.keyboard.press("ArrowRight")
    for _ in range(5):
        page.keyboard.press(".")
    before, clip = time_of(page), page.evaluate(CLIP)
    watching.edit("text: Second", "text: Another")
    page.wait_for_selector(f"video.on:not([src='{clip}'])")
    assert time_of(page) == before
    expect(page.locator(".card.current h3 a")).to_have_text("second")


SLOWLY = """() => {
  for (const video of document.querySelectorAll('video')) video.playbackRate = video.defaultPlaybackRate = 0.0625;
}"""
"""So that a short film goes on playing while it is made anew."""
LOOK_ON = """() => {
  const note = () => {
    const shown = document.querySelector('video.on');
    seen.push([Number(document.getElementById('timeline').getAttribute('aria-valuenow')), shown.readyState]);
    requestAnimationFrame(note);
  };
  window.seen = [];
  note();
}"""
"""Notes for each picture that the browser paints: the time, and how much of the film is there."""


def test_a_save_elsewhere_does_not_disturb_what_is_playing(page: Page, watching: Watching) -> None:
    opened(page, watching)
    page.evaluate(SLOWLY)
    page.evaluate(SHOWS)
    page.keyboard.press("Space")
    page.evaluate(LOOK_ON)
    before = page.locator("#file").get_attribute("href")
    watching.edit("text: Third", "text: Last")
    watching.built()
    page.wait_for_selector(f"video.on[data-src^='film/']:not([data-src='{before}'])")
    seen = page.evaluate("seen")
    assert all(ready >= HAS_A_FRAME for _, ready in seen), "there was always something to see"
    assert all(now >= earlier - A_MOMENT for (earlier, _), (now, _) in pairwise(seen)), "it never jumped back"


AROUND = """() => new Promise((done) => {
  let last = 0;
  const look = () => {
    const now = Number(document.getElementById('timeline').getAttribute('aria-valuenow'));
    if (now < last) return done([last, now]);
    last = now;
    requestAnimationFrame(look);
  };
  look();
})"""
"""The time before and after it went back."""


def test_a_scene_loops_until_it_is_told_not_to(page: Page, watching: Watching) -> None:
    opened(page, watching)
    page.keyboard.press("l")
    page.keyboard.press("Space")
    end, start = page.evaluate(AROUND)
    assert end <= 1.0
    assert start < 0.2
    expect(page.locator(".card.current h3 a")).to_have_text("first")
    page.keyboard.press("l")
    expect(page.locator(".card.current h3 a")).to_have_text("third")


def test_a_mistake_is_shown_with_a_link_to_its_line_and_goes_when_it_is_mended(page: Page, watching: Watching) -> None:
    opened(page, watching)
    watching.edit("hold: 1s", "hold: soon")
    status(page, "broken")
    expect(page.locator("#problems")).to_be_visible()
    link = page.locator(".problem .place a")
    expect(link).to_have_attribute("href", f"vscode://file{watching.path.resolve()}:6:67")
    assert "^" in page.locator(".problem pre").inner_text()
    expect(page.locator("video.on")).to_have_count(1)  # what was built before can still be played
    watching.edit("hold: soon", "hold: 1s")
    status(page, READY)
    expect(page.locator(".problem")).to_have_count(0)
    expect(page.locator("#storyboard")).to_be_visible()


def test_the_path_of_a_mistake_can_be_copied(context: BrowserContext, page: Page, watching: Watching) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, watching)
    watching.edit("hold: 1s", "hold: soon")
    page.locator(".problem .place button").click()
    expect(page.locator(".problem .place button")).to_have_text("Copied")
    assert str(page.evaluate("navigator.clipboard.readText()")).endswith("project.yaml:6:67")


def test_a_cell_of_the_matrix_is_picked(page: Page, cards: Path) -> None:
    matrix = CARDS.replace("slug: cards\n", "slug: cards\nmatrix: {word: [Eins, Uno]}\n")
    cards.write_text(
        matrix.replace("text: First", "text: '{{ word }}'").replace("dist/cards.mp4", "'dist/{{ word }}.mp4'")
    )
    with Watching(cards) as watching:
        watching.built()
        opened(page, watching)
        first = page.evaluate(CLIP)
        page.get_by_label("Film").select_option("word=Uno")
        page.wait_for_selector(f"video.on:not([src='{first}'])")
        watching.edit("Third", "Dritte")
        watching.built()
        status(page, READY)
        assert page.get_by_label("Film").input_value() == "word=Uno"
        page.reload()
        expect(page.get_by_label("Film")).to_have_value("word=Uno")


def test_the_page_notices_that_the_watcher_is_gone_and_that_it_is_back(page: Page, cards: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with Watching(cards, port=port) as watching:
        watching.built()
        opened(page, watching)
        token = watching.address.rstrip("/").rpartition("/")[2]
    status(page, "gone")
    expect(page.locator("#status span")).to_contain_text("stopped")
    with Watching(cards, port=port, token=token) as watching:
        watching.built()
        status(page, READY)


def test_two_watchers_of_one_project_do_not_disturb_each_other(
    context: BrowserContext, page: Page, watching: Watching
) -> None:
    opened(page, watching)
    with Watching(watching.path) as other:
        other.built()
        second = context.new_page()
        opened(second, other)
        watching.edit("text: First", "text: Both")
        for tab, one in ((page, watching), (second, other)):
            one.built()
            status(tab, READY)
            expect(tab.locator("video.on")).to_have_count(1)
            tab.evaluate(SHOWS)
    opened(page, watching)


def test_scenes_are_searched(page: Page, watching: Watching) -> None:
    opened(page, watching)
    page.keyboard.press("/")
    page.keyboard.type("thi")
    expect(page.locator(".card:visible h3 a")).to_have_text(["third"])
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "search"


def test_the_page_can_be_used_with_the_keyboard_alone(page: Page, watching: Watching) -> None:
    opened(page, watching)
    page.get_by_role("tab", name="Storyboard").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#plan")).to_be_visible()
    expect(page.get_by_role("tab", name="Plan")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.locator(".card .thumb").nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card.current h3 a")).to_have_text("third")


def test_everything_that_can_be_used_has_a_name_for_screen_readers(page: Page, watching: Watching) -> None:
    opened(page, watching)
    tree = page.locator("body").aria_snapshot()
    for wanted in (
        'button "Play"',
        'slider "Time"',
        'tablist "Panels"',
        'tab "Storyboard"',
        'searchbox "Search scenes"',
        'button "Go to scene first"',
        'checkbox "loop scene"',
        "status:",
    ):
        assert wanted in tree
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, select')]
             .filter((one) => one.checkVisibility() && !(one.innerText || one.ariaLabel || one.labels?.length))
             .map((one) => one.outerHTML)"""
    )
    assert unnamed == []


def test_nothing_is_wider_than_a_narrow_window(page: Page, watching: Watching) -> None:
    page.set_viewport_size({"width": 380, "height": 740})
    opened(page, watching)
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    for name in ("Plan", "Problems", "Compare"):
        page.get_by_role("tab", name=name).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 380


INK = """() => {
  const canvas = document.querySelector('.track canvas');
  const bytes = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  for (let at = 0; at < bytes.length; at += 4) if (bytes[at + 3] > 20) return bytes[at];
  return -1;
}"""
"""How red the first pixel of the waveform is, -1 where nothing is drawn."""


def test_it_is_light_or_dark_as_one_likes(page: Page, watching: Watching) -> None:
    page.emulate_media(color_scheme="dark")
    opened(page, watching)
    paper = "() => getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(paper)
    page.get_by_label("Switch between light and dark").click()
    assert page.evaluate(paper) != dark
    assert 0 <= page.evaluate(INK) < 100, "the waveform is drawn, and must follow the page"
    page.get_by_label("Switch between light and dark").click()
    assert page.evaluate(INK) > 150
    expect(page.locator(".track span.current")).to_have_count(1)


def test_the_last_save_is_compared_with_what_was_before(page: Page, watching: Watching) -> None:
    opened(page, watching)
    page.get_by_role("tab", name="Compare").click()
    expect(page.locator("#compare")).to_contain_text("Save a change")
    watching.edit("{id: second, card: {text: Second", "{id: second, card: {text: Another")
    watching.built()
    watching.edit("{id: third,", "{id: last,")
    expect(page.locator("#compare .change h3")).to_have_text(["last added", "third removed"])
    watching.edit("text: First", "text: New")
    expect(page.locator("#compare .change h3")).to_have_text(["first changed"])
    expect(page.locator("#compare .change video")).to_have_count(2)
    page.get_by_role("button", name="Play both").click()
    before, after = (one.get_attribute("src") for one in page.locator("#compare .change video").all())
    assert before != after
    expect(page.locator("#compare")).to_contain_text("2 more are as before")


def test_the_film_is_compared_with_a_revision(page: Page, cards: Path) -> None:
    for command in ("init -q -b main", "add .", "-c user.name=n -c user.email=e commit -q -m first"):
        subprocess.run(["git", "-C", str(cards.parent), *command.split()], check=True)
    cards.write_text(CARDS.replace("text: Third", "text: Changed"))
    with Watching(cards, against="main") as watching:
        opened(page, watching)
        page.get_by_role("tab", name="Compare").click()
        expect(page.locator("#compare h2")).to_have_text(["Since main"])
        expect(page.locator("#compare .change h3")).to_have_text(["third changed"])
        expect(page.locator("#compare .change video")).to_have_count(2)
    assert not (cards.parent / ".heygen-build" / "against").exists()
    # What did not change was not drawn again, and the work tree is as it was.
    assert "Changed" in cards.read_text()


def test_an_unknown_revision_is_told_before_anything_begins(cards: Path) -> None:
    with pytest.raises(BuildError) as told, Watching(cards, page=False, against="nowhere") as watching:
        watching.stop()
    assert code_of(told.value) == ["HB0629"]


SPOKEN = """\
heygen_build: 1
title: One scene
output: {path: dist/one.mp4, resolution: 720p}
captions: {burn_in: {text: {color: "#ff0000"}}}
avatars: {host: {look: Abigail}}
scenes:
  - {id: hello, avatar: host, script: Hello there.}
"""


def test_the_first_picture_comes_before_the_clip_and_is_the_one_it_begins_with(page: Page, cards: Path) -> None:
    cards.write_text(SPOKEN)
    with Watching(cards) as watching:
        watching.built()
        page.goto(watching.address)
        status(page, READY)
        expect(page.locator("video.on")).to_have_js_property("readyState", 4)
        page.evaluate(
            """() => {
                 const still = document.getElementById('first');
                 window.seen = [];
                 still.addEventListener('load', () => seen.push(still.hidden ? 'hidden' : 'first'));
                 for (const video of document.querySelectorAll('video'))
                   video.addEventListener('loadeddata', () => seen.push('clip'));
               }"""
        )
        watching.edit("Hello there.", "Goodbye now.")
        watching.built()
        status(page, READY)
        expect(page.locator("#first")).to_be_hidden()
        assert page.evaluate("window.seen.slice(0, 2)") == ["first", "clip"]
        folder = cards.parent / ".heygen-build" / "page"
        still = next(path for path in folder.glob("*.first.jpg"))
        clip = folder / f"{still.name.partition('.')[0]}.mp4"
        with Image.open(still) as drawn:
            begins = frame_at(clip, 0.0)
            assert drawn.size == begins.size == (1280, 720)
            assert max(ImageStat.Stat(ImageChops.difference(drawn, begins)).mean) < 2.0
            # Its caption is read from the first frame on, in both.
            for picture in (drawn, begins):
                red, green, _ = picture.convert("RGB").split()
                assert sum(ImageChops.subtract(red, green).histogram()[180:]) > 100


LOOKS = """\
heygen_build: 1
title: Looks
output: {path: dist/looks.mp4, resolution: 720p}
scenes:
  - {id: one, card: {text: One, background: "#224466"}, hold: 1s}
  - id: two
    card: {text: Two, background: "#662244"}
    hold: 1s
    overlays: [{text: over it, at: top-left, from: 400ms}]
"""


def shot_at(page: Page, seconds: float) -> Image.Image:
    """The stage at a time of the film, once its frame is there."""
    box = page.locator('.track[data-track="scenes"]').bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * seconds / 2.0, box["y"] + box["height"] / 2)
    page.evaluate(SHOWS)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return Image.open(io.BytesIO(page.locator("#stage").screenshot())).convert("RGB")


def composed(route: Route) -> None:
    """The view as it is before the films are joined."""
    answer = route.fetch()
    shown = answer.json()
    shown["film"]["video"] = None
    route.fulfill(response=answer, json=shown)


def test_what_the_page_composes_and_what_is_encoded_agree(context: BrowserContext, page: Page, cards: Path) -> None:
    cards.write_text(LOOKS)
    with Watching(cards) as watching:
        watching.built()
        other = context.new_page()
        other.route("**/view*", composed)
        for tab in (page, other):
            tab.goto(watching.address)
            status(tab, READY)
            expect(tab.locator(".card img")).to_have_count(2)
            expect(tab.locator("video.on")).to_have_count(1)
        for seconds in (0.5, 1.2, 1.7):
            encoded, seen = shot_at(page, seconds), shot_at(other, seconds)
            assert page.evaluate(CLIP).startswith("film/")
            assert other.evaluate(CLIP).startswith("media/")
            assert max(ImageStat.Stat(ImageChops.difference(encoded, seen)).mean) < 2.0
            # Had the overlay not been the same, this alone would be more than the whole may differ.
            corner = (0, 0, encoded.width // 2, encoded.height // 3)
            difference = ImageChops.difference(encoded.crop(corner), seen.crop(corner))
            assert max(ImageStat.Stat(difference).mean) < 2.0
