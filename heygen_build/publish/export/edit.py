"""A finished film taken apart again, as editing programs think of it: pieces on tracks, counted in frames."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from heygen_build.execute.local import numbered
from heygen_build.execute.soundtrack import Track
from heygen_build.media.model import Bed, Cue, Effect
from heygen_build.media.probe import probe
from heygen_build.plan.clips import SOUNDS
from heygen_build.plan.model import BuildPlan, PlannedFilm
from heygen_build.plan.requests import FilmRequest
from heygen_build.publish.export.played import Played, of_bed, of_effect
from heygen_build.publish.timeline import Passage, Timeline
from heygen_build.store.results import Blob, ClipMeta, ResultStore, StepResult, TransitionMeta

_NAME_CHARS = 60
"""Of an id in a file name: file systems take 255 bytes, and letters have up to four."""


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
    """A film of `frames` frames. `beds` and `effects` count in seconds; their files, of `lengths` s, are the user's."""

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
    lengths: Mapping[Path, float]
    cues: tuple[Cue, ...]
    passages: tuple[Passage, ...]

    @property
    def own_files(self) -> dict[Path, str]:
        """Files of the user, with their names in an export."""
        return {path: f"own-{number}{path.suffix}" for number, path in enumerate(self.lengths, start=1)}

    @property
    def music(self) -> tuple[tuple[Played, ...], ...]:
        """For each bed what is heard of its file: one piece, or several in a row where it is repeated."""
        return tuple(tuple(of_bed(bed, self.lengths[bed.path], self.fps)) for bed in self.beds)

    @property
    def hits(self) -> tuple[Played, ...]:
        """What is heard of each effect."""
        return tuple(of_effect(effect, self.lengths[effect.path], self.fps, self.frames) for effect in self.effects)


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
        lengths=_lengths([*track.beds, *track.effects]),
        cues=timeline.cues,
        passages=timeline.passages,
    )


def _lengths(heard: Iterable[Bed | Effect]) -> dict[Path, float]:
    """Seconds of each file of the user. Raises MediaError where one cannot be read any more."""
    return {path: probe(path).duration for path in dict.fromkeys(one.path for one in heard)}


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
    return f"{number:02}-{_file_name(name) or 'scene'}"


def _file_name(scene_id: str) -> str:
    """An id as part of a file name that every system takes, and that leads into no other folder: letters and digits."""
    kept = (char if unicodedata.category(char)[0] in "LMN" or char in "-_" else "-" for char in scene_id)
    return re.sub("-+", "-", "".join(kept)).strip("-")[:_NAME_CHARS]


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
