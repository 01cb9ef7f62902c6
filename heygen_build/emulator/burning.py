"""Burned-in captions: the finished video once more, with its words in the picture."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from heygen_build.emulator.subtitles import group, line
from heygen_build.media.clip import render_clip
from heygen_build.media.film import join_film
from heygen_build.media.model import Canvas, CaptionStyle, ClipJob, ClipPicture, Cue, FilmJob, Word


def burn_in(video: Path, words: tuple[Word, ...], width: int, height: int, out: Path) -> None:
    """Writes `out`, an MP4 as long as `video`."""
    cues = tuple(Cue(cue[0].start, cue[-1].end, (line(cue),)) for cue in group(words))
    canvas = Canvas(width, height, 25, "draft")
    job = ClipJob(canvas=canvas, picture=ClipPicture(video), cues=cues, caption_style=CaptionStyle())
    with TemporaryDirectory(prefix="burning-") as name:
        clip = render_clip(job, Path(name) / "clip.mp4", Path(name) / "clip.wav")
        join_film(FilmJob(canvas, (clip,)), out)
