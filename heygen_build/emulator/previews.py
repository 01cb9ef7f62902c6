"""Pictures of the looks, drawn when somebody asks for them and kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from heygen_build.emulator.catalog import Look, Voice
from heygen_build.emulator.orders import Saying, VideoOrder

if TYPE_CHECKING:
    from PIL import Image

SHORT_EDGE = 360


def look_preview(look: Look, folder: Path) -> Path:
    """A JPEG in the look's own ratio."""
    path = folder / f"{look.id}.jpg"
    if path.exists():
        return path
    picture = _picture(look)
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    picture.convert("RGB").save(part, "JPEG", quality=88)
    part.replace(path)
    return path


def preview_order(look: Look, voice: Voice, mark: str) -> VideoOrder:
    """A short film in which the look says who it is."""
    width, height = (size // 2 * 2 for size in _size(look))
    sound = Saying(f"Hello, I am {look.name}.", voice.timbre)
    costume = None if look.photo else look.costume
    return VideoOrder(sound, width, height, costume=costume, photo=look.photo, mark=mark)


def _size(look: Look) -> tuple[int, int]:
    scale = SHORT_EDGE / min(look.width, look.height)
    return round(look.width * scale), round(look.height * scale)


def _picture(look: Look) -> Image.Image:
    from PIL import Image

    from heygen_build.draft.presenter import preview  # heavy: numpy and Pillow
    from heygen_build.emulator.wardrobe import appearance

    if look.photo is None:
        return preview(appearance(look.costume), *_size(look))
    with Image.open(look.photo) as photo:
        return photo.convert("RGB").resize(_size(look))
