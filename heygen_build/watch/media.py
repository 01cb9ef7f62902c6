"""What the page plays and shows of a scene: made once for each clip, beside the drafts, and named by content."""

from __future__ import annotations

import shutil
import tempfile
from array import array
from collections.abc import Callable
from pathlib import Path

import av
from av.audio.resampler import AudioResampler

from heygen_build.media.film import join_film
from heygen_build.media.model import Canvas, Clip, FilmJob
from heygen_build.media.stills import poster

PEAKS_A_SECOND = 20
STILL_AT = 0.5
"""The card shows this share of a scene: past its fade-in, in the middle of what it says."""


def playable(clip: Clip, canvas: Canvas, out: Path) -> None:
    """The clip as one file with its sound, its pictures copied: exactly the pictures of the joined film. `out` is
    called .webm for a clip that is see-through."""
    _whole(out, lambda path: join_film(FilmJob(canvas, (clip,), "webm" if out.suffix == ".webm" else "mp4"), path))


def copied(sound: Path, out: Path) -> None:
    """The sound of a clip that has no picture."""
    _whole(out, lambda path: shutil.copyfile(sound, path))


def still(clip: Clip, out: Path) -> None:
    """A JPEG from the clip."""
    _whole(out, lambda path: poster(clip.video, clip.duration * STILL_AT, path))


def peaks(sound: Path) -> tuple[int, ...]:
    """The loudest sample of each twentieth of a second, 0 to 100 of full scale."""
    found: list[int] = []
    with av.open(str(sound)) as container:
        rate = container.streams.audio[0].rate
        resampler = AudioResampler(format="s16", layout="mono", rate=rate)
        size, rest = rate // PEAKS_A_SECOND, array("h")
        for frame in container.decode(audio=0):
            for part in resampler.resample(frame):
                rest.frombytes(bytes(part.planes[0])[: part.samples * 2])
            while len(rest) >= size:
                found.append(_loudest(rest[:size]))
                rest = rest[size:]
    if rest:
        found.append(_loudest(rest))
    return tuple(found)


def _loudest(samples: array[int]) -> int:
    return min(100, max(*samples, -min(samples)) * 100 // 32767)


def _whole(out: Path, make: Callable[[Path], object]) -> None:
    """`out` is there whole or not at all: the server may be asked for it at any time."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        path = Path(folder) / out.name
        make(path)
        path.replace(out)
