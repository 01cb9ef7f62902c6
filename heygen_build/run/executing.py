"""Room 5 for one run: the workshop is set up, and the steps are done in it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from heygen_build.backends import World
from heygen_build.execute.context import Workshop
from heygen_build.execute.convoys import Convoys
from heygen_build.execute.engine import Artifacts, execute, only_collected
from heygen_build.execute.events import Listener
from heygen_build.execute.lanes import Lanes
from heygen_build.execute.purse import Purse
from heygen_build.execute.rivals import Rivals
from heygen_build.execute.runner import InlineRunner, ProcessRunner, Runner
from heygen_build.execute.waiting import Waiting
from heygen_build.plan.model import film_called, steps_of
from heygen_build.run.model import Ahead, Planned
from heygen_build.run.opening import Run
from heygen_build.webhooks.wish import SECRET_VARIABLE

if TYPE_CHECKING:
    from heygen_build.webhooks.session import Listening


async def executed(run: Run, planned: Planned, listen: Listener, ahead: Ahead | None) -> Artifacts:
    """Every step that is to run, done or failed with a reason; `listen` hears of each."""
    async with _listening(run, planned) as receiving:
        with _runner(run.world) as runner:
            shop = _workshop(run, planned, listen, receiving, runner)
            if ahead is None:
                return await execute(planned.plan, planned.decisions, shop)
            keys = steps_of(film_called(planned.plan, ahead.film), planned.plan)
            return await execute(planned.plan, planned.decisions, shop, ahead=keys, ahead_done=ahead.done)


@contextlib.asynccontextmanager
async def _listening(run: Run, planned: Planned) -> AsyncIterator[Listening | None]:
    """The receiver of events, where one was asked for and there is something to wait for. Drafts call nobody."""
    wish, kept, world = run.options.webhook, _withheld(run, planned), run.world
    jobs = [one for one in planned.decisions if one.runs and one.step.is_remote and one.step.key not in kept]
    if wish is None or not jobs or run.is_draft:
        yield None
        return
    from heygen_build.serving import served
    from heygen_build.webhooks.session import listening

    opened = listening(
        wish,
        run.connection.client,
        door=world.door or served,
        clock=world.clock,
        secret=world.environ.get(SECRET_VARIABLE) or None,
        is_local=run.connection.backend == "local",
    )
    async with opened as receiving:
        yield receiving


@contextlib.contextmanager
def _runner(world: World) -> Iterator[Runner]:
    """Workers for pictures and sound: those that stay open between builds, or some for this one."""
    if world.workplace is not None:
        yield world.workplace.runner
        return
    runner = InlineRunner() if world.workers == 0 else ProcessRunner(world.workers)
    try:
        yield runner
    finally:
        runner.close()


def _workshop(run: Run, planned: Planned, listen: Listener, receiving: Listening | None, runner: Runner) -> Workshop:
    client, journal, world = run.connection.client, run.journal, run.world
    slug = planned.project.films[0].slug

    async def tell(key: str) -> None:
        await run.sharing.tell(key, journal.facts(key))

    return Workshop(
        client=client,
        store=run.store,
        journal=journal,
        runner=runner,
        waiting=_waiting(run, receiving),
        lanes=Lanes(run.connection.jobs),
        purse=_purse(run, planned),
        prices=planned.prices,
        known=run.lock.locking.renders(),
        convoys=Convoys(client, journal, world.clock, world.sleep, slug, tell),
        sharing=run.sharing,
        clock=world.clock,
        sleep=world.sleep,
        emit=listen,
        account=run.connection.account,
        project=slug,
        project_file=planned.project.path,
        files=planned.plan.files,
        honored=frozenset(kind.strip() for kind in world.environ.get("HEYGEN_BUILD_HONORED_KEYS", "").split(",")),
        fail_fast=run.options.fail_fast,
        withheld=_withheld(run, planned),
        callback=receiving.callback if receiving else None,
    )


def _purse(run: Run, planned: Planned) -> Purse:
    limits, own = planned.limits, {step.key for step in planned.orders}
    if limits.rest is None:
        return Purse(limits.left, planned.orders)
    slack = 0.0 if limits.run is None else max(0.0, limits.rest - limits.run)
    project, account = planned.project.path.name, run.connection.account
    rivals = Rivals(run.journal, project, account, own, planned.started, slack)
    return Purse(limits.left, planned.orders, rivals.usd)


def _waiting(run: Run, receiving: Listening | None) -> Waiting:
    bells, patience = receiving.bells if receiving else None, run.connection.patience
    return Waiting(run.connection.client, sleep=run.world.sleep, clock=run.world.clock, patience=patience, bells=bells)


def _withheld(run: Run, planned: Planned) -> frozenset[str]:
    """The steps that are left for another build."""
    return only_collected(planned.decisions) if run.options.collect_only else planned.allowance.withheld
