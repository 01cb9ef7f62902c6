"""What an edit costs: a film of twenty scenes in 1080p, put together here, then again after one change at a time.

Run it with `python tests/bench/assembly.py [SCENES]`. Clips with recordings, a logo, a text and captions: nothing is
drawn by the emulator, so that only composing, encoding and joining are measured. Each row is one command, as a share of
the film's length and of the first row. The same work is done by the ffmpeg command line in the same run, with the same
encoder settings and one process for each scene (`pip install imageio-ffmpeg` brings one).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image

from heygen_build.media.encode import RATE, Writer
from heygen_build.media.model import Canvas
from heygen_build.media.sound import write_wav
from heygen_build.media.typefaces import face
from heygen_build.media.yuv import from_image

FILM, SECONDS = Canvas(1920, 1080), 3.0
SAID = "This is what is said in every scene of it."
ENCODE = "-c:v libx264 -preset ultrafast -crf 24 -bf 0 -threads 1 -pix_fmt yuv420p -an"
HEAD = """\
heygen_build: 1
title: Twenty scenes
output: {path: dist/film.mp4, resolution: 1080p}
captions: {burn_in: {style: %s}}
overlays: [{image: logo.png, at: top-right, width: 10%%}]
scenes:
"""


def project(scenes: int, *, style: str = "boxed", seventh: str = "Scene 7") -> str:
    """The project; `seventh` is the text over its seventh scene."""
    text = HEAD % style
    for number in range(1, scenes + 1):
        over = seventh if number == 7 else f"Scene {number}"
        start = number * 0.04
        text += f"  - {{video: clip.mp4, trim: {{from: {start:.2f}s, to: {start + SECONDS:.2f}s}}, volume: -60dB, "
        text += f'overlays: [{{text: "{over}", '
        text += f'at: top-left}}], audio: {{file: speech-{number}.wav, script: "{SAID}"}}}}\n'
    return text


def material(folder: Path, scenes: int) -> None:
    """A clip in which every frame differs, a logo, and a recording for each scene."""
    noise = np.random.default_rng(1).integers(0, 255, (270, 480, 3), dtype=np.uint8)
    picture = Image.fromarray(noise).resize((2144, 1208), Image.Resampling.BICUBIC)
    with Writer(folder / "clip.mp4", FILM, sound=True) as film:
        for index in range(round((SECONDS + 1) * FILM.fps)):
            film.frame(from_image(picture.crop((index * 2, index, index * 2 + 1920, index + 1080))))
        film.sound(np.zeros((round((SECONDS + 1) * RATE), 2), np.int16))
    Image.new("RGBA", (192, 108), (255, 120, 30, 200)).save(folder / "logo.png")
    time_line = np.arange(round(SECONDS * RATE)) / RATE
    for number in range(1, scenes + 1):
        tone = (np.sin(time_line * 2 * np.pi * (200 + 10 * number)) * 6000).astype(np.int16)
        write_wav(folder / f"speech-{number}.wav", np.repeat(tone[:, None], 2, axis=1))


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(folder: Path, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEYGEN")}
    command = [sys.executable, "-m", "heygen_build", *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def ffmpeg() -> str | None:
    """The command line, of the machine or of the package `imageio-ffmpeg`."""
    if find_spec("imageio_ffmpeg") is None:
        return shutil.which("ffmpeg")
    return str(import_module("imageio_ffmpeg").get_ffmpeg_exe())


def peer_scene(program: str, folder: Path, number: int) -> None:
    font = face("Noto Sans", 600, italic=False)
    text = f"drawtext=fontfile='{font}':fontsize=56:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=16"
    over = f"[0][1]overlay=W-w-96:54,{text}:x=96:y=54:text='Scene {number}',"
    over += f"{text}:x=(w-text_w)/2:y=h-160:text='{SAID}'"
    inputs = ["-ss", f"{number * 0.04:.2f}", "-i", str(folder / "clip.mp4"), "-i", str(folder / "logo.png")]
    options = ["-filter_complex", over, "-t", str(SECONDS), *ENCODE.split()]
    subprocess.run([program, "-v", "error", "-y", *inputs, *options, str(folder / f"peer-{number}.mp4")], check=True)


def peer_join(program: str, folder: Path, scenes: int) -> None:
    for name, suffix in (("peer", "mp4"), ("speech", "wav")):
        lines = "".join(f"file {name}-{number}.{suffix}\n" for number in range(1, scenes + 1))
        (folder / f"{name}.txt").write_text(lines)
    lists = [part for name in ("peer", "speech") for part in ("-f", "concat", "-i", str(folder / f"{name}.txt"))]
    options = ["-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-b:a", "160k"]
    subprocess.run([program, "-v", "error", "-y", *lists, *options, str(folder / "peer.mp4")], check=True)


def peers(folder: Path, scenes: int) -> dict[str, float]:
    """Seconds of ffmpeg for all scenes, two at a time, and for the seventh alone; both with the join."""
    program = ffmpeg()
    if program is None:
        return {}
    from concurrent.futures import ThreadPoolExecutor

    def all_scenes() -> None:
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            list(pool.map(lambda number: peer_scene(program, folder, number), range(1, scenes + 1)))
        peer_join(program, folder, scenes)

    def seventh_scene() -> None:
        peer_scene(program, folder, 7)
        peer_join(program, folder, scenes)

    whole, one = timed(all_scenes), timed(seventh_scene)
    return {"everything": whole, "one overlay": one, "the caption style": whole}


def main(scenes: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        material(folder, scenes)
        start_up = timed(lambda: run(folder, "--version"))
        others = peers(folder, scenes)
        steps = {
            "everything": project(scenes),
            "nothing": project(scenes),
            "one overlay": project(scenes, seventh="Number seven"),
            "the caption style": project(scenes, style="outline", seventh="Number seven"),
        }
        print(f"{scenes} scenes, {scenes * SECONDS:.0f} s in 1080p; start-up {start_up:.2f} s")
        first = None
        for what, text in steps.items():
            (folder / "project.yaml").write_text(text)
            seconds = timed(lambda: run(folder, "project.yaml", "--draft"))
            first = first or seconds
            compared = f"  {seconds / others[what]:5.2f} of ffmpeg's" if what in others else ""
            row = f"{seconds:7.2f} s  {seconds / (scenes * SECONDS):6.3f} of its length  {seconds / first:6.3f} of all"
            print(f"{what:20}{row}{compared}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
