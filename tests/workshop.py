"""A whole world in one process: an emulator behind the paid path, short drawings, and time that only tests move."""

from __future__ import annotations

import asyncio
import functools
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from heygen_build.backends import World
from heygen_build.diagnostics import BuildError
from heygen_build.emulator.app import Config, Emulator, create
from heygen_build.emulator.jobs import Render
from heygen_build.emulator.orders import Order, Saying, Spoken, VideoOrder, digest
from heygen_build.emulator.outbox import Sender, send_nothing
from heygen_build.emulator.studio import Artist
from heygen_build.execute.answers import Answer
from heygen_build.execute.events import Event
from heygen_build.heygen.transport import Transport, make_transport
from heygen_build.media.clip import render_clip
from heygen_build.media.encode import Writer
from heygen_build.media.film import join_film
from heygen_build.media.layers import Ground
from heygen_build.media.model import Canvas, CardPicture, ClipJob, FilmJob, Word
from heygen_build.media.yuv import Yuv, with_alpha
from heygen_build.pipeline import Built, Options, Planned, build, plan
from heygen_build.units import Color

CANARY = "sk_V2_Canary0123456789=="
SECONDS = 0.4
QUESTIONS = ("HB0708", "HB0709")
SUBTITLES = "1\n00:00:00,000 --> 00:00:00,400\nHello there.\n"


@dataclass
class Time:
    """A clock that stands still, and a sleep that moves it. `slept` keeps what was waited for, in seconds."""

    now: float = 1_800_000_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@functools.cache
def sample() -> tuple[bytes, bytes]:
    """A real film and a real WAV, both of 0.4 s: made once, because drawing is not the subject."""
    canvas = Canvas(1280, 720, quality="draft")
    card = CardPicture("draft", Ground(Color(30, 60, 90)), Color(255, 255, 255))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = render_clip(ClipJob(canvas, card, hold=SECONDS), folder / "clip.mp4", folder / "clip.wav")
        join_film(FilmJob(canvas, (clip,)), folder / "film.mp4")
        return (folder / "film.mp4").read_bytes(), clip.sound.read_bytes()


@functools.cache
def transparent_sample() -> bytes:
    """The same as WebM with alpha: a square in the middle of nothing."""
    alpha = np.zeros((720, 1280), np.uint8)
    alpha[200:520, 480:800] = 255
    with tempfile.TemporaryDirectory() as name:
        film = Path(name) / "film.webm"
        with Writer(film, Canvas(1280, 720, quality="draft"), sound=True, alpha=True) as writer:
            writer.frame(with_alpha(Yuv.blank(1280, 720, Color(200, 60, 90)), alpha), round(SECONDS * 25))
            writer.sound(np.zeros((round(SECONDS * 48_000), 2), np.int16))
        return film.read_bytes()


@dataclass
class QuickArtist:
    """Draws the same half second for every order."""

    film: bytes
    sound: bytes

    def draw(self, order: Order, folder: Path) -> Render:
        folder.mkdir(parents=True, exist_ok=True)
        key = digest(order)
        is_transparent = isinstance(order, VideoOrder) and order.is_transparent
        film = f"{key}.{'webm' if is_transparent else 'mp4'}"
        (folder / film).write_bytes(transparent_sample() if is_transparent else self.film)
        (folder / f"{key}.srt").write_text(SUBTITLES)
        (folder / f"{key}.jpg").write_bytes(b"a thumbnail")
        return Render(film, f"{key}.jpg", SECONDS, subtitles=f"{key}.srt")

    def speak(self, saying: Saying, folder: Path) -> Spoken:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{digest(saying)}.wav").write_bytes(self.sound)
        return Spoken(f"{digest(saying)}.wav", SECONDS, (Word("Hello", 0.05, 0.2), Word("there.", 0.2, 0.4)))


class Crash(BaseException):
    """The machine stops here. Not an Exception, because nothing may handle it."""


class Studio:
    """A project folder, an account at a HeyGen that lives in this process, and the builds that are run between them."""

    def __init__(
        self,
        folder: Path,
        config: Config | None = None,
        *,
        base_url: str = "https://api.heygen.com",
        send: Sender = send_nothing,
    ) -> None:
        self.folder = folder / "film"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.cache = folder / "cache"
        self.time = Time()
        artist = QuickArtist(*sample())
        quick = Artist(artist.draw, artist.speak)
        settings = config or Config(workers=0, folder=folder / "emulator")
        self.emulator: Emulator = create(settings, clock=self.time, artist=quick, send=send)
        self.environ = {"HEYGEN_API_KEY": CANARY, "HEYGEN_BASE_URL": base_url, "HEYGEN_BUILD_CACHE": str(self.cache)}
        self.events: list[Event] = []

    @property
    def world(self) -> World:
        return World(
            environ=self.environ,
            home=self.folder / "nobody",
            clock=self.time,
            sleep=self.time.sleep,
            random=lambda: 0.5,
            workers=0,
            transport=self._transport,
        )

    def _transport(self) -> Transport:
        return make_transport(self.emulator.app)

    def write(self, text: str, name: str = "project.yaml") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def build(
        self,
        *,
        authorize: Callable[[Planned], None] = lambda planned: None,
        answers: Sequence[Answer] = (),
        options: Options | None = None,
    ) -> Built:
        path = self.folder / "project.yaml"
        given = options or Options()
        making = build(path, given, self.world, authorize=authorize, listen=self.events.append, answers=answers)
        return asyncio.run(making)

    def finish(self) -> Built:
        """Build; where only a person can tell what became of an order, look at the account and answer."""
        built = self.build()
        asking = [failure.step.place for failure in built.artifacts.failures if failure.diagnostic.code in QUESTIONS]
        return self.build(answers=[Answer(place, None) for place in asking]) if asking else built

    def plan(self) -> Planned:
        return asyncio.run(plan(self.folder / "project.yaml", Options(), self.world))

    def orders(self) -> Counter[str]:
        """How often each kind of order reached HeyGen; replays count, because they are requests as well."""
        return Counter(request.path.rsplit("/", 1)[1] for request in self.emulator.requests if request.method == "POST")

    def charged(self) -> Counter[str]:
        """What was paid for: renders and speech, by kind."""
        return Counter("speech" if charge.what == "speech" else "video" for charge in self.emulator.charges)

    def polls(self) -> list[str]:
        """Status requests in order: `one` video, or `bulk`."""
        paths = [request.path for request in self.emulator.requests if request.method == "GET"]
        kinds = {"/v3/videos/statuses": "bulk"}
        return [kinds.get(path, "one") for path in paths if path.startswith("/v3/videos/")]

    def forget_requests(self) -> None:
        self.emulator.requests.clear()

    def lose_cache(self) -> None:
        shutil.rmtree(self.cache)

    def close(self) -> None:
        asyncio.run(self.emulator.aclose())


def ran(built: Built) -> list[str]:
    """The places of the steps that ran."""
    return [decision.step.place for decision in built.artifacts.decisions if decision.runs]


def codes(built: Built) -> list[str]:
    """The diagnostics of the steps that failed."""
    return [failure.diagnostic.code for failure in built.artifacts.failures]


def outputs(folder: Path) -> dict[str, bytes]:
    """Every published file by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def tree(folder: Path) -> Iterable[tuple[str, bytes | None]]:
    """Everything below a folder, with the bytes of files: equal trees are equal lists."""
    return [
        (str(path.relative_to(folder)), path.read_bytes() if path.is_file() else None)
        for path in sorted(folder.rglob("*"))
    ]


def code_of(error: BuildError) -> list[str]:
    return [found.code for found in error.diagnostics]
