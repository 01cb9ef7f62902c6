"""An HTML composition for HyperFrames: media elements with their times, which its renderer seeks.

A page beside it plays the same in any browser, on a clock of its own, which compositions must not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources
from string import Template
from urllib.parse import quote

from heygen_build.media.model import Cue
from heygen_build.publish.export.edit import Edit, Piece
from heygen_build.publish.export.played import Played

MEDIA = "media"
_PICTURES, _SOUNDS, _CAPTIONS, _MUSIC = 0, 1, 2, 3
"""Numbers of tracks; music takes one for each bed, and each effect one, from the last on."""


def texts(edit: Edit) -> dict[str, str]:
    """File name to text; the composition comes first."""
    elements = "\n".join(f"      {element}" for element in _elements(edit))
    style = _filled("style", width=edit.width, height=edit.height).rstrip()
    facts = {
        "title": escape(edit.title),
        "composition": escape(edit.slug, quote=True),
        "width": edit.width,
        "height": edit.height,
        "seconds": _number(edit.frames / edit.fps),
        "fps": edit.fps,
    }
    return {f"{page}.html": _filled(page, style=style, elements=elements, **facts) for page in ("index", "player")}


def _filled(page: str, **values: object) -> str:
    folder = resources.files("heygen_build.publish.export") / "templates" / "hyperframes"
    return Template((folder / f"{page}.html").read_text(encoding="utf-8")).substitute(values)


def _elements(edit: Edit) -> Iterator[str]:
    for number, piece in enumerate(edit.pictures, start=1):
        yield f'<video id="picture-{number}" {_media(edit, piece, _PICTURES)} muted playsinline></video>'
    for number, piece in enumerate(edit.sounds, start=1):
        yield f'<audio id="sound-{number}" {_media(edit, piece, _SOUNDS)}></audio>'
    rows = [*edit.music, *((hit,) for hit in edit.hits)]
    heard = [(track, one) for track, row in enumerate(rows, start=_MUSIC) for one in row]
    for number, (track, one) in enumerate(heard, start=1):
        yield _played(edit, one, number, track)
    for number, cue in enumerate(edit.cues, start=1):
        yield _caption(cue, number)


def _media(edit: Edit, piece: Piece, track: int) -> str:
    times = _times(piece.at / edit.fps, piece.frames / edit.fps, track)
    return f'{times} data-media-start="{_number(piece.first / edit.fps)}" src="{_source(piece.file)}"'


def _played(edit: Edit, piece: Played, number: int, track: int) -> str:
    times = _times(piece.at / edit.fps, piece.frames / edit.fps, track)
    start, volume = _number(piece.first / edit.fps), _number(10 ** (piece.volume / 20))
    begin, end, rise, fall = (
        _number(frames / edit.fps) for frames in (piece.begin, piece.end, piece.fade_in, piece.fade_out)
    )
    fades = f'data-fade-in="{rise}" data-fade-out="{fall}" data-fade-begin="{begin}" data-fade-end="{end}"'
    attributes = f'{times} data-media-start="{start}" data-volume="{volume}" {fades}'
    return f'<audio id="music-{number}" {attributes} src="{_source(edit.own_files[piece.path])}"></audio>'


def _caption(cue: Cue, number: int) -> str:
    text = "<br>".join(escape(line) for line in cue.lines)
    times = _times(cue.start, cue.end - cue.start, _CAPTIONS)
    return f'<p id="caption-{number}" class="clip caption" dir="auto" {times}><span>{text}</span></p>'


def _times(start: float, seconds: float, track: int) -> str:
    return f'data-start="{_number(start)}" data-duration="{_number(seconds)}" data-track-index="{track}"'


def _source(file: str) -> str:
    return escape(quote(f"{MEDIA}/{file}"), quote=True)


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
