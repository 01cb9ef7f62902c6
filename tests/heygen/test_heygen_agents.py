"""The calls of the Video Agent, against the emulator inside the process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from heygen_build.emulator.app import Config, create
from heygen_build.emulator.studio import Artist
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.transport import make_transport
from heygen_build.heygen.wire import AssetById
from heygen_build.heygen.wire.agents import AgentConfigV1, CreateAgentSession, CreateAgentVideoV1, SendToAgent
from tests.workshop import QuickArtist, sample

if TYPE_CHECKING:
    from tests.heygen.play import Play

PROMPT = "A film about rain."
Story = Callable[[HeyGen], Awaitable[None]]


def tell(play: Play, story: Story) -> None:
    async def told() -> None:
        artist = QuickArtist(*sample())
        emulator = create(Config(workers=0), clock=lambda: 1_790_000_000.0, artist=Artist(artist.draw, artist.speak))
        try:
            async with play.client(base_url="http://127.0.0.1", transport=make_transport(emulator.app)) as client:
                await story(client)
        finally:
            await emulator.aclose()

    asyncio.run(told())


def test_a_session_is_ordered_read_listed_and_its_video_found(play: Play) -> None:
    async def story(client: HeyGen) -> None:
        made = await client.agents.create(CreateAgentSession(prompt=PROMPT), idempotency_key="k")
        seen = await client.agents.get(made.session_id)
        assert (seen.state, seen.asks, seen.progress) == ("done", False, 100)
        assert [row.session_id async for row in client.agents.list()] == [made.session_id]
        assert [video.id for video in await client.agents.videos(made.session_id)] == [seen.video_id]
        assert seen.messages[-1].content == PROMPT

    tell(play, story)


def test_a_session_in_chat_mode_asks_takes_messages_and_can_be_stopped(play: Play) -> None:
    async def story(client: HeyGen) -> None:
        made = await client.agents.create(CreateAgentSession(prompt=PROMPT, mode="chat"), idempotency_key="k")
        assert (await client.agents.get(made.session_id)).asks
        run = await client.agents.send(made.session_id, SendToAgent(message="For gardeners."), idempotency_key="m")
        assert run.session_id == made.session_id
        assert (await client.agents.stop(made.session_id)).session_id == made.session_id

    tell(play, story)


def test_a_file_that_was_attached_is_a_resource_of_the_session(play: Play, tmp_path: Path) -> None:
    async def story(client: HeyGen) -> None:
        (tmp_path / "tank.mp4").write_bytes(sample()[0])
        asset = await client.upload_asset(tmp_path / "tank.mp4", mime="video/mp4", idempotency_key="u")
        body = CreateAgentSession(prompt=PROMPT, files=(AssetById(asset_id=asset.asset_id),))
        made = await client.agents.create(body, idempotency_key="k")
        found = await client.agents.resource(made.session_id, asset.asset_id)
        assert (found.resource_type, found.source_type) == ("video", "user_uploaded")

    tell(play, story)


def test_styles_come_by_tag_and_brand_kits_all(play: Play) -> None:
    async def story(client: HeyGen) -> None:
        every = [style async for style in client.agents.styles()]
        prints = [style async for style in client.agents.styles(tag="print")]
        assert 0 < len(prints) < len(every)
        assert all("print" in style.tags for style in prints)
        assert [kit.name async for kit in client.brand_kits()] == ["Acme", "Larkfield"]

    tell(play, story)


def test_an_unknown_session_is_not_found(play: Play) -> None:
    async def story(client: HeyGen) -> None:
        with pytest.raises(ApiError) as refused:
            await client.agents.get("nobody")
        assert refused.value.category == "not_found"

    tell(play, story)


def test_the_first_form_answers_with_a_video(play: Play) -> None:
    async def story(client: HeyGen) -> None:
        body = CreateAgentVideoV1(prompt=PROMPT, config=AgentConfigV1(duration_sec=10))
        made = await client.agents.create_v1(body)
        assert (await client.get_video(made.video_id)).state == "done"

    tell(play, story)


@pytest.mark.parametrize(
    "fields",
    [{"prompt": ""}, {"prompt": "x" * 10_001}, {"callback_id": "one"}, {"files": [AssetById(asset_id="a")] * 21}],
)
def test_what_the_server_refuses_cannot_be_written(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        CreateAgentSession.model_validate({"prompt": PROMPT, **fields})
