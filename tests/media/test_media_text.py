"""Text: every script in its own font and direction, lines that fit and look even."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_build.media.bidi import base_direction, visual
from heygen_build.media.breaking import balance, clusters, columns, pieces
from heygen_build.media.burn import caption_sprite
from heygen_build.media.fonts import families, runs
from heygen_build.media.mark import mark_sprite
from heygen_build.media.model import Canvas, CaptionStyle, Cue
from heygen_build.media.text import TextStyle, draw_text, measure, missing_glyphs, wrap
from heygen_build.media.tops import SAFE
from heygen_build.units import Color

STYLE = TextStyle(24)
SAMPLES = {
    "Latin": "Größe, Ürün, façade",
    "Greek": "Καλημέρα κόσμε",
    "Cyrillic": "Добрый день",
    "Arabic": "مرحبا بكم",
    "Hebrew": "שלום עולם",
    "Devanagari": "नमस्ते दुनिया",
    "Tamil": "வணக்கம்",
    "Thai": "สวัสดีชาวโลก",
    "emoji": "😀🚀",
}


@pytest.mark.parametrize("script", SAMPLES)
def test_each_script_has_its_glyphs_and_is_visible(script: str) -> None:
    assert missing_glyphs(SAMPLES[script]) == set()
    picture = np.asarray(draw_text(SAMPLES[script], STYLE))
    assert (picture[..., 3] > 128).sum() > 100


def test_missing_characters_are_named() -> None:
    assert missing_glyphs("a\u200d \ufe0f\n\U000e0f00") == {"\U000e0f00"}


def test_fonts_change_with_the_script_and_blanks_stay_with_their_word() -> None:
    found = [(run.text, run.family.path.stem) for run in runs("Hi नमस्ते 2")]
    assert found == [("Hi ", "NotoSans[wght]"), ("नमस्ते 2", "NotoSansDevanagari[wght]")]


@pytest.mark.parametrize("emoji", ["1️⃣", "#️⃣", "❤️", "👩‍💻", "🇪🇸", "👍🏽", "🏳️‍🌈"])
def test_an_emoji_of_several_characters_is_one_picture(emoji: str) -> None:
    (run,) = runs(emoji, next(families()))
    assert run.family.path.stem.startswith("NotoEmoji")
    assert measure(emoji, TextStyle(40)) < 60


def test_weight_makes_letters_heavier() -> None:
    light, heavy = (np.asarray(draw_text("Weight", TextStyle(40, weight)))[..., 3].sum() for weight in (300, 800))
    assert heavy > 1.2 * light


def shown(line: str) -> list[str]:
    """The stretches of a line from left to right."""
    return [stretch.text for stretch in visual(line, base_direction(line))]


@pytest.mark.parametrize("text", ["Директор", "illustration", "Head of Design"])
def test_small_letters_are_as_evenly_spaced_as_large_ones(text: str) -> None:
    small, large = TextStyle(14), TextStyle(280)
    for end in range(1, len(text) + 1):
        share = measure(text[:end], large) / measure(text, large)
        assert measure(text[:end], small) / measure(text, small) == pytest.approx(share, abs=0.012)


def test_mixed_directions_follow_the_paragraph() -> None:
    assert shown("abc def") == ["abc def"]
    assert shown("שלום HeyGen עולם") == [" עולם", "HeyGen", "שלום "]
    assert shown("the word שלום עולם here") == ["the word ", "שלום עולם", " here"]
    assert shown("מחיר 49.50 שח") == [" שח", "49.50", "מחיר "]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_ordering_loses_nothing(line: str) -> None:
    assert sorted("".join(shown(line))) == sorted(line)


@settings(deadline=None)
@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), max_size=80), st.integers(4, 40))
def test_lines_hold_all_characters_and_fit(text: str, limit: int) -> None:
    lines = balance(pieces(text), lambda line: float(columns(line)), limit)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= limit or len(clusters(line)) == 1 for line in lines)


def test_lines_are_as_few_as_possible_and_even() -> None:
    lines = balance(pieces("one two three four five six seven eight"), lambda line: float(len(line)), 30)
    assert lines == ["one two three four", "five six seven eight"]


def test_chinese_and_japanese_break_without_blanks_but_not_before_their_commas() -> None:
    lines = balance(pieces("中文中，文中文"), lambda line: float(columns(line)), 6)
    assert "".join(lines) == "中文中，文中文"
    assert len(lines) > 1
    assert not any(line.startswith("，") for line in lines)
    assert len(balance(pieces("日本語のとても長い文章です"), lambda line: float(columns(line)), 10)) == 3


def test_wrapping_keeps_line_feeds_and_cuts_what_cannot_fit() -> None:
    lines = wrap("one\ntwo", STYLE, 500)
    assert lines == ("one", "two")
    assert all(measure(line, STYLE) <= 100 for line in wrap("x" * 60, STYLE, 100))


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=40))
def test_any_text_can_be_drawn(text: str) -> None:
    picture = draw_text(text, TextStyle(14), 120)
    assert picture.width > 0
    assert picture.height > 0


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (720, 1280), (1080, 1080), (640, 360), (864, 1080)])
@pytest.mark.parametrize("position", ["bottom", "top"])
def test_captions_lie_inside_the_safe_area(width: int, height: int, position: str) -> None:
    style = CaptionStyle(position="top" if position == "top" else "bottom")
    cue = Cue(0, 1, ("A caption line with exactly 42 characters", "and a second one that is just as very long"))
    image, x, y = caption_sprite(cue, Canvas(width, height), style)
    assert x >= width * 0.04
    assert x + image.width <= width * 0.96 + 2
    assert y >= height * 0.04
    assert y + image.height <= height * (0.8 if height > width else 0.96)
    assert abs(x - (width - x - image.width)) <= 4


def test_captions_do_not_touch_the_mark() -> None:
    for width, height in ((1280, 720), (720, 1280), (1080, 1080)):
        mark, _, top = mark_sprite("DRAFT", width, height)
        _, _, y = caption_sprite(Cue(0, 1, ("x" * 60,)), Canvas(width, height), CaptionStyle(position="top"))
        assert y >= top + mark.height


@pytest.mark.parametrize(("width", "height"), [(640, 360), (1920, 1080), (720, 1280), (1080, 1080), (3840, 2160)])
def test_the_mark_grows_with_the_frame_and_covers_nothing_that_keeps_to_the_safe_area(width: int, height: int) -> None:
    image, x, y = mark_sprite("DRAFT", width, height)
    assert 0.06 <= image.width / min(width, height) <= 0.3
    assert abs(x + image.width / 2 - width / 2) <= 2
    assert y % 2 == x % 2 == 0
    assert y + image.height <= height * SAFE


def test_the_mark_is_in_its_place_when_its_text_is_wider_than_the_frame() -> None:
    image, x, _ = mark_sprite("DRAFT · A language with a very long name (somewhere)", 96, 64)
    assert x == 0
    assert image.width > 96


def test_colors_and_transparency_reach_the_picture() -> None:
    picture = np.asarray(draw_text("■■", TextStyle(40, color=Color(200, 30, 30, 128))))
    strongest = picture.reshape(-1, 4)[picture[..., 3].argmax()]
    assert tuple(int(value) for value in strongest) == (200, 30, 30, 128)
