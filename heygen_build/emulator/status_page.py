"""`GET /`: what this server is, how far to trust it, and what has happened in it. HTML, or JSON where asked; no key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from heygen_build.emulator import tasks
from heygen_build.emulator.fidelity import GENERAL, ROWS
from heygen_build.emulator.jobs import Job, Json
from heygen_build.emulator.world import World

Item = TypeVar("Item")

SHOWN = 200
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 68rem; padding: 0 1rem; color: #1b2430; }
table { border-collapse: collapse; width: 100%; } .scroll { overflow-x: auto; margin: .5rem 0 2rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #d9dee5; }
td.long { overflow-wrap: anywhere; min-width: 12rem; }
code { font-size: .9em; } h2 { margin-top: 2rem; } .empty { color: #5d6b7a; }
@media (prefers-color-scheme: dark) {
  body { background: #12171d; color: #dfe6ee; } th, td { border-color: #2c3640; } a { color: #8ab8ff; }
}
"""
LONG = ("title", "to", "note", "name")
"""Columns whose texts may be broken anywhere; a word such as `completed`, or an id, stays in one piece."""


def routes(world: World) -> list[Route]:
    async def show(request: Request) -> Response:
        """JSON for programs, which say so in `Accept`; HTML for everybody else."""
        world.collect()
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse(summary(world, request))
        return HTMLResponse(page(world, request))

    return [Route("/", show)]


def summary(world: World, request: Request) -> dict[str, Json]:
    """The page for machines: the last 200 of everything, newest first."""
    state = world.state
    return {
        "name": "heygen-build emulator",
        "mark": world.config.mark,
        "charged_usd": state.charged_usd,
        "balance_usd": state.balance_usd,
        "jobs": [_job(world, request, job) for job in state.jobs(kind=None)[:SHOWN]],
        "charges": [
            {"what": one.what, "seconds": one.seconds, "usd": one.usd, "id": one.id} for one in _last(state.charges)
        ],
        "uploads": [
            {"id": one.id, "name": one.name, "mime": one.mime, "size": one.size}
            for one in _last(list(state.assets.values()))
        ],
        "deliveries": [one.row() for one in _last(world.outbox.deliveries)],
        "controls": "/_emulator",
    }


def _job(world: World, request: Request, job: Job) -> Json:
    made, wrong = tasks.finished(world, job), tasks.failure(world, job)
    return {
        "id": job.id,
        "kind": job.kind,
        "title": job.title,
        "status": tasks.word(world, job),
        "what": job.what,
        "seconds": made.duration if made else None,
        "files": {label: tasks.link(world, request, job, label) for label in made.files} if made else {},
        "error": f"{wrong.code}: {wrong.message}" if wrong else None,
    }


def page(world: World, request: Request) -> str:
    state = world.state
    jobs = [_job_cells(world, request, job) for job in state.jobs(kind=None)[:SHOWN]]
    charges = [_texts(c.what, f"{c.seconds:.2f} s", f"${c.usd:.4f}", c.id) for c in _last(state.charges)]
    uploads = [_texts(a.name, a.mime, f"{a.size:,} bytes", a.id) for a in _last(list(state.assets.values()))]
    calls = [_texts(d.event.type, d.url, d.state, str(d.attempts), d.answer) for d in _last(world.outbox.deliveries)]
    fidelity = [_texts(row.method, row.path, row.level, row.note) for row in ROWS]
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>HeyGen emulator</title><style>{STYLE}</style>
<h1>HeyGen emulator</h1>
<p>A stand-in for api.heygen.com that draws drafts marked {escape(world.config.mark)!r}. Nothing here costs money.
Charged so far, had it been real: <b>${state.charged_usd:.4f}</b>; wallet: ${state.balance_usd:.2f}.
Its own controls (time, faults, reset) are described at <a href="/_emulator">/_emulator</a>.</p>
<h2>Jobs</h2>{_table(("id", "kind", "title", "status", "what", "files"), jobs)}
<h2>Charges</h2>{_table(("for", "seconds", "USD", "id"), charges)}
<h2>Uploads</h2>{_table(("name", "type", "size", "id"), uploads)}
<h2>Webhook calls</h2>{_table(("event", "to", "state", "attempts", "answer"), calls)}
<h2>What it does not imitate</h2><ul>{"".join(f"<li>{escape(line)}</li>" for line in GENERAL)}</ul>
<h2>Endpoints</h2>{_table(("method", "path", "emulated", "note"), fidelity)}
</html>"""


def _last(items: Sequence[Item]) -> list[Item]:
    return list(reversed(items[-SHOWN:]))


def _texts(*texts: str) -> tuple[str, ...]:
    return tuple(escape(text) for text in texts)


def _job_cells(world: World, request: Request, job: Job) -> tuple[str, ...]:
    made, wrong = tasks.finished(world, job), tasks.failure(world, job)
    links = [(label, tasks.link(world, request, job, label) or "") for label in (made.files if made else ())]
    files = " ".join(f'<a href="{escape(link)}">{escape(label)}</a>' for label, link in links)
    told = escape(f"{wrong.code}: {wrong.message}") if wrong else files
    return *_texts(job.id, job.kind, job.title or "", tasks.word(world, job), job.what), told


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Cells are HTML already."""
    starts = ['<td class="long">' if head in LONG else "<td>" for head in heads]
    body = "".join("<tr>" + "".join(map("{}{}</td>".format, starts, row)) + "</tr>" for row in rows)
    if not body:
        return '<p class="empty">None yet.</p>'
    head = "".join(f"<th>{escape(head)}</th>" for head in heads)
    return f'<div class="scroll"><table><tr>{head}</tr>{body}</table></div>'
