"""Every fault on every route: `python -m tests.faults.table` prints what comes of each (fault × route × outcome).

Each cell is a project that is built while the fault happens, and again afterwards. `film` means that the first build
succeeded all the same; a code is what it said. A cell breaks (and the program ends with 1) where a second order was
charged that nobody asked for, where an error says nothing of what to do, or where the film cannot be finished once the
trouble is over. Signals come when HeyGen took a request and before its answer is here; SIGKILL stands for a process
that does nothing any more from then on. Real processes meet them at any moment: tests/cli, and tests/kills.
"""

from __future__ import annotations

import argparse
import asyncio
import errno
import functools
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal
from unittest import mock

from heygen_build.cli.guard import INTERRUPTED, TERMINATED, Termination
from heygen_build.diagnostics import BuildError
from heygen_build.emulator.faults import (
    Answer,
    EmptyFile,
    ExpiredLink,
    FailJob,
    Fault,
    Garbled,
    LostAfterAcceptance,
    LostBeforeAcceptance,
    StuckJob,
    TruncatedFile,
    VanishedJob,
    WrongType,
    gateway_page,
    rate_limited,
)
from heygen_build.emulator.jobs import Failure, Job
from heygen_build.execute.answers import Answer as Reply
from heygen_build.heygen.transport import Transport, httpx, make_transport
from heygen_build.pipeline import Built
from heygen_build.places import journal_path
from heygen_build.store.journal import Accepted, Journal
from heygen_build.store.results import ResultStore
from tests.faults.samples import SAMPLES, Sample, prepare
from tests.workshop import QUESTIONS, Crash, Studio

LASTING = 40
"""How often a lasting fault meets a request: more often than anybody asks again."""
DAY = 86_400.0


def refused(status: int, code: str) -> Answer:
    """An answer that says no."""
    return Answer(status, code, "No.")


ORDERS: dict[str, tuple[Fault, ...]] = {
    "reset before acceptance": (LostBeforeAcceptance(),) * 3,
    "reset after acceptance, once": (LostAfterAcceptance(),),
    "reset after acceptance": (LostAfterAcceptance(),) * 3,
    "truncated JSON": (Garbled(),) * 3,
    "HTML error page": (gateway_page(),) * 3,
    "401": (refused(401, "unauthorized"),),
    "402": (refused(402, "insufficient_credit"),),
    "403": (refused(403, "forbidden"),),
    "404": (refused(404, "not_found"),),
    "409 in progress": (refused(409, "request_in_progress"),) * 9,
    "413": (refused(413, "payload_too_large"),),
    "429 with Retry-After": (rate_limited(7),) * 2,
    "429 without Retry-After": (refused(429, "rate_limit_exceeded"),) * 4,
    "429 for ever": (rate_limited(7),) * LASTING,
    "500": (Answer(500),) * 3,
    "502": (Answer(502),) * 3,
    "503": (Answer(503),) * 3,
    "504": (Answer(504),) * 3,
}
JOBS: dict[str, tuple[Fault, ...]] = {
    "job failed": (FailJob(),),
    "job stuck": (StuckJob(),),
    "job vanished": (VanishedJob(),),
}
Part = Literal["headers", "body"]
SLOW: dict[str, tuple[Part, int]] = {
    "slow headers, once": ("headers", 1),
    "slow headers": ("headers", 3),
    "slow body": ("body", 3),
    "slow for ever": ("headers", LASTING),
}
Stop = Literal["SIGINT", "SIGTERM", "SIGKILL"]
STOPS: tuple[Stop, ...] = ("SIGINT", "SIGTERM", "SIGKILL")
STATUS: dict[str, tuple[Fault, ...]] = {
    "status reset": (LostBeforeAcceptance(),) * 5,
    "status 503": (Answer(503),) * LASTING,
    "status truncated": (Garbled(),) * 3,
}
FILES: dict[str, tuple[Fault, ...]] = {
    "link expired": (ExpiredLink(),),
    "link 403 for ever": (ExpiredLink(),) * LASTING,
    "truncated file": (TruncatedFile(),) * 2,
    "wrong content type": (WrongType(),),
    "not a video": (Answer(200, body="not a film"),),
    "zero bytes": (EmptyFile(),),
    "file 503": (Answer(503),) * LASTING,
}
SIDE_FILES: dict[str, tuple[Fault, ...]] = {
    "subtitles expired": (ExpiredLink(),) * LASTING,
    "subtitles are not": (Answer(200, body="not subtitles"),) * 3,
    "subtitles empty": (EmptyFile(),) * 3,
    "subtitles 503": (Answer(503),) * LASTING,
}


