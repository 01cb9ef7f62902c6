"""The SRT beside a video, from the times of the words. HeyGen's own line lengths are not known; these read well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pysubs2

from heygen_build.emulator.footage import Line
from heygen_build.media.model import Word

LONGEST_LINE = 42
LONGEST_CUE_SECONDS = 5.0
PAUSE_SECONDS = 0.6
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟")


def group(words: Iterable[Word]) -> list[list[Word]]:
    """Words that appear together: up to a line, a sentence's end, or a pause in the speech."""
    cues: list[list[Word]] = []
    for word in words:
        if cues and _belongs(cues[-1], word):
            cues[-1].append(word)
        else:
            cues.append([word])
    return cues


def _belongs(cue: Sequence[Word], word: Word) -> bool:
    length = sum(len(earlier.text) + 1 for earlier in cue) + len(word.text)
    return (
        length <= LONGEST_LINE
        and not cue[-1].text.endswith(_SENTENCE_ENDS)
        and word.start - cue[-1].end <= PAUSE_SECONDS
        and word.end - cue[0].start <= LONGEST_CUE_SECONDS
    )


def line(cue: Sequence[Word]) -> str:
    """A cue's text. Chinese and Japanese words are single characters and take no blanks between them."""
    text = ""
    for word in cue:
        tight = text and _unspaced(text[-1]) and _unspaced(word.text[:1])
        text += word.text if tight or not text else f" {word.text}"
    return text


def _unspaced(letter: str) -> bool:
    return "\u3000" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uff65"


def write_srt(words: Iterable[Word], out: Path) -> None:
    """An SRT in UTF-8; empty for silence."""
    _write(words, out, "srt")


def write_ass(words: Iterable[Word], out: Path) -> None:
    """An ASS in UTF-8, the form in which v1 and v2 give captions."""
    _write(words, out, "ass")


def _write(words: Iterable[Word], out: Path, form: str) -> None:
    subtitles = pysubs2.SSAFile()
    for cue in group(words):
        start, end = pysubs2.make_time(s=cue[0].start), pysubs2.make_time(s=cue[-1].end)
        subtitles.append(pysubs2.SSAEvent(start=start, end=end, text=line(cue)))
    subtitles.save(str(out), encoding="utf-8", format_=form)


def write_lines(lines: Iterable[Line], out: Path) -> None:
    """Lines that are timed already; the suffix of `out` names the form (`.srt`, `.vtt`)."""
    subtitles = pysubs2.SSAFile()
    for said in lines:
        start, end = pysubs2.make_time(s=said.start), pysubs2.make_time(s=said.end)
        subtitles.append(pysubs2.SSAEvent(start=start, end=end, text=said.text.replace("\n", "\\N")))
    subtitles.save(str(out), encoding="utf-8", format_=out.suffix.removeprefix("."))


def read_lines(path: Path, *, may_be_empty: bool = False) -> tuple[Line, ...]:
    """What an SRT says and when, in its order. Raises ValueError for a file that is none."""
    try:
        events = pysubs2.SSAFile.load(str(path), encoding="utf-8", format_="srt")
    except (UnicodeDecodeError, pysubs2.Pysubs2Error) as wrong:
        raise ValueError(str(wrong)) from wrong
    lines = tuple(Line(event.start / 1000, event.end / 1000, event.plaintext) for event in events if event.text)
    if not lines and not may_be_empty:
        raise ValueError("it holds no subtitles")
    return lines
