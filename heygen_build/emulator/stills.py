"""Sizes and first frames of files that looks are made of. Reads them inside the server: they are small and few."""

from __future__ import annotations

from pathlib import Path

from heygen_build.emulator.wire import invalid
from heygen_build.media.model import MediaError


def size_of(picture: Path, param: str) -> tuple[int, int]:
    """Width and height in pixels; 400 for a picture that cannot be read."""
    from heygen_build.media.probe import probe_image

    try:
        info = probe_image(picture)
    except MediaError as wrong:
        raise invalid(param, f"{param}: the picture cannot be read") from wrong
    return info.width, info.height


def first_frame(footage: Path, folder: Path, param: str) -> Path:
    """The first frame of a film as JPEG, kept in `folder`; 400 for a film that cannot be read."""
    import av

    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{footage.stem}.jpg"
    if target.exists():
        return target
    try:
        with av.open(str(footage)) as container:
            frame = next(container.decode(video=0))
            part = target.with_suffix(".part")
            frame.to_image().save(part, "JPEG", quality=88)  # type: ignore[no-untyped-call]
    except (av.FFmpegError, StopIteration, OSError) as wrong:
        raise invalid(param, f"{param}: the footage cannot be read") from wrong
    part.replace(target)
    return target
