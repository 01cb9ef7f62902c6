"""v2's multi-scene request: every scene read, everything it names looked up (v2, "POST /v2/video/generate").

Fields that are not known are ignored, as it is told of v2; those that are known are checked as v3's are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heygen_build.emulator import prices
from heygen_build.emulator.catalog import Look
from heygen_build.emulator.checks import find_voice, pauses
from heygen_build.emulator.inputs import IMAGES, SOUNDS, find_file
from heygen_build.emulator.locales import speak_in
from heygen_build.emulator.orders import Recording, Saying
from heygen_build.emulator.reader import Reader
from heygen_build.emulator.scenes import (
    Backdrop,
    Framed,
    Person,
    PlayStyle,
    SceneOrder,
    ScenesOrder,
    SceneSound,
    Silence,
)
from heygen_build.emulator.talking_photos import TalkingPhoto, talking_photos
from heygen_build.emulator.video_body import AssetInput, read_color
from heygen_build.emulator.wire import Problem, invalid
from heygen_build.emulator.world import World

LONGEST_TEXT = 5_000
MOST_SCENES = 50
LONGEST_SILENCE = 300
DEFAULT_SIZE = (1280, 720)
VIDEOS = frozenset({"video/mp4", "video/webm"})
_FRAMED: dict[str, Framed] = {"normal": "normal", "closeUp": "closeUp", "circle": "circle", "square": "square"}


@dataclass(frozen=True, slots=True)
class LegacyBody:
    """A request that can be drawn, its price a second, and what it is expected to cost (USD)."""

    order: ScenesOrder
    usd_per_second: float
    estimate: float
    title: str | None
    callback_id: str | None
    callback_url: str | None
    folder_id: str | None


@dataclass(frozen=True, slots=True)
class _Scene:
    order: SceneOrder
    rate: float
    seconds: float


def read_legacy(world: World, body: Reader) -> LegacyBody:
    """Raises the `Problem` of the first field that v2 would refuse."""
    scenes = [_scene(world, scene) for scene in body.records("video_inputs", 1, MOST_SCENES)]
    is_test = body.flag("test")
    mode = body.choice("caption_mode", "file_only", "burn_in")
    captioned = body.flag("caption") or mode is not None or body.record("subtitles") is not None
    width, height = read_size(body.record("dimension") or body.record("dimensions"))
    body.text("aspect_ratio")
    body.flag("enable_watermark")
    fps = body.number("fps", 1, 60, 25.0)
    order = ScenesOrder(
        tuple(scene.order for scene in scenes),
        width,
        height,
        round(fps),
        subtitles=captioned,
        burned_in=captioned and mode != "file_only",
        mark=world.config.mark,
    )
    seconds = sum(scene.seconds for scene in scenes)
    usd = 0.0 if is_test else sum(scene.seconds * scene.rate for scene in scenes)
    highest = 0.0 if is_test else max(scene.rate for scene in scenes)
    return LegacyBody(
        order,
        usd / seconds if seconds else highest,
        usd,
        body.text("title"),
        body.text("callback_id"),
        body.text("callback_url"),
        body.text("folder_id"),
    )


def read_size(dimension: Reader | None) -> tuple[int, int]:
    """Even pixels, 128–4096 a side. Which size is the default is contradicted; 1280×720 is the older one."""
    if dimension is None:
        return DEFAULT_SIZE
    width, height = dimension.whole("width", 128, 4096), dimension.whole("height", 128, 4096)
    if width is None or height is None or width % 2 or height % 2:
        raise invalid("dimension", "dimension: width and height must be even numbers between 128 and 4096")
    return width, height


def _scene(world: World, scene: Reader) -> _Scene:
    character = scene.record("character")
    person, look = _character(world, character) if character is not None else (None, None)
    voice = scene.record("voice", nullable=False)
    if voice is None:
        scene.refuse("voice", "field required")
    sound, seconds = _sound(world, voice)
    rate = 0.0
    if person is not None:
        engine = "avatar_iv" if character is not None and character.given("use_avatar_iv_model") else "avatar_iii"
        rate = prices.video_rate(engine, look.avatar_type if look else "photo_avatar", "1080p")
    order = SceneOrder(sound, read_backdrop(world, scene.record("background")), person)
    return _Scene(order, rate, seconds)


def _character(world: World, character: Reader) -> tuple[Person, Look | None]:
    kind = character.choice("type", "avatar", "talking_photo", nullable=False) or "avatar"
    scale = character.number("scale", 0, 5, 1.0)
    offset = character.record("offset")
    x = offset.number("x", -1, 1, 0.0) if offset else 0.0
    y = offset.number("y", -1, 1, 0.0) if offset else 0.0
    circle = read_color(character, "circle_background_color") if character.given("circle_background_color") else None
    character.flag("matting")
    if kind == "avatar":
        framed = _FRAMED[character.choice("avatar_style", "normal", "closeUp", "circle") or "normal"]
        look, whose = _avatar(world, character, "avatar_id")
    else:
        framed = _FRAMED[character.choice("talking_photo_style", "square", "circle") or "normal"]
        look, whose = _photo(world, character)
        character.choice("talking_style", "stable", "expressive")
        character.choice("expression", "default", "happy")
        character.flag("super_resolution")
    person = Person(whose.costume, whose.photo, framed, scale or 1.0, x, y, *([circle] if circle else []))
    return person, look


def find_look(world: World, look_id: str, param: str) -> Look:
    look = world.catalog.look(look_id)
    if look is None:
        raise Problem(404, "avatar_not_found", f"Avatar {look_id} not found", param=param)
    if look.status not in (None, "completed"):
        raise Problem(400, "avatar_not_usable", f"Avatar {look_id} is not ready", param=param)
    return look


def _photo(world: World, character: Reader) -> tuple[Look | None, Person]:
    """An uploaded talking photo, or a photo avatar's look, whose id works in its place (avatars-voices)."""
    photo_id = character.need_text("talking_photo_id")
    uploaded: TalkingPhoto | None = talking_photos(world.state).get(photo_id)
    if uploaded is not None:
        return None, Person(photo=uploaded.path)
    return _avatar(world, character, "talking_photo_id")


