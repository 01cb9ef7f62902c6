"""The client against the emulator inside the process: the same calls, the same trouble, one charge for one order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from heygen_build.emulator.app import AfterPolls, Config, Emulator, create
from heygen_build.emulator.faults import (
    Answer,
    ExpiredLink,
    FailJob,
    Fault,
    LostAfterAcceptance,
    LostBeforeAcceptance,
    TruncatedFile,
    gateway_page,
    rate_limited,
)
from heygen_build.emulator.jobs import Render
from heygen_build.emulator.orders import Order, Saying, Spoken
from heygen_build.emulator.studio import Artist
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError, LinkExpired, TransportFailure
from heygen_build.heygen.transport import make_transport
from heygen_build.heygen.wire import Caption, CreateAvatarVideo, CreateSpeech

if TYPE_CHECKING:
    from tests.heygen.play import Play

FILE = b"a film " * 1000


def _draw(order: Order, folder: Path) -> Render:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("v.mp4", "v.jpg", "v.srt"):
        (folder / name).write_bytes(FILE)
    return Render("v.mp4", "v.jpg", 1.5, subtitles="v.srt")


def _speak(saying: Saying, folder: Path) -> Spoken:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "s.wav").write_bytes(FILE)
    return Spoken("s.wav", 2.0, ())


def _with(play: Play, use: Callable[[HeyGen, Emulator], Awaitable[None]], config: Config | None = None) -> None:
    async def both() -> None:
        emulator = create(config or Config(workers=0), clock=lambda: 1_790_000_000.0, artist=Artist(_draw, _speak))
        try:
            async with play.client(base_url="http://127.0.0.1", transport=make_transport(emulator.app)) as client:
                await use(client, emulator)
        finally:
            await emulator.aclose()

    asyncio.run(both())


async def _hello(client: HeyGen) -> CreateAvatarVideo:
    look = await anext(client.looks(ownership="public"))
    return CreateAvatarVideo(avatar_id=look.id, script="Hello.", title="intro 9f2c", caption=Caption(file_format="srt"))


def test_an_order_becomes_a_file_and_one_charge(play: Play, tmp_path: Path) -> None:
    async def use(client: HeyGen, emulator: Emulator) -> None:
        created = await client.create_video(await _hello(client), idempotency_key="k")
        video = await client.get_video(created.video_id)
        assert (video.state, video.duration) == ("done", 1.5)
        assert video.video_url is not None
        assert (await client.download(video.video_url, tmp_path / "v.mp4")).size == len(FILE)
        assert [found.id async for found in client.list_videos(title="9f2c")] == [video.id]
        assert (await client.video_statuses([video.id, "nobody"]))["nobody"].state == "missing"
        assert len(emulator.charges) == 1
        assert await client.delete_video(video.id)
        assert not await client.delete_video(video.id)

    _with(play, use)


@pytest.mark.parametrize(
    "faults",
    [
        (LostBeforeAcceptance(),),
        (LostAfterAcceptance(),),
        (LostAfterAcceptance(), LostAfterAcceptance()),
        (gateway_page(),),
        (rate_limited(3), Answer(503)),
        (Answer(200, body='{"data": {"video_'),),
        (LostAfterAcceptance(), rate_limited()),
    ],
    ids=repr,
)
def test_whatever_breaks_during_an_order_it_is_placed_once(play: Play, faults: tuple[Fault, ...]) -> None:
    async def use(client: HeyGen, emulator: Emulator) -> None:
        order = await _hello(client)
        emulator.script("POST", "/v3/videos", *faults)
        created = await client.create_video(order, idempotency_key="k")
        await client.get_video(created.video_id)
        assert [video.id async for video in client.list_videos()] == [created.video_id]
        assert len(emulator.charges) == 1

    _with(play, use)
    assert len(play.slept) == len(faults)


def test_an_order_lost_for_good_says_that_it_may_have_been_placed(play: Play) -> None:
    async def use(client: HeyGen, emulator: Emulator) -> None:
        order = await _hello(client)
        emulator.script("POST", "/v3/videos", *[LostAfterAcceptance()] * 3)
        with pytest.raises(TransportFailure) as caught:
            await client.create_video(order, idempotency_key="k")
        assert caught.value.may_have_acted
        found = [video async for video in client.list_videos(title="9f2c")]
        assert len(found) == 1

    _with(play, use)


def test_the_refusals_of_the_emulator_are_understood(play: Play) -> None:
    async def use(client: HeyGen, emulator: Emulator) -> None:
        with pytest.raises(ApiError) as caught:
            await client.create_video(CreateAvatarVideo(avatar_id="nobody", script="x"), idempotency_key="k")
        assert (caught.value.category, caught.value.status) == ("not_found", 404)
        assert caught.value.request_id
        with pytest.raises(ApiError) as caught:
            await client.get_video("nobody")
        assert (caught.value.code, caught.value.category) == ("video_not_found", "not_found")

    _with(play, use)


def test_a_wrong_key_is_a_matter_of_authentication(play: Play) -> None:
    async def use(client: HeyGen, emulator: Emulator) -> None:
        with pytest.raises(ApiError) as caught:
            await client.account()
        assert (caught.value.category, caught.value.status) == ("auth", 401)

    _with(play, use, Config(workers=0, keys=frozenset({"another"})))


def test_a_job_is_polled_until_it_fails_with_a_reason(play: Play) -> None:
    async def use(client: HeyGen, emulator: Emulator) -> None:
        order = await _hello(client)
        emulator.script("POST", "/v3/videos", FailJob("rendering_failed", "Avatar rendering timed out"))
        created = await client.create_video(order, idempotency_key="k")
        states = [(await client.get_video(created.video_id)) for _ in range(4)]
        assert states[0].state == "in_progress"
        assert (states[-1].state, states[-1].failure_code) == ("failed", "rendering_failed")

    _with(play, use, Config(workers=0, progression=AfterPolls(2)))


def test_an_expired_link_is_told_and_a_fresh_one_works(play: Play, tmp_path: Path) -> None:
    async def use(client: HeyGen, emulator: Emulator) -> None:
        created = await client.create_video(await _hello(client), idempotency_key="k")
        link = (await client.get_video(created.video_id)).video_url or ""
        emulator.script("GET", "/files/*", ExpiredLink())
        with pytest.raises(LinkExpired):
            await client.download(link, tmp_path / "v.mp4")
        link = (await client.get_video(created.video_id)).video_url or ""
        emulator.script("GET", "/files/*", TruncatedFile(0.4))
        assert (await client.download(link, tmp_path / "v.mp4")).size == len(FILE)
        assert (tmp_path / "v.mp4").read_bytes() == FILE

    _with(play, use)


def test_the_whole_catalog_is_read_page_by_page(play: Play) -> None:
    async def use(client: HeyGen, emulator: Emulator) -> None:
        looks = [look async for look in client.looks()]
        voices = [voice async for voice in client.voices(gender="female")]
        assert "Abigail" in {look.name for look in looks}
        assert {voice.gender for voice in voices} == {"female"}
        assert await client.look(looks[-1].id) == looks[-1]
        assert (await client.voice(voices[0].voice_id)).name == voices[0].name
        groups = {group.id async for group in client.groups()}
        assert {look.group_id for look in looks} <= groups

    _with(play, use)


def test_speech_account_and_upload_work_as_well(play: Play, tmp_path: Path) -> None:
    picture = tmp_path / "p.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

    async def use(client: HeyGen, emulator: Emulator) -> None:
        voice = await anext(client.voices(engine="starfish"))
        speech = await client.speech(CreateSpeech(text="Hello.", voice_id=voice.voice_id), idempotency_key="k")
        assert speech.duration == 2.0
        assert (await client.download(speech.audio_url, tmp_path / "s.wav")).size == len(FILE)
        first = await client.upload_asset(picture, mime="image/png", idempotency_key="p")
        again = await client.upload_asset(picture, mime="image/png", idempotency_key="p")
        assert first.asset_id == again.asset_id
        assert first.size_bytes == picture.stat().st_size
        assert (await client.account()).balance_usd is not None

    _with(play, use)
