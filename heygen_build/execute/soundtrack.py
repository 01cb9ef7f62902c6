"""What is heard beside the scenes of a film, in seconds of the film and with files of this disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from heygen_build.execute.context import Needs
from heygen_build.execute.moments import seconds_at
from heygen_build.execute.timing import timed_words
from heygen_build.media.layers import WHOLE
from heygen_build.media.model import Bed, Effect, MediaError
from heygen_build.plan.requests import FilmRequest, MusicBed, SoundCue
from heygen_build.store.results import ResultStore


@dataclass(frozen=True, slots=True)
class Track:
    """`lengths` are the seconds of the film's clips, `files` the user's own by digest."""

    request: FilmRequest
    lengths: Sequence[float]
    needs: Needs
    files: Mapping[str, Path]
    store: ResultStore

    @property
    def beds(self) -> tuple[Bed, ...]:
        return tuple(self._bed(bed) for bed in self.request.beds or ())

    @property
    def effects(self) -> tuple[Effect, ...]:
        """Raises MediaError `no_word` where nobody says the word that a sound waits for."""
        return tuple(self._effect(cue) for cue in self.request.sounds or ())

    def _bed(self, bed: MusicBed) -> Bed:
        begin, end = self._begins[bed.first - 1], self._begins[bed.last]
        return Bed(
            path=self._file(bed),
            begin=begin,
            end=end,
            volume=bed.volume,
            duck=bed.duck,
            fade_in=bed.fade_in,
            fade_out=bed.fade_out,
            loop=bed.loop,
            trim=bed.trim or WHOLE,
            position=0.0 if bed.own else begin,
        )

    def _effect(self, cue: SoundCue) -> Effect:
        words = () if cue.said is None else timed_words(cue.said, self._needs_of(cue.clip), self.store)[0]
        at = seconds_at(cue.at, words, cue.before, self.lengths[cue.clip - 1])
        if at is None:
            message = f"nobody knows when `{cue.at.word}` is said in this scene; give the sound a time such as `1.5s`"
            raise MediaError("no_word", message)
        return Effect(self._file(cue), self._begins[cue.clip - 1] + at, cue.volume)

    def _needs_of(self, clip: int) -> Needs:
        """The steps that time the words of a clip, by their roles there."""
        ending = f"-of-{clip}"
        return {name.removesuffix(ending): made for name, made in self.needs.items() if name.endswith(ending)}

    @property
    def _begins(self) -> list[float]:
        """When each clip begins, and when the film ends."""
        return [0.0, *accumulate(self.lengths)]

    def _file(self, part: MusicBed | SoundCue) -> Path:
        if part.file is not None:
            return self.files[part.file]
        assert part.role is not None, "the plan names a file or a step"
        return self.store.path(self.needs[part.role].files["audio"])
