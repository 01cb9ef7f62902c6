"""`cache.remote`: what one machine paid for, the others have; whatever happens to the bucket, nothing is lost."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from heygen_build.diagnostics import BuildError
from heygen_build.emulator.faults import Answer, StuckJob
from heygen_build.execute.convoys import FEWEST
from heygen_build.execute.events import StepNote
from heygen_build.heygen.api.batches import BatchCalls
from heygen_build.heygen.wire import Request
from heygen_build.heygen.wire.batches import BatchCreated, BatchRoute
from heygen_build.pipeline import Built, Planned
from heygen_build.store.journal import AnyFact, Journal
from heygen_build.store.ledger import entries
from heygen_build.store.remote_bucket import Bucket, BucketError
from heygen_build.store.remote_leases import PATIENCE
from tests.remote.machines import SECRET, Machine, Office, warnings
from tests.workshop import Crash, codes, outputs


def test_a_render_that_one_machine_paid_for_is_free_for_the_next(office: Office, address: str) -> None:
    first, second = office.machine("first", address), office.machine("second", address)
    made = first.build()
    agreed: list[Planned] = []
    reused = second.build(agreed.append)
    assert office.studio.charged() == {"video": 1}
    assert agreed[0].cost.usd == 0
    assert [one.reason for one in reused.planned.decisions if one.step.is_remote] == ["shared"]
    assert films(first.project) == films(second.project)
    assert warnings(made) == warnings(reused) == []


def test_a_plan_says_what_the_shared_cache_saves_and_writes_nothing(office: Office, address: str) -> None:
    office.machine("first", address).build()
    second = office.machine("second", address)
    planned = second.plan()
    assert [one.reason for one in planned.decisions if one.step.is_remote] == ["shared"]
    assert planned.cost.usd == 0
    assert not list((second.folder / "cache").glob("objects/*/*"))


def test_two_machines_that_build_at_once_order_once(office: Office, address: str) -> None:
    first, second = office.machine("first", address), office.machine("second", address)
    assert all(built.artifacts.is_complete for built in at_once(first, second))
    assert office.studio.orders() == {"videos": 1}
    assert second.notes() == ["another machine orders this; waiting for it"]


def test_two_machines_with_many_scenes_do_not_wait_for_each_other_for_ever(office: Office, tmp_path: Path) -> None:
    address = f"file://{tmp_path}/shared"
    first, second = office.machine("first", address), office.machine("second", address)
    scenes = "".join(f"  - {{avatar: host, script: Sentence {number}.}}\n" for number in range(FEWEST + 2))
    first.write(first.project.read_text() + scenes)
    second.write(second.project.read_text() + scenes + "  - {avatar: host, script: One more.}\n")
    assert all(built.artifacts.is_complete for built in at_once(first, second))
    assert office.studio.charged() == {"video": FEWEST + 4}


@pytest.mark.parametrize("moment", ["after intended", "before accepted", "after accepted", "before charged"])
def test_a_machine_that_dies_leaves_its_order_to_the_next(
    office: Office, address: str, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    first, second = office.machine("first", address), office.machine("second", address)
    with monkeypatch.context() as patch:
        dies(patch, moment)
        with pytest.raises(Crash):
            first.build()
    office.studio.time.slept.clear()
    assert second.build().artifacts.is_complete
    assert sum(office.studio.time.slept) >= PATIENCE  # until then it may be alive
    assert office.studio.orders() == {"videos": 1}
    assert office.studio.charged() == {"video": 1}


def test_a_machine_does_not_wait_for_its_own_dead_build(
    office: Office, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = office.machine("first", address)
    with monkeypatch.context() as patch:
        dies(patch, "after accepted")
        with pytest.raises(Crash):
            first.build()
    assert first.build().artifacts.is_complete
    assert office.studio.charged() == {"video": 1}
    assert "another machine orders this; waiting for it" not in first.notes()


def test_an_order_that_another_machine_finished_is_open_no_more(
    office: Office, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = office.machine("first", address), office.machine("second", address)
    with monkeypatch.context() as patch:
        dies(patch, "after accepted")
        with pytest.raises(Crash):
            first.build()
    second.build()
    assert first.build().artifacts.is_complete
    assert not any(entry.is_open for entry in entries(first.facts()))


def test_a_job_that_takes_too_long_for_one_machine_is_continued_by_another(office: Office, address: str) -> None:
    first, second = office.machine("first", address), office.machine("second", address)
    office.studio.emulator.script("POST", "/v3/videos", StuckJob())
    assert codes(first.build()) == ["HB0702"]
    assert codes(second.build()) == ["HB0702"]
    assert office.studio.orders() == {"videos": 1}


def test_damage_in_the_bucket_is_seen_and_mended(office: Office, tmp_path: Path) -> None:
    address = f"file://{tmp_path}/shared"
    office.machine("first", address).build()
    for path in (tmp_path / "shared").glob("v1/objects/*/*.mp4"):
        path.write_bytes(b"x" * path.stat().st_size)
    second, third = office.machine("second", address), office.machine("third", address)
    assert "HB0743" in warnings(second.build())
    assert office.studio.charged() == {"video": 1}  # HeyGen still has the order, under the same idempotency key
    shutil.rmtree(third.folder / "cache", ignore_errors=True)
    assert warnings(third.build()) == []


@pytest.mark.usefixtures("credentials")
def test_a_bucket_that_is_away_costs_a_warning(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    built = office.machine("first", "s3://nowhere/cache").build()
    assert built.artifacts.is_complete
    assert built.outputs is not None
    assert warnings(built) == ["HB0741"]
    assert not any(SECRET in found.message for found in built.planned.project.warnings)


def test_what_could_not_be_given_is_given_by_the_next_build(office: Office, tmp_path: Path) -> None:
    address = f"file://{tmp_path}/mounted/shared"
    first = office.machine("first", address)
    assert warnings(first.build()) == ["HB0741"]
    (tmp_path / "mounted").mkdir()
    assert warnings(first.build()) == []
    office.machine("second", address).build()
    assert office.studio.charged() == {"video": 1}


def test_a_server_that_ignores_conditions_is_found_out_once(office: Office, careless_s3: str) -> None:
    first = office.machine("first", careless_s3)
    assert warnings(first.build()) == ["HB0742"]
    office.machine("second", careless_s3).build()
    assert office.studio.charged() == {"video": 1}


def at_once(first: Machine, second: Machine) -> list[Built]:
    """The second machine begins when the first one has ordered, and sees nothing new before that one is done."""

    async def both() -> list[Built]:
        ordered, finished = asyncio.Event(), asyncio.Event()

        async def patiently(seconds: float) -> None:
            await asyncio.wait_for(finished.wait(), 60)
            await asyncio.sleep(0)

        async def lead() -> Built:
            try:
                return await first.building()
            finally:
                finished.set()

        first.hear = lambda event: ordered.set() if isinstance(event, StepNote) and event.ordered else None
        second.sleep = patiently
        leading = asyncio.create_task(lead())
        await asyncio.wait_for(ordered.wait(), 60)
        return [await second.building(), await leading]

    return asyncio.run(both())


def films(project: Path) -> dict[str, bytes]:
    made = outputs(project.parent / "dist")
    return {name: content for name, content in made.items() if name.endswith(".mp4")}


def dies(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """The machine stops when the journal would get (`before`) or got (`after`) a fact; its lease stays as it is."""
    append, (when, kind) = Journal.append, moment.split()

    def dying(journal: Journal, fact: AnyFact) -> None:
        if when == "after" or fact.kind != kind:
            append(journal, fact)
        if fact.kind == kind:
            monkeypatch.setattr(Bucket, "write", dead)
            monkeypatch.setattr(Bucket, "remove", dead)
            raise Crash

    async def dead(bucket: Bucket, *arguments: object) -> None:
        raise Crash

    monkeypatch.setattr(Journal, "append", dying)


def test_a_bucket_that_only_reads_is_read(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"file://{tmp_path}/shared"
    office.machine("first", address).build()
    second = office.machine("second", address)
    second.write(second.project.read_text() + "  - {avatar: host, script: Something else.}\n")

    async def refused(bucket: Bucket, *arguments: object) -> bool:
        raise BucketError("the credentials only read")

    monkeypatch.setattr(Bucket, "create", refused)
    built = second.build()
    assert warnings(built) == ["HB0744"]
    assert [one.reason for one in built.planned.decisions if one.step.kind == "video"] == ["shared", "new"]
    assert office.studio.charged() == {"video": 2}


def test_a_result_of_another_step_is_not_believed(office: Office, tmp_path: Path) -> None:
    address = f"file://{tmp_path}/shared"
    office.machine("first", address).build()
    (path,) = (tmp_path / "shared").glob("v1/results/*/*.json")
    path.write_text(path.read_text().replace("Hello there.", "Goodbye."))
    assert warnings(office.machine("second", address).build()) == ["HB0743"]


def test_an_address_that_is_none_is_told_at_its_line(office: Office) -> None:
    with pytest.raises(BuildError) as caught:
        office.machine("first", "ftp://files/cache").build()
    (found,) = caught.value.diagnostics
    assert found.code == "HB0740"
    assert found.labels[0].span.start.line == 3  # counted from 0


def test_a_machine_that_dies_while_a_batch_leaves_does_not_make_the_next_one_pay_again(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"file://{tmp_path}/shared"
    first, second = office.machine("first", address), office.machine("second", address)
    text = first.project.read_text() + "".join(
        f"  - {{avatar: host, script: Sentence {number}.}}\n" for number in range(FEWEST)
    )
    first.write(text)
    second.write(text)
    create = BatchCalls.create

    async def dies_after(
        calls: BatchCalls, route: BatchRoute, bodies: Sequence[Request], *, title: str, idempotency_key: str
    ) -> BatchCreated:
        await create(calls, route, bodies, title=title, idempotency_key=idempotency_key)
        monkeypatch.setattr(Bucket, "write", dead)
        monkeypatch.setattr(Bucket, "remove", dead)
        raise Crash

    async def dead(bucket: Bucket, *arguments: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        patch.setattr(BatchCalls, "create", dies_after)
        write, remove = Bucket.write, Bucket.remove
        with pytest.raises(Crash):
            first.build()
        patch.setattr(Bucket, "write", write)
        patch.setattr(Bucket, "remove", remove)
        nothing = '{"data": [], "has_more": false, "next_token": null}'
        listed_late = Answer(200, body=nothing, content_type="application/json")
        office.studio.emulator.script("GET", "/v3/videos", *[listed_late] * (FEWEST + 1))
        patch.setattr(BatchCalls, "create", create)
        assert set(codes(second.build())) == {"HB0708"}
        assert second.build().artifacts.is_complete
    assert office.studio.charged() == {"video": FEWEST + 1}
