"""The parent's end of `espeak_worker`: one worker a process, started at the first word and again after a crash."""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypedDict

import espeakng_loader

from heygen_build.draft.model import SpeechError

# espeak-ng speaks more than a hundred times faster than people do; a reply this late is a hang.
PATIENCE_SECONDS = 60.0

_worker_file = Path(__file__).with_name("espeak_worker.py")
# Typed here, because the package has no annotations.
_library: Callable[[], str] = espeakng_loader.get_library_path
_data: Callable[[], str] = espeakng_loader.get_data_path


@dataclass(frozen=True, slots=True)
class Request:
    """`voice` as espeak-ng names it (`en-us+Annie`), `rate` in words a minute, `pitch` and `range` 0–99."""

    text: str
    voice: str
    rate: int
    pitch: int
    range: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """Raw speech: mono 16-bit `sound` at `rate`.

    `words` are (character, sample), `phonemes` (sample, IPA; an empty name is a pause).
    """

    sound: bytes
    rate: int
    words: tuple[tuple[int, int], ...]
    phonemes: tuple[tuple[int, str], ...]


class _Header(TypedDict, total=False):
    error: str
    rate: int
    words: list[tuple[int, int]]
    phonemes: list[tuple[int, str]]


class _Lost(Exception):
    """The worker died in the middle of a reply."""


class Worker:
    """A running helper process. Not for two threads at once."""

    def __init__(self) -> None:
        command = [sys.executable, "-I", "-S", str(_worker_file)]
        command += [_library(), _data()]
        self.process = subprocess.Popen(
            # Unbuffered, because a buffer's lock, held by another thread during a fork, would block the child.
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    @property
    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None:
            raise _Lost
        return stdin, stdout

    def ask(self, body: bytes) -> tuple[_Header, bytes]:
        """One request and its reply. Raises `_Lost` when the process dies or hangs."""
        stdin, stdout = self._pipes
        watchdog = threading.Timer(PATIENCE_SECONDS, self.process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            _write(stdin, struct.pack("<I", len(body)) + body)
            head, sound = struct.unpack("<II", _read(stdout, 8))
            header: _Header = json.loads(_read(stdout, head))
            return header, _read(stdout, sound)
        except (OSError, ValueError) as error:
            raise _Lost from error
        finally:
            watchdog.cancel()

    def close(self) -> None:
        """Ends the process and reaps it; a second call does nothing."""
        _close(self.process.stdin)
        _close(self.process.stdout)
        # A timer and one blocking wait, because a wait with a time limit polls.
        patience = threading.Timer(1.0, self.process.kill)
        patience.start()
        self.process.wait()
        patience.cancel()

    def forget(self) -> None:
        """Drops what `fork` copied: the process belongs to the parent, but its pipes must not stay open here."""
        _close(self.process.stdin)
        _close(self.process.stdout)
        # Because Popen would otherwise warn about, and later wait for, a child that is not ours.
        self.process.returncode = 0


class Engine:
    """Speaks through a worker that it keeps, replaces after a crash, and never shares with a forked child."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: Worker | None = None

    def speak(self, request: Request) -> Utterance:
        """Raises `SpeechError` for an unknown voice, or when two workers in a row were lost."""
        body = json.dumps({name: getattr(request, name) for name in Request.__slots__}).encode()
        with self._lock:
            header, sound = self._ask(body)
        if "error" in header:
            raise SpeechError(header["error"])
        words = tuple((character, sample) for character, sample in header["words"])
        phonemes = tuple((sample, name) for sample, name in header["phonemes"])
        return Utterance(sound, header["rate"], words, phonemes)

    def _ask(self, body: bytes) -> tuple[_Header, bytes]:
        for _ in range(2):
            worker = self._worker = self._worker or Worker()
            try:
                return worker.ask(body)
            except _Lost:
                self._drop()
        raise SpeechError("the speech engine (espeak-ng) stopped twice while speaking the same text")

    def _drop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def close(self) -> None:
        """Ends the worker; the next `speak` starts another."""
        with self._lock:
            self._drop()

    def after_fork(self) -> None:
        """For a forked child: the lock may be held by a thread that is not here, and the worker is the parent's."""
        self._lock = threading.Lock()
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.forget()


def _write(stream: IO[bytes], data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def _read(stream: IO[bytes], count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        part = stream.read(count - len(data))
        if not part:
            raise _Lost
        data += part
    return bytes(data)


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        pipe.close()


ENGINE = Engine()
atexit.register(ENGINE.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=ENGINE.after_fork)
