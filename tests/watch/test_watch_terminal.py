"""What the terminal says, and Ctrl-C, with the real program."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import IO

from tests.watch.watching import CARDS, PATIENCE


def lines_until(stream: IO[str], wanted: str) -> list[str]:
    """The lines up to the one with these words."""
    seen: list[str] = []
    for line in stream:
        seen.append(line.rstrip())
        if wanted in line:
            return seen
    raise AssertionError(seen)


def end(watch: subprocess.Popen[str]) -> None:
    """With its workers, where a test failed before it was over: they hold the other ends of its pipes."""
    if watch.poll() is None:
        os.killpg(watch.pid, signal.SIGKILL)


def test_the_terminal_tells_what_changed_and_why_and_ctrl_c_ends_it_quietly(cards: Path) -> None:
    command = [sys.executable, "-m", "heygen_build", "watch", cards.name, "--open"]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "HOME": str(cards.parent)}
    with (
        subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, cwd=cards.parent, env=environ, start_new_session=True
        ) as watch,
        contextlib.ExitStack() as ending,
    ):
        assert watch.stderr is not None
        ending.callback(end, watch)
        address = lines_until(watch.stderr, "the page is at")[-1].rpartition(" ")[2]
        with urllib.request.urlopen(f"{address}events") as stream:
            assert stream.readline() == b"event: view\n"
            lines_until(watch.stderr, "draft done")
            cards.write_text(CARDS.replace("text: Second", "text: Changed"))
            told = "\n".join(lines_until(watch.stderr, "draft done"))
            assert "saved: project.yaml" in told
            assert "second/clip: changed" in told
            assert re.search(r"2 steps made, 2 reused\) in \d+\.\d s", told)
            cards.write_text(CARDS.replace("hold: 1s", "hold: soon"))
            told = "\n".join(lines_until(watch.stderr, "waiting for the next save"))
            assert "HB0205" in told
            assert "^^^^" in told
            os.killpg(watch.pid, signal.SIGINT)
            assert lines_until(watch.stderr, "stopped watching")
            assert watch.stderr.read() == ""
        assert watch.wait(PATIENCE) == 0
