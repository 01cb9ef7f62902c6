"""What lies on the timeline beside the scenes: overlays, music, sound effects and transitions, where they are in the
film."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from heygen_build.execute.moments import seconds_at, stretch
from heygen_build.media.model import Word, half_frames
from heygen_build.plan.model import Step
from heygen_build.plan.requests import FilmRequest, TransitionRequest
from heygen_build.resolve.model import Film, LowerThirdContent, Music, Overlay, SoundEffect, TextContent
from heygen_build.watch.view import SceneView, SpanView

Said = Callable[[int], Sequence[Word]]
"""The words of the scene with this number (from 0), counted from its first frame."""
UNKNOWN_SECONDS = 0.5
"""How long a sound is drawn that is only looked for when the film is made."""


def overlay_spans(film: Film, scenes: Sequence[SceneView], said: Said) -> Iterator[SpanView]:
    """Overlays where they are seen."""
    for number, (resolved, view) in enumerate(zip(film.scenes, scenes, strict=False)):
        words = said(number) if resolved.overlays else ()
        for overlay in resolved.overlays:
            start, end = seen(overlay, words, view.seconds)
            yield _span(_overlay_label(overlay), view.start + start, view.start + end)


def sound_spans(film: Film, scenes: Sequence[SceneView], said: Said) -> Iterator[SpanView]:
    """Sound effects, from their moment for as long as their file is."""
    for number, (resolved, view) in enumerate(zip(film.scenes, scenes, strict=False)):
        words = said(number) if resolved.sounds else ()
        for sound in resolved.sounds:
            start = view.start + (seconds_at(sound.at, words, 0.0, view.seconds) or 0.0)
            length = sound.file.seconds if sound.file and sound.file.seconds else UNKNOWN_SECONDS
            yield _span(_sound_label(sound), start, start + length)


def music_spans(film: Film, joined: Step, scenes: Sequence[SceneView]) -> Iterator[SpanView]:
    """Pieces of music under the scenes that they are mixed under."""
    assert isinstance(joined.request, FilmRequest), "a film is asked for by a FilmRequest"
    names = {music.file.digest: music.file.path.name for music in _music(film) if music.file is not None}
    for bed in joined.request.beds or ():
        under = scenes[bed.first - 1 : bed.last]
        if under:
            yield _span(names.get(bed.file or "", "music"), under[0].start, under[-1].start + under[-1].seconds)


def transition_spans(joined: Step, steps: Mapping[str, Step], scenes: Sequence[SceneView]) -> Iterator[SpanView]:
    """The stretches in which two scenes are seen: half of it before the scene that a transition leads into."""
    for number, scene in enumerate(scenes, 1):
        step = steps.get(joined.needs.get(f"transition-{number}", ""))
        if step is not None and isinstance(step.request, TransitionRequest):
            half = half_frames(step.request.seconds, step.request.canvas.fps) / step.request.canvas.fps
            yield _span(step.request.motion, scene.start - half, scene.start + half)


def seen(overlay: Overlay, words: Sequence[Word], seconds: float) -> tuple[float, float]:
    """From when to when in its scene; a word that nobody says yet counts as the start."""
    start = seconds_at(overlay.start, words, 0.0, seconds) or 0.0
    end: float | None = seconds
    if overlay.until is not None:
        end = seconds_at(overlay.until, words, 0.0, seconds)
    elif overlay.length is not None:
        end = start + stretch(overlay.length, seconds)
    return start, max(start, min(seconds if end is None else end, seconds))


def _music(film: Film) -> Iterator[Music]:
    yield from (music for music in (film.music, *(scene.music for scene in film.scenes)) if music is not None)


def _span(label: str, start: float, end: float) -> SpanView:
    return SpanView(label=label, start=round(start, 3), end=round(end, 3))


def _overlay_label(overlay: Overlay) -> str:
    match overlay.content:
        case TextContent(text=text) | LowerThirdContent(title=text):
            return text
        case content:
            return type(content).__name__.removesuffix("Content").lower()


def _sound_label(sound: SoundEffect) -> str:
    return sound.file.path.name if sound.file else sound.search or "sound"
