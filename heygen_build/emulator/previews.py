"""Pictures of the looks, drawn when somebody asks for them and kept."""

from __future__ import annotations

from pathlib import Path

from heygen_build.emulator.catalog import Look

SHORT_EDGE = 360


def look_preview(look: Look, folder: Path) -> Path:
    """A JPEG in the look's own ratio."""
    path = folder / f"{look.id}.jpg"
    if path.exists():
        return path
    from heygen_build.draft.presenter import preview  # heavy: numpy and Pillow
    from heygen_build.emulator.wardrobe import appearance

    scale = SHORT_EDGE / min(look.width, look.height)
    picture = preview(appearance(look.costume), round(look.width * scale), round(look.height * scale))
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    picture.convert("RGB").save(part, "JPEG", quality=88)
    part.replace(path)
    return path
