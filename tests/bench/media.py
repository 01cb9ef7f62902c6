"""What it costs to put a scene together at 1080p: each kind of composition, beside decoding and encoding alone.

Run it with `python tests/bench/media.py [RUNS]`. Each row is the median, as a share of the scene's length (1.00 is as
long as it plays) and as a multiple of the first row, because machines differ and ratios travel.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from heygen_build.media.clip import render_clip
from heygen_build.media.encode import RATE, Writer
from heygen_build.media.layers import Cast, Frame, Ground, Move, Spot, View
from heygen_build.media.model import Canvas, CardPicture, ClipJob, ClipPicture, Inset, StillPicture
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


def timed(job: ClipJob, folder: Path, runs: int) -> float:
    """Seconds of wall clock, the median of so many runs."""
    spans = []
    for _ in range(runs):
        start = time.perf_counter()
        render_clip(job, folder / f"out.{'webm' if job.alpha else 'mp4'}", folder / "out.wav")
        spans.append(time.perf_counter() - start)
    return statistics.median(spans)


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base = None
        for what, job in jobs(folder).items():
            seconds = timed(job, folder, runs)
            base = base or seconds
            print(f"{what:42} {seconds / SECONDS:5.2f} of its length  {seconds / base:5.2f} ×")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