@dataclass(frozen=True)
class Cell:
    """What came of one fault on one route. `flaw` is None where nothing was paid twice and nothing lost."""

    route: str
    fault: str
    outcome: str
    flaw: str | None


Happening = Callable[[Studio], AbstractContextManager[None]]


def scripted(method: str, path: str, faults: tuple[Fault, ...]) -> Happening:
    """Faults of the server, taken back when the trouble is over."""

    @contextmanager
    def happen(studio: Studio) -> Iterator[None]:
        studio.emulator.script(method, path, *faults)
        yield
        studio.emulator._world.script.clear()

    return happen


@contextmanager
def connection_refused(studio: Studio) -> Iterator[None]:
    """Nobody listens."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused") from ConnectionRefusedError(errno.ECONNREFUSED, "refused")

    with mock.patch.object(studio, "_transport", side_effect=lambda: httpx.MockTransport(refuse)):
        yield


@dataclass
class SlowLine(httpx.AsyncBaseTransport):
    """What a client sees of a server that is too slow: the request was carried out, then its time is over.

    The time that real exchanges have is tested in tests/heygen; here nothing waits.
    """

    inner: Transport
    method: str
    pattern: str
    part: Part
    left: list[None]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self.inner.handle_async_request(request)
        if not (self.left and request.method == self.method and fnmatchcase(request.url.path, self.pattern)):
            return response
        self.left.pop()
        body = await response.aread()
        if self.part == "headers":
            raise httpx.ReadTimeout("too slow", request=request)
        return httpx.Response(response.status_code, headers=response.headers, stream=Stalled(body))


@dataclass
class Stalled(httpx.AsyncByteStream):
    """Half of a body, and then nothing more in time."""

    body: bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self.body[: len(self.body) // 2]
        raise httpx.ReadTimeout("too slow")


def slow(method: str, pattern: str, part: Part, times: int) -> Happening:
    """A server that takes requests and is late with their answers."""

    @contextmanager
    def happen(studio: Studio) -> Iterator[None]:
        left: list[None] = [None] * times

        def line() -> Transport:
            return SlowLine(make_transport(studio.emulator.app), method, pattern, part, left)

        with mock.patch.object(studio, "_transport", side_effect=line):
            yield

    return happen


@dataclass
class StopLine(httpx.AsyncBaseTransport):
    """Stops the program when the server has carried out a request, and its answer is on the way."""

    inner: Transport
    method: str
    pattern: str
    stop: Callable[[], None]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self.inner.handle_async_request(request)
        if request.method == self.method and fnmatchcase(request.url.path, self.pattern):
            self.stop()
            await asyncio.Event().wait()
        return response


def stopped(method: str, pattern: str, by: Stop) -> Happening:
    """A signal at the first request of its kind; the program ends with it."""

    def dead(*given: object, **named: object) -> None:
        raise Crash

    @contextmanager
    def happen(studio: Studio) -> Iterator[None]:
        with ExitStack() as stack:

            def stop() -> None:
                if by != "SIGKILL":
                    signal.raise_signal(signal.Signals[by])
                    return
                # Whatever still runs in this process after its end must not leave a trace.
                stack.enter_context(mock.patch.object(Journal, "append", dead))
                stack.enter_context(mock.patch.object(ResultStore, "put", dead))
                raise Crash

            def line() -> Transport:
                return StopLine(make_transport(studio.emulator.app), method, pattern, stop)

            stack.enter_context(mock.patch.object(studio, "_transport", side_effect=line))
            stack.enter_context(listening())
            yield

    return happen


@contextmanager
def listening() -> Iterator[None]:
    """As the command line does. A shell's background jobs ignore SIGINT, and so would this table there."""
    terminate = signal.signal(signal.SIGTERM, Termination())
    interrupt = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, terminate)
        signal.signal(signal.SIGINT, interrupt)


