"""Kills builds: `python -m tests.kills.kill --kills 200`; with `--project crowd`, 21 scenes that travel in a batch.

A real `heygen-build` is killed (SIGKILL) at random moments, against a real `heygen-build emulate`, and started again
until it finishes; then the project begins anew. Every finished build must have published what an undisturbed one
publishes, and the server must have charged once for each paid key: no more, no less.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[2]
SMALL = """\
heygen_build: 1
title: Killed
avatars:
  host: {look: Abigail}
  founder: {photo: founder.png}
voices:
  narrator: {name: Chill Brian}
defaults: {avatar: host, voice: narrator}
scenes:
  - {id: one, script: Hi.}
  - {id: two, avatar: founder, script: Yes.}
  - {id: card, card: {text: Thanks}, script: Bye.}
"""
CROWD = """\
heygen_build: 1
title: Crowd
avatars: {host: {look: Abigail}}
defaults: {avatar: host}
scenes:
"""
NUMBERS = range(1, 22)
FINISHED = 0


@dataclass(frozen=True)
class Project:
    """A project file, and how many keys of it are paid for."""

    text: str
    paid_keys: int


PROJECTS = {
    "small": Project(SMALL, 3),
    "crowd": Project(CROWD + "".join(f"  - script: Part {number}.\n" for number in NUMBERS), len(NUMBERS)),
}


@dataclass
class Tally:
    """What happened: builds that were killed while they ran, and projects that were finished after it."""

    kills: int = 0
    finished: int = 0
    exits: list[int] = field(default_factory=list)
    most_kills: int = 0


@dataclass
class Yard:
    """A project, and the server it orders from."""

    folder: Path
    url: str

    def start(self) -> subprocess.Popen[bytes]:
        environ = {
            **_environ(self.folder),
            "HEYGEN_API_KEY": "sk_test_0123456789",
            "HEYGEN_BASE_URL": self.url,
            # The emulator honors the key of speech; without this an unlucky kill is rightly a question.
            "HEYGEN_BUILD_HONORED_KEYS": "speech",
        }
        command = [sys.executable, "-m", "heygen_build", "build", "project.yaml", "--yes", "-q"]
        with (self.folder / "log.txt").open("ab") as log:
            return subprocess.Popen(
                command, cwd=self.folder, env=environ, stdout=log, stderr=log, start_new_session=True
            )

    def begin(self) -> None:
        """A project that was never built, at an account that never paid."""
        for name in ("cache", "dist", ".heygen-build"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self._control("POST", "reset")

    def charges(self) -> int:
        return len(self._control("GET", "charges")["data"])

    def published(self) -> dict[str, bytes]:
        """Every file of the film, without the ids that the server chose."""
        dist = self.folder / "dist"
        files = {path.name: path.read_bytes() for path in sorted(dist.rglob("*")) if path.is_file()}
        manifest = json.loads(files.pop("manifest.json"))
        for film in manifest["films"]:
            for scene in film["scenes"]:
                scene.pop("remote_id")
        return {**files, "manifest": json.dumps(manifest).encode()}

    def _control(self, method: str, name: str) -> dict[str, list[object]]:
        request = urllib.request.Request(f"{self.url}/_emulator/{name}", method=method, data=b"" * (method == "POST"))
        with urllib.request.urlopen(request, timeout=30) as answer:
            found: dict[str, list[object]] = json.loads(answer.read() or b"{}")
        return found


def kill_many(kills: int, seed: int, project: Project, *, quiet: bool = True) -> Tally:
    """Kill builds until there were so many kills, and finish every project. Raises AssertionError at the first flaw."""
    chance, tally = random.Random(seed), Tally()
    with yard(project) as place:
        longest = min(_undisturbed(place, project) for _ in range(3))
        undisturbed = place.published()
        while tally.kills < kills:
            place.begin()
            in_a_row, took = _until_finished(place, chance, longest, tally)
            # A machine that was busy at first gets faster: then kills would come after the end.
            longest = longest if in_a_row else min(longest, took)
            tally.most_kills = max(tally.most_kills, in_a_row)
            other = {name for name, _ in place.published().items() ^ undisturbed.items()}
            assert not other, f"after {tally.kills} kills these files differ: {sorted(other)}"
            assert place.charges() == project.paid_keys, f"{place.charges()} charges after {tally.kills} kills"
            tally.finished += 1
            if not quiet:
                print(f"{tally.kills} kills, {tally.finished} projects finished", flush=True)
    return tally


def _undisturbed(place: Yard, project: Project) -> float:
    """How long a build takes (seconds): the first compiles modules and draws what later ones find drawn."""
    place.begin()
    started = time.monotonic()
    assert place.start().wait() == FINISHED, (place.folder / "log.txt").read_text()
    assert place.charges() == project.paid_keys
    return time.monotonic() - started


def _until_finished(place: Yard, chance: random.Random, longest: float, tally: Tally) -> tuple[int, float]:
    """Start the build until it finishes, and kill it while it runs; gives how often, and how long the last one took.

    Kills come between the imports, in which nothing can go wrong, and the end; after each they may come later, because
    a busy machine gets on slowly.
    """
    in_a_row = 0
    while True:
        process, started = place.start(), time.monotonic()
        try:
            code = process.wait(timeout=longest * chance.uniform(0.35, 0.9 + 0.1 * in_a_row))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            tally.kills += 1
            in_a_row += 1
            continue
        assert code == FINISHED, f"exit {code} after {tally.kills} kills:\n{(place.folder / 'log.txt').read_text()}"
        return in_a_row, time.monotonic() - started


@contextmanager
def yard(project: Project) -> Iterator[Yard]:
    """A project folder and a running server."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "project.yaml").write_text(project.text)
        Image.new("RGB", (64, 48), "teal").save(folder / "founder.png")
        command = [sys.executable, "-m", "heygen_build", "emulate", "--port", "0"]
        server = subprocess.Popen(
            command, cwd=folder, env=_environ(folder), stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        try:
            assert server.stderr is not None
            line = server.stderr.readline()
            yield Yard(folder, line.split()[3])
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _environ(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": str(folder), "PYTHONPATH": str(ROOT), "HEYGEN_BUILD_CACHE": str(folder / "cache")}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--project", choices=PROJECTS, default="small")
    given = parser.parse_args()
    chosen = PROJECTS[given.project]
    made = kill_many(given.kills, given.seed, chosen, quiet=False)
    print(
        f"{made.kills} kills, {made.finished} projects finished, at most {made.most_kills} kills in one; outputs as "
        f"undisturbed, {chosen.paid_keys} charges each"
    )
