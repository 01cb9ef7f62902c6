"""Captions in time: for each frame of a scene, the caption that is read, and the word in it that is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from heygen_build.media.burn import AT_REST, Room, Said, caption_band, caption_sprite, safe_room
from heygen_build.media.captionlooks import LOOKS
from heygen_build.media.insets import inset_area
from heygen_build.media.model import CaptionStyle, ClipJob, Cue
from heygen_build.media.moving import Placed

_SOON = 1e-6
CUT_SECONDS = 0.2
"""A caption that begins so soon after the first frame of its scene is seen from that frame on: captions that come a few
frames after a cut flicker (the rule of subtitlers to set them on the cut)."""
_GAP, _LEAST = 0.02, 0.55
"""Shares of the frame's width: between captions and a presenter, and what captions need at least beside one."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """The number of a cue, the number of the word that is said in it, and for how many frames it is seen."""

    cue: int
    word: int | None
    age: int


def caption_runs(job: ClipJob, frames: int) -> Iterator[tuple[Placed | None, int]]:
    """The captions of a scene as runs of equal frames."""
    style = job.caption_style
    if style is None or not job.cues:
        yield None, frames
        return
    room = caption_room(job, style)
    for moment, group in groupby(_moment(job, style, index) for index in range(frames)):
        yield (None if moment is None else _placed(job, style, moment, room)), len(list(group))


def caption_room(job: ClipJob, style: CaptionStyle) -> Room:
    """Where captions lie: beside a presenter who stands in their way, if enough is left there to be read."""
    canvas = job.canvas
    whole = safe_room(canvas)
    if job.inset is None:
        return whole
    person = inset_area(job.inset, canvas)
    top, bottom = caption_band(canvas, style)
    if person.bottom <= top or person.top >= bottom:
        return whole
    gap = canvas.width * _GAP
    beside = max(
        Room(whole.left, person.left - gap), Room(person.right + gap, whole.right), key=lambda room: room.width
    )
    return beside if beside.width >= canvas.width * _LEAST else whole


def _placed(job: ClipJob, style: CaptionStyle, moment: _Moment, room: Room) -> Placed:
    cue = job.cues[moment.cue]
    said = None if moment.word is None else Said(tuple(word.text for word in cue.words), moment.word)
    return Placed(*caption_sprite(cue, job.canvas, style, said, moment.age, room))


def _moment(job: ClipJob, style: CaptionStyle, index: int) -> _Moment | None:
    time = index / job.canvas.fps - job.before + _SOON
    number = next((number for number, cue in enumerate(job.cues) if _begin(job, cue) <= time < cue.end), None)
    if number is None:
        return None
    cue, look = job.cues[number], LOOKS[style.look]
    age = min(AT_REST, int((time - _begin(job, cue)) * job.canvas.fps)) if look.pops else AT_REST
    return _Moment(number, _word(cue, time) if look.marks else None, age)


def _begin(job: ClipJob, cue: Cue) -> float:
    return -job.before if cue.start + job.before <= CUT_SECONDS else cue.start


def _word(cue: Cue, time: float) -> int | None:
    """The word that is said, or was said last: between two words nothing flickers."""
    begun = [number for number, word in enumerate(cue.words) if word.start <= time]
    return begun[-1] if begun else None
