"""A Remotion project: a composition in TypeScript that reads the film from `props.json`.

`npm install && npx remotion studio` opens it. Its frame rate is the film's.
"""

from __future__ import annotations

import json
from importlib import resources
from itertools import chain

from heygen_build.publish.export.edit import Edit, Piece
from heygen_build.publish.export.played import Played

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
        "music": [_played(edit, piece) for piece in (*chain(*edit.music), *edit.hits)],
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


def _played(edit: Edit, piece: Played) -> dict[str, object]:
    return {
        "src": f"media/{edit.own_files[piece.path]}",
        "from": piece.at,
        "durationInFrames": piece.frames,
        "startFrom": piece.first,
        "volume": round(10 ** (piece.volume / 20), 4),
        "fades": {"begin": piece.begin, "end": piece.end, "in": piece.fade_in, "out": piece.fade_out},
    }
