"""Subtitle files: SRT and WebVTT, written to the letter and read with patience."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

import pysubs2
from pysubs2.time import ms_to_times

from heygen_build.media.model import Cue, MediaError, Word

# The library takes a number in a caption's last line («It costs / 49») for the number of the next caption and drops it.
_LAST_LINE_NUMBER = re.compile(r"(?<=[^\n]\n)([ ]*\d+[ ]*)$(?!\n[^\n]*-->)", re.MULTILINE)
_GUARD = "\ue0ff"


def read_srt(text: str) -> tuple[Cue, ...]:
    """Cues of an SRT or WebVTT text, sorted by time, without styling and empty cues; else `not_subtitles`.

    A byte order mark, any line ends, missing numbers and missing hours are all read.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not plain.strip():
        return ()
    kind = "vtt" if plain.lstrip().startswith("WEBVTT") else "srt"
    guarded = _LAST_LINE_NUMBER.sub(rf"\1{_GUARD}", plain)
    try:
        file = pysubs2.SSAFile.from_string(guarded, format_=kind)
    except (pysubs2.exceptions.Pysubs2Error, ValueError) as error:
        raise MediaError("not_subtitles", f"the subtitles cannot be read: {error}") from error
    if not file.events:
        raise MediaError("not_subtitles", "the text holds no subtitle with a time")
    cues = (_cue(event) for event in sorted(file.events, key=lambda event: (event.start, event.end)))
    return tuple(cue for cue in cues if cue.lines and cue.end > cue.start)


def write_srt(cues: Iterable[Cue]) -> str:
    """SubRip: numbered from 1, comma before the milliseconds, UTF-8 without a byte order mark."""
    blocks = [
        f"{number}\n{_time(cue.start, ',')} --> {_time(cue.end, ',')}\n{_body(cue)}\n"
        for number, cue in enumerate(cues, start=1)
    ]
    return "\n".join(blocks)


def write_vtt(cues: Iterable[Cue]) -> str:
    """WebVTT, with the characters escaped that would be markup."""
    blocks = [
        f"{_time(cue.start, '.')} --> {_time(cue.end, '.')}\n{html.escape(_body(cue), quote=False)}\n" for cue in cues
    ]
    return "\n".join(["WEBVTT\n", *blocks])


def shift(cues: Iterable[Cue], seconds: float) -> tuple[Cue, ...]:
    """The cues `seconds` later (or earlier); what would lie before zero is cut off."""
    moved = (
        Cue(max(0.0, cue.start + seconds), cue.end + seconds, cue.lines, _shifted(cue.words, seconds)) for cue in cues
    )
    return tuple(cue for cue in moved if cue.end > cue.start)


def _shifted(words: tuple[Word, ...], seconds: float) -> tuple[Word, ...]:
    return tuple(Word(word.text, word.start + seconds, word.end + seconds) for word in words)


def _cue(event: pysubs2.SSAEvent) -> Cue:
    text = html.unescape(event.plaintext.replace(_GUARD, ""))
    lines = tuple(line for line in (part.strip() for part in text.split("\n")) if line)
    return Cue(event.start / 1000, event.end / 1000, lines)


def _body(cue: Cue) -> str:
    # An empty line would end the cue.
    return "\n".join(line for line in cue.lines if line.strip())


def _time(seconds: float, mark: str) -> str:
    hours, minutes, whole, milliseconds = ms_to_times(round(seconds * 1000))
    return f"{hours:02}:{minutes:02}:{whole:02}{mark}{milliseconds:03}"
