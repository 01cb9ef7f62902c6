"""Subtitle files: SRT and WebVTT, written to the letter and read with patience."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

import pysubs2
from pysubs2.time import ms_to_times

from heygen_build.media.model import Cue, MediaError, Word

# The library takes a number in a caption's last line («It costs / 49») for the number of the next caption and drops it.
_LAST_LINE_NUMBER = re.compile(r"(?<=[^\n]\n)([ ]*\d+[ ]*)$(?!\n[^\n]*-->)", re.MULTILINE)
_GUARD = "\ue0ff"
SidecarForm: TypeAlias = Literal["srt", "vtt", "ass", "ttml"]
_TTML = "http://www.w3.org/ns/ttml"


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


def write_ass(cues: Iterable[Cue], width: int, height: int) -> str:
    """Advanced SubStation Alpha for a frame of this size (pixels), in a plain style of white letters with a line."""
    file = pysubs2.SSAFile()
    file.info.update(
        {"PlayResX": str(width), "PlayResY": str(height), "WrapStyle": "2", "ScaledBorderAndShadow": "yes"}
    )
    size = round(0.052 * min(height, 1.2 * width))
    file.styles["Default"] = pysubs2.SSAStyle(
        fontname="Noto Sans",
        fontsize=size,
        outline=round(max(1.0, size * 0.06), 1),
        shadow=0.0,
        marginv=round(height * 0.06),
    )
    for cue in cues:
        event = pysubs2.SSAEvent(round(cue.start * 1000), round(cue.end * 1000))
        # Braces would start an instruction; the format has no escape that every player knows.
        event.text = r"\N".join(line.replace("{", "(").replace("}", ")") for line in cue.lines)
        file.events.append(event)
    return file.to_string("ass")


def write_ttml(cues: Iterable[Cue], language: str | None = None) -> str:
    """TTML 2 in the profile of IMSC 1.1 text: one region at the bottom, `xml:lang` as BCP-47."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="{_TTML}#styling" xmlns:ttp="{_TTML}#parameter"',
        f'    ttp:timeBase="media" ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text"'
        f' xml:lang="{html.escape(language or "")}">',
        "  <head>",
        "    <layout>",
        '      <region xml:id="bottom" tts:origin="10% 10%" tts:extent="80% 80%" tts:displayAlign="after"'
        ' tts:textAlign="center"/>',
        "    </layout>",
        "  </head>",
        '  <body region="bottom">',
        "    <div>",
    ]
    for cue in cues:
        body = "<br/>".join(html.escape(line, quote=False) for line in cue.lines)
        lines.append(f'      <p begin="{_time(cue.start, ".")}" end="{_time(cue.end, ".")}">{body}</p>')
    return "\n".join([*lines, "    </div>", "  </body>", "</tt>", ""])


def write_sidecar(form: SidecarForm, cues: Iterable[Cue], *, width: int, height: int, language: str | None) -> str:
    """A subtitle file beside a film of `width` × `height` pixels, in `language` (BCP-47)."""
    match form:
        case "srt":
            return write_srt(cues)
        case "vtt":
            return write_vtt(cues)
        case "ass":
            return write_ass(cues, width, height)
        case "ttml":
            return write_ttml(cues, language)
