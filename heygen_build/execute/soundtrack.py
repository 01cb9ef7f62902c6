"""What is heard beside the scenes of a film, in seconds of the film and with files of this disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from heygen_build.execute.context import Needs
from heygen_build.execute.moments import seconds_at
from heygen_build.execute.timing import modeled, timed_words
from heygen_build.media.layers import WHOLE
from heygen_build.media.model import Bed, Effect, MediaError, Word
from heygen_build.plan.requests import CaptionRequest, FilmRequest, MusicBed, SoundCue
from heygen_build.store.results import ResultStore, StepResult

_ALL = (0.0, 1.0)


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
        start, end = bed.span or _ALL
        begin = self._time(bed.first, start)
        return Bed(
            path=self._file(bed),
            begin=begin,
            end=self._time(bed.last, end),
            volume=bed.volume,
            duck=bed.duck,
            fade_in=bed.fade_in,
            fade_out=bed.fade_out,
            loop=bed.loop,
            trim=bed.trim or WHOLE,
            position=0.0 if bed.own else begin,
        )

    def _effect(self, cue: SoundCue) -> Effect:
        start, end = cue.span or _ALL
        begin = self._time(cue.clip, start)
        length = self._time(cue.clip, end) - begin
        words = () if cue.said is None else self._words(cue, cue.said, length)
        at = seconds_at(cue.at, words, cue.before, length)
        if at is None:
            message = f"nobody knows when `{cue.at.word}` is said in this scene; give the sound a time such as `1.5s`"
            raise MediaError("no_word", message)
        return Effect(self._file(cue), begin + at, cue.volume)

    def _words(self, cue: SoundCue, said: CaptionRequest, length: float) -> tuple[Word, ...]:
        if cue.span is not None:
            return modeled(said, length)  # the words of one clip are not those of one scene
        return timed_words(said, dict(self._clip_needs(cue.clip)), self.store)[0]

    def _clip_needs(self, clip: int) -> Iterator[tuple[str, StepResult]]:
        for name, result in self.needs.items():
            role, _, number = name.partition("-of-")
            if number == str(clip):
                yield role, result

    def _time(self, clip: int, share: float) -> float:
        """Seconds of the film at a share of a clip (numbered from 1)."""
        return [0.0, *accumulate(self.lengths)][clip - 1] + share * self.lengths[clip - 1]

    def _file(self, part: MusicBed | SoundCue) -> Path:
        if part.file is not None:
            return self.files[part.file]
        assert part.role is not None, "the plan names a file or a step"
        return self.store.path(self.needs[part.role].files["audio"])
