"""Overlays and sounds: whether they come in their scene, and are seen long enough, whole, and clearly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.media.breaking import columns
from heygen_build.moments import Moment
from heygen_build.resolve.checks.contrast import contrast
from heygen_build.resolve.checks.evidence import Shown, warning
from heygen_build.resolve.checks.lengths import scene_seconds, speech_seconds
from heygen_build.resolve.checks.text import LARGE_TEXT, better
from heygen_build.resolve.model import (
    CardPicture,
    LowerThirdContent,
    Overlay,
    TextContent,
    When,
)
from heygen_build.script.spoken import shown_text
from heygen_build.units import Color

_TOLERANCE = 0.25
"""Seconds: the word model is not exact, and so overlays are not called short for a blink."""
_COLUMNS_A_SECOND, _TO_FIND_IT = 25.0, 0.3
"""Short texts are read faster than captions, after the eye has found them."""


def overlays_have_time(shown: Shown) -> Iterator[Diagnostic]:
    """An overlay that starts after its scene or would last longer than it, and text that nobody can read in time."""
    length = scene_seconds(shown.scene)
    if length <= 0:
        return
    for overlay in shown.scene.overlays:
        start = seconds_of(overlay.start, shown, length)
        if start is None:
            continue
        left = length - start
        wanted = _wanted(overlay, shown, start, length)
        if left <= _TOLERANCE:
            message = f"the overlay starts at {start:.1f} s, and the scene lasts about {length:.1f} s"
            yield warning("HB0456", message, Label(shown.evidence.span(*overlay.origin.route, "from")))
        elif wanted > left + _TOLERANCE:
            message = f"the overlay is meant to stay {wanted:.1f} s, and the scene ends after {left:.1f} s of it"
            place = shown.evidence.first_written(*_ends(overlay), overlay.origin.route)
            longer = "give the scene a `pad` at its end" if shown.scene.speech else "`hold` the scene longer"
            yield warning("HB0456", message, Label(place), hint=f"{longer}, or start the overlay earlier")
        else:
            yield from _time_to_read(overlay, shown, min(wanted, left))


def sounds_start_in_their_scene(shown: Shown) -> Iterator[Diagnostic]:
    """A sound that starts after its scene is heard in another one, or after the film and never."""
    length = scene_seconds(shown.scene)
    for sound in shown.scene.sounds:
        start = seconds_of(sound.at, shown, length)
        if sound.origin is not None and start is not None and 0 < length <= start - _TOLERANCE:
            message = f"the sound starts at {start:.1f} s, and the scene lasts about {length:.1f} s"
            hint = "times count from the start of the scene"
            yield warning("HB0456", message, Label(shown.evidence.span(*sound.origin.route, "at")), hint=hint)


def _time_to_read(overlay: Overlay, shown: Shown, seconds: float) -> Iterator[Diagnostic]:
    text = _text(overlay)
    needed = columns(text) / _COLUMNS_A_SECOND + _TO_FIND_IT
    if text and seconds < needed:
        message = f"this text is seen for {seconds:.1f} s, and takes about {needed:.1f} s to read"
        place = shown.evidence.first_written(*_ends(overlay), overlay.origin.route)
        yield warning("HB0456", message, Label(place), hint="show it longer, or write less")


def overlays_are_in_the_safe_area(shown: Shown) -> Iterator[Diagnostic]:
    """An overlay stands at the edge of the safe area; an offset or a width can push it out."""
    for overlay in shown.scene.overlays:
        route = overlay.origin.route
        if overlay.width is not None and overlay.width.pixels(shown.film.width) > shown.film.width * 0.9 + 1:
            message = "the overlay is wider than the safe area, which is 90% of the frame"
            yield warning("HB0454", message, Label(shown.evidence.span(*route, "width")))
        pushed = _pushed(overlay, shown)
        if pushed is not None:
            message = f"the overlay leaves the safe area: at `{overlay.at}`, {pushed} moves it towards the edge"
            yield warning("HB0454", message, Label(shown.evidence.span(*route, "offset")), hint="turn its sign around")


def overlays_stand_out(shown: Shown) -> Iterator[Diagnostic]:
    """The contrast of text against its own box, or against a plain card."""
    for overlay in shown.scene.overlays:
        if not isinstance(overlay.content, TextContent | LowerThirdContent) or overlay.content.style.stroke is not None:
            continue
        color = overlay.content.style.color
        behind = _behind(overlay.content.style.background, shown)
        ratio = max((contrast(color, other) for other in behind), default=LARGE_TEXT)
        if ratio < LARGE_TEXT:
            message = f"the text hardly stands out from what is behind it: the contrast is {ratio:.1f} to 1"
            route = overlay.origin.route
            place = shown.evidence.first_written((*route, "style"), route)
            hint = f"WCAG asks for at least {LARGE_TEXT:g} to 1 in large text; {better(color, behind)}"
            yield warning("HB0455", message, Label(place), hint=hint)


def seconds_of(when: When, shown: Shown, length: float) -> float | None:
    """A time of a scene in seconds, by the word model; None for a word that is not in the script."""
    if when.word is None:
        return _seconds(when.time, length) + when.offset
    speech = shown.scene.speech
    if speech is None:
        return None
    words = _words(shown_text(speech.script))
    wanted = _bare(when.word)
    places = [index for index, word in enumerate(words) if word == wanted]
    if len(places) < when.nth:
        return None
    return shown.scene.before + speech_seconds(shown.scene) * places[when.nth - 1] / len(words) + when.offset


def _seconds(moment: Moment, length: float) -> float:
    if moment.unit == "%":
        return length * moment.value / 100
    return length - moment.value if moment.unit == "end" else moment.value


def _wanted(overlay: Overlay, shown: Shown, start: float, length: float) -> float:
    """The seconds that an overlay is meant to stay."""
    if overlay.length is not None:
        return _seconds(overlay.length, length)
    end = seconds_of(overlay.until, shown, length) if overlay.until is not None else None
    return (length if end is None else end) - start


def _ends(overlay: Overlay) -> tuple[tuple[str | int, ...], ...]:
    route = overlay.origin.route
    return (*route, "for"), (*route, "to")


def _pushed(overlay: Overlay, shown: Shown) -> str | None:
    """The offset that moves an overlay out of the safe area, as it was meant."""
    x, y = overlay.offset.x.pixels(shown.film.width), overlay.offset.y.pixels(shown.film.height)
    at = overlay.at
    if ("left" in at and x < -1) or ("right" in at and x > 1):
        return f"`x: {overlay.offset.x.value:g}{overlay.offset.x.unit}`"
    if (at.startswith("top") and y < -1) or (at.startswith("bottom") and y > 1):
        return f"`y: {overlay.offset.y.value:g}{overlay.offset.y.unit}`"
    return None


def _behind(box: Color | None, shown: Shown) -> tuple[Color, ...]:
    """What may be behind a text. Of a box that lets the picture through, its looks over black and over white."""
    if box is not None and box.alpha == 255:
        return (box,)
    if box is not None and box.alpha > 0:
        return tuple(_over(box, white) for white in (0, 255))
    picture = shown.scene.picture
    if isinstance(picture, CardPicture) and picture.background.is_plain:
        return (picture.background.color,)
    return ()


def _over(color: Color, gray: int) -> Color:
    share = color.alpha / 255
    return Color(*(round(c * share + gray * (1 - share)) for c in (color.red, color.green, color.blue)))


def _text(overlay: Overlay) -> str:
    match overlay.content:
        case TextContent(text=text):
            return text
        case LowerThirdContent(title=title, subtitle=subtitle):
            return f"{title} {subtitle or ''}".strip()
        case _:
            return ""


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    return tuple(map(_bare, text.split()))


def _bare(word: str) -> str:
    return word.casefold() if word.isalnum() else "".join(char for char in word.casefold() if char.isalnum())
