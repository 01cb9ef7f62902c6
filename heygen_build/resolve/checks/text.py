"""Whether people can read what is shown: captions and cards."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.media.breaking import columns
from heygen_build.resolve.checks.contrast import contrast
from heygen_build.resolve.checks.evidence import Shown, warning
from heygen_build.resolve.checks.lengths import speech_seconds
from heygen_build.resolve.model import CardPicture, LowerThirdContent, TextContent
from heygen_build.script.model import Said, Words
from heygen_build.script.parse import parse
from heygen_build.script.spoken import shown_text
from heygen_build.units import Color

_LEAST_SPEECH = 2.0
"""Seconds below which the word model says nothing about the pace of captions."""
_LONGEST_KNOWN = 25
"""Columns of a word up to which the word model knows how long it takes; voices spell out addresses."""
LARGE_TEXT = 3.0
"""The contrast that WCAG 2.2 asks for large text (1.4.3, level AA)."""
SAFE = 0.9
"""The share of the frame that every screen shows and nothing covers (title-safe area, SMPTE ST 2046-1)."""
EM_WIDTH, _LEADING = 0.5, 1.3
"""About the width of a letter and the height of a line, as shares of the size of the letters."""


def captions_have_room(shown: Shown) -> Iterator[Diagnostic]:
    """A word that is longer than a line of captions is cut in two."""
    scene = shown.scene
    if scene.speech is None or not _has_captions(shown):
        return
    limit = _line_limit(shown)
    for width, start, end in _wide_words(scene.speech.script, limit):
        message = f"this word has {width} characters, and a line of captions has room for {limit}"
        place = Label(shown.evidence.in_script(scene, start, end))
        yield warning("HB0452", message, place, hint="write [a shorter form](say:the whole word)")


def _wide_words(script: str, limit: int) -> Iterator[tuple[int, int, int]]:
    """Columns, start and end of words that are wider than a limit. Of a say-link, the whole link is the place."""
    if columns(script) <= limit:
        return
    for part in parse(script).parts:
        text = part.shown if isinstance(part, Said) else part.text if isinstance(part, Words) else ""
        for word in re.finditer(r"\S+", text):
            if columns(word[0]) > limit and _is_one_word(word[0]):
                first, last = (0, part.end - part.start) if isinstance(part, Said) else word.span()
                yield columns(word[0]), part.start + first, part.start + last


def captions_can_be_read(shown: Shown) -> Iterator[Diagnostic]:
    """Captions show what is written at the pace of what is said, and the written words may be longer."""
    scene = shown.scene
    seconds = speech_seconds(scene)
    if scene.speech is None or not _has_captions(shown) or seconds < _LEAST_SPEECH or scene.audio is not None:
        return
    words = [columns(word) for word in shown_text(scene.speech.script).split()]
    pace = sum(width + 1 for width in words if width <= _LONGEST_KNOWN) / seconds
    if pace > shown.film.captions.rules.max_cps and not _voice_is_fast(shown):
        message = f"the captions of this scene show about {pace:.0f} characters a second"
        limit = shown.film.captions.rules.max_cps
        hint = f"people read 17 to 20, and `max_cps` is {limit:g}: shorten the words, or slow the voice down"
        yield warning("HB0453", message, Label(scene.speech.origin.span), hint=hint)


def card_can_be_read(shown: Shown) -> Iterator[Diagnostic]:
    """The contrast of a card's text on a plain background."""
    picture = shown.scene.picture
    if not isinstance(picture, CardPicture) or picture.background.image or picture.background.video:
        return
    behind = _behind(picture)
    ratio = min(contrast(picture.color, color) for color in behind)
    if ratio < LARGE_TEXT:
        message = f"the text hardly stands out from its background: the contrast is {ratio:.1f} to 1"
        place = Label(
            shown.evidence.first_written((*shown.scene.origin.route, "card", "color"), shown.scene.picture_origin.route)
        )
        hint = f"WCAG asks for at least {LARGE_TEXT:g} to 1 in large text; {better(picture.color, behind)}"
        yield warning("HB0455", message, place, hint=hint)


def card_has_room(shown: Shown) -> Iterator[Diagnostic]:
    """Whether a card's text fits into the safe area at the size that was asked for."""
    picture, film = shown.scene.picture, shown.film
    if not isinstance(picture, CardPicture):
        return
    size = picture.size * film.height
    in_line = max(film.width * SAFE / (size * EM_WIDTH), 1.0)
    lines = sum(max(math.ceil(columns(line) / in_line), 1) for line in picture.text.splitlines() or [""])
    room = max(int(film.height * SAFE / (size * _LEADING)), 1)
    if lines > room:
        message = f"the text needs about {lines} lines at this size, and the safe area has room for {room}"
        hint = "shorten it, split the card in two, or set a smaller `size`"
        yield warning("HB0454", message, Label(shown.scene.picture_origin.span), hint=hint)


def links_stand_in_scripts(shown: Shown) -> Iterator[Diagnostic]:
    """A say-link in a text that nobody says is drawn as it is written."""
    scene, span = shown.scene, shown.evidence.first_written
    if isinstance(scene.picture, CardPicture) and has_link(scene.picture.text):
        route = (*scene.origin.route, "card")
        yield drawn_link(span((*route, "text"), route))
    for overlay in scene.overlays:
        route = overlay.origin.route
        match overlay.content:
            case TextContent(text=text) if has_link(text):
                yield drawn_link(span((*route, "text"), route))
            case LowerThirdContent(title=title, subtitle=subtitle) if has_link(f"{title} {subtitle or ''}"):
                yield drawn_link(span((*route, "lower_third"), route))
            case _:
                continue


def has_link(text: str) -> bool:
    return any(isinstance(part, Said) for part in parse(text).parts)


def drawn_link(place: Span) -> Diagnostic:
    hint = "write the words alone; `pronunciations` say how voices pronounce them in every script"
    return warning(
        "HB0463", "a say-link works in scripts only, and is drawn here as it is written", Label(place), hint=hint
    )


def _behind(picture: CardPicture) -> tuple[Color, ...]:
    """The colors behind a card's letters: those of its style's box, or of its background."""
    if picture.style is not None and picture.style.background is not None and picture.style.background.alpha == 255:
        return (picture.style.background,)
    gradient = picture.background.gradient
    return gradient.colors if gradient else (picture.background.color,)


def _has_captions(shown: Shown) -> bool:
    captions = shown.film.captions
    return shown.scene.captions and bool(captions.sidecar or captions.burn_in) and captions.language is None


def _line_limit(shown: Shown) -> int:
    if shown.film.captions.rules.is_own:
        return shown.film.captions.rules.max_chars
    from heygen_build.media.captions import line_limit
    from heygen_build.media.model import Canvas

    return line_limit(Canvas(shown.film.width, shown.film.height))


def _is_one_word(text: str) -> bool:
    """Whether nothing in a text allows a break: hyphens and wide characters do."""
    return columns(text) == len(text) and not re.search(r"[-/–—]", text.strip("-/–—"))


def _voice_is_fast(shown: Shown) -> bool:
    voice = shown.scene.speech.voice if shown.scene.speech else None
    return bool(voice and voice.speed and voice.speed > 1.25)


def better(text: Color, behind: tuple[Color, ...]) -> str:
    white, black = Color(255, 255, 255), Color(0, 0, 0)
    best = max((white, black), key=lambda color: min(contrast(color, other) for other in behind))
    return f"`{best.hex()}` would have {min(contrast(best, other) for other in behind):.1f}"
