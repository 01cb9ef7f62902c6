"""Downloads: signed links for videos and speech, public ones for assets and previews. No API key; Range, HEAD."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from heygen_build.emulator.front import expired_link, refused_link
from heygen_build.emulator.gifs import draw_gif
from heygen_build.emulator.jobs import Failure, Render
from heygen_build.emulator.orders import Saying
from heygen_build.emulator.previews import look_preview, preview_order
from heygen_build.emulator.studio import DrawingError
from heygen_build.emulator.world import World

PREVIEW_TEXT = {"Spanish": "Hola, así suena mi voz.", "German": "Hallo, so klingt meine Stimme."}
_TYPES = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mov": "video/quicktime",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
    ".ass": "text/x-ssa",
    ".zip": "application/zip",
}


def routes(world: World) -> list[Route]:
    def bound(handler: Callable[[World, Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            return await handler(world, request)

        return serve

    return [
        Route("/files/speech/{speech_id}.wav", bound(speech_file)),
        Route("/files/assets/{asset_id}/{name}", bound(asset_file)),
        Route("/files/looks/{look_id}/preview.jpg", bound(look_file)),
        Route("/files/looks/{look_id}/preview.mp4", bound(look_film)),
        Route("/files/voices/{voice_id}/preview.wav", bound(voice_file)),
        Route("/files/{kind}/{job_id}/{name}", bound(job_file)),
    ]


async def job_file(world: World, request: Request) -> Response:
    """A file of a job of any kind, under the name that `tasks.file_path` gave it."""
    refused = _refused(world, request)
    if refused is not None:
        return refused
    job = world.state.job(request.path_params["job_id"], request.path_params["kind"].removesuffix("s"))
    label = request.path_params["name"].partition(".")[0]
    made = job.outcome if job is not None else None
    if made is None or isinstance(made, Failure):
        return _missing()
    if label == "gif" and isinstance(made, Render):
        await _moving_preview(world.studio.folder, made)
    return _file(world, made.files.get(label))


async def _moving_preview(folder: Path, made: Render) -> None:
    video, preview = folder / made.video, folder / made.moving_preview
    if video.is_file() and not preview.exists():
        await asyncio.to_thread(draw_gif, video, preview)


async def speech_file(world: World, request: Request) -> Response:
    return _refused(world, request) or _file(world, world.state.speeches.get(request.path_params["speech_id"]))


async def asset_file(world: World, request: Request) -> Response:
    asset = world.state.assets.get(request.path_params["asset_id"])
    return _missing() if asset is None else FileResponse(asset.path, media_type=asset.mime)


async def look_file(world: World, request: Request) -> Response:
    look = world.catalog.look(request.path_params["look_id"])
    if look is None:
        return _missing()
    return FileResponse(look_preview(look, world.folder / "previews"), media_type="image/jpeg")


async def look_film(world: World, request: Request) -> Response:
    """Drawn when it is asked for, and kept."""
    catalog = world.catalog
    look = catalog.look(request.path_params["look_id"])
    voice = catalog.voice(look.default_voice_id) if look is not None else None
    if look is None or voice is None:
        return _missing()
    key = world.begin(preview_order(look, voice, world.config.mark))
    await world.studio.wait([key], world.config.patience)
    made = world.studio.outcome(key)
    return _missing() if made is None or isinstance(made, Failure) else _file(world, made.files.get("video"))


async def voice_file(world: World, request: Request) -> Response:
    voice = world.catalog.voice(request.path_params["voice_id"])
    if voice is None:
        return _missing()
    text = PREVIEW_TEXT.get(voice.language, f"Hello, I am {voice.name}.")
    try:
        spoken = await world.studio.speak(Saying(text, voice.timbre))
    except DrawingError as wrong:
        return refused_link(HTTPStatus.INTERNAL_SERVER_ERROR, "InternalError", wrong.message)
    return _file(world, spoken.file)


def _refused(world: World, request: Request) -> Response | None:
    query = request.query_params
    verdict = world.signer.verdict(
        request.url.path, query.get("expires", ""), query.get("signature", ""), world.clock()
    )
    if verdict == "ExpiredToken":
        return expired_link()
    return refused_link(HTTPStatus.FORBIDDEN, verdict, "Access denied") if verdict else None


def _file(world: World, name: str | None) -> Response:
    path = world.studio.folder / name if name else None
    return FileResponse(path, media_type=_media_type(path)) if path is not None and path.is_file() else _missing()


def _media_type(path: Path) -> str:
    return _TYPES.get(path.suffix, "application/octet-stream")


def _missing() -> Response:
    return refused_link(HTTPStatus.NOT_FOUND, "NoSuchKey", "The specified key does not exist.")