def _avatar(world: World, character: Reader, name: str) -> tuple[Look | None, Person]:
    look = find_look(world, character.need_text(name), character.param(name))
    return look, Person(look.costume if look.photo is None else None, look.photo)


def _sound(world: World, voice: Reader) -> tuple[SceneSound, float]:
    """What is heard, and for how long it is expected (s)."""
    kind = voice.choice("type", "text", "audio", "silence", nullable=False) or "text"
    if kind == "silence":
        seconds = _seconds(voice)
        return Silence(seconds), seconds
    if kind == "audio":
        return Recording(find_file(either(voice, "audio"), world.state, world.folder, SOUNDS)), 0.0
    text = voice.text("input_text", longest=LONGEST_TEXT, nullable=False)
    if not text or not text.strip():
        voice.refuse("input_text", "must not be empty")
    found = find_voice(world.catalog, voice.need_text("voice_id"), voice.param("voice_id"))
    speed = voice.number("speed", 0.5, 1.5, 1.0)
    pitch = voice.whole("pitch", -50, 50) or 0
    voice.choice("emotion", "Excited", "Friendly", "Serious", "Soothing", "Broadcaster")
    timbre = speak_in(found, voice.text("locale"), voice.param("locale"))
    return Saying(pauses(text, found), timbre, speed, pitch), prices.spoken_seconds(text, speed)


def _seconds(voice: Reader) -> float:
    """A number, or a number as text: documents do not agree."""
    written = voice.raw("duration")
    try:
        seconds = float(written) if isinstance(written, str) else voice.number("duration", 0, LONGEST_SILENCE, 1.0)
    except ValueError:
        voice.refuse("duration", "must be a number")
    if not 0 < seconds <= LONGEST_SILENCE:
        voice.refuse("duration", f"must be more than 0 and at most {LONGEST_SILENCE}")
    return seconds


def either(record: Reader, kind: Literal["audio", "image", "video"]) -> AssetInput:
    """`url` or an asset; sounds call the link `audio_url`."""
    link = "audio_url" if kind == "audio" else "url"
    url, asset_id = record.text(link), record.text(f"{kind}_asset_id")
    if bool(url) == bool(asset_id):
        record.refuse(link, f"exactly one of {link} and {kind}_asset_id is required")
    if url:
        return AssetInput("url", url, record.param(link))
    return AssetInput("asset_id", asset_id or "", record.param(f"{kind}_asset_id"))


def read_backdrop(world: World, background: Reader | None) -> Backdrop:
    if background is None:
        return Backdrop()
    kind = background.choice("type", "color", "image", "video", nullable=False) or "color"
    if kind == "color":
        return Backdrop(read_color(background, "value")) if background.given("value") else Backdrop()
    fit = background.choice("fit", "cover", "crop", "contain", "none")
    words = ("fit_to_scene", "freeze", "loop", "once", "full_video")
    play: PlayStyle = "loop" if background.choice("play_style", *words) == "loop" else "freeze"
    accepted = IMAGES if kind == "image" else VIDEOS
    file = find_file(either(background, "image" if kind == "image" else "video"), world.state, world.folder, accepted)
    how: Literal["cover", "contain"] = "contain" if fit in ("contain", "none") else "cover"
    return Backdrop(file=file, fit=how, play_style=play, is_clip=kind == "video")
