"""Accepted orders of every kind: one way to take them, to tell how they are, to list and delete them, to link files.

Everything asynchronous that HeyGen offers is a `Job` here, in one registry: videos (v3 or made by an agent, a
template, v1, v2: the kind is always `VIDEO`, so that all of them can be read under `/v3/videos/{id}`), and tasks with
a resource of their own (`LIPSYNC`, `TRANSLATION`, …; see `kinds`). A route of a new endpoint reads and checks its
request, says on which `Terms` it takes the job, and puts the job into its own words when asked:

    def routes(world: World) -> list[Route]:
        return [
            endpoint(world, "POST", "/v3/lipsyncs", create, repeatable=True),
            endpoint(world, "GET", "/v3/lipsyncs/{lipsync_id}", get),
        ]

    async def create(world: World, request: Request) -> Response:
        body = read_lipsync(read_body(await request.body()))
        video, audio = (find_file(part, world.state, world.folder, …) for part in (body.video, body.audio))
        terms = Terms(
            LIPSYNC, LipsyncOrder(video, audio), what="lipsync speed", usd_per_second=0.0333, estimate=0.4,
            title=body.title, callback_url=body.callback_url, callback_id=body.callback_id,
        )
        return wire.data({"lipsync_id": accept(world, request, terms).id})

    async def get(world: World, request: Request) -> Response:
        job = need(world, LIPSYNC, request.path_params["lipsync_id"], "not_found")
        await world.poll([job])
        done = finished(world, job)
        return wire.data({
            "id": job.id, "status": word(world, job), "duration": done.duration if done else None,
            "video_url": link(world, request, job, "video"), "failure_message": failure_message(world, job), …
        })

`LipsyncOrder` is a frozen dataclass with a method `make(folder, key) -> Render | Made` (see `orders.Order`); it runs
in a drawing process, imports there what is heavy, and gives every file the name `key` + suffix. A job that draws
nothing has no order and `outcome=Made()`; a job that ends with another one `follows` its id. `accept` does what all
have in common, in HeyGen's order: slots (429), wallet (402), scripted faults (failed, stuck, vanished job), drawing;
at the end the job is charged once, by the second of output (`usd_per_second`) or as a whole (`usd`), or not at all when
it fails. `accept_all` takes several jobs of one request, all or none. What a route must remember about a job goes
into `Terms.facts` (JSON), what an account owns besides jobs into `world.state.table(…)`: both survive a restart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from starlette.requests import Request

from heygen_build.emulator import wire
from heygen_build.emulator.faults import FailJob, StuckJob, VanishedJob
from heygen_build.emulator.front import FAULT
from heygen_build.emulator.jobs import Failure, Job, Json, Made, Outcome, Render, retry_after
from heygen_build.emulator.kinds import KINDS, VIDEO, Kind, Words
from heygen_build.emulator.orders import Order
from heygen_build.emulator.serving import page_limit
from heygen_build.emulator.state import QUEUED
from heygen_build.emulator.wire import Problem
from heygen_build.emulator.world import World


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a job is taken. Prices in USD; `estimate` is what is reserved until the job ends.

    `what` names the price in the list of charges. Exactly one of `order`, `outcome` and `follows` says how it ends.
    """

    kind: Kind
    order: Order | None = None
    what: str = ""
    usd_per_second: float = 0.0
    usd: float = 0.0
    estimate: float = 0.0
    title: str | None = None
    output_format: str = "mp4"
    callback_id: str | None = None
    callback_url: str | None = None
    outcome: Outcome | None = None
    follows: str | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)


def accept(world: World, request: Request, terms: Terms) -> Job:
    """Takes one job, or raises 429 `rate_limit_exceeded`, 402 `insufficient_credit`."""
    return accept_all(world, request, [terms])[0]


def accept_all(world: World, request: Request, wanted: Sequence[Terms], *, queued: bool = False) -> list[Job]:
    """Takes all of these jobs or none. `queued` ones wait for their turn and take no slot (batches)."""
    slots = 0 if queued else sum(terms.kind.takes_slot for terms in wanted)
    check_room(world, slots, sum(terms.estimate for terms in wanted))
    if queued:
        wanted = [replace(terms, facts={**terms.facts, QUEUED: True}) for terms in wanted]
    fault = request.scope.get("state", {}).get(FAULT)
    return [_accept(world, world.base_url(request), terms, fault) for terms in wanted]


def check_room(world: World, jobs: int, estimate: float) -> None:
    """Whether the account has slots for that many jobs and the money they are expected to cost (USD)."""
    world.collect()
    most = world.config.max_jobs
    if jobs and world.open_jobs() + jobs > most:
        message = f"You have reached the limit of {most} concurrent jobs"
        raise Problem(429, "rate_limit_exceeded", message, retry_after=retry_after(world.progression(VIDEO)))
    if jobs or estimate:
        world.state.afford(estimate)