@contextmanager
def disk_full(studio: Studio) -> Iterator[None]:
    """The cache takes no result."""
    with mock.patch.object(ResultStore, "put", side_effect=OSError(errno.ENOSPC, "No space left on device")):
        yield


@contextmanager
def journal_full(studio: Studio) -> Iterator[None]:
    """The journal takes no fact."""
    with mock.patch.object(Journal, "append", side_effect=OSError(errno.ENOSPC, "No space left on device")):
        yield


@contextmanager
def clock_back(studio: Studio) -> Iterator[None]:
    """The clock jumps back by a day while a job is waited for."""
    sleep, jumps = studio.time.sleep, iter([DAY])

    async def jump(seconds: float) -> None:
        await sleep(seconds)
        studio.time.now -= next(jumps, 0.0)

    with mock.patch.object(studio.time, "sleep", jump):
        yield


def happenings(sample: Sample) -> dict[str, Happening]:
    """All the trouble that a route can meet, by name."""
    found: dict[str, Happening] = {
        "connection refused": connection_refused,
        "disk full": disk_full,
        "journal full": journal_full,
        "clock jumps back": clock_back,
    }
    for name, faults in {**ORDERS, **(JOBS if sample.status else {})}.items():
        found[name] = scripted(sample.method, sample.order, faults)
    for name, faults in (STATUS if sample.status else {}).items():
        found[name] = scripted("GET", sample.status, faults)
    for name, faults in (FILES if sample.file else {}).items():
        found[name] = scripted("GET", sample.file, faults)
    for name, faults in (SIDE_FILES if sample.side else {}).items():
        found[name] = scripted("GET", sample.side, faults)
    meant = {"": (sample.method, sample.order), "status ": ("GET", sample.status), "file ": ("GET", sample.file)}
    for what, (method, pattern) in meant.items():
        if pattern:
            found |= {f"{what}{name}": slow(method, pattern, part, times) for name, (part, times) in SLOW.items()}
            found |= {f"{what}{name}": stopped(method, pattern, name) for name in STOPS}
    return found


def try_out(route: str, name: str) -> Cell:
    """Build while it happens, and until nothing is missing."""
    outcome = ""
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder))
        try:
            prepare(studio, SAMPLES[route])
            with happenings(SAMPLES[route])[name](studio):
                outcome, asked, flaw = _build(studio)
            # A job that never ends is waited for again and again; there is nothing to finish.
            most = undisturbed(route) + Counter(kind for fault, kind in SAMPLES[route].anew.items() if fault == name)
            flaw = flaw or (None if name == "job stuck" else _finish(studio, asked, most))
        except BuildError as error:
            return Cell(route, name, outcome, f"never finished: {error}")
        except Exception as error:  # noqa: BLE001 - whatever nobody expected is what the table looks for
            return Cell(route, name, outcome, f"a traceback: {error!r}")
        finally:
            studio.close()
    return Cell(route, name, outcome, flaw)


@functools.cache
def undisturbed(route: str) -> Counter[str]:
    """What is made at HeyGen when nothing happens, by kind of job: no more may be made whatever happens."""
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder))
        try:
            prepare(studio, SAMPLES[route])
            for _ in range(2):  # the second build dubs what the first one has let be read
                assert studio.build().artifacts.is_complete
            return made(studio)
        finally:
            studio.close()


def made(studio: Studio) -> Counter[str]:
    """What HeyGen made and did not throw away, charged or not: also what lasts without a price."""
    jobs = [job.kind for job in taken(studio) if not isinstance(job.outcome, Failure)]
    return Counter([*jobs, *(charge.what for charge in studio.emulator.charges if charge.what == "speech")])


