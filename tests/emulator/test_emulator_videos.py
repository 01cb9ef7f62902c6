"""Orders, their life, and how they are listed: the HTTP side of v3 videos."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_build.emulator.app import AfterPolls, AfterSeconds
from tests.emulator.bench import asynchronous, data_of, opened, problem_of, rows_of

KEYS = {
    *("id", "title", "status", "created_at", "completed_at", "duration", "video_url", "captioned_video_url"),
    *("subtitle_url", "thumbnail_url", "gif_url", "video_page_url", "folder_id", "output_language"),
    *("failure_code", "failure_message"),
}


@asynchronous
async def test_a_create_answers_waiting_and_the_first_get_finds_the_video_completed(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        created = data_of(await b.order(title="intro 1a2b", caption={"file_format": "srt"}))
        assert created == {"video_id": created["video_id"], "status": "waiting", "output_format": "mp4"}
        video = await b.detail(str(created["video_id"]))
        assert set(video) == KEYS
        assert (video["status"], video["title"], video["duration"]) == ("completed", "intro 1a2b", 2.0)
        assert str(video["video_url"]).startswith("http://emulator/files/videos/")
        assert video["subtitle_url"] is not None
        assert video["captioned_video_url"] is None


@asynchronous
async def test_after_two_polls_the_third_request_finds_the_video(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=AfterPolls(2)) as b:
        video_id = await b.video_id()
        seen = [(await b.detail(video_id))["status"] for _ in range(4)]
        assert seen == ["pending", "processing", "completed", "completed"]


@asynchronous
async def test_after_seconds_only_the_clock_moves_a_job(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=AfterSeconds(30)) as b:
        video_id = await b.video_id()
        await b.emulator.settle()
        b.clock.now += 29
        assert [(await b.detail(video_id))["status"] for _ in range(2)] == ["pending", "processing"]
        b.clock.now += 1
        video = await b.detail(video_id)
        assert video["status"] == "completed"
        assert video["completed_at"] == int(b.clock.now)


@asynchronous
async def test_an_unfinished_video_has_all_keys_and_no_links(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=AfterPolls(5)) as b:
        video = await b.detail(await b.video_id(caption={}))
        assert set(video) == KEYS
        assert [video[name] for name in ("video_url", "subtitle_url", "thumbnail_url", "duration")] == [None] * 4


@asynchronous
async def test_listing_is_newest_first_and_moves_no_job(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=AfterPolls(1)) as b:
        ids = [await b.video_id(title=f"scene {n}", script=f"Take {n}.") for n in range(3)]
        for _ in range(3):
            listed = rows_of(await b.client.get("/v3/videos"))
        assert [row["id"] for row in listed] == ids[::-1]
        assert {row["status"] for row in listed} == {"processing"} or {row["status"] for row in listed} == {"pending"}


@asynchronous
async def test_the_title_filter_finds_a_part_of_the_title(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        wanted = await b.video_id(title="lesson · intro · 3f9c02")
        await b.video_id(title="lesson · outro · 77aa10")
        await b.video_id()
        rows = rows_of(await b.client.get("/v3/videos", params={"title": "3f9c02"}))
        assert [row["id"] for row in rows] == [wanted]


@asynchronous
async def test_pages_neither_repeat_nor_lose_a_video_when_others_come_and_go(tmp_path: Path) -> None:
    async with opened(tmp_path, max_jobs=50) as b:
        ids = [await b.video_id(script=f"Take {n}.") for n in range(7)]
        first = (await b.client.get("/v3/videos", params={"limit": 3})).json()
        assert first["has_more"] is True
        await b.video_id(script="A new one.")
        await b.client.delete(f"/v3/videos/{ids[6]}")
        rest, token = [], first["next_token"]
        while token:
            answer = (await b.client.get("/v3/videos", params={"limit": 3, "token": token})).json()
            rest += [row["id"] for row in answer["data"]]
            token = answer["next_token"]
        assert [row["id"] for row in first["data"]] + rest == ids[::-1]


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=ten", "limit"),
        ("token=%00", "token"),
        ("token=e30=", "token"),
    ],
)
@asynchronous
async def test_a_wrong_page_is_refused(tmp_path: Path, query: str, param: str) -> None:
    async with opened(tmp_path) as b:
        await b.video_id()
        assert problem_of(await b.client.get(f"/v3/videos?{query}")) == (400, "invalid_parameter", param)


@asynchronous
async def test_bulk_statuses_come_in_the_order_asked_and_count_as_polls(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=AfterPolls(1)) as b:
        one, two = await b.video_id(), await b.video_id(script="Another.")
        url = f"/v3/videos/statuses?video_ids={two},nobody,{one}&batch_ids=batch"
        await b.client.get(url)
        rows = rows_of(await b.client.get(url))
        assert [(row["video_id"], row["status"]) for row in rows] == [
            (two, "completed"),
            ("nobody", "not_found"),
            (one, "completed"),
            (None, "not_found"),
        ]


@asynchronous
async def test_bulk_statuses_need_ids_and_take_a_hundred(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        none = await b.client.get("/v3/videos/statuses")
        many = await b.client.get("/v3/videos/statuses", params={"video_ids": ",".join(["x"] * 101)})
        enough = await b.client.get("/v3/videos/statuses", params={"video_ids": ",".join(["x"] * 100)})
        assert problem_of(none) == problem_of(many) == (400, "invalid_parameter", "video_ids")
        assert len(rows_of(enough)) == 100


@asynchronous
async def test_a_deleted_video_is_gone_with_its_files(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        video_id = await b.video_id()
        link = str((await b.detail(video_id))["video_url"])
        assert data_of(await b.client.delete(f"/v3/videos/{video_id}")) == {"id": video_id, "deleted": True}
        assert problem_of(await b.client.get(f"/v3/videos/{video_id}")) == (404, "video_not_found", None)
        assert problem_of(await b.client.delete(f"/v3/videos/{video_id}")) == (404, "video_not_found", None)
        assert (await b.client.get(link)).status_code == 404


@asynchronous
async def test_the_job_after_the_last_free_slot_is_told_to_wait(tmp_path: Path) -> None:
    async with opened(tmp_path, max_jobs=2, progression=AfterSeconds(20)) as b:
        first = await b.video_id()
        await b.video_id(script="Two.")
        refused = await b.order(script="Three.")
        assert problem_of(refused) == (429, "rate_limit_exceeded", None)
        assert refused.headers["Retry-After"] == "10"
        b.clock.now += 20
        await b.detail(first)
        assert (await b.order(script="Three.")).status_code == 200


@asynchronous
async def test_an_empty_wallet_answers_402_and_orders_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, balance_usd=0.01) as b:
        assert problem_of(await b.order(script="word " * 200)) == (402, "insufficient_credit", None)
        assert rows_of(await b.client.get("/v3/videos")) == []
        assert b.artist.drawn == []


@asynchronous
async def test_open_jobs_reserve_their_share_of_the_wallet(tmp_path: Path) -> None:
    async with opened(tmp_path, balance_usd=0.06, progression=AfterSeconds(9)) as b:
        assert (await b.order(script="one two")).status_code == 200
        assert problem_of(await b.order(script="three four five"))[:2] == (402, "insufficient_credit")


@asynchronous
async def test_a_finished_video_is_charged_once_by_the_second(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        video_id = await b.video_id()
        for _ in range(3):
            await b.detail(video_id)
        (charge,) = b.emulator.charges
        assert (charge.id, charge.seconds, charge.what) == (video_id, 2.0, "avatar_iv photo_avatar 720p")
        assert charge.usd == pytest.approx(0.1)
        wallet = data_of(await b.client.get("/v3/users/me"))["wallet"]
        assert isinstance(wallet, dict)
        assert wallet["remaining_balance"] == pytest.approx(999.9)


@asynchronous
async def test_a_video_that_cannot_be_drawn_fails_and_costs_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        video = await b.detail(await b.video_id(script="unspeakable"))
        assert (video["status"], video["failure_code"]) == ("failed", "voice_provider_error")
        assert video["failure_message"] == "The draft voice failed"
        assert video["video_url"] is None
        assert b.emulator.charged_usd == 0


@asynchronous
async def test_equal_orders_are_two_videos_and_one_drawing(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        one, two = await b.video_id(), await b.video_id()
        assert one != two
        await b.emulator.settle()
        assert len(b.artist.drawn) == 1
        assert len(b.emulator.charges) == 2


@asynchronous
async def test_two_emulators_with_one_seed_and_one_history_give_the_same_ids(tmp_path: Path) -> None:
    seen: list[list[str]] = []
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        async with opened(tmp_path / name, seed=seed) as b:
            seen.append([await b.video_id(), await b.video_id()])
    assert seen[0] == seen[1]
    assert not set(seen[0]) & set(seen[2])


@asynchronous
async def test_a_reset_emulator_is_as_new(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        first = await b.video_id()
        await b.detail(first)
        b.emulator.reset()
        assert (b.emulator.requests, b.emulator.charges) == ([], [])
        assert problem_of(await b.client.get(f"/v3/videos/{first}")) == (404, "video_not_found", None)
        assert await b.video_id() == first
