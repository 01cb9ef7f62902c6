"""A Remotion project: a composition in TypeScript that reads the film from `props.json`.

`npm install && npx remotion studio` opens it. Its frame rate is the film's.
"""

from __future__ import annotations

import json
from importlib import resources

from heygen_build.media.model import Bed, Effect
from heygen_build.publish.export.edit import Edit, Piece

MEDIA = "public/media"
_SOURCES = {
    "package.json": "package.json",
    "tsconfig.json": "tsconfig.json",
    "src/index.ts": "index.ts",
    "src/Root.tsx": "Root.tsx",
    "src/Film.tsx": "Film.tsx",
    "src/film.ts": "film.ts",
}


def texts(edit: Edit) -> dict[str, str]:
    """File name to text."""
    folder = resources.files("heygen_build.publish.export") / "templates" / "remotion"
    sources = {name: (folder / source).read_text(encoding="utf-8") for name, source in _SOURCES.items()}
    return {"src/props.json": json.dumps(props(edit), indent=2, ensure_ascii=False) + "\n", **sources}


def props(edit: Edit) -> dict[str, object]:
    """The film as the composition's type `FilmProps` has it: times in frames, volumes as factors."""
    return {
        "title": edit.title,
        "fps": edit.fps,
        "width": edit.width,
        "height": edit.height,
        "durationInFrames": edit.frames,
        "pictures": [_piece(piece) for piece in edit.pictures],
        "sounds": [_piece(piece) for piece in edit.sounds],
        "music": [_bed(edit, bed) for bed in edit.beds] + [_effect(edit, effect) for effect in edit.effects],
        "captions": [
            {
                "from": round(cue.start * edit.fps),
                "durationInFrames": max(1, round(cue.end * edit.fps) - round(cue.start * edit.fps)),
                "lines": list(cue.lines),
            }
            for cue in edit.cues
        ],
        "showCaptions": False,
    }


def _piece(piece: Piece) -> dict[str, object]:
    return {
        "name": piece.name,
        "src": f"media/{piece.file}",
        "from": piece.at,
        "durationInFrames": piece.frames,
        "startFrom": piece.first,
    }


def _bed(edit: Edit, bed: Bed) -> dict[str, object]:
    begin = round(bed.begin * edit.fps)
    return {
        "src": f"media/{edit.own_files[bed.path]}",
        "from": begin,
        "durationInFrames": max(1, round(bed.end * edit.fps) - begin),
        "startFrom": round((bed.trim.start + bed.position) * edit.fps),
        "volume": round(10 ** ((bed.volume - bed.duck) / 20), 4),
        "fadeIn": round(bed.fade_in * edit.fps),
        "fadeOut": round(bed.fade_out * edit.fps),
        "loop": bed.loop,
    }


def _effect(edit: Edit, effect: Effect) -> dict[str, object]:
    at = round(effect.at * edit.fps)
    return {
        "src": f"media/{edit.own_files[effect.path]}",
        "from": at,
        "durationInFrames": max(1, edit.frames - at),
        "startFrom": 0,
        "volume": round(10 ** (effect.volume / 20), 4),
        "fadeIn": 0,
        "fadeOut": 0,
        "loop": False,
    }
