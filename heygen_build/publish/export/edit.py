"""A finished film taken apart again, as editing programs think of it: pieces on tracks, counted in frames."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from heygen_build.execute.local import numbered
from heygen_build.execute.soundtrack import Track
from heygen_build.media.model import Bed, Cue, Effect
from heygen_build.plan.clips import SOUNDS
from heygen_build.plan.model import BuildPlan, PlannedFilm
from heygen_build.plan.requests import FilmRequest
from heygen_build.publish.timeline import Passage, Timeline
from heygen_build.store.results import Blob, ClipMeta, ResultStore, StepResult, TransitionMeta


@dataclass(frozen=True, slots=True)
class Piece:
    """`frames` of a stored file from its frame `first`, seen or heard from frame `at` of the film.

    `length` is that of the whole file in frames. `scenes` are the ids of what is seen in it.
    """

    kind: Literal["scene", "transition", "sound"]
    name: str
    blob: Blob
    at: int
    frames: int
    first: int
    length: int
    scenes: tuple[str, ...]

    @property
    def file(self) -> str:
        """The name of the file in an export."""
        return f"{self.name}{self.blob.suffix}"


@dataclass(frozen=True, slots=True)
class Edit:
    """A film of `frames` frames. `beds` and `effects` count in seconds; their files are the user's own."""

    title: str
    slug: str
    fps: int
    width: int
    height: int
    frames: int
    pictures: tuple[Piece, ...]
    sounds: tuple[Piece, ...]
    beds: tuple[Bed, ...]
    effects: tuple[Effect, ...]
    cues: tuple[Cue, ...]
    passages: tuple[Passage, ...]

    @property
    def own_files(self) -> dict[Path, str]:
        """Files of the user, with their names in an export."""
        paths = dict.fromkeys([bed.path for bed in self.beds] + [effect.path for effect in self.effects])
        return {path: f"own-{number}{path.suffix}" for number, path in enumerate(paths, start=1)}


def edit_of(
    plan: BuildPlan,
    planned: PlannedFilm,
    results: Mapping[str, StepResult],
    store: ResultStore,
    timeline: Timeline,
) -> Edit:
    """The pieces that a finished film was joined of: all of the film's steps are among the results."""
    film, step = planned.film, plan.step(planned.step)
    assert isinstance(step.request, FilmRequest)
    needs = {role: _result(results, store, key) for role, key in step.needs.items()}
    clips = [needs[role] for role in numbered(needs, "clip")]
    lengths = [_seconds(clip) for clip in clips]
    names = _names(planned)
    track = Track(step.request, lengths, needs, plan.files, store)
    pictures = () if film.format in SOUNDS else tuple(_pictures(clips, needs, names, film.fps))
    return Edit(
        title=film.title,
        slug=film.slug,
        fps=film.fps,
        width=film.width,
        height=film.height,
        frames=sum(round(seconds * film.fps) for seconds in lengths),
        pictures=pictures,
        sounds=tuple(_sounds(clips, names, film.fps)),
        beds=track.beds,
        effects=track.effects,
        cues=timeline.cues,
        passages=timeline.passages,
    )


def _pictures(
    clips: list[StepResult], needs: Mapping[str, StepResult], names: list[tuple[str, ...]], fps: int
) -> Iterator[Piece]:
    """Transitions, and what they leave of the scenes between them."""
    halves = [_half(needs.get(f"transition-{number}")) for number in range(1, len(clips) + 2)]
    at = 0
    for number, clip in enumerate(clips, start=1):
        length, into, after = round(_seconds(clip) * fps), halves[number - 1], halves[number]
        if into:
            blob, seen = needs[f"transition-{number}"].files["video"], (*names[number - 2][-1:], *names[number - 1][:1])
            yield Piece("transition", f"{number:02}-transition", blob, at, 2 * into, 0, 2 * into, seen)
            at += 2 * into
        frames = length - into - after
        if frames > 0:
            blob = clip.files["video"]
            yield Piece("scene", _name(number, names), blob, at, frames, into, length, names[number - 1])
            at += frames


def _sounds(clips: list[StepResult], names: list[tuple[str, ...]], fps: int) -> Iterator[Piece]:
    at = 0
    for number, clip in enumerate(clips, start=1):
        length = round(_seconds(clip) * fps)
        yield Piece("sound", _name(number, names), clip.files["sound"], at, length, 0, length, names[number - 1])
        at += length


def _names(planned: PlannedFilm) -> list[tuple[str, ...]]:
    """The ids of the scenes in each clip; a film that was rendered whole is one clip."""
    clips: list[tuple[str, ...]] = []
    for scene in planned.scenes:
        if scene.span[0] == 0.0:
            clips.append(())
        clips[-1] = (*clips[-1], scene.scene_id)
    return clips


def _name(number: int, names: list[tuple[str, ...]]) -> str:
    ids = names[number - 1]
    # Ids often count already; counted twice they would be hard to read.
    name = re.sub(r"^\d+-(?=.)", "", ids[0]) if len(ids) == 1 else "film"
    return f"{number:02}-{name}"


def _result(results: Mapping[str, StepResult], store: ResultStore, key: str) -> StepResult:
    found = results.get(key) or store.get(key)
    if found is None:
        raise FileNotFoundError(f"the result {key[:12]} is not in the cache any more")
    return found


def _half(transition: StepResult | None) -> int:
    """Frames that a transition takes of each of its scenes; 0 for a cut."""
    return transition.meta.half if transition and isinstance(transition.meta, TransitionMeta) else 0


def _seconds(clip: StepResult) -> float:
    assert isinstance(clip.meta, ClipMeta)
    return clip.meta.seconds
