"""A short run of `python -m tests.kills.kill`, which kills hundreds of builds. It takes real time, so it is a program
of its own: nothing in this process may sleep."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_builds_that_are_killed_end_as_undisturbed_ones_and_pay_once() -> None:
    command = [sys.executable, "-m", "tests.kills.kill", "--kills", "6", "--seed", "7"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "outputs as undisturbed, 3 charges each" in ended.stdout
