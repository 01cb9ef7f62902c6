"""The last steps of every finished file: its tags, and its name only once it is complete; and films of sound alone."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av.container.core
from av.container import OutputContainer

from heygen_build.media.encode import open_sound
from heygen_build.media.marking import MP3_TAG, VOCABULARY, mark_wav, packet
from heygen_build.media.model import Chapter, FilmJob, MediaError, MediaInfo, SoundJob
from heygen_build.media.probe import probe
from heygen_build.media.track import Track

_MILLISECONDS = 1000


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


def tag(film: OutputContainer, job: FilmJob | SoundJob) -> None:
    """Title, comment, chapters, and the mark of what was made with AI for containers that take tags of any name."""
    source = f"{VOCABULARY}{job.source}" if job.source else ""
    tags = {"title": job.title, "comment": job.comment, "digital_source_type": source}
    if job.source is not None and film.format.name == "mp3":
        tags[MP3_TAG] = packet(job.source).decode()
    film.metadata.update({name: text for name, text in tags.items() if text})
    if job.chapters:
        film.set_chapters([_chapter(number, chapter) for number, chapter in enumerate(job.chapters, start=1)])


def _chapter(number: int, chapter: Chapter) -> av.container.core.Chapter:
    start, end = (round(seconds * _MILLISECONDS) for seconds in (chapter.start, chapter.end))
    base = Fraction(1, _MILLISECONDS)
    return {"id": number, "start": start, "end": end, "time_base": base, "metadata": {"title": chapter.title}}


def _write(job: SoundJob, path: Path) -> None:
    with open_sound(path, job.format) as film:
        tag(film, job)
        with Track(job, film, path.parent) as track:
            track.finish()
    if job.source is not None and job.format == "wav":
        mark_wav(path, job.source)
