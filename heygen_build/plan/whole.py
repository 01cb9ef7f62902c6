"""A film that HeyGen rendered as one video: one clip of it, in which every scene has its share of the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from heygen_build.media.model import Canvas
from heygen_build.plan.clips import drawn_captions
from heygen_build.plan.drawing import WORDS_PER_MINUTE, Drawing
from heygen_build.plan.model import PlannedScene
from heygen_build.plan.overlays import overlay_layers, waits_for_words
from heygen_build.plan.requests import CaptionRequest, ClipLayer, ClipRequest, OverlayLayer
from heygen_build.resolve.model import Film, Scene
from heygen_build.script.spoken import shown_text, spoken_text

WHOLE = "video"
"""The place of what is made for all scenes together (`video/studio`, `video/clip`)."""


def plan_whole(
    drawing: Drawing, film: Film, prefix: str, canvas: Canvas, *, video: str, seconds: Sequence[float]
) -> tuple[PlannedScene, ...]:
    """The scenes of a film whose render is the step `video`; `seconds` is how long each is expected to be.

    Where one scene ends and the next begins is only known by these lengths: no answer of HeyGen tells it.
    """
    ends = list(accumulate(seconds, initial=0.0))
    spans = [(first / ends[-1], last / ends[-1]) for first, last in pairwise(ends)]
    overlays = tuple(_overlays(drawing, film, canvas, spans))
    request = ClipRequest(
        canvas=canvas,
        picture=ClipLayer(),
        hold=0.0,
        before=0.0,
        after=0.0,
        fade_in=0.0,
        fade_out=0.0,
        captions=_captions(drawing, film, canvas, seconds, timed=waits_for_words(overlays)),
        mark=None,
        overlays=overlays or None,
        as_is=True if film.format == "mp4" and not overlays and film.captions.burn_in is None else None,
    )
    clip = drawing.add(f"{prefix}{WHOLE}/clip", request, film.origin, "local clip", needs={"video": video})
    return tuple(PlannedScene(part.id, clip, video, None, span) for part, span in zip(film.scenes, spans, strict=True))


def _overlays(
    drawing: Drawing, film: Film, canvas: Canvas, spans: Sequence[tuple[float, float]]
) -> Iterator[OverlayLayer]:
    said = ""
    for scene, span in zip(film.scenes, spans, strict=True):
        yield from overlay_layers(drawing, scene, canvas, span, said)
        said = f"{said} {_shown(scene)}"


def _captions(
    drawing: Drawing, film: Film, canvas: Canvas, seconds: Sequence[float], *, timed: bool
) -> CaptionRequest | None:
    drawn = drawn_captions(drawing, film, canvas)
    if drawn is None and not timed:
        return None
    # What was recorded is only known to whoever hears it: then HeyGen's subtitles are all there is.
    is_known = all(scene.audio is None for scene in film.scenes)
    shown = " ".join(_shown(scene) for scene in film.scenes if scene.speech) if is_known else ""
    spoken = " ".join(_spoken(scene, length) for scene, length in zip(film.scenes, seconds, strict=True))
    said = CaptionRequest(
        shown=shown, spoken=spoken if is_known else "", words_per_minute=WORDS_PER_MINUTE, burn_in=None
    )
    return said.model_copy(update=drawn or {"hidden": True})


def _shown(scene: Scene) -> str:
    return shown_text(scene.speech.script, scene.speech.pronunciations) if scene.speech else ""


def _spoken(scene: Scene, seconds: float) -> str:
    """Scenes in which nobody speaks are pauses, as far as the times of words are concerned."""
    if scene.speech is None:
        return f'<break time="{seconds:.3f}s"/>'
    return spoken_text(scene.speech.script, scene.speech.pronunciations)
