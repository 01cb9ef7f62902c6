"""Overlays whose text does not fit: it is set smaller, and cut off where that is not enough."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.media.breaking import columns
from heygen_build.media.model import Canvas
from heygen_build.media.overlays import Lettering, TextTop
from heygen_build.resolve.checks.evidence import Shown, warning
from heygen_build.resolve.lettering import lettering_of
from heygen_build.resolve.model import Overlay, TextContent

_SMALLEST, _WIDEST, _SAFE = 0.55, 0.95, 0.9
"""Shares: how small text is set before it is cut; the widest letter, in sizes; and of the frame, the safe area."""
_END = "…"


def texts_are_shown_whole(shown: Shown) -> Iterator[Diagnostic]:
    """What does not fit even when it is small ends with an ellipsis: nobody would read the rest."""
    film = shown.film
    canvas = Canvas(film.width, film.height, film.fps)
    for overlay in shown.scene.overlays:
        if not isinstance(overlay.content, TextContent):
            continue
        top = _top(overlay, overlay.content, canvas)
        last = None if _surely_fits(top, canvas) else _cut_line(top, canvas)
        if last is not None:
            message = f"the text is too long for its room: it ends with `{last}`"
            place = shown.evidence.first_written((*overlay.origin.route, "text"), overlay.origin.route)
            hint = "write less, make it smaller or wider, or let it take more lines (`max_lines`)"
            yield warning("HB0493", message, Label(place), hint=hint)


def _top(overlay: Overlay, content: TextContent, canvas: Canvas) -> TextTop:
    file = content.style.font_file
    letters = lettering_of(content.style, canvas, str(file.path) if file else None)
    return TextTop(content.text, letters, overlay.width.pixels(canvas.width) if overlay.width else None)


def _surely_fits(top: TextTop, canvas: Canvas) -> bool:
    """Whether it is short enough not to be measured: that takes fonts, and most projects need none to be checked."""
    look, paragraphs = top.style, top.text.splitlines() or [""]
    size = look.size * _SMALLEST
    room = min(top.width or canvas.width, canvas.width * _SAFE) - 2 * _sides(look)
    most = look.max_lines or int(canvas.height * _SAFE / (size * look.leading))
    needed = sum(1 + columns(paragraph) * size * _WIDEST // max(1.0, room) for paragraph in paragraphs)
    longest = max((columns(word) for word in top.text.split()), default=0)
    return needed <= most and longest * size * _WIDEST <= room


def _sides(look: Lettering) -> float:
    return max(look.padding + look.size * max(0.0, look.leading - 1) / 2, look.size * 0.16)


@lru_cache(maxsize=1024)
def _cut_line(top: TextTop, canvas: Canvas) -> str | None:
    """The last line that is seen of a text that is cut off; None for one that is shown whole."""
    from heygen_build.media.tops import text_setting

    last = text_setting(top, canvas).lines[-1]
    return last if last.endswith(_END) and not top.text.rstrip().endswith(_END) else None
