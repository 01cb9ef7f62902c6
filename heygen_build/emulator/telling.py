"""Turns jobs that are over into webhook events."""

from __future__ import annotations

from functools import partial

from heygen_build.emulator import batches
from heygen_build.emulator.events import of_job
from heygen_build.emulator.tasks import link_at
from heygen_build.emulator.world import World


def tell(world: World) -> None:
    """Makes the events of jobs and batches that are over by now, once for each; `world.outbox` has them to send."""
    world.collect()
    for job in [job for job in world.state.untold.values() if not world.is_open(job)]:
        job.told = True
        del world.state.untold[job.id]
        for event_type, data in of_job(job, partial(link_at, world, job)):
            world.emit(event_type, data, job.callback_url)
    for batch in batches.newly_over(world):
        world.emit("batch.finished", batches.event_data(world, batch), batch.callback_url)
