"""The first picture of a scene, long before its clip is drawn: a save is seen at once, however long the scene is.

It goes through the code that draws the clip, so that it is the picture the clip begins with, captions and overlays
included; only a fade-in from black is not in it. Nobody has spoken yet, so the word model says when words are said.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from heygen_build.emulator.orders import VideoOrder
from heygen_build.execute.local import clip_job
from heygen_build.execute.materials import Materials
from heygen_build.execute.overlays import tops_of
from heygen_build.execute.timing import broken, expected_words, timed_words
from heygen_build.media.model import ClipJob, Cue, Word
from heygen_build.plan.overlays import waits_for_words
from heygen_build.plan.requests import ClipRequest
from heygen_build.store.results import ResultStore, StepResult

_QUALITY = 90
_SECONDS = 4
"""How long scenes are taken to be, for overlays that come at a share of them: nobody knows yet."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What to draw: the clip's job, and where the render in it is only ordered, the order and a place for its frame."""

    job: ClipJob
    order: VideoOrder | None
    rendered: Path


@dataclass(frozen=True, slots=True)
class _Ahead(Materials):
    """What a clip will be made of, with `frame` in the place of the one render that is not there yet."""

    frame: Path

    def _made(self, role: str, name: str) -> Path:
        return Materials._made(self, role, name) if role in self.needs else self.frame


def glimpse_of(
    request: ClipRequest,
    store: ResultStore,
    files: Mapping[str, Path],
    needs: Mapping[str, StepResult],
    order: VideoOrder | None,
    rendered: Path,
) -> Glimpse | None:
    """What to draw of a clip now; None for one that shows nothing, or that is see-through."""
    if request.unseen or request.alpha or (order is not None and order.is_transparent):
        return None
    seen = {role: result for role, result in needs.items() if role != "speech"}
    ahead = _Ahead(files, store, seen, rendered)
    words = _words(request, needs, store)
    job = clip_job(request, ahead, _cues(request, words), tops_of(_timed_already(request), ahead, ()))
    return Glimpse(replace(job, sound=None, fade_in=0.0, fade_out=0.0), order, rendered)


def _words(request: ClipRequest, needs: Mapping[str, StepResult], store: ResultStore) -> tuple[Word, ...]:
    if request.captions is None:
        return ()
    if "speech" in needs:
        return timed_words(request.captions, needs, store)[0]
    return expected_words(request.captions)


def _cues(request: ClipRequest, words: tuple[Word, ...]) -> tuple[Cue, ...]:
    """What is read at first. Captions from a file are not in it: where the scene lies in the film is not known yet."""
    if request.captions is None or request.captions.hidden or request.captions.file is not None:
        return ()
    return broken(request, words) if words else ()


def _timed_already(request: ClipRequest) -> ClipRequest:
    """The clip without what waits for a word, or for the length of the film."""
    known = tuple(
        layer for layer in request.overlays or () if layer.content.kind != "bar" and not waits_for_words((layer,))
    )
    return request.model_copy(update={"overlays": known})


def warm_up() -> None:
    """Bring in what a first glimpse needs: a worker process that has just been started takes a second for that."""
    import heygen_build.draft.presenter
    import heygen_build.emulator.voices
    import heygen_build.emulator.wardrobe
    import heygen_build.media.captionlayers
    import heygen_build.media.clip  # noqa: F401


def draw_glimpse(glimpse: Glimpse, out: Path) -> None:
    """A JPEG of the clip's first picture; `out` is there whole or not at all."""
    from heygen_build.emulator.drawing import draw_first
    from heygen_build.media.captionlayers import caption_runs
    from heygen_build.media.compose import scene_frames
    from heygen_build.media.laying import lay
    from heygen_build.media.mark import mark_sprite
    from heygen_build.media.staging import staged
    from heygen_build.media.yuv import to_image

    job = glimpse.job
    if glimpse.order is not None:
        draw_first(glimpse.order, glimpse.rendered)
    frame, _ = next(scene_frames(job, 1, 0))
    frame = frame.copy()
    for top in job.tops:
        seen, _ = next(staged(top, job.canvas, _SECONDS * job.canvas.fps))
        if seen is not None:
            lay(frame, seen.picture, seen.x, seen.y)
    caption, _ = next(caption_runs(job, 1))
    if caption is not None:
        lay(frame, caption.picture, caption.x, caption.y)
    if job.mark:
        lay(frame, *mark_sprite(job.mark, job.canvas.width, job.canvas.height))
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        path = Path(folder) / out.name
        to_image(frame).save(path, quality=_QUALITY)
        path.replace(out)
