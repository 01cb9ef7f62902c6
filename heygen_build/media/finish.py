"""The last steps of every finished file: its tags, and its name only once it is complete; and films of sound alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from av.container import OutputContainer

from heygen_build.media.encode import open_sound
from heygen_build.media.model import MediaError, MediaInfo, SoundJob
from heygen_build.media.probe import probe
from heygen_build.media.track import Track


def join_sounds(job: SoundJob, out: Path) -> MediaInfo:
    """Write `out`, a film that is sound alone, and say what it holds. Raises `MediaError` as `join_film` does."""
    if not job.clips:
        raise MediaError("no_clips", "a film needs at least one clip")
    return whole(out, lambda partial: _write(job, partial))


def whole(out: Path, write: Callable[[Path], None]) -> MediaInfo:
    """What `write` made beside `out`, looked at and given its name; nothing is left of what is incomplete."""
    partial = out.with_name(f".{out.name}.partial")
    try:
        write(partial)
        info = probe(partial)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return info


def tag(film: OutputContainer, title: str, comment: str) -> None:
    """Title and comment, where there are any."""
    film.metadata.update({name: text for name, text in {"title": title, "comment": comment}.items() if text})


def _write(job: SoundJob, path: Path) -> None:
    with open_sound(path, job.format) as film:
        tag(film, job.title, job.comment)
        Track(job, film).finish()
