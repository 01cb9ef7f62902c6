"""Overlays and captions of a clip, once it is known when words are said and how long the clips of the film are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from heygen_build.execute.context import Needs
from heygen_build.execute.materials import Materials
from heygen_build.execute.moments import word_start
from heygen_build.media import captions
from heygen_build.media.model import CaptionStyle, Cue, MediaError, Word
from heygen_build.media.overlays import END, STILL, BarTop, Instant, Top
from heygen_build.plan.requests import ClipRequest, OverlayLayer, OverlayTime
from heygen_build.store.results import ClipMeta


def tops_of(request: ClipRequest, materials: Materials, words: Sequence[Word]) -> tuple[Top, ...]:
    """What lies over the picture of a clip. Raises MediaError `no_word` for a word that nobody says."""
    return tuple(_top(layer, request, materials, words) for layer in request.overlays or ())


def cues_from_file(request: ClipRequest, materials: Materials) -> tuple[Cue, ...]:
    """The captions of a file that fall into this clip, counted from the end of its `before`."""
    digest = request.captions.file if request.captions else None
    assert digest is not None, "the plan names a file"
    start, end, _ = _place(request, materials.needs)
    cues = read_captions(materials, digest)
    inside = [replace(cue, start=max(cue.start, start), end=min(cue.end, end)) for cue in cues]
    seen = [cue for cue in inside if cue.end > cue.start]
    return captions.shift(seen, -start - request.before)


def read_captions(materials: Materials, digest: str) -> tuple[Cue, ...]:
    """A subtitle file. Raises MediaError `not_subtitles`."""
    return captions.read_srt(materials.files[digest].read_text(encoding="utf-8-sig", errors="replace"))


def style_of(request: ClipRequest, materials: Materials) -> CaptionStyle | None:
    """How the captions of a clip are drawn."""
    style = request.captions.burn_in if request.captions and not request.captions.hidden else None
    return replace(style, text=materials.style(style.text)) if style and style.text else style


def _top(layer: OverlayLayer, request: ClipRequest, materials: Materials, words: Sequence[Word]) -> Top:
    content = materials.content(layer.content)
    if isinstance(content, BarTop) and request.number is not None:
        start, end, total = _place(request, materials.needs)
        content = replace(content, first=start / total, last=end / total)
    return Top(
        content,
        layer.station,
        _instant(layer.start, request, words),
        END if layer.end is None else _instant(layer.end, request, words),
        1.0 if layer.opacity is None else layer.opacity,
        layer.motion or STILL,
    )


def _instant(time: OverlayTime, request: ClipRequest, words: Sequence[Word]) -> Instant:
    if time.word is None:
        return Instant(time.seconds, time.share)
    said = word_start(words, time.word, time.nth or 1)
    if said is None:
        message = f"nobody knows when `{time.word}` is said in this scene; give the overlay a time such as `1.5s`"
        raise MediaError("no_word", message)
    return Instant(request.before + said + time.seconds, time.share)


def _place(request: ClipRequest, needs: Needs) -> tuple[float, float, float]:
    """When a clip begins and ends in its film, and how long that is, in seconds."""
    ends = [0.0, *accumulate(_lengths(needs))]
    number = request.number or 1
    return ends[number - 1], ends[number], ends[-1]


def _lengths(needs: Needs) -> Iterator[float]:
    number = 1
    while (made := needs.get(f"length-{number}")) is not None:
        assert isinstance(made.meta, ClipMeta)
        yield made.meta.seconds
        number += 1
