"""The key goes to the API's own origin and into no text, whatever happens. A canary tells."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import HeyGenError
from heygen_build.heygen.transport import httpx
from heygen_build.heygen.wire import CreateAvatarVideo, CreateSpeech
from tests.heygen.play import CANARY

if TYPE_CHECKING:
    from tests.heygen.play import Play, Step


async def _first(items: AsyncIterator[object]) -> object:
    return await anext(items)


_VIDEO = CreateAvatarVideo(avatar_id="a", script="x")
_SPEECH = CreateSpeech(text="x", voice_id="v")
METHODS: dict[str, Callable[[HeyGen, Path], Awaitable[object]]] = {
    "create_video": lambda client, _: client.create_video(_VIDEO, idempotency_key="k"),
    "get_video": lambda client, _: client.get_video("v"),
    "video_statuses": lambda client, _: client.video_statuses(["v"]),
    "list_videos": lambda client, _: _first(client.list_videos()),
    "delete_video": lambda client, _: client.delete_video("v"),
    "speech": lambda client, _: client.speech(_SPEECH, idempotency_key="k"),
    "looks": lambda client, _: _first(client.looks()),
    "look": lambda client, _: client.look("l"),
    "groups": lambda client, _: _first(client.groups()),
    "voices": lambda client, _: _first(client.voices()),
    "voice": lambda client, _: client.voice("v"),
    "upload_asset": lambda client, path: client.upload_asset(path / "f", mime="image/png", idempotency_key="k"),
    "account": lambda client, _: client.account(),
    "download": lambda client, path: client.download("https://files.example/f.mp4?Signature=canary-sig", path / "out"),
}


def _echo(status: int) -> Callable[[httpx.Request], httpx.Response]:
    """A server that repeats everything it was sent, as some gateways' error pages do."""

    def answer(request: httpx.Request) -> httpx.Response:
        sent = "; ".join(f"{name}={value}" for name, value in request.headers.items())
        key = request.headers.get("X-Api-Key", "none")
        error = {"code": f"bad_{key}", "message": "x" * 150 + sent, "param": key.lower()}
        headers = {"X-Request-Id": f"req {key}", "Location": f"https://evil.example/{key}"}
        return httpx.Response(status, headers=headers, json={"error": error, "data": sent})

    return answer


def _page(request: httpx.Request) -> httpx.Response:
    return httpx.Response(500, text=f"<html><title>Bad key {request.headers.get('X-Api-Key')}</title>")


def _cut(request: httpx.Request) -> httpx.Response:
    """The key stands where the excerpt of the answer ends."""
    return httpx.Response(200, content=b"y" * 190 + request.headers.get("X-Api-Key", "").encode())


FAILURES: dict[str, Step] = {
    **{str(status): _echo(status) for status in (200, 302, 307, 400, 401, 403, 404, 409, 413, 429, 500, 503)},
    "page": _page,
    "cut": _cut,
    "refused": httpx.ConnectError("no"),
    "reset": httpx.ReadError("broke"),
    "timeout": httpx.ReadTimeout("slow"),
    "os": ConnectionResetError("broke"),
}


def _everything_about(error: BaseException) -> str:
    """All that a crash report could show: the chain of errors, their attributes, the local variables of each frame."""
    text = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    link: BaseException | None = error
    while link is not None:
        text += f"{link!r} {link} {link.args} {vars(link)}"
        link = link.__cause__ or link.__context__
    return text


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("method", METHODS)
def test_the_key_is_in_no_error_event_or_log(
    play: Play, tmp_path: Path, caplog: pytest.LogCaptureFixture, method: str, failure: str
) -> None:
    caplog.set_level(logging.DEBUG)
    (tmp_path / "f").write_bytes(b"png")
    client = play.then(FAILURES[failure]).client()

    async def call() -> str:
        try:
            return repr(await METHODS[method](client, tmp_path))
        except HeyGenError as error:
            return _everything_about(error)

    text = f"{asyncio.run(call())} {play.events} {client!r} {vars(client)} {caplog.text}".lower()
    assert play.requests
    assert CANARY.lower() not in text
    assert CANARY.lower()[:12] not in text
    assert "canary-sig" not in caplog.text


@pytest.mark.parametrize("method", METHODS)
def test_the_key_goes_to_the_apis_own_origin_only(play: Play, tmp_path: Path, method: str) -> None:
    (tmp_path / "f").write_bytes(b"png")
    client = play.then(_echo(307)).client()

    async def call() -> None:
        with pytest.raises(HeyGenError):
            await METHODS[method](client, tmp_path)

    asyncio.run(call())
    for request in play.requests:
        assert ("X-Api-Key" in request.headers) == (request.url.host == "api.heygen.com")
        assert CANARY not in str(request.headers) or request.url.host == "api.heygen.com"


def test_a_download_from_the_apis_own_host_carries_no_key_either(play: Play, tmp_path: Path) -> None:
    client = play.then(httpx.Response(200, content=b"x")).client()
    asyncio.run(client.download("https://api.heygen.com/files/1", tmp_path / "out"))
    assert "X-Api-Key" not in play.requests[0].headers


def test_cookies_of_the_api_are_not_kept(play: Play) -> None:
    play.then(httpx.Response(500, headers={"Set-Cookie": "session=1; Path=/"}))

    async def call(client: HeyGen) -> None:
        with pytest.raises(HeyGenError):
            await client.account()

    asyncio.run(call(play.client()))
    assert all("Cookie" not in request.headers for request in play.requests)
