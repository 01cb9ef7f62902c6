"""v2 translations, and brand voices, which are v3's glossaries under their older name (translate, v1)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import tasks, wire
from heygen_build.emulator.jobs import Json
from heygen_build.emulator.kinds import TRANSLATION, Words
from heygen_build.emulator.reader import Reader, read_body
from heygen_build.emulator.routes_translations import GLOSSARIES
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.translation_body import read_translation
from heygen_build.emulator.wire import Problem
from heygen_build.emulator.world import World
from heygen_build.languages import LANGUAGES

_WORDS = Words("pending", "running", "success")
_SAME = ("title", "translate_audio_only", "enable_dynamic_duration", "speaker_num", "callback_id", "callback_url")
_LISTS = ("blacklist", "whitelist", "tones", "vocabulary")


def routes(world: World) -> list[Route]:
    base = "/v2/video_translate"
    return [
        endpoint(world, "POST", base, create),
        endpoint(world, "GET", f"{base}/target_languages", languages),
        endpoint(world, "GET", f"{base}/{{translation_id}}", get),
        endpoint(world, "GET", "/v1/brand_voice/list", brand_voices),
        endpoint(world, "GET", "/v2/brand_voice/list", brand_voices_v2),
        endpoint(world, "POST", "/v1/brand_voice/{brand_voice_id}", change_brand_voice),
    ]


async def create(world: World, request: Request) -> Response:
    """One id for `output_language`, a list for `output_languages` (observed)."""
    body = read_body(await request.body())
    many = body.items("output_languages", 0, 100)
    wanted = many or [body.need_text("output_language")]
    fields: dict[str, object] = {"video": _video(world, body), "output_languages": wanted}
    fields |= {name: body.raw(name) for name in _SAME if body.given(name)}
    jobs = tasks.accept_all(world, request, read_translation(world, Reader(fields)))
    successor = "POST /v3/video-translations"
    if many:
        return wire.v2_data({"video_translate_ids": [job.id for job in jobs]}, successor=successor)
    return wire.v2_data({"video_translate_id": jobs[0].id}, successor=successor)


def _video(world: World, body: Reader) -> Json:
    """`video_url`, or a `video_id` of this account."""
    video_id = body.text("video_id")
    if video_id is None:
        return {"type": "url", "url": body.need_text("video_url")}
    job = world.state.job(video_id)
    made = tasks.finished(world, job) if job else None
    if job is None or made is None:
        raise Problem(404, "video_not_found", f"Video {video_id} not found", param="video_id")
    return {"type": "url", "url": job.address + tasks.file_path(job, "video", made.files["video"])}


async def get(world: World, request: Request) -> Response:
    """`url` and `video_url` both, because documents and clients differ."""
    job = tasks.need(world, TRANSLATION, request.path_params["translation_id"], "not_found", "Video translation")
    await world.poll([job])
    url = tasks.link(world, request, job, "video")
    return wire.v2_data(
        {
            "id": job.id,
            "video_translate_id": job.id,
            "title": job.title,
            "status": tasks.word(world, job, _WORDS),
            "url": url,
            "video_url": url,
            "message": tasks.failure_message(world, job),
            "output_language": job.facts.get("output_language"),
        },
        successor="GET /v3/video-translations/{video_translation_id}",
    )


async def languages(world: World, request: Request) -> Response:
    return wire.v2_data({"languages": list(LANGUAGES)}, successor="GET /v3/video-translations/languages")


def _rows(world: World) -> list[dict[str, Json]]:
    """The account's brand voices as they are now."""
    changes = world.state.table("brand_voices", dict)
    empty: dict[str, Json] = {**{name: [] for name in _LISTS}, "tone": None}
    return [{"id": found, "name": name, **empty, **changes.get(found, {})} for found, name in GLOSSARIES]


async def brand_voices(world: World, request: Request) -> Response:
    return wire.v1_data({"list": _listed(world, request), "token": None})


async def brand_voices_v2(world: World, request: Request) -> Response:
    return wire.v2_data({"list": _listed(world, request), "token": None})


def _listed(world: World, request: Request) -> list[Json]:
    rows = _rows(world)
    if request.query_params.get("name_only", "").lower() in ("true", "1"):
        return [{"id": row["id"], "name": row["name"]} for row in rows]
    return list(rows)


async def change_brand_voice(world: World, request: Request) -> Response:
    wanted, body = request.path_params["brand_voice_id"], read_body(await request.body())
    if wanted not in {found for found, _ in GLOSSARIES}:
        raise Problem(404, "not_found", f"Brand voice {wanted} not found")
    changed: dict[str, Json] = {}
    for name in ("name", "tone"):
        if (text := body.text(name, longest=500)) is not None:
            changed[name] = text
    for name in _LISTS:
        if body.given(name):
            changed[name] = [_plain(item) for item in body.items(name, 0, 1_000)]
    table = world.state.table("brand_voices", dict)
    table[wanted] = {**table.get(wanted, {}), **changed}
    return wire.v1_data(next(row for row in _rows(world) if row["id"] == wanted))


def _plain(item: object) -> Json:
    """A word, or a pair of words (what is said, and what instead)."""
    return [str(part) for part in item] if isinstance(item, list) else str(item)
