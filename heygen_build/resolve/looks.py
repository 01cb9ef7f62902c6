"""Styles, shadows, lines, crops: how things look."""

from __future__ import annotations

from pathlib import PurePath

from heygen_build.resolve.desk import Desk, find_section
from heygen_build.resolve.filled import Layer, filled
from heygen_build.resolve.model import FileRef, Offset, Pan, Shadow, Stroke, TextStyle, Trim, Zoom
from heygen_build.resolve.scope import Place
from heygen_build.spec.models import (
    MusicSpec,
    OffsetSpec,
    PanSpec,
    ShadowSpec,
    StrokeSpec,
    StyleSpec,
    TrimSpec,
    UsedStyleSpec,
    ZoomSpec,
)
from heygen_build.units import Length

FONT_FILES = (".ttf", ".otf", ".ttc", ".woff2")


def offset_of(place: Place, spec: OffsetSpec | None) -> Offset:
    """`place` is the place of the offset itself, as in all functions here."""
    made = None if spec is None else filled(Offset, (place, spec))
    return made or Offset()


def stroke_of(place: Place, spec: StrokeSpec | None) -> Stroke | None:
    return None if spec is None else filled(Stroke, (place, spec))


def shadow_of(place: Place, spec: ShadowSpec | None) -> Shadow | None:
    if spec is None:
        return None
    moved = offset_of(place.at("offset"), spec.offset) if spec.offset else None
    return filled(Shadow, (place, spec), offset=moved)


def zoom_of(place: Place, spec: ZoomSpec | None) -> Zoom | None:
    if spec is None:
        return None
    return filled(Zoom, (place, spec), start=place.get(spec.from_, "from"), end=place.get(spec.to, "to"))


def pan_of(place: Place, spec: PanSpec | None) -> Pan | None:
    if spec is None:
        return None
    return filled(Pan, (place, spec), start=place.get(spec.from_, "from"), end=place.get(spec.to, "to"))


def trim_of(place: Place, spec: TrimSpec | MusicSpec | None, file: FileRef | None) -> Trim:
    """The part of a clip or of music that is used; its start lies before its end, and both in the clip."""
    if spec is None:
        return Trim()
    trim = Trim(place.get(spec.from_, "from") or 0.0, place.get(spec.to, "to"))
    if trim.end is not None and trim.end <= trim.start:
        place.error("HB0349", f"the part ends at {trim.end:g} s, before it starts at {trim.start:g} s", "to")
    elif file is not None and file.seconds is not None and trim.start >= file.seconds:
        place.error("HB0349", f"the part starts at {trim.start:g} s, and the file has {file.seconds:.1f} s", "from")
    elif file is not None and file.seconds is not None and trim.end is not None and trim.end > file.seconds + 0.05:
        place.error("HB0349", f"the part ends at {trim.end:g} s, and the file has {file.seconds:.1f} s", "to")
    return trim


def style_of(
    desk: Desk,
    place: Place,
    spec: UsedStyleSpec | None,
    *,
    above: tuple[Layer, ...] = (),
    size: Length | None = None,
    weight: int | None = None,
) -> TextStyle | None:
    """A style used at a place: what stands `above` wins over the use, and that over the named style.

    `size` and `weight` are for text whose style has none. None where the name or a value was wrong (and is on record).
    """
    layers: list[tuple[Place, StyleSpec]] = [] if spec is None else [(place, spec)]
    if spec is not None and spec.name is not None:
        found = find_section(place.at("name"), desk.spec.styles, "styles", spec.name)
        if found is None:
            return None
        layers.append((place.scope.at("styles", found[0]), found[1]))
    return _style(desk, layers, above, {"size": size, "weight": weight})


def _style(
    desk: Desk, layers: list[tuple[Place, StyleSpec]], above: tuple[Layer, ...], usual: dict[str, object]
) -> TextStyle | None:
    font, file = _font(desk, layers)
    stroke = next((stroke_of(at.at("stroke"), spec.stroke) for at, spec in layers if spec.stroke), None)
    shadow = next(
        (shadow_of(at.at("shadow"), spec.shadow) for at, spec in layers if "shadow" in spec.model_fields_set), None
    )
    background = next((at.get(spec.background, "background") for at, spec in layers if spec.background), None)
    everything: tuple[Layer, ...] = (*above, *layers)
    given: dict[str, object] = {"font": font, "font_file": file, "stroke": stroke, "shadow": shadow}
    given["background"] = background
    for name, value in usual.items():
        if all(getattr(spec, name, None) is None for _, spec in everything):
            given[name] = value
    return filled(TextStyle, *everything, **given)


def _font(desk: Desk, layers: list[tuple[Place, StyleSpec]]) -> tuple[str | None, FileRef | None]:
    """A family, or a file by its suffix."""
    for place, spec in layers:
        name = place.get(spec.font, "font")
        if name is None:
            continue
        if PurePath(name).suffix.lower() not in FONT_FILES:
            return name, None
        return PurePath(name).stem, desk.files.get(place, spec.font, "font", "font")
    return None, None
