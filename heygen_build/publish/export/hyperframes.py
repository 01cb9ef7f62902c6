"""An HTML composition in the manner of HyperFrames: media elements with their times, under one paused timeline.

The page also plays by itself in a browser: without a renderer that seeks it, its own script drives the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources
from string import Template

from heygen_build.media.model import Bed, Cue, Effect
from heygen_build.publish.export.edit import Edit, Piece

MEDIA = "media"
_PICTURES, _SOUNDS, _CAPTIONS, _MUSIC = 0, 1, 2, 3
"""Numbers of tracks; music takes one for each bed from the last on."""


def texts(edit: Edit) -> dict[str, str]:
    """File name to text."""
    page = resources.files("heygen_build.publish.export") / "templates" / "hyperframes" / "index.html"
    made = Template(page.read_text(encoding="utf-8")).substitute(
        title=escape(edit.title),
        composition=escape(edit.slug, quote=True),
        width=edit.width,
        height=edit.height,
        seconds=_number(edit.frames / edit.fps),
        fps=edit.fps,
        elements="\n".join(f"      {element}" for element in _elements(edit)),
    )
    return {"index.html": made}


def _elements(edit: Edit) -> Iterator[str]:
    for number, piece in enumerate(edit.pictures, start=1):
        yield f'<video id="picture-{number}" {_media(edit, piece, _PICTURES)} muted playsinline></video>'
    for number, piece in enumerate(edit.sounds, start=1):
        yield f'<audio id="sound-{number}" {_media(edit, piece, _SOUNDS)}></audio>'
    for number, bed in enumerate(edit.beds):
        yield _music(edit, bed, number)
    for number, effect in enumerate(edit.effects, start=len(edit.beds)):
        yield _effect(edit, effect, number)
    for number, cue in enumerate(edit.cues, start=1):
        yield _caption(cue, number)


def _media(edit: Edit, piece: Piece, track: int) -> str:
    times = _times(piece.at / edit.fps, piece.frames / edit.fps, track)
    return f'class="clip" {times} data-media-start="{_number(piece.first / edit.fps)}" src="{_source(piece.file)}"'


def _music(edit: Edit, bed: Bed, number: int) -> str:
    times = _times(bed.begin, bed.end - bed.begin, _MUSIC + number)
    start, volume = _number(bed.trim.start + bed.position), _number(10 ** ((bed.volume - bed.duck) / 20))
    fades = f'data-fade-in="{_number(bed.fade_in)}" data-fade-out="{_number(bed.fade_out)}"'
    loop = " loop" if bed.loop else ""
    attributes = f'class="clip" {times} data-media-start="{start}" data-volume="{volume}" {fades}'
    return f'<audio id="music-{number + 1}" {attributes} src="{_source(edit.own_files[bed.path])}"{loop}></audio>'


def _effect(edit: Edit, effect: Effect, number: int) -> str:
    times = _times(effect.at, edit.frames / edit.fps - effect.at, _MUSIC + number)
    attributes = f'class="clip" {times} data-volume="{_number(10 ** (effect.volume / 20))}"'
    return f'<audio id="music-{number + 1}" {attributes} src="{_source(edit.own_files[effect.path])}"></audio>'


def _caption(cue: Cue, number: int) -> str:
    text = "<br>".join(escape(line) for line in cue.lines)
    times = _times(cue.start, cue.end - cue.start, _CAPTIONS)
    return f'<p id="caption-{number}" class="clip caption" dir="auto" {times}><span>{text}</span></p>'


def _times(start: float, seconds: float, track: int) -> str:
    return f'data-start="{_number(start)}" data-duration="{_number(seconds)}" data-track-index="{track}"'


def _source(file: str) -> str:
    return escape(f"{MEDIA}/{file}", quote=True)


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
