"""Ctrl-C, a canceled job, a question that is interrupted: one line, no orphans, and the next run goes on."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCENES = "".join(f"  - {{id: s{number}, script: 'Sentence {number} is {'quite ' * 30}long.'}}\n" for number in range(3))
PROJECT = f"""\
heygen_build: 1
title: Long
avatars:
  host: {{look: Abigail}}
defaults: {{avatar: host}}
scenes:
{SCENES}"""
ONE_LINE = "interrupted; what is done is kept, and the next run continues"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "project.yaml").write_text(PROJECT)
    return tmp_path


def _environ(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    cache = str(folder / "cache")
    return {**kept, "HOME": str(folder), "PYTHONPATH": str(ROOT), "HEYGEN_BUILD_CACHE": cache, **more}


def _start(folder: Path, *words: str, **environ: str) -> subprocess.Popen[str]:
    """The program as a shell starts it: in a process group of its own, which Ctrl-C reaches as a whole."""
    command = [sys.executable, "-m", "heygen_build", *words]
    return subprocess.Popen(
        command,
        cwd=folder,
        env=_environ(folder, **environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _read_until(process: subprocess.Popen[str], words: str) -> str:
    """What it says on stderr, up to a line that holds `words`."""
    assert process.stderr is not None
    said = ""
    for line in process.stderr:
        said += line
        if words in line:
            return said
    raise AssertionError(f"never said {words!r}: {said}")


def _survivors(group: int) -> list[str]:
    """Command lines of the processes of a group that are still there."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # a process may end while it is looked at
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            command = (entry / "cmdline").read_text().replace("\0", " ")
            if int(fields[2]) == group and command:  # a process that has just ended has none
                found.append(command)
    return found


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for orphans in /proc")


@linux
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "a canceled job"]
)
@pytest.mark.parametrize("moment", ["s0/video: v3 video", "s0/video: rendering"])
def test_a_draft_that_is_stopped_says_one_line_and_leaves_no_process(
    folder: Path, number: signal.Signals, code: int, moment: str
) -> None:
    process = _start(folder, "project.yaml", "--draft")
    _read_until(process, moment)
    # Ctrl-C reaches the whole group, a canceled job's signal only the program.
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    out, rest = process.communicate()
    assert process.returncode == code
    assert out == ""
    assert rest.splitlines()[-1] == ONE_LINE
    assert "Traceback" not in rest
    assert _survivors(process.pid) == []


@linux
def test_a_second_ctrl_c_is_not_answered_with_a_traceback(folder: Path) -> None:
    process = _start(folder, "project.yaml", "--draft")
    _read_until(process, "s0/video: rendering")
    os.killpg(process.pid, signal.SIGINT)
    os.killpg(process.pid, signal.SIGINT)
    _, rest = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in rest


@pytest.fixture
def emulator(folder: Path) -> Iterator[str]:
    """A server process of its own; gives its address."""
    process = _start(folder, "emulate", "--port", "0")
    address = re.search(r"http://\S+", _read_until(process, "HeyGen emulator on"))
    assert address is not None
    yield address[0]
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == 0


@linux
def test_a_build_at_a_server_is_stopped_and_a_later_run_orders_nothing_again(folder: Path, emulator: str) -> None:
    account = {"HEYGEN_API_KEY": "canary-key-0123", "HEYGEN_BASE_URL": emulator}
    process = _start(folder, "project.yaml", "--yes", **account)
    _read_until(process, "s0/video: rendering")
    os.killpg(process.pid, signal.SIGINT)
    _, rest = process.communicate()
    assert (process.returncode, rest.splitlines()[-1]) == (130, ONE_LINE)
    later = _start(folder, "plan", "project.yaml", **account)
    plan, _ = later.communicate()
    assert re.search(r"s0/video +v3 video \(avatar\) +ordered earlier", plan)


@linux
@pytest.mark.parametrize(("typed", "code"), [(b"n\n", 5), (b"\x04", 5), (b"\x03", 130), (b"y\n", 0)])
def test_a_question_on_a_terminal_takes_a_yes_a_no_and_ctrl_c(
    folder: Path, emulator: str, typed: bytes, code: int
) -> None:
    (folder / "project.yaml").write_text(PROJECT.replace(SCENES, "  - {id: s0, script: Hello.}\n"))
    environ = _environ(folder, HEYGEN_API_KEY="canary-key-0123", HEYGEN_BASE_URL=emulator, TERM="xterm")
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, "-m", "heygen_build", "project.yaml"], environ)
    said = b""
    while b"[y/N]" not in said:
        said += os.read(terminal, 4096)
    os.write(terminal, typed)
    with contextlib.suppress(OSError):  # how a terminal says that its program has ended
        while part := os.read(terminal, 4096):
            said += part
    _, status = os.waitpid(process, 0)
    assert os.waitstatus_to_exitcode(status) == code
    assert b"Place 1 order for about $" in said
    assert b"Traceback" not in said
    # Where a live display hid the cursor, it is visible again.
    assert said.count(b"\x1b[?25l") == said.count(b"\x1b[?25h")
