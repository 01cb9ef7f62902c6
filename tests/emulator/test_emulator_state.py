"""A state folder: the emulator ends, another one begins, and no client notices."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heygen_build.emulator.app import Config, create
from heygen_build.emulator.codec import decode, encode
from heygen_build.emulator.jobs import AfterSeconds
from heygen_build.emulator.keeping import FILE, StateFolderError
from heygen_build.emulator.orders import Recording, VideoOrder
from heygen_build.units import Color
from tests.emulator.bench import Clock, asynchronous, avatar_body, data_of, opened, rows_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@asynchronous
async def test_jobs_uploads_charges_keys_and_ids_go_on_after_a_restart(tmp_path: Path) -> None:
    clock = Clock()
    key = {"Idempotency-Key": "k1"}
    async with opened(tmp_path, clock=clock, keep=True) as b:
        uploaded = data_of(await b.client.post("/v3/assets", files={"file": ("a.png", PNG)}))
        first = await b.client.post("/v3/videos", json=avatar_body(title="one"), headers=key)
        await b.emulator.settle()
        before = await b.detail(str(data_of(first)["video_id"]))
        hook = data_of(await b.client.post("/v3/webhooks/endpoints", json={"url": "https://hooks.example"}))
        charges = b.emulator.charges
    async with opened(tmp_path, clock=clock, keep=True) as b:
        assert b.emulator.charges == charges
        again = await b.client.post("/v3/videos", json=avatar_body(title="one"), headers=key)
        assert again.content == first.content
        after = await b.detail(str(before["id"]))
        assert after == before
        assert (await b.client.get(str(after["video_url"]))).status_code == 200
        assert (await b.client.get(f"/v3/assets/{uploaded['asset_id']}")).status_code == 200
        [listed] = rows_of(await b.client.get("/v3/webhooks/endpoints"))
        assert listed["endpoint_id"] == hook["endpoint_id"]
        assert await b.video_id() not in {before["id"], uploaded["asset_id"]}


@asynchronous
async def test_a_job_that_was_being_drawn_is_drawn_after_a_restart_and_charged_once(tmp_path: Path) -> None:
    clock = Clock()
    async with opened(tmp_path, clock=clock, keep=True, progression=AfterSeconds(60)) as b:
        video_id = await b.video_id()
    drawn = b.artist.drawn
    for file in (tmp_path / "emulator" / "drawings").glob("*"):
        file.unlink()
    async with opened(tmp_path, clock=clock, keep=True, progression=AfterSeconds(60)) as b:
        await b.emulator.settle()
        assert b.artist.drawn == drawn
        clock.now += 60
        assert (await b.detail(video_id))["status"] == "completed"
        assert [charge.id for charge in b.emulator.charges] == [video_id]


@asynchronous
async def test_without_keep_nothing_is_written(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        await b.video_id()
        assert not (tmp_path / "emulator" / FILE).exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"$class": "os:system", "fields": {}}', '{"$class": "x", "fields": {}}']
)
def test_a_damaged_state_file_is_told_and_runs_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(StateFolderError, match=FILE):
        create(Config(folder=tmp_path, keep=True, workers=0))


def test_orders_survive_as_json() -> None:
    order = VideoOrder(Recording(Path("a.wav")), 640, 360, background=Color(1, 2, 3))
    assert decode(json.loads(json.dumps(encode(order)))) == order
    odd = {("a", 1): (None, frozenset({2, 1}), b"\0"), "$path": [1.5]}
    assert decode(json.loads(json.dumps(encode(odd)))) == odd


def test_only_plain_values_are_kept() -> None:
    with pytest.raises(TypeError, match="object cannot be kept"):
        encode(object())