def taken(studio: Studio) -> list[Job]:
    """Every order that HeyGen took, newest first."""
    return studio.emulator._world.state.jobs(kind=None)


def _build(studio: Studio) -> tuple[str, list[str], str | None]:
    """What a build says, the places it asks about, and whether it leaves its reader helpless."""
    try:
        built = studio.build()
    except KeyboardInterrupt:
        handler = signal.getsignal(signal.SIGTERM)
        was_terminated = isinstance(handler, Termination) and handler.came
        return f"exit {TERMINATED if was_terminated else INTERRUPTED}", [], None
    except Crash:
        return "killed", [], None
    except BuildError as error:
        mute = None if all(found.hint for found in error.diagnostics) else "no hint"
        return f"{error.diagnostics[0].code}, exit {error.exit_code}", [], mute
    failures = built.artifacts.failures
    told = sorted({f"{failure.diagnostic.code}, exit {failure.exit_code}" for failure in failures})
    mute = None if all(failure.diagnostic.hint for failure in failures) else "no hint"
    return "; ".join(told) or "film", _asked(built), mute


def _finish(studio: Studio, asked: list[str], most: Counter[str]) -> str | None:
    """Build until the film is there. Where a build asks, look at the account as a person would, and answer."""
    built = None
    for _ in range(4):
        answers: list[Reply] = []
        for place in asked:
            adopt = _unknown(studio)
            is_speech = place.endswith("/speech")
            answers.append(Reply(place, None if is_speech else adopt))
            # Speech that was made cannot be fetched: whoever says that it shall be made again agrees to pay again.
            most = most + Counter({"speech": int(is_speech and made(studio)["speech"] >= most["speech"])})
        built = studio.build(answers=answers)
        if built.artifacts.is_complete:
            twice = made(studio) - most
            return f"made twice: {dict(twice)}" if twice else None
        asked = _asked(built)
    assert built is not None
    return f"never finished: {[failure.diagnostic.message for failure in built.artifacts.failures]}"


def _unknown(studio: Studio) -> str | None:
    """The id of an order that arrived and that the journal does not know: what a person finds on HeyGen's pages."""
    with closing(Journal(journal_path(studio.folder / "project.yaml"))) as journal:
        known = {fact.remote_id for fact in journal.all() if isinstance(fact, Accepted)}
    lost = [job for job in taken(studio) if job.id not in known and not isinstance(job.outcome, Failure)]
    # A session of the agent has a video of its own; the session is what was ordered.
    sessions = [job for job in lost if job.follows is not None]
    return next((job.id for job in (*sessions, *lost)), None)


def _asked(built: Built) -> list[str]:
    failures = built.artifacts.failures
    return [failure.step.place for failure in failures if failure.diagnostic.code in QUESTIONS]


def markdown(made: Sequence[Cell]) -> str:
    """The table: a row for each fault, a column for each route."""
    routes = list(dict.fromkeys(cell.route for cell in made))
    found = {(cell.fault, cell.route): cell for cell in made}
    rows = [["fault", *routes], ["---"] * (len(routes) + 1)]
    for fault in dict.fromkeys(cell.fault for cell in made):
        row = [found.get((fault, route)) for route in routes]
        rows.append([fault, *("" if cell is None else _words(cell) for cell in row)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _words(cell: Cell) -> str:
    return cell.outcome if cell.flaw is None else f"**{cell.outcome}: {cell.flaw}**"


def cells(routes: Sequence[str]) -> list[tuple[str, str]]:
    """Each route with each trouble that it can meet."""
    return [(route, name) for route in routes for name in happenings(SAMPLES[route])]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("routes", nargs="*", help=f"routes to try, of {', '.join(SAMPLES)}; all where none is named")
    chosen = parser.parse_args().routes or list(SAMPLES)
    with ProcessPoolExecutor() as pool:
        table = list(pool.map(try_out, *zip(*cells(chosen), strict=True), chunksize=8))
    print(markdown(table))
    broken = [cell for cell in table if cell.flaw]
    print(f"{len(table)} cells, {len(broken)} broken")
    sys.exit(1 if broken else 0)
