"""The Video Agent of the emulator: sessions, questions, films read from prompts, styles, brand kits."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.emulator.agent_prompt import read_prompt
from heygen_build.emulator.app import AfterPolls
from heygen_build.emulator.catalog_agents import AGENT_STYLES, BRAND_KITS
from heygen_build.emulator.faults import FailJob
from heygen_build.emulator.scenes import ScenesOrder
from tests.emulator.bench import ABIGAIL, Bench, asynchronous, opened
from tests.emulator.making import photo, uploaded
from tests.emulator.talking import AGENTS, PROMPT, begun, session

COMPILED = """\
FORMAT: explainer. Total length: about 12 seconds. Orientation: landscape.

SCENES:
Scene 1 - A-ROLL (presenter full frame)
VOICEOVER: "Every roof collects water."

Scene 2 - FULL SCREEN B-ROLL (no presenter, layered graphics)
VOICEOVER: "A tank keeps it."
Layer 1: a tank FILLS

CRITICAL ON-SCREEN TEXT: display each line literally, letter by letter.
- 1,200 liters

STYLE: Colors: #b5803a, #3f5a45."""


def drawn(b: Bench) -> ScenesOrder:
    order = b.artist.drawn[-1]
    assert isinstance(order, ScenesOrder)
    return order


@asynchronous
async def test_a_session_ends_in_a_video_that_the_video_calls_know(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        made = await begun(b)
        assert made["status"] == "generating"
        seen = await session(b, made["session_id"])
        assert (seen["status"], seen["progress"], seen["video_id"]) == ("completed", 100, made["video_id"])
        video = await b.detail(str(made["video_id"]))
        assert (video["status"], video["title"]) == ("completed", "A film of 10 seconds about")
        assert [charge.what for charge in b.emulator.charges] == ["video agent"]
        assert b.emulator.charged_usd == pytest.approx(2.0 * 0.0333)


@asynchronous
async def test_a_session_names_its_video_only_once_it_is_being_made(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=AfterPolls(2)) as b:
        made = await begun(b)
        seen = [await session(b, made["session_id"]) for _ in range(3)]
        assert [one["status"] for one in seen] == ["thinking", "generating", "completed"]
        assert [one["video_id"] for one in seen] == [None, made["video_id"], made["video_id"]]


@asynchronous
async def test_a_session_in_chat_mode_asks_and_orders_nothing_before_the_answer(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        made = await begun(b, mode="chat")
        asked = await session(b, made["session_id"])
        assert (asked["status"], asked["video_id"], b.artist.drawn) == ("waiting_for_input", None, [])
        await b.client.post(f"{AGENTS}/{made['session_id']}", json={"message": "For gardeners."})
        answered = await session(b, made["session_id"])
        assert answered["status"] == "completed"
        roles = [message["role"] for message in answered["messages"]]  # type: ignore[attr-defined]
        assert roles == ["user", "model", "user"]


@asynchronous
async def test_a_message_after_the_film_orders_it_again_with_what_it_names(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        made = await begun(b, mode="chat")
        place = f"{AGENTS}/{made['session_id']}"
        await b.client.post(place, json={"message": "For gardeners."})
        await session(b, made["session_id"])
        await b.client.post(place, json={"message": "In our colors.", "brand_kit_id": BRAND_KITS[0].id})
        await session(b, made["session_id"])
        listed = (await b.client.get(f"{place}/videos")).json()["data"]
        assert len({video["id"] for video in listed}) == 2
        assert len(b.emulator.charges) == 2


@asynchronous
async def test_a_session_in_mode_generate_takes_no_messages(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        made = await begun(b)
        refused = await b.client.post(f"{AGENTS}/{made['session_id']}", json={"message": "Bluer."})
        assert refused.status_code == 400
        assert refused.json()["error"]["code"] == "invalid_parameter"


@asynchronous
async def test_a_stopped_session_fails_and_costs_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, progression=AfterPolls(5)) as b:
        made = await begun(b, mode="chat")
        assert (await b.client.post(f"{AGENTS}/{made['session_id']}/stop")).status_code == 200
        assert (await session(b, made["session_id"]))["status"] == "failed"
        assert b.emulator.charges == []


@asynchronous
async def test_a_failed_session_says_why_in_a_message(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        b.emulator.script("POST", AGENTS, FailJob("rendering_failed", "Talking Photo not found"))
        seen = await session(b, (await begun(b))["session_id"])
        assert seen["status"] == "failed"
        newest = seen["messages"][0]  # type: ignore[index]
        assert (newest["type"], newest["content"]) == ("error", "Talking Photo not found")


@asynchronous
async def test_the_film_shows_who_was_asked_for_in_the_colors_of_the_style(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        style = next(found for found in AGENT_STYLES if found.name == "Carnival Surge")
        file = await uploaded(b, "tank.png", photo())
        await begun(b, avatar_id=ABIGAIL.id, style_id=style.id, files=[file])
        await b.emulator.settle()
        order = drawn(b)
        assert (order.width, order.height) == (720, 1280)
        assert order.scenes[0].person is not None
        assert order.scenes[0].person.costume == ABIGAIL.costume
        assert order.scenes[0].backdrop.color.hex() == style.colors[0]
        assert [scene.picture or scene.backdrop.file for scene in order.scenes].count(None) == len(order.scenes) - 1


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"prompt": ""}, 400, "invalid_parameter"),
        ({"prompt": " "}, 400, "invalid_parameter"),
        ({"prompt": "x" * 10_001}, 400, "invalid_parameter"),
        ({"mode": "think"}, 400, "invalid_parameter"),
        ({"callback_id": "one"}, 400, "invalid_parameter"),
        ({"files": [{"type": "asset_id", "asset_id": "gone"}]}, 404, "asset_not_found"),
        ({"files": [{"type": "url", "url": "https://example.com/a.png"}] * 21}, 400, "invalid_parameter"),
        ({"avatar_id": "nobody"}, 404, "avatar_not_found"),
        ({"voice_id": "nobody"}, 404, "voice_not_found"),
        ({"style_id": "none"}, 404, "not_found"),
        ({"brand_kit_id": "none"}, 404, "not_found"),
    ],
)
def test_what_cannot_be_ordered_is_refused(tmp_path: Path, fields: dict[str, object], status: int, code: str) -> None:
    @asynchronous
    async def story() -> None:
        async with opened(tmp_path) as b:
            refused = await b.client.post(AGENTS, json={"prompt": PROMPT, **fields})
            assert (refused.status_code, refused.json()["error"]["code"]) == (status, code)
            assert b.emulator.charges == []

    story()


@asynchronous
async def test_styles_are_listed_by_tag_and_in_pages(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        first = (await b.client.get(f"{AGENTS}/styles?limit=20")).json()
        rest = (await b.client.get(f"{AGENTS}/styles?token={first['next_token']}")).json()
        assert len(first["data"]) + len(rest["data"]) == len(AGENT_STYLES)
        handmade = (await b.client.get(f"{AGENTS}/styles?tag=handmade")).json()["data"]
        assert handmade
        assert all("handmade" in style["tags"] for style in handmade)


@asynchronous
async def test_styles_and_brand_kits_can_be_looked_at_without_a_key(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        found = (await b.client.get(f"{AGENTS}/styles?tag=print")).json()["data"][0]
        kit = (await b.client.get("/v3/brand-kits")).json()["data"][0]
        b.client.headers.pop("X-Api-Key")
        for link, kind in (
            (found["thumbnail_url"], "image/jpeg"),
            (found["preview_video_url"], "video/mp4"),
            (kit["logo_url"], "image/png"),
        ):
            answer = await b.client.get(link)
            assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
        assert (await b.client.get("/files/styles/none/preview.jpg")).status_code == 404


@asynchronous
async def test_a_session_that_asks_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path, keep=True) as b:
        made = await begun(b, mode="chat")
    async with opened(tmp_path, keep=True) as b:
        assert (await session(b, made["session_id"]))["status"] == "waiting_for_input"
        await b.client.post(f"{AGENTS}/{made['session_id']}", json={"message": "For gardeners."})
        assert (await session(b, made["session_id"]))["status"] == "completed"


@asynchronous
async def test_the_first_form_of_the_agent_answers_with_a_video(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        body = {"prompt": PROMPT, "config": {"duration_sec": 8, "orientation": "portrait"}}
        answer = await b.client.post("/v1/video_agent/generate", json=body)
        assert answer.json()["error"] is None
        assert answer.headers["Deprecation"] == "true"
        assert (await b.detail(answer.json()["data"]["video_id"]))["status"] == "completed"
        assert (drawn(b).width, drawn(b).height) == (720, 1280)


def test_a_compiled_prompt_is_read_scene_by_scene() -> None:
    plan = read_prompt(COMPILED)
    assert [(scene.shot, scene.said, scene.shown) for scene in plan.scenes] == [
        ("presenter", "Every roof collects water.", ""),
        ("graphics", "A tank keeps it.", "1,200 liters"),
    ]
    assert (plan.seconds, plan.colors) == (12.0, ("#b5803a", "#3f5a45"))


def test_any_other_prompt_is_read_sentence_by_sentence() -> None:
    plan = read_prompt("Make a 1 minute film about rain! Every roof collects water.")
    assert [scene.said for scene in plan.scenes] == ["Make a 1 minute film about rain!", "Every roof collects water."]
    assert plan.seconds == 60.0


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_can_be_read(prompt: str) -> None:
    plan = read_prompt(prompt)
    assert plan.scenes
    assert plan.title


@pytest.mark.parametrize("prompt", ["…", "<>&\n\n", "Szene 1 ohne Worte", "x" * 10_000, "VOICEOVER:", "999 minutes"])
def test_no_prompt_makes_a_film_without_words_or_without_end(prompt: str) -> None:
    plan = read_prompt(prompt)
    assert plan.scenes
    assert all(scene.said for scene in plan.scenes)
    assert 4.0 <= plan.seconds <= 90.0
    assert sum(len(scene.said.split()) for scene in plan.scenes) <= 225
