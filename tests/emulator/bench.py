"""An emulator whose drawings are a few bytes, a clock that is set by hand, and a client that speaks ASGI."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ParamSpec, TypeAlias

import httpx

from heygen_build.emulator.app import Config, Emulator, Sleep, create
from heygen_build.emulator.catalog_looks import CATALOG
from heygen_build.emulator.catalog_voices import BY_NAME
from heygen_build.emulator.drawing import draw
from heygen_build.emulator.jobs import Render
from heygen_build.emulator.orders import Order, Saying, Spoken, VideoOrder, digest
from heygen_build.emulator.outbox import Sender, send_nothing
from heygen_build.emulator.studio import Artist, DrawingError
from heygen_build.media.model import Word

ABIGAIL = next(look for look in CATALOG.looks if look.name == "Abigail")
BRIAN = BY_NAME["Chill Brian"]
JsonObject: TypeAlias = dict[str, object]
Arguments = ParamSpec("Arguments")


@dataclass
class Clock:
    """Stands still until a test moves it."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeArtist:
    """Two seconds for everything; remembers its orders. The word `unspeakable` cannot be drawn.

    Speech waits while `gate` is closed, and says through `speaking` that it has begun.
    """

    drawn: list[Order] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    speaking: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    @property
    def videos(self) -> list[VideoOrder]:
        """The orders of one picture and one voice."""
        return [order for order in self.drawn if isinstance(order, VideoOrder)]

    def draw(self, order: Order, folder: Path) -> Render:
        if isinstance(order, VideoOrder) and isinstance(order.sound, Saying) and "unspeakable" in order.sound.text:
            raise DrawingError("voice_provider_error", "The draft voice failed")
        self.drawn.append(order)
        key = digest(order)
        folder.mkdir(parents=True, exist_ok=True)
        render = Render(f"{key}.mp4", f"{key}.jpg", 2.0, f"{key}.srt" if getattr(order, "subtitles", True) else None)
        for name in (render.video, render.thumbnail, render.subtitles):
            if name is not None:
                (folder / name).write_bytes(b"0123456789" * 10)
        return render

    def speak(self, saying: Saying, folder: Path) -> Spoken:
        self.speaking.set()
        self.gate.wait()
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{digest(saying)}.wav"
        (folder / name).write_bytes(b"RIFF0000WAVEfmt ")
        return Spoken(name, 1.5, (Word("Hello", 0.1, 0.5), Word("there.", 0.6, 1.2)))


@dataclass
class Bench:
    """Everything a test of the HTTP side needs."""

    emulator: Emulator
    client: httpx.AsyncClient
    clock: Clock
    artist: FakeArtist

    async def order(self, **fields: object) -> httpx.Response:
        return await self.client.post("/v3/videos", json=avatar_body(**fields))

    async def video_id(self, **fields: object) -> str:
        return str(data_of(await self.order(**fields))["video_id"])

    async def detail(self, video_id: str) -> JsonObject:
        return data_of(await self.client.get(f"/v3/videos/{video_id}"))


@contextlib.asynccontextmanager
async def opened(
    folder: Path,
    *,
    clock: Clock | None = None,
    send: Sender = send_nothing,
    sleep: Sleep = asyncio.sleep,
    **changes: object,
) -> AsyncIterator[Bench]:
    """An emulator in `folder`, configured by `changes`; closed at the end. `send` makes its webhook calls."""
    clock, artist = clock or Clock(), FakeArtist()
    config = replace(Config(folder=folder / "emulator", workers=0), **changes)  # type: ignore[arg-type]
    emulator = create(config, clock=clock, artist=Artist(artist.draw, artist.speak), send=send, sleep=sleep)
    headers = {"X-Api-Key": "canary-key"}
    transport = httpx.ASGITransport(emulator.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://emulator", headers=headers) as client:
        yield Bench(emulator, client, clock, artist)
    await emulator.aclose()


def asynchronous(story: Callable[Arguments, Awaitable[None]]) -> Callable[Arguments, None]:
    """A coroutine as a plain test."""

    @functools.wraps(story)
    def test(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        async def tell() -> None:
            await story(*args, **kwargs)

        asyncio.run(tell())

    return test


def avatar_body(**fields: object) -> JsonObject:
    """A small correct request; None removes a field."""
    body: JsonObject = {"type": "avatar", "avatar_id": ABIGAIL.id, "script": "Hello there.", "resolution": "720p"}
    body.update(fields)
    return {name: value for name, value in body.items() if value is not None}


def rendered(order: Order, folder: Path) -> Render:
    """A video that is really drawn."""
    made = draw(order, folder)
    assert isinstance(made, Render)
    return made


def data_of(response: httpx.Response) -> JsonObject:
    assert response.status_code == 200, response.text
    data = response.json()["data"]
    assert isinstance(data, dict)
    return data


def rows_of(response: httpx.Response) -> list[JsonObject]:
    assert response.status_code == 200, response.text
    rows = response.json()["data"]
    assert isinstance(rows, list)
    return rows


def problem_of(response: httpx.Response) -> tuple[int, str, str | None]:
    """(status, code, param) of an error answer, after checking its form."""
    error = response.json()["error"]
    assert error["doc_url"].endswith("#" + error["code"].replace("_", "-"))
    assert error["message"]
    return response.status_code, error["code"], error.get("param")
