"""The moving preview of a video (`gif_url`): small, a few seconds, drawn when somebody asks for it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS, RATE, WIDTH = 3.0, 5, 320


def draw_gif(video: Path, out: Path) -> None:
    """Writes `out` whole or not at all. How long and how large HeyGen's are is not documented."""
    import av  # heavy, and asked for rarely
    from PIL.Image import Image

    pictures: list[Image] = []
    with av.open(str(video)) as container:
        for frame in container.decode(video=0):
            if frame.time > SECONDS:
                break
            if frame.time >= len(pictures) / RATE:
                picture: Image = frame.to_image()  # type: ignore[no-untyped-call]
                pictures.append(picture.resize((WIDTH, round(WIDTH * picture.height / picture.width))))
    with TemporaryDirectory(prefix=".gif-", dir=out.parent) as name:
        part = Path(name) / out.name
        first, *rest = pictures
        first.save(part, save_all=True, append_images=rest, duration=round(1000 / RATE), loop=0)
        part.replace(out)
