"""What the sound of a long film takes: music that makes room for speech, and a loudness, over so many minutes.

Run it with `python tests/bench/long_sound.py [MINUTES]`. Memory is the most the process ever had; the sound itself
would be 11.5 MB a minute.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from heygen_build.media.encode import RATE
from heygen_build.media.finish import join_sounds
from heygen_build.media.model import Bed, Heard, SoundJob
from heygen_build.media.sound import write_wav

_MEGABYTE = 1024
"""`ru_maxrss` counts kilobytes on Linux."""


def scene(path: Path, seconds: int, level: float) -> Path:
    """Two seconds of noise and one of silence, again and again: as loud as people who speak, and with their pauses."""
    noise = np.random.default_rng(1).normal(0, level, (3 * RATE, 2))
    noise[2 * RATE :] = 0
    write_wav(path, np.tile(np.clip(noise, -32768, 32767).astype(np.int16), (seconds // 3, 1)))
    return path


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE


def main(minutes: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        speech, music = scene(folder / "speech.wav", 60, 1500), scene(folder / "music.wav", 180, 3000)
        before, start = peak(), time.perf_counter()
        bed = Bed(music, 0, minutes * 60.0, volume=-18, duck=-10, fade_out=3)
        job = SoundJob(25, (Heard(speech, 60.0),) * minutes, "mp3", beds=(bed,), loudness=-16.0)
        join_sounds(job, folder / "film.mp3")
        seconds = time.perf_counter() - start
    print(f"{minutes} minutes in {seconds:.0f} s ({minutes * 60 / seconds:.0f} times as fast as it plays)")
    print(f"memory: {before:.0f} MB before, {peak():.0f} MB at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
