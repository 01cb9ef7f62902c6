"""How long a draft takes: everything, after an edit of one scene, after an edit of one card, and when nothing changed.

Run it with `python tests/bench/build.py [RUNS]`. Each row is the median of whole commands, beside the film's length
and an empty Python in the same run, because machines differ and ratios travel.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "projects" / "hello"
FILM = 33.6
"""Seconds of film in the example; checked against what the build says."""


def timed(command: list[str], folder: Path) -> float:
    """Seconds of wall clock of one command that must succeed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEYGEN")}
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def build(folder: Path) -> float:
    return timed([sys.executable, "-m", "heygen_build", "project.yaml", "--draft"], folder)


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "project.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the example no longer says {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def one_run() -> dict[str, float]:
    """Each case once, in a fresh copy of the example."""
    with tempfile.TemporaryDirectory(prefix="heygen-build-bench-") as name:
        folder = Path(name) / "hello"
        shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("dist", ".heygen-build"))
        cases: list[tuple[str, Callable[[], None]]] = [
            ("everything", lambda: None),
            ("nothing changed", lambda: None),
            ("one word of one avatar scene", lambda: edit(folder, "Edit a sentence", "Change a sentence")),
            ("the color of the card", lambda: edit(folder, "#ffd166", "#ffe066")),
        ]
        times: dict[str, float] = {}
        for title, prepare in cases:
            prepare()
            times[title] = build(folder)
        times["python -c pass"] = timed([sys.executable, "-c", "pass"], folder)
        return times


def main(runs: int) -> None:
    found = [one_run() for _ in range(runs)]
    for title in found[0]:
        seconds = statistics.median(run[title] for run in found)
        empty = statistics.median(run["python -c pass"] for run in found)
        print(f"{title:<32}{seconds:8.3f} s{seconds / FILM:8.3f}x film{seconds / empty:9.1f}x empty Python")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
