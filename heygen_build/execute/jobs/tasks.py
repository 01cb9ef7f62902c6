"""What jobs with a resource of their own have in common: waiting for it, and fetching what it links to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Set
from pathlib import Path
from typing import Protocol, TypeVar

from heygen_build.execute.context import Needs
from heygen_build.execute.fetching import LATE_PICTURE, LATE_SUBTITLES, TRIES, are_subtitles
from heygen_build.execute.jobs.base import (
    RUN_AGAIN,
    CannotTell,
    Found,
    Job,
    JobFailed,
    JobGone,
    Trace,
    asset_id,
    marker,
    timed_out,
)
from heygen_build.execute.problems import StepError, at_step
from heygen_build.execute.waiting import GaveUpError
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError, LinkExpired, TransportFailure
from heygen_build.heygen.wire import JobState
from heygen_build.plan.model import Step


class Task(Protocol):
    """A resource with a status."""

    @property
    def state(self) -> JobState: ...


Seen = TypeVar("Seen", bound=Task)
Answer = TypeVar("Answer")
Look = Callable[[], Awaitable[Seen]]
"""Asks HeyGen for the resource as it is now, with fresh links."""


async def unsent(call: Awaitable[Answer], what: str) -> Answer:
    """An answer that is needed before an order can be sent.

    When the call fails without a clear refusal, the order itself surely never left: without this, its fate would count
    as unknown, and a person would be asked.
    """
    try:
        return await call
    except ApiError as error:
        if error.may_have_acted:
            raise TransportFailure("unreachable", f"{what} cannot be read: {error.message}", sent=False) from error
        raise
    except TransportFailure as failure:
        raise TransportFailure(failure.kind, f"{what} cannot be read: {failure.message}", sent=False) from failure


async def address(client: HeyGen, needs: Needs, role: str) -> str:
    """The public address of an upload, for calls that take no ids of assets (workflows.md, v1.md)."""
    asset = await unsent(client.uploads.get(asset_id(needs, role)), f"the address of the {role}")
    if asset.url is None:
        raise ApiError(409, "asset_not_available", f"the uploaded {role} has no address yet")
    return asset.url


async def until_done(
    job: Job, step: Step, remote_id: str, look: Look[Seen], failure: Callable[[Seen], tuple[str | None, str | None]]
) -> Seen:
    """The resource when its work is done. `failure` reads its code and words where it failed.

    Raises JobFailed, and StepError (exit 4) when the waiting takes too long.
    """

    async def ended() -> Seen | None:
        seen = await look()
        return None if seen.state == "in_progress" else seen

    job.note(step, "waiting")
    try:
        seen = await job.shop.waiting.until(remote_id, ended, job.patience, job.route)
    except GaveUpError:
        raise timed_out(step, remote_id) from None
    except ApiError as error:
        if error.category == "not_found":
            raise JobGone(error.code or "not_found", error.message) from error
        raise
    if seen.state == "missing":
        raise JobGone("not_found", f"it does not know {remote_id}")
    if seen.state != "done":
        raise JobFailed(*failure(seen))
    return seen


class Titled(Protocol):
    """A job in a list, with the title that its order had."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str | None: ...


async def found_by_title(step: Step, known: Set[str], listed: AsyncIterator[Titled]) -> Trace:
    """The order among the account's jobs of its kind, whose titles end in the markers of their steps."""
    async for one in listed:
        if marker(step) in (one.title or "") and one.id not in known:
            return Found(one.id)
    # Not `Absent`: one that was deleted, or is not listed yet, was paid for all the same.
    return CannotTell(f"no {step.kind} with {marker(step)} in its title is listed")


async def fetch(
    job: Job, step: Step, seen: Seen, look: Look[Seen], link: Callable[[Seen], str | None], target: Path
) -> Seen:
    """Download what `link` reads from the resource; it may come later than the status, and expire. Raises StepError."""
    return await _fetch(job, step, seen, look, link, target, LATE_PICTURE)


async def fetch_if_any(
    job: Job, step: Step, seen: Seen, look: Look[Seen], link: Callable[[Seen], str | None], target: Path
) -> bool:
    """The same for subtitles, whose loss fails no paid job: whether they are there."""
    try:
        await _fetch(job, step, seen, look, link, target, LATE_SUBTITLES)
    except StepError:
        job.note(step, f"there is no {target.name}")
        return False
    if not await asyncio.to_thread(are_subtitles, target):
        job.note(step, f"{target.name} cannot be read")
        return False
    return True


async def _fetch(
    job: Job,
    step: Step,
    seen: Seen,
    look: Look[Seen],
    link: Callable[[Seen], str | None],
    target: Path,
    late: float,
) -> Seen:
    for trial in range(TRIES):
        if trial:
            if link(seen) is None:
                await job.shop.sleep(late)
            seen = await look()
        url = link(seen)
        if url is None:
            continue
        try:
            await job.shop.client.download(url, target)
        except LinkExpired:
            job.note(step, "the link has expired, asking for a new one")
        else:
            return seen
    raise StepError(at_step(step, "HB0703", f"{target.name} of this {step.kind} cannot be downloaded", hint=RUN_AGAIN))
