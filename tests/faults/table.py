"""Every fault on every route: `python -m tests.faults.table` prints what comes of each (fault × route × outcome).

Each cell is a project that is built while the fault happens, and again afterwards. `film` means that the first build
succeeded all the same; a code is what it said. A cell breaks (and the program ends with 1) where a second order was
charged that nobody asked for, where an error says nothing of what to do, or where the film cannot be finished once the
trouble is over. Signals are tried on real processes: SIGINT and SIGTERM in tests/cli, SIGKILL in tests/kills.
"""

from __future__ import annotations

import argparse
import errno
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from PIL import Image

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
from heygen_build.execute.answers import Answer as Reply
from heygen_build.heygen.transport import httpx
from heygen_build.pipeline import Built
from heygen_build.store.journal import Journal
from heygen_build.store.results import ResultStore
from tests.workshop import QUESTIONS, Studio

HEAD = "heygen_build: 1\ntitle: Faults\navatars: {host: {look: Abigail}}\nvoices: {calm: {name: Ivy}}\n"
LASTING = 40
"""How often a lasting fault meets a request: more often than anybody asks again."""
DAY = 86_400.0


@dataclass(frozen=True)
class Sample:
    """A project with one paid step. Patterns of the requests that order it, ask for it, and fetch its file."""

    project: str
    order: str
    status: str
    file: str


SAMPLES = {
    "video": Sample(HEAD + "scenes: [{avatar: host, script: Hi.}]\n", "/v3/videos", "/v3/videos/*", "/files/*.mp4"),
    "cinematic": Sample(
        HEAD + "scenes: [{cinematic: {prompt: They walk., avatars: [host], duration: 8s}}]\n",
        "/v3/videos",
        "/v3/videos/*",
        "/files/*.mp4",
    ),
    "speech": Sample(
        HEAD + "scenes: [{card: {text: Hi}, script: Hi., voice: calm}]\n", "/v3/voices/speech", "", "/files/speech/*"
    ),
    "upload": Sample(
        HEAD.replace("{look: Abigail}", "{photo: face.png}") + "scenes: [{avatar: host, script: Hi., voice: calm}]\n",
        "/v3/assets",
        "",
        "",
    ),
    "agent": Sample(
        HEAD + "agent: {prompt: A film about rain., avatar: host}\n",
        "/v3/video-agents",
        "/v3/video-agents/*",
        "/files/*.mp4",
    ),
    "old_template": Sample(
        "heygen_build: 1\ntitle: Old\nrender: {api: v2}\n"
        "scenes: [{template: {name: Classic intro, variables: {name: Ben}}}]\n",
        "/v2/template/*/generate",
        "/v1/video_status.get",
        "/files/*.mp4",
    ),
}


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


def happenings(sample: Sample) -> Iterator[tuple[str, Happening]]:
    """All the trouble that a route can meet."""
    yield "connection refused", connection_refused
    yield "disk full", disk_full
    yield "journal full", journal_full
    yield "clock jumps back", clock_back
    for name, faults in {**ORDERS, **(JOBS if sample.status else {})}.items():
        yield name, scripted("POST", sample.order, faults)
    for name, faults in (STATUS if sample.status else {}).items():
        yield name, scripted("GET", sample.status, faults)
    for name, faults in (FILES if sample.file else {}).items():
        yield name, scripted("GET", sample.file, faults)


def try_out(route: str, name: str, happening: Happening) -> Cell:
    """Build while it happens, and until nothing is missing."""
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder))
        try:
            studio.write(SAMPLES[route].project)
            Image.new("RGB", (64, 48), "teal").save(studio.folder / "face.png")
            with happening(studio):
                outcome, asked, flaw = _build(studio)
            # A job that never ends is waited for again and again; there is nothing to finish.
            flaw = flaw or (None if name == "job stuck" else _finish(studio, asked))
        finally:
            studio.close()
    return Cell(route, name, outcome, flaw)


def _build(studio: Studio) -> tuple[str, list[str], str | None]:
    """What a build says, the places it asks about, and whether it leaves its reader helpless."""
    try:
        built = studio.build()
    except BuildError as error:
        mute = None if all(found.hint for found in error.diagnostics) else "no hint"
        return f"{error.diagnostics[0].code}, exit {error.exit_code}", [], mute
    failures = built.artifacts.failures
    told = sorted({f"{failure.diagnostic.code}, exit {failure.exit_code}" for failure in failures})
    mute = None if all(failure.diagnostic.hint for failure in failures) else "no hint"
    return "; ".join(told) or "film", _asked(built), mute


def _finish(studio: Studio, asked: list[str]) -> str | None:
    """Build until the film is there. Where a build asks, look at the account as a person would, and answer."""
    allowed, built = 1, None
    for _ in range(4):
        known = [charge.id for charge in studio.emulator.charges]
        answers: list[Reply] = []
        for place in asked:
            adopt = known[-1] if known and not place.endswith("/speech") else None
            allowed += adopt is None and bool(known)
            answers.append(Reply(place, adopt))
        built = studio.build(answers=answers)
        if built.artifacts.is_complete:
            charges = len(studio.emulator.charges)
            return None if charges <= allowed else f"charged {charges} times"
        asked = _asked(built)
    assert built is not None
    return f"never finished: {[failure.diagnostic.message for failure in built.artifacts.failures]}"


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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("routes", nargs="*", help=f"routes to try, of {', '.join(SAMPLES)}; all where none is named")
    chosen = parser.parse_args().routes or list(SAMPLES)
    table = [try_out(route, name, happening) for route in chosen for name, happening in happenings(SAMPLES[route])]
    print(markdown(table))
    broken = [cell for cell in table if cell.flaw]
    print(f"{len(table)} cells, {len(broken)} broken")
    sys.exit(1 if broken else 0)
