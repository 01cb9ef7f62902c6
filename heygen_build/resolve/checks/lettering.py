"""Letters that are drawn here: their fonts are installed, and have every character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.checks.evidence import Evidence, Shown, error, warning
from heygen_build.resolve.checks.fontsources import font_hint
from heygen_build.resolve.model import CardPicture, Film, LowerThirdContent, TextContent, TextStyle
from heygen_build.resolve.said import said_text
from heygen_build.source.model import Route

_LATIN = 0x24F
"""The last character that every font is taken to have: Latin with all of its European letters."""


def fonts_are_installed(shown: Shown) -> Iterator[Diagnostic]:
    """A family is a package, or it is bundled; nothing is fetched while a film is made."""
    if shown.film.captions.burn_in is not None and shown.film.captions.design.text is not None:
        yield from _installed(shown, shown.film.captions.design.text, ("captions", "burn_in", "text"))
    for _, style, route in _drawn(shown):
        yield from _installed(shown, style, (*route, "style"))


def letters_can_be_drawn(shown: Shown) -> Iterator[Diagnostic]:
    """A character that no installed font has would be an empty box in the film."""
    for text, style, route in _drawn(shown):
        yield from _missing(shown, text, style, route)
    speech, captions = shown.scene.speech or shown.scene.audio, shown.film.captions
    if speech is None or captions.burn_in is None or captions.file is not None or not shown.scene.captions:
        return
    yield from _missing(shown, said_text(shown.scene), captions.design.text, speech.origin.route)


def format_carries_captions(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """Only MP4 is written with a track of captions."""
    if film.captions.track and film.format != "mp4":
        message = f"a film in the format `{film.format}` is written without a track of captions"
        label = Label(evidence.span("output", "format"), "the format")
        hint = "`sidecar` writes captions beside the film"
        yield warning("HB0492", message, Label(evidence.span("captions", "track")), label, hint=hint)


def _drawn(shown: Shown) -> Iterator[tuple[str, TextStyle, Route]]:
    """The texts of a scene that are drawn, with their style and place."""
    scene = shown.scene
    if isinstance(scene.picture, CardPicture):
        yield scene.picture.text, scene.picture.style or TextStyle(), (*scene.origin.route, "card")
    for overlay in scene.overlays:
        match overlay.content:
            case TextContent(text, style):
                yield text, style, overlay.origin.route
            case LowerThirdContent(title, subtitle, style):
                yield f"{title} {subtitle or ''}", style, overlay.origin.route


def _installed(shown: Shown, style: TextStyle, route: Route) -> Iterator[Diagnostic]:
    from heygen_build.media.typefaces import BUNDLED, is_installed, package_of

    if style.font_file is not None or is_installed(style.font):
        return
    place = Label(shown.evidence.first_written((*route, "font"), route))
    hint = f"many of Google's fonts are packages: try `pip install {package_of(style.font)}`, or name a font file"
    note = f"`Inter` and `{BUNDLED}` are always there"
    yield error("HB0468", f"the font `{style.font}` is not installed", place, hint=hint, notes=(note,))


def _missing(shown: Shown, text: str, style: TextStyle | None, route: Route) -> Iterator[Diagnostic]:
    if text.isascii() or all(ord(char) <= _LATIN for char in text):
        return
    file = style.font_file.path if style and style.font_file else None
    found = _without_glyph(text, file)
    if not found:
        return
    first = found[0]
    name = f", {unicodedata.name(first)}" if unicodedata.name(first, "") else ""
    others = f", and {len(found) - 1} more of this text" if len(found) > 1 else ""
    message = f"no installed font has `{first}` (U+{ord(first):04X}{name}){others}"
    place = Label(shown.evidence.first_written((*route, "text"), route))
    yield error("HB0469", message, place, hint=font_hint(first))


@lru_cache(maxsize=1024)
def _without_glyph(text: str, file: Path | None) -> tuple[str, ...]:
    from heygen_build.media.fonts import family_of, missing_glyphs

    missing = missing_glyphs(text, family_of(file) if file else None)
    return tuple(sorted(missing, key=text.index))
