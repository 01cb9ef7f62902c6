"""How long `check` takes: `python -m tests.bench.check [--scenes 1000 3000 10000] [--rows 1000 3000 10000]`.

Each measurement is a process of its own, because the peak of memory belongs to a process; the median of three counts.
`bare` is the C parser of PyYAML composing the same bytes to nodes with marks (for rows: Python's csv module reading
them), measured beside each check, because machines are noisy and only the ratio can be compared. The second ratio is
to a bare parse with the garbage collector paused, which nobody does, but which is what `check` does itself.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

REPEATS = 3


@dataclass(frozen=True)
class Measured:
    """Seconds of wall clock, bytes of the input, and the peak of the process in MB; `empty_mb` is its peak after one
    scene was checked: imports are not measured here, but by the benchmark of the start. `rooms` are the seconds of
    load, validate and resolve."""

    size: int
    bytes: int
    bare: float
    bare_paused: float
    check: float
    rooms: dict[str, float]
    peak_mb: float
    empty_mb: float


def scenes_project(folder: Path, count: int) -> Path:
    """A project of many scenes, as people write them: scripts with variables, pauses, pictures of their own."""
    lines = [
        "heygen_build: 1",
        'title: "{{ product }} from A to Z"',
        "variables: {product: Aurora}",
        "avatars: {host: {look: Abigail}}",
        "voices: {narrator: {name: Chill Brian}}",
        "defaults: {avatar: host, voice: narrator}",
        "scenes:",
    ]
    for number in range(count):
        lines += [
            f"  - id: scene-{number}",
            "    script: |",
            f"      Chapter {number}. {{{{ product }}}} shows you step {number} of the tour.",
            "      It takes a minute, and you can come back at any time.",
            f'    background: "#1018{number % 100:02d}"',
        ]
        if number % 4 == 0:
            lines.append("    pad: {before: 300ms, after: 500ms}")
    return _written(folder / "project.yaml", lines)


def matrix_project(folder: Path, count: int) -> Path:
    """One film for each of many csv rows."""
    rows = ["id,name,city,plan"]
    rows += [f"c{number},Ada {number},Paris,{'pro' if number % 3 else 'free'}" for number in range(count)]
    _written(folder / "customers.csv", rows)
    lines = [
        "heygen_build: 1",
        'title: "Hello, {{ customer.name }}"',
        "matrix: {customer: {from: customers.csv, key: id}}",
        'output: {path: "dist/{{ customer.id }}.mp4"}',
        "avatars: {host: {look: Abigail}}",
        "voices: {narrator: {name: Chill Brian}}",
        "defaults: {avatar: host, voice: narrator}",
        "scenes:",
        '  - {id: hello, script: "Hello {{ customer.name }} in {{ customer.city }}."}',
        '  - {id: pitch, script: "Your {{ customer.plan }} plan can do more."}',
        "  - {id: end, card: Thank you, hold: 2s}",
    ]
    return _written(folder / "project.yaml", lines)


def _written(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def bare_yaml(path: Path) -> Callable[[], object]:
    import yaml

    text = (path.parent / "project.yaml").read_text(encoding="utf-8")
    return lambda: yaml.compose(text, Loader=yaml.CSafeLoader)


def bare_csv(path: Path) -> Callable[[], object]:
    text = (path.parent / "customers.csv").read_text(encoding="utf-8")
    return lambda: list(csv.DictReader(text.splitlines(keepends=True)))


def measure(kind: str, size: int) -> Measured:
    """In this process: one scene to import everything, then the check, so that its peak is its own; then the bare
    parse, then the rooms alone."""
    from heygen_build.source.events import garbage_collector_paused

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".git").mkdir()
        path = scenes_project(folder, size) if kind == "scenes" else matrix_project(folder, size)
        data = path if kind == "scenes" else folder / "customers.csv"
        check = _check(path, folder)
        (folder / "small" / ".git").mkdir(parents=True)
        _check(scenes_project(folder / "small", 1), folder)()
        empty = _peak_mb()
        seconds = _seconds(check)
        peak = _peak_mb()
        parse = bare_yaml(path) if kind == "scenes" else bare_csv(path)
        bare = min(_seconds(parse) for _ in range(3))
        with garbage_collector_paused():
            paused = min(_seconds(parse) for _ in range(3))
        return Measured(size, data.stat().st_size, bare, paused, seconds, _rooms(path), peak, empty)


def _check(path: Path, home: Path) -> Callable[[], object]:
    """The whole command without its process: the catalog comes from the emulator inside, as for every draft."""
    from heygen_build.backends import World
    from heygen_build.pipeline import Options, check

    world = World(environ={}, home=home, clock=time.time, sleep=asyncio.sleep, random=lambda: 0.5, workers=0)
    return lambda: asyncio.run(check(path, Options(draft=True), world))


def _rooms(path: Path) -> dict[str, float]:
    from heygen_build.resolve.given import Given
    from heygen_build.resolve.resolve import resolve
    from heygen_build.source.load import load
    from heygen_build.spec.validate import validate
    from tests.catalogs import emulator_catalog

    started = [time.perf_counter()]
    document = load(path)
    started.append(time.perf_counter())
    spec = validate(document)
    started.append(time.perf_counter())
    resolve(document, spec, Given(), emulator_catalog())
    started.append(time.perf_counter())
    return {room: started[n + 1] - started[n] for n, room in enumerate(("load", "validate", "resolve"))}


def _seconds(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return time.perf_counter() - started


def _peak_mb() -> float:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _in_child(kind: str, size: int) -> Measured:
    command = [sys.executable, "-m", "tests.bench.check", "--measure", kind, str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(**json.loads(done.stdout))


def _median(kind: str, size: int) -> Measured:
    """The run whose ratio is in the middle."""
    runs = [_in_child(kind, size) for _ in range(REPEATS)]
    middle = statistics.median(run.check / run.bare for run in runs)
    return next(run for run in runs if run.check / run.bare == middle)


def _table(kind: str, sizes: list[int]) -> None:
    bare = "bare YAML" if kind == "scenes" else "bare csv"
    print(f"\n{kind:>7} {'input':>9} {bare:>10} {'paused':>9} {'check':>8}", end=" ")
    print(f"{'ratios':>13} {'µs each':>8} {'peak':>8}   rooms")
    for size in sizes:
        found = _median(kind, size)
        rooms = ", ".join(f"{room} {seconds:.2f} s" for room, seconds in found.rooms.items())
        print(
            f"{size:7,} {found.bytes / 1e6:6.2f} MB {found.bare:8.3f} s {found.bare_paused:7.3f} s "
            f"{found.check:6.2f} s {found.check / found.bare:6.1f} {found.check / found.bare_paused:6.1f} "
            f"{found.check / size * 1e6:8.0f} {found.peak_mb:5.0f} MB   {rooms}"
            f" (empty: {found.empty_mb:.0f} MB)",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenes", type=int, nargs="*", default=[1000, 3000, 10_000])
    parser.add_argument("--rows", type=int, nargs="*", default=[1000, 3000, 10_000])
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(asdict(measure(options.measure[0], int(options.measure[1])))))
        return
    _table("scenes", options.scenes)
    _table("rows", options.rows)


if __name__ == "__main__":
    main()
