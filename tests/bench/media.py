"""What it costs to put a scene together at 1080p: each kind of composition, beside decoding and encoding alone.

Run it with `python tests/bench/media.py [RUNS]`. Each row is the median, as a share of the scene's length (1.00 is as
long as it plays) and as a multiple of the first row, because machines differ and ratios travel. Where the ffmpeg
command line is installed, it does the same work in the same run, with the same encoder settings; the last column is our
time as a multiple of its.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from heygen_build.media.clip import render_clip
from heygen_build.media.encode import RATE, Writer
from heygen_build.media.film import join_film
from heygen_build.media.layers import Cast, Frame, Ground, Move, Spot, View
from heygen_build.media.model import (
    Canvas,
    CardPicture,
    ClipJob,
    ClipPicture,
    FilmJob,
    Inset,
    Join,
    StillPicture,
    TransitionJob,
)
from heygen_build.media.sound import write_wav
from heygen_build.media.transitions import render_transition
from heygen_build.media.yuv import Yuv, from_image, with_alpha
from heygen_build.units import Color

FILM = Canvas(1920, 1080)
SECONDS = 2.0
WHITE, BLUE, RED = Color(255, 255, 255), Color(40, 80, 160), Color(200, 60, 60)


def screen(path: Path) -> Path:
    """A clip in which every frame differs, because still frames cost an encoder nothing."""
    noise = np.random.default_rng(1).integers(0, 255, (270, 480, 3), dtype=np.uint8)
    picture = Image.fromarray(noise).resize((2112, 1188), Image.Resampling.BICUBIC)
    with Writer(path, FILM, sound=True) as film:
        for index in range(round(SECONDS * FILM.fps)):
            film.frame(from_image(picture.crop((index * 2, index, index * 2 + 1920, index + 1080))))
        film.sound(np.zeros((round(SECONDS * RATE), 2), np.int16))
    return path


def person(path: Path, *, green: bool) -> Path:
    """Somebody who fills a third of the frame and moves, before green or nothing."""
    with Writer(path, FILM, sound=True, alpha=not green) as film:
        for index in range(round(SECONDS * FILM.fps)):
            alpha = np.zeros((FILM.height, FILM.width), np.uint8)
            alpha[200:, 600 + index * 4 : 1300 + index * 4] = 255
            body = Yuv.blank(FILM.width, FILM.height, RED)
            if green:
                ground = Yuv.blank(FILM.width, FILM.height, Color(0, 255, 0))
                mask, half = alpha > 0, alpha[::2, ::2] > 0
                body = Yuv(
                    np.where(mask, body.y, ground.y), np.where(half, body.u, ground.u), np.where(half, body.v, ground.v)
                )
            film.frame(body if green else with_alpha(body, alpha))
        film.sound(np.zeros((round(SECONDS * RATE), 2), np.int16))
    return path


def jobs(folder: Path) -> dict[str, ClipJob]:
    clip, cut = screen(folder / "screen.mp4"), person(folder / "cut.webm", green=False)
    green, photo = person(folder / "green.mp4", green=True), folder / "photo.png"
    Image.fromarray(np.random.default_rng(2).integers(0, 255, (900, 1600, 3), dtype=np.uint8)).save(photo)
    plain, circle = ClipPicture(clip), Frame("circle", background=BLUE, border=WHITE, border_width=8)
    corner = Inset(ClipPicture(cut, matte="alpha"), Spot(500, 1, 1, 40), circle, Cast(Color(0, 0, 0, 128), 20))
    return {
        "a clip as it is": ClipJob(FILM, plain),
        "a clip, contained, on itself blurred": ClipJob(
            Canvas(1080, 1920), replace(plain, fit="contain", ground=Ground(blur=40))
        ),
        "a clip that zooms": ClipJob(FILM, replace(plain, move=Move(View(1), View(1.2)))),
        "a card": ClipJob(FILM, CardPicture("Hello"), hold=SECONDS),
        "a still that zooms": ClipJob(FILM, StillPicture(photo, move=Move(View(1), View(1.2))), hold=SECONDS),
        "a presenter in a circle over a clip": ClipJob(FILM, plain, inset=corner),
        "a transparent presenter over a clip": ClipJob(
            FILM, ClipPicture(cut, matte="alpha", ground=Ground(video=clip))
        ),
        "a presenter keyed from green over a clip": ClipJob(
            FILM, ClipPicture(green, matte="green", ground=Ground(video=clip))
        ),
        "a transparent presenter as WebM": ClipJob(
            FILM, ClipPicture(cut, matte="alpha", ground=Ground(Color(0, 0, 0, 0))), alpha=True
        ),
    }


def films(folder: Path) -> dict[str, FilmJob]:
    """Joins of clips of the first kind: with their sound mastered, and with a dissolve."""
    clip = render_clip(ClipJob(FILM, ClipPicture(folder / "screen.mp4")), folder / "one.mp4", folder / "one.wav")
    after = render_clip(
        ClipJob(FILM, ClipPicture(folder / "screen.mp4"), keyframe=12), folder / "two.mp4", folder / "two.wav"
    )
    loud = folder / "loud.wav"
    noise = np.random.default_rng(3).normal(0, 1500, (round(SECONDS * RATE), 2))
    write_wav(loud, noise.astype(np.int16))
    return {
        "twenty clips joined": FilmJob(FILM, (replace(clip, sound=loud),) * 20),
        "twenty clips joined at -16 LUFS": FilmJob(FILM, (replace(clip, sound=loud),) * 20, loudness=-16.0),
        "two clips with a dissolve": FilmJob(FILM, (replace(clip, sound=loud), replace(after, sound=loud))),
    }


ENCODE = "-c:v libx264 -preset veryfast -crf 19 -bf 0 -threads 2 -pix_fmt yuv420p -an"
JOIN = "-f concat -safe 0 -i {folder}/list.txt -f concat -safe 0 -i {folder}/sounds.txt -map 0:v -map 1:a -c:v copy"
PEERS = {
    "a clip as it is": f"-i {{folder}}/screen.mp4 {ENCODE} -f mp4",
    "a clip, contained, on itself blurred": "-i {folder}/screen.mp4 -filter_complex "
    "[0]scale=-2:1920,crop=1080:1920,gblur=sigma=40[b];[0]scale=1080:-2[f];[b][f]overlay=0:(H-h)/2 " + ENCODE,
    "a transparent presenter over a clip": "-i {folder}/screen.mp4 -c:v libvpx-vp9 -i {folder}/cut.webm "
    f"-filter_complex [0][1]overlay=shortest=1 {ENCODE}",
    "a presenter keyed from green over a clip": "-i {folder}/screen.mp4 -i {folder}/green.mp4 "
    f"-filter_complex [1]chromakey=0x00ff00:0.2:0.1[k];[0][k]overlay=shortest=1 {ENCODE}",
    "twenty clips joined": f"{JOIN} -c:a aac -b:a 160k",
    "twenty clips joined at -16 LUFS": f"{JOIN} -af loudnorm=I=-16:TP=-1.5 -ar 48000 -c:a aac -b:a 160k",
    "two clips with a dissolve": "-i {folder}/one.mp4 -i {folder}/two.mp4 "
    f"-filter_complex [0][1]xfade=transition=fade:duration=0.96:offset=1.04 {ENCODE}",
}
"""The same work as options of ffmpeg. It keeps no clip of its own, so that a dissolve encodes both scenes again."""


def median(work: Callable[[], object], runs: int) -> float:
    """Seconds of wall clock, the median of so many runs."""
    spans = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        spans.append(time.perf_counter() - start)
    return statistics.median(spans)


def rendered(job: ClipJob | FilmJob, folder: Path) -> object:
    if isinstance(job, ClipJob):
        return render_clip(job, folder / f"out.{'webm' if job.alpha else 'mp4'}", folder / "out.wav")
    if len(job.clips) == 2:
        before, after = job.clips
        window = render_transition(TransitionJob(FILM, before, after, "dissolve", 0.96), folder / "window.mp4")
        job = replace(job, joins=(None, Join(window, 12)))
    return join_film(job, folder / "film.mp4")


def peer(what: str, folder: Path, runs: int) -> float | None:
    """The seconds of ffmpeg; None where it is not installed, or has no words for this."""
    program = shutil.which("ffmpeg")
    if program is None or what not in PEERS:
        return None
    (folder / "list.txt").write_text("file one.mp4\n" * 20)
    (folder / "sounds.txt").write_text("file loud.wav\n" * 20)
    options = PEERS[what].format(folder=folder).split()
    command = [program, "-v", "error", "-nostdin", "-y", *options, str(folder / "peer.mp4")]
    return median(lambda: subprocess.run(command, check=True), runs)


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base = None
        if shutil.which("ffmpeg") is None:
            print("ffmpeg is not installed: no comparison (Debian: apt-get install ffmpeg)")
        work: dict[str, ClipJob | FilmJob] = {**jobs(folder), **films(folder)}
        for what, job in work.items():
            seconds, length = median(partial(rendered, job, folder), runs), length_of(job)
            base, other = base or seconds, peer(what, folder, runs)
            compared = "" if other is None else f"  {seconds / other:5.2f} of ffmpeg's"
            print(f"{what:42} {seconds / length:5.2f} of its length  {seconds / base:5.2f} ×{compared}", flush=True)


def length_of(job: ClipJob | FilmJob) -> float:
    return SECONDS if isinstance(job, ClipJob) else sum(clip.duration for clip in job.clips)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
