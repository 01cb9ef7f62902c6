"""`GET /`: what this server is, how far to trust it, and what has happened in it. Plain HTML, no key needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from heygen_build.emulator import tasks
from heygen_build.emulator.fidelity import GENERAL, ROWS
from heygen_build.emulator.world import World

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; color: #1b2430; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #d9dee5; }
code { font-size: .9em; } h2 { margin-top: 2rem; } .empty { color: #5d6b7a; }
@media (prefers-color-scheme: dark) { body { background: #12171d; color: #dfe6ee; } th, td { border-color: #2c3640; } }
"""


def routes(world: World) -> list[Route]:
    async def show(request: Request) -> Response:
        return HTMLResponse(page(world))

    return [Route("/", show)]


def page(world: World) -> str:
    world.collect()
    state = world.state
    jobs = [(job.id, job.title or "", tasks.word(world, job), job.what) for job in state.jobs(kind=None)]
    charges = [(c.what, f"{c.seconds:.2f} s", f"${c.usd:.4f}", c.id) for c in reversed(state.charges)]
    fidelity = [(row.method, row.path, row.level, row.note) for row in ROWS]
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>HeyGen emulator</title><style>{STYLE}</style>
<h1>HeyGen emulator</h1>
<p>A stand-in for api.heygen.com that draws drafts marked {escape(world.config.mark)!r}. Nothing here costs money.
Charged so far, had it been real: <b>${state.charged_usd:.4f}</b>; wallet: ${state.balance_usd:.2f}.</p>
<h2>Jobs</h2>{_table(("id", "title", "status", "kind"), jobs)}
<h2>Charges</h2>{_table(("for", "seconds", "USD", "id"), charges)}
<h2>What it does not imitate</h2><ul>{"".join(f"<li>{escape(line)}</li>" for line in GENERAL)}</ul>
<h2>Endpoints</h2>{_table(("method", "path", "emulated", "note"), fidelity)}
</html>"""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    if not body:
        return '<p class="empty">None yet.</p>'
    return "<table><tr>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + f"</tr>{body}</table>"
