"""The public pictures and icons that asset search finds: few, simple, drawn when they are fetched."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Literal

from heygen_build.emulator.catalog import stable_id

ItemKind = Literal["image", "icon"]


@dataclass(frozen=True, slots=True)
class LibraryItem:
    """`words` say what can be seen; the first of `colors` is the sky or the icon, the second the ground."""

    kind: ItemKind
    words: frozenset[str]
    colors: tuple[str, str]
    width: int = 1280
    height: int = 720

    @property
    def id(self) -> str:
        return stable_id("library", self.kind, *sorted(self.words))


def _picture(words: str, sky: str, ground: str, size: tuple[int, int] = (1280, 720)) -> LibraryItem:
    return LibraryItem("image", frozenset(words.split()), (sky, ground), *size)


def _icon(words: str, color: str) -> LibraryItem:
    return LibraryItem("icon", frozenset(words.split()), (color, "#ffffff"), 512, 512)


LIBRARY = (
    _picture("mountain mountains lake sunrise landscape nature", "#f6c89f", "#39546b"),
    _picture("beach sea ocean sand summer coast", "#a8d8ef", "#e6cf9c"),
    _picture("city skyline night buildings office", "#26304d", "#11162a"),
    _picture("forest trees green nature path", "#cfe8d2", "#35603f", (720, 1280)),
    _picture("desert dunes sun warm", "#f9dfb0", "#c98b4e"),
    _icon("check tick done success yes", "#2e9d5b"),
    _icon("star favorite rating", "#e0a72e"),
    _icon("warning alert attention triangle", "#d9653b"),
    _icon("heart love like", "#cf3f5c"),
)


def draw(item: LibraryItem) -> bytes:
    """The picture as PNG; icons are transparent around their shape."""
    from PIL import Image, ImageDraw

    mode, ground = ("RGBA", (0, 0, 0, 0)) if item.kind == "icon" else ("RGB", item.colors[0])
    picture = Image.new(mode, (item.width, item.height), ground)
    pen = ImageDraw.Draw(picture)
    if item.kind == "icon":
        pen.polygon(_shape(item), fill=item.colors[0])
    else:
        wide, high = item.width, item.height
        pen.ellipse((wide * 0.62, high * 0.16, wide * 0.62 + high * 0.2, high * 0.36), fill="#fff6dc")
        hills = ((0, 0.72), (0.22, 0.5), (0.4, 0.68), (0.63, 0.44), (1, 0.74), (1, 1), (0, 1))
        pen.polygon([(x * wide, y * high) for x, y in hills], fill=item.colors[1])
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _shape(item: LibraryItem) -> list[tuple[float, float]]:
    points = next(shape for word, shape in _SHAPES.items() if word in item.words)
    return [(x * item.width, y * item.height) for x, y in points]


_SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "tick": ((0.12, 0.52), (0.24, 0.4), (0.42, 0.58), (0.78, 0.2), (0.9, 0.32), (0.42, 0.82)),
    "triangle": ((0.5, 0.1), (0.94, 0.88), (0.06, 0.88)),
    "heart": (
        (0.5, 0.9), (0.08, 0.46), (0.1, 0.24), (0.28, 0.12), (0.5, 0.3), (0.72, 0.12), (0.9, 0.24), (0.92, 0.46),
    ),
    "star": (
        (0.5, 0.06), (0.61, 0.38), (0.95, 0.38), (0.68, 0.58), (0.78, 0.92), (0.5, 0.71), (0.22, 0.92), (0.32, 0.58),
        (0.05, 0.38), (0.39, 0.38),
    ),
}  # fmt: skip
