"""Batches: several bodies of one kind in one request, and the bulk statuses (v3, "videos/batches" and its likes).

Items wait for their turn by themselves, so that a batch takes no slots. An item that is refused fails alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from heygen_build.emulator import tasks, wire
from heygen_build.emulator.jobs import Failure, Job
from heygen_build.emulator.kinds import KINDS, Kind
from heygen_build.emulator.reader import Reader
from heygen_build.emulator.serving import page_limit
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.wire import Json, Problem
from heygen_build.emulator.world import World

MOST = 100
_WORDS = {"pending": "queued"}


@dataclass(frozen=True, slots=True)
class Item:
    """One body of a batch: the job it became, or why it was refused."""

    job_id: str | None
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """An accepted batch. `created_at` in Unix seconds; items in the order of the request."""

    id: str
    kind: str
    title: str | None
    created_at: int
    items: tuple[Item, ...]
    callback_url: str | None = None


def create(
    world: World, request: Request, kind: Kind, body: Reader, name: str, read: Callable[[Reader], Sequence[Terms]]
) -> Response:
    """202 with an id. `read` gives the terms of one body under `name`: several, where one body orders several jobs."""
    bodies = body.records(name, 1, MOST)
    title, callback_url = body.text("title"), body.text("callback_url")
    body.end()
    wanted = tuple(_terms(one, read) for one in bodies)
    if sum(1 if isinstance(terms, Problem) else len(terms) for terms in wanted) > MOST:
        body.refuse(name, f"must not expand to more than {MOST} items")  # before anything is taken
    items = tuple(item for terms in wanted for item in _accepted(world, request, terms))
    batch = Batch(world.state.new_id(), kind.name, title, int(world.clock()), items, callback_url)
    world.state.table("batches", Batch)[batch.id] = batch
    world.state.table("untold_batches", str)[batch.id] = kind.name
    return wire.data({"batch_id": batch.id, "status": "processing", "total_items": len(items)}, 202)


def _terms(body: Reader, read: Callable[[Reader], Sequence[Terms]]) -> Sequence[Terms] | Problem:
    try:
        return read(body)
    except Problem as problem:
        return problem


def _accepted(world: World, request: Request, terms: Sequence[Terms] | Problem) -> Sequence[Item]:
    if isinstance(terms, Problem):
        return [Item(None, terms.code, terms.message)]
    try:
        return [Item(job.id) for job in tasks.accept_all(world, request, terms, queued=True)]
    except Problem as problem:
        return [Item(None, problem.code, problem.message)]


async def get(world: World, request: Request, kind: Kind) -> Response:
    """The paging fields lie inside `data` here."""
    batch = world.state.table("batches", Batch).get(request.path_params["batch_id"])
    if batch is None or batch.kind != kind.name:
        raise Problem(404, "not_found", f"Batch {request.path_params['batch_id']} not found")
    await world.poll(_jobs(world, batch))
    rows = [_row(world, index, item) for index, item in enumerate(batch.items)]
    limit, token = page_limit(request, MOST, MOST), request.query_params.get("token")
    indexed = list(enumerate(rows))
    page, following = wire.cut(indexed, lambda pair: pair[0], limit, token)
    return wire.data(
        {
            "batch_id": batch.id,
            "status": _status(rows),
            "title": batch.title,
            "created_at": batch.created_at,
            "total_items": len(rows),
            "counts_by_status": dict(Counter(str(row["status"]) for row in rows)),
            "items": [row for _, row in page],
            "has_more": following is not None,
            "next_token": following,
        }
    )


async def statuses(world: World, request: Request, kind: Kind, name: str) -> Response:
    """A row for each id asked for, in that order; a batch has a row for each of its items."""
    ids, batches = tasks.asked_ids(request, name), tasks.asked_ids(request, "batch_ids")
    if not ids and not batches:
        raise wire.invalid(name, f"{name} or batch_ids is required")
    if len(ids) + len(batches) > MOST:
        raise wire.invalid(name, f"not more than {MOST} ids at once")
    known = {job_id: tasks.find(world, kind, job_id) for job_id in ids}
    await world.poll(job for job in known.values() if job is not None)
    rows: list[Json] = [_status_row(world, job_id, known[job_id]) for job_id in ids]
    for batch_id in batches:
        rows += await _batch_rows(world, kind, batch_id)
    return wire.page(rows, None)


async def _batch_rows(world: World, kind: Kind, batch_id: str) -> list[Json]:
    batch = world.state.table("batches", Batch).get(batch_id)
    if batch is None or batch.kind != kind.name:
        return [{"batch_id": batch_id, "video_id": None, "status": "not_found"}]
    await world.poll(_jobs(world, batch))
    return [{"batch_id": batch.id, **_row(world, index, item)} for index, item in enumerate(batch.items)]


def _status_row(world: World, job_id: str, job: Job | None) -> Json:
    if job is None:
        return {"video_id": job_id, "status": "not_found"}
    row: dict[str, Json] = {"video_id": job_id, "status": tasks.word(world, job)}
    if (wrong := tasks.failure(world, job)) is not None:
        row["error"] = {"code": wrong.code, "message": wrong.message}
    return row


def _row(world: World, index: int, item: Item) -> dict[str, Json]:
    row: dict[str, Json] = {"item_index": index, "video_id": item.job_id, "status": "failed", "error": None}
    job = world.state.any_job(item.job_id) if item.job_id else None
    wrong = Failure(item.code or "unknown", item.message or "") if job is None else tasks.failure(world, job)
    if job is not None:
        plain = world.status(job)
        row["status"] = _WORDS.get(plain, plain)
    if wrong is not None:
        row["error"] = {"code": wrong.code, "message": wrong.message}
    return row


def newly_over(world: World) -> list[Batch]:
    """Batches whose last item ended since this was asked; each is given once."""
    untold, known = world.state.table("untold_batches", str), world.state.table("batches", Batch)
    over = [known[name] for name in untold if not any(world.is_open(job) for job in _jobs(world, known[name]))]
    for batch in over:
        del untold[batch.id]
    return over


def event_data(world: World, batch: Batch) -> dict[str, Json]:
    """What `batch.finished` says; only its id is likely, the rest unconfirmed (webhooks)."""
    rows = [_row(world, index, item) for index, item in enumerate(batch.items)]
    counts: dict[str, Json] = dict(Counter(str(row["status"]) for row in rows))
    return {"batch_id": batch.id, "status": _status(rows), "total_items": len(rows), "counts_by_status": counts}


def _jobs(world: World, batch: Batch) -> list[Job]:
    found = (tasks.find(world, KINDS[batch.kind], item.job_id) for item in batch.items if item.job_id)
    return [job for job in found if job is not None]


def _status(rows: Sequence[dict[str, Json]]) -> str:
    words = {str(row["status"]) for row in rows}
    if words & {"queued", "processing"}:
        return "processing"
    return "failed" if words == {"failed"} else "completed"
