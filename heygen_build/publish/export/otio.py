"""OpenTimelineIO: the timeline that DaVinci Resolve, Premiere, Avid, Hiero and others read (OTIO file format 1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias
from urllib.parse import quote

from heygen_build.media.model import Bed
from heygen_build.publish.export.edit import Edit, Piece
from heygen_build.publish.export.played import Played

MEDIA = "media"

Item: TypeAlias = "Mapping[str, object]"


def texts(edit: Edit) -> dict[str, str]:
    """File name to text: one timeline of a track for pictures, one for speech, and one for each piece of music."""
    children = [_track("Sound", "Audio", [_clip(edit, piece) for piece in edit.sounds])]
    for number, (bed, pieces) in enumerate(zip(edit.beds, edit.music, strict=True), start=1):
        children.append(_track(f"Music {number}", "Audio", _bed(edit, bed, pieces)))
    children += [_track(f"Effect {n}", "Audio", _effect(edit, one)) for n, one in enumerate(edit.hits, start=1)]
    if edit.pictures:
        children.insert(0, _track("Scenes", "Video", [_clip(edit, piece) for piece in edit.pictures]))
    stack: dict[str, object] = {
        "OTIO_SCHEMA": "Stack.1",
        "name": "tracks",
        "source_range": None,
        "effects": [],
        "markers": [*_scene_markers(edit), *_caption_markers(edit)],
        "enabled": True,
        "metadata": {},
        "children": children,
    }
    timeline = {
        "OTIO_SCHEMA": "Timeline.1",
        "name": edit.title,
        "global_start_time": None,
        "metadata": {"heygen-build": {"width": edit.width, "height": edit.height, "fps": edit.fps}},
        "tracks": stack,
    }
    return {f"{edit.slug}.otio": json.dumps(timeline, indent=2, ensure_ascii=False) + "\n"}


def _track(name: str, kind: str, children: Iterable[Item]) -> Item:
    return {
        "OTIO_SCHEMA": "Track.1",
        "name": name,
        "kind": kind,
        "source_range": None,
        "effects": [],
        "markers": [],
        "enabled": True,
        "metadata": {},
        "children": list(children),
    }


def _clip(edit: Edit, piece: Piece) -> Item:
    about = {"kind": piece.kind, "scenes": list(piece.scenes)}
    available = _range(edit, 0, piece.length)
    return _media(piece.name, piece.file, _range(edit, piece.first, piece.frames), available, about)


def _bed(edit: Edit, bed: Bed, pieces: Iterable[Played]) -> Iterator[Item]:
    """Music as often as it is heard; volume, fades and room for speech are told in words, and set by hand."""
    about = {
        "kind": "music",
        "volume_db": bed.volume,
        "duck_db": -abs(bed.duck),
        "fade_in": bed.fade_in,
        "fade_out": bed.fade_out,
        "loop": bed.loop,
    }
    return _row(edit, "music", pieces, about)


def _effect(edit: Edit, piece: Played) -> Iterator[Item]:
    return _row(edit, "effect", [piece], {"kind": "effect", "volume_db": piece.volume})


def _row(edit: Edit, name: str, pieces: Iterable[Played], about: Item) -> Iterator[Item]:
    """Pieces of a file in a row with silence around them: the tools want tracks of one length."""
    at = 0
    for piece in pieces:
        if piece.at > at:
            yield _gap(edit, piece.at - at)
        # Frames are whole and a file may end between two: an editor that counts takes no more than there is.
        available = _range(edit, 0, max(piece.length, piece.first + piece.frames))
        yield _media(name, edit.own_files[piece.path], _range(edit, piece.first, piece.frames), available, about)
        at = piece.at + piece.frames
    if at < edit.frames:
        yield _gap(edit, edit.frames - at)


def _media(name: str, file: str, used: Item, available: Item, about: Item) -> Item:
    reference = {
        "OTIO_SCHEMA": "ExternalReference.1",
        "name": file,
        "target_url": quote(f"{MEDIA}/{file}"),
        "available_range": available,
        "available_image_bounds": None,
        "metadata": {},
    }
    return {
        "OTIO_SCHEMA": "Clip.2",
        "name": name,
        "source_range": used,
        "effects": [],
        "markers": [],
        "enabled": True,
        "metadata": {"heygen-build": about},
        "media_references": {"DEFAULT_MEDIA": reference},
        "active_media_reference_key": "DEFAULT_MEDIA",
    }


def _gap(edit: Edit, frames: int) -> Item:
    return {
        "OTIO_SCHEMA": "Gap.1",
        "name": "",
        "source_range": _range(edit, 0, frames),
        "effects": [],
        "markers": [],
        "enabled": True,
        "metadata": {},
    }


def _scene_markers(edit: Edit) -> Iterable[Item]:
    for passage in edit.passages:
        about = {"scene": passage.id, "script": passage.text}
        yield _marker(edit, passage.title, passage.start, passage.end, "GREEN", about)


def _caption_markers(edit: Edit) -> Iterable[Item]:
    for cue in edit.cues:
        text = " ".join(cue.lines)
        yield _marker(edit, text, cue.start, cue.end, "YELLOW", {"caption": text})


def _marker(edit: Edit, name: str, start: float, end: float, color: str, about: Item) -> Item:
    first = round(start * edit.fps)
    return {
        "OTIO_SCHEMA": "Marker.2",
        "name": name,
        "color": color,
        "comment": "",
        "marked_range": _range(edit, first, max(1, round(end * edit.fps) - first)),
        "metadata": {"heygen-build": about},
    }


def _range(edit: Edit, start: int, frames: int) -> Item:
    def time(value: int) -> Item:
        return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(edit.fps), "value": float(value)}

    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": time(start), "duration": time(frames)}