def _accept(world: World, address: str, terms: Terms, fault: object) -> Job:
    told_to_fail = isinstance(fault, FailJob | VanishedJob)
    job = Job(
        id=terms.kind.prefix + world.state.new_id(),
        number=world.state.new_number(),
        title=terms.title,
        accepted_at=world.clock(),
        output_format=terms.output_format,
        what=terms.what or terms.kind.name,
        usd_per_second=terms.usd_per_second,
        usd=terms.usd,
        estimate=terms.estimate,
        drawing=None if told_to_fail or terms.order is None else world.begin(terms.order),
        callback_id=terms.callback_id,
        callback_url=terms.callback_url,
        kind=terms.kind.name,
        follows=None if told_to_fail else terms.follows,
        stuck=isinstance(fault, StuckJob),
        facts=dict(terms.facts),
        address=address,
    )
    world.state.add_job(job)
    _end_at_once(world, job, terms.outcome, fault)
    return job


def _end_at_once(world: World, job: Job, outcome: Outcome | None, fault: object) -> None:
    if isinstance(fault, FailJob):
        outcome = Failure(fault.code, fault.message)
    elif isinstance(fault, VanishedJob):
        outcome = Failure("vanished", "The emulator was told to lose this job")
    if outcome is not None:
        world.settle(job, outcome)
    if isinstance(fault, VanishedJob):
        world.state.delete_job(job.id)


def find(world: World, kind: Kind, job_id: str) -> Job | None:
    return world.state.job(job_id, kind.name)


def need(world: World, kind: Kind, job_id: str, code: str, called: str | None = None) -> Job:
    """The job, or 404 with this code; `called` is the resource's name in the message (`Video`)."""
    job = find(world, kind, job_id)
    if job is None:
        raise Problem(404, code, f"{called or kind.name.replace('_', ' ').capitalize()} {job_id} not found")
    return job


def word(world: World, job: Job, words: Words | None = None) -> str:
    """The job's status in the words of its kind, or of another generation of the API."""
    return (words or KINDS[job.kind].words).say(world.status(job))


def finished(world: World, job: Job) -> Render | Made | None:
    """What was made, once the API says so."""
    made = job.outcome
    return made if isinstance(made, Render | Made) and world.status(job) == "completed" else None


def failure(world: World, job: Job) -> Failure | None:
    """Why it failed, once the API says so."""
    wrong = job.outcome
    return wrong if isinstance(wrong, Failure) and world.status(job) == "failed" else None


def failure_message(world: World, job: Job) -> str | None:
    wrong = failure(world, job)
    return wrong.message if wrong else None


def link(world: World, request: Request, job: Job, label: str) -> str | None:
    """A signed link to one of the job's files (`video`, `thumbnail`, `subtitles`, …), None before it is finished."""
    made = finished(world, job)
    name = made.files.get(label) if made else None
    return world.signed(request, file_path(job, label, name)) if name else None


def link_at(world: World, job: Job, label: str) -> str | None:
    """The same outside a request, under the address that the job was ordered at."""
    made = finished(world, job)
    name = made.files.get(label) if made else None
    return world.signed_at(job.address, file_path(job, label, name)) if name else None


def file_path(job: Job, label: str, name: str) -> str:
    """Where a file of a job is served: `/files/videos/{id}/video.mp4`, `/files/lipsyncs/{id}/captioned.srt`."""
    return f"/files/{job.kind}s/{job.id}/{label}.{name.partition('.')[2].rpartition('.')[2]}"


def page(
    world: World, request: Request, kind: Kind, *, default: int = 10, highest: int = 100, title: str | None = None
) -> tuple[list[Job], str | None]:
    """One page of a list, newest first, by the query's `limit` and `token`. Listing is no poll: it moves no job."""
    world.collect()
    jobs = world.state.jobs(title, kind.name)
    limit = page_limit(request, default, highest)
    return wire.cut(jobs, lambda job: -job.number, limit, request.query_params.get("token"))


def delete(world: World, job: Job) -> None:
    """It can no longer be read. Its work goes on, and is charged (fidelity, GENERAL)."""
    world.state.delete_job(job.id)


def asked_ids(request: Request, name: str, most: int = 100) -> list[str]:
    """The ids of a comma list in the query; at most `most` (v3, bulk statuses).

    Also of several parameters, `a=1&a=2` or `a[]=1&a[]=2`, which is how HTTP libraries write a list.
    """
    lists = [*request.query_params.getlist(name), *request.query_params.getlist(f"{name}[]")]
    ids = [part.strip() for part in ",".join(lists).split(",") if part.strip()]
    if len(ids) > most:
        raise wire.invalid(name, f"not more than {most} ids at once")
    return ids
