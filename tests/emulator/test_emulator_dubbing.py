"""Lipsyncs, translations, proofreading sessions and workflow nodes, as HeyGen answers about them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from heygen_build.emulator.catalog import Timbre
from heygen_build.emulator.dubbing import draw_dubbed, stretches
from heygen_build.emulator.footage import DubOrder, GeneratedOrder, Line, ResoundOrder, SwapOrder
from heygen_build.emulator.footage_drawing import draw_generated, draw_resounded, draw_swapped
from heygen_build.emulator.routes_workflows import PROVIDERS
from heygen_build.languages import LANGUAGES
from heygen_build.media.encode import RATE
from heygen_build.media.probe import probe
from tests.emulator.bench import Bench, asynchronous, data_of, opened
from tests.emulator.dubbed import LANGUAGE, MP4, SRT, uploaded
from tests.workshop import sample

TRANSLATIONS, PROOFREADS = "/v3/video-translations", "/v3/video-translations/proofreads"
EXECUTIONS = "/v1/workflows/executions"


async def session(b: Bench) -> str:
    """The address of a proofreading session that is ready."""
    body = {"video": await uploaded(b, MP4, "mp4"), "output_languages": [LANGUAGE], "title": "one"}
    created = await b.client.post(PROOFREADS, json=body)
    await b.emulator.settle()
    return f"{PROOFREADS}/{created.json()['data']['proofread_ids'][0]}"


@asynchronous
async def test_each_language_of_a_request_is_a_job_and_is_charged_by_its_mode(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        body = {"video": await uploaded(b, MP4, "mp4"), "output_languages": [LANGUAGE, "Arabic"], "mode": "precision"}
        created = await b.client.post(TRANSLATIONS, json=body)
        await b.emulator.settle()
        assert len(created.json()["data"]["video_translation_ids"]) == 2
        assert [(charge.what, charge.usd) for charge in b.emulator.charges] == [("translation precision", 0.1334)] * 2


@asynchronous
async def test_languages_are_names_in_orders_and_codes_in_answers(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        body = {"video": await uploaded(b, MP4, "mp4"), "output_languages": ["german (germany)"]}
        created = await b.client.post(TRANSLATIONS, json=body)
        (found,) = created.json()["data"]["video_translation_ids"]
        assert data_of(await b.client.get(f"{TRANSLATIONS}/{found}"))["output_language"] == "de-DE"
        refused = await b.client.post(TRANSLATIONS, json={**body, "output_languages": ["German"]})
        assert refused.status_code == 400
        assert refused.json()["error"]["param"] == "output_languages"


@asynchronous
async def test_files_are_not_taken_in_the_body(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        inline = {"type": "base64", "media_type": "video/mp4", "data": "AAAA"}
        refused = await b.client.post(TRANSLATIONS, json={"video": inline, "output_languages": [LANGUAGE]})
        assert refused.status_code == 400
        assert refused.json()["error"]["param"] == "video"


@asynchronous
async def test_a_session_needs_a_title_and_gives_subtitles_only_when_it_is_ready(tmp_path: Path) -> None:
    from heygen_build.emulator.app import AfterPolls

    async with opened(tmp_path, progression=AfterPolls(1)) as b:
        body = {"video": await uploaded(b, MP4, "mp4"), "output_languages": [LANGUAGE]}
        assert (await b.client.post(PROOFREADS, json=body)).json()["error"]["param"] == "title"
        one = await session(b)
        assert (await b.client.get(f"{one}/srt")).json()["error"]["code"] == "resource_not_ready"
        for _ in range(2):
            await b.client.get(one)
        assert (await b.client.get(f"{one}/srt")).status_code == 200


@asynchronous
async def test_corrected_subtitles_come_back_and_are_dubbed(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        one = await session(b)
        await b.client.put(f"{one}/srt", json={"srt": await uploaded(b, SRT, "srt")})
        link = str(data_of(await b.client.get(f"{one}/srt"))["srt_url"])
        assert (await b.client.get(link)).content.startswith(b"1\n00:00:00,000 --> 00:00:01,000\nHello.")
        await b.client.post(f"{one}/generate")
        await b.emulator.settle()
        order = b.artist.drawn[-1]
        assert isinstance(order, DubOrder)
        assert order.lines == (Line(0.0, 1.0, "Hello."),)


@asynchronous
async def test_a_session_is_forgotten_after_a_day(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        one = await session(b)
        b.clock.now += 24 * 3600 + 1
        assert (await b.client.get(one)).status_code == 404


@asynchronous
async def test_an_item_of_a_batch_that_is_refused_fails_alone(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        good = {"video": await uploaded(b, MP4, "mp4"), "output_languages": [LANGUAGE, "Arabic"]}
        bad = {**good, "video": {"type": "asset_id", "asset_id": "0" * 32}}
        created = await b.client.post(f"{TRANSLATIONS}/batches", json={"video_translations": [good, bad]})
        assert created.status_code == 202, created.text
        await b.emulator.settle()
        row = data_of(await b.client.get(f"{TRANSLATIONS}/batches/{created.json()['data']['batch_id']}"))
        assert row["counts_by_status"] == {"completed": 2, "failed": 1}
        assert row["status"] == "completed"


@asynchronous
async def test_a_batch_of_too_many_languages_is_refused_before_anything_is_taken(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        video, names = await uploaded(b, MP4, "mp4"), list(LANGUAGES)[:60]
        films = [{"video": video, "output_languages": names}] * 2
        refused = await b.client.post(f"{TRANSLATIONS}/batches", json={"video_translations": films})
        assert refused.status_code == 400
        await b.emulator.settle()
        assert not b.emulator.charges


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_model_makes_a_clip(tmp_path: Path, provider: str) -> None:
    @asynchronous
    async def story() -> None:
        async with opened(tmp_path) as b:
            given = {"prompt": "A coast", "provider": provider, "aspect_ratio": "9:16", "config": {"duration": 2}}
            body = {"workflow_type": "GenerateVideoNode", "input": given}
            created = data_of(await b.client.post(EXECUTIONS, json=body))
            assert created["status"] == "submitted"
            await b.emulator.settle()
            done = data_of(await b.client.get(f"{EXECUTIONS}/{created['execution_id']}"))
            assert done["status"] == "completed"
            (order,) = b.artist.drawn
            assert isinstance(order, GeneratedOrder)
            assert (order.provider, order.width, order.height, order.seconds) == (provider, 720, 1280, 2.0)

    story()


@asynchronous
async def test_an_unknown_execution_is_a_status_and_no_error(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        assert data_of(await b.client.get(f"{EXECUTIONS}/nobody")) == {"execution_id": "nobody", "status": "not_found"}


@asynchronous
async def test_an_idempotency_key_means_nothing_to_a_node(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        body = {"workflow_type": "GenerateVideoNode", "input": {"prompt": "A coast"}}
        answers = [
            data_of(await b.client.post(EXECUTIONS, json=body, headers={"Idempotency-Key": "one"})) for _ in range(2)
        ]
        assert answers[0]["execution_id"] != answers[1]["execution_id"]


@asynchronous
async def test_what_a_node_does_not_know_is_refused(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        for given, param in (
            ({"prompt": "A", "provider": "nobody"}, "input.provider"),
            ({"prompt": "A", "duration": 4}, "input.duration"),
            ({"provider": "veo2"}, "input.prompt"),
        ):
            body = {"workflow_type": "GenerateVideoNode", "input": given}
            assert (await b.client.post(EXECUTIONS, json=body)).json()["error"]["param"] == param


def test_stretches_of_speech_are_found_by_their_loudness() -> None:
    loud, quiet = np.full(RATE, 9000, np.int16), np.zeros(RATE, np.int16)
    found = list(stretches(np.concatenate([quiet, loud, quiet, loud, loud])))
    assert found == [(1.0, 2.0), (3.0, 5.0)]
    assert list(stretches(quiet)) == []


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    film, sound = sample()
    (tmp_path / "clip.mp4").write_bytes(film)
    (tmp_path / "speech.wav").write_bytes(sound)
    return tmp_path / "clip.mp4"


def test_a_dub_is_as_long_as_its_speech_and_brings_its_subtitles(clip: Path, tmp_path: Path) -> None:
    lines = (Line(0.0, 0.3, "Jedes Dach sammelt Wasser."), Line(0.3, 0.4, "Ein Tank bewahrt es."))
    order = DubOrder(clip, Timbre("de", "m3", 45), LANGUAGE, "", lines, captions=True)
    made = draw_dubbed(order, tmp_path, "dub")
    info = probe(tmp_path / made.files["video"])
    assert info.audio is not None
    assert 1.5 < info.duration < 5
    assert (tmp_path / made.files["subtitles"]).read_text().count("-->") == 2
    assert (tmp_path / made.files["captions"]).read_text().startswith("WEBVTT")


def test_a_dub_of_fixed_length_is_as_long_as_the_film(clip: Path, tmp_path: Path) -> None:
    lines = (Line(0.0, 0.3, "Jedes Dach sammelt Wasser."),)
    made = draw_dubbed(DubOrder(clip, Timbre("de", "m3", 45), LANGUAGE, "", lines, stretches=False), tmp_path, "dub")
    assert probe(tmp_path / made.files["video"]).duration == pytest.approx(0.4, abs=0.1)


def test_moved_lips_make_a_clip_as_long_as_the_speech(clip: Path, tmp_path: Path) -> None:
    made = draw_resounded(ResoundOrder(clip, tmp_path / "speech.wav", start=0.1, end=0.3), tmp_path, "lips")
    assert made.duration == pytest.approx(0.4, abs=0.05)


def test_a_generated_clip_has_the_size_and_length_that_was_asked_for(tmp_path: Path) -> None:
    made = draw_generated(GeneratedOrder("A coast at dawn", "veo2", 160, 284, 0.5), tmp_path, "gen")
    info = probe(tmp_path / made.files["video"])
    assert info.video is not None
    assert (info.video.width, info.video.height) == (160, 284)
    assert info.duration == pytest.approx(0.5, abs=0.1)


def test_a_swapped_face_leaves_the_clip_as_long_as_it_was(clip: Path, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (64, 64), "tan").save(tmp_path / "face.png")
    made = draw_swapped(SwapOrder(clip, tmp_path / "face.png"), tmp_path, "swap")
    assert made.duration == pytest.approx(probe(clip).duration, abs=0.05)
