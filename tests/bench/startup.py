"""How long starting takes, against `python -c pass`: `python tests/bench/startup.py`. Goals: < 2x and < 4x."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 21
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "--version": ["-c", "from heygen_build.cli.main import main; main(['--version'])"],
    "--help": ["-c", "from heygen_build.cli.main import main; main(['--help'])"],
    "explain HB0322": ["-c", "from heygen_build.cli.main import main; main(['explain', 'HB0322'])"],
}


def main() -> None:
    """Print medians (ms) and ratios. Runs are interleaved, because the machine's speed drifts."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, command in COMMANDS.items():
            times[name].append(_seconds(command))
    floor = statistics.median(times["python -c pass"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:<16} {1000 * median:7.1f} ms  {median / floor:5.2f}x")


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
