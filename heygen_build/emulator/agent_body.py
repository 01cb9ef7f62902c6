"""The shape of requests to the Video Agent (v3.md, v1.md), and the rules between their fields."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heygen_build.emulator.catalog import Look
from heygen_build.emulator.catalog_agents import brand_kit, colors, style
from heygen_build.emulator.catalog_looks import CATALOG
from heygen_build.emulator.checks import find_voice
from heygen_build.emulator.inputs import IMAGES, VIDEOS, find_file
from heygen_build.emulator.reader import Reader
from heygen_build.emulator.video_body import AssetInput, read_asset
from heygen_build.emulator.wire import Problem, invalid
from heygen_build.emulator.world import World
from heygen_build.units import Color

LONGEST_PROMPT, MOST_FILES = 10_000, 20
FILES = IMAGES | VIDEOS | {"audio/mpeg", "audio/wav", "application/pdf"}
"""Image, video, audio, PDF; HTML is refused ([docs])."""
_USUAL_LOOK = next(look for look in CATALOG.looks if look.status is None and look.orientation == "landscape")


@dataclass(frozen=True, slots=True)
class AgentBody:
    """An order that can be drawn. `seconds` is only given by v1; `assets` are the ids of attached files."""

    prompt: str
    look: Look
    voice_id: str
    orientation: str
    colors: tuple[Color, ...] = ()
    pictures: tuple[Path, ...] = ()
    assets: tuple[str, ...] = ()
    is_chat: bool = False
    is_incognito: bool = False
    seconds: float | None = None
    callback_url: str | None = None
    callback_id: str | None = None


def read_agent(world: World, body: Reader) -> AgentBody:
    """`POST /v3/video-agents`. Unknown fields pass: the published schema does not refuse them, and n8n sends one."""
    prompt = _prompt(body)
    mode = body.choice("mode", "generate", "chat", nullable=False)
    found = _named(world, body)
    files = _files(world, [read_asset(item) for item in body.records("files", 0, MOST_FILES)])
    url, callback_id = _callback(body)
    chosen = style(body.text("style_id") or "")
    fixed = "portrait" if chosen and chosen.aspect_ratio == "9:16" else None
    orientation = body.choice("orientation", "landscape", "portrait")
    return AgentBody(
        prompt,
        look=found.look,
        voice_id=found.voice_id,
        orientation=fixed or orientation or "landscape",
        colors=found.colors,
        pictures=files.pictures,
        assets=files.assets,
        is_chat=mode == "chat",
        is_incognito=body.flag("incognito_mode", nullable=False),
        callback_url=url,
        callback_id=callback_id,
    )


def read_agent_v1(world: World, body: Reader) -> AgentBody:
    """`POST /v1/video_agent/generate`."""
    prompt = _prompt(body)
    config = body.record("config") or Reader({}, "config")
    look = find_look(world, config)
    seconds = config.whole("duration_sec", 5, 300)
    inputs = [
        AssetInput("asset_id", item.need_text("asset_id"), item.param("asset_id"))
        for item in body.records("files", 0, MOST_FILES)
    ]
    files = _files(world, inputs)
    url, callback_id = _callback(body)
    return AgentBody(
        prompt,
        look=look or _USUAL_LOOK,
        voice_id=(look or _USUAL_LOOK).default_voice_id,
        orientation=config.choice("orientation", "portrait", "landscape") or "landscape",
        pictures=files.pictures,
        assets=files.assets,
        seconds=seconds,
        callback_url=url,
        callback_id=callback_id,
    )


@dataclass(frozen=True, slots=True)
class Message:
    """`POST /v3/video-agents/{session_id}`; what is None stays as it was."""

    text: str
    look: Look | None
    voice_id: str | None
    colors: tuple[Color, ...]
    assets: tuple[str, ...]
    pictures: tuple[Path, ...]


def read_message(world: World, body: Reader) -> Message:
    text = body.need_text("message", longest=LONGEST_PROMPT)
    look, voice_id = find_look(world, body), body.text("voice_id")
    if voice_id is not None:
        find_voice(world.catalog, voice_id)
    files = _files(world, [read_asset(item) for item in body.records("files", 0, MOST_FILES)])
    return Message(text, look, voice_id, _kit(body), files.assets, files.pictures)


@dataclass(frozen=True, slots=True)
class _Named:
    look: Look
    voice_id: str
    colors: tuple[Color, ...]


def _named(world: World, body: Reader) -> _Named:
    """What ids in a request name: 404 for looks, voices, styles and kits that are not there."""
    look = find_look(world, body) or _USUAL_LOOK
    voice_id = body.text("voice_id") or look.default_voice_id
    find_voice(world.catalog, voice_id)
    style_id = body.text("style_id")
    chosen = style(style_id) if style_id is not None else None
    if style_id is not None and chosen is None:
        raise Problem(404, "not_found", f"Style {style_id} not found", param="style_id")
    return _Named(look, voice_id, _kit(body) or (colors(chosen.colors) if chosen else ()))


def find_look(world: World, body: Reader) -> Look | None:
    avatar_id = body.text("avatar_id")
    if avatar_id is None:
        return None
    look = world.catalog.look(avatar_id)
    if look is None:
        raise Problem(404, "avatar_not_found", f"Avatar {avatar_id} not found", param="avatar_id")
    if look.status == "pending_consent":
        message = f"Avatar {look.id} cannot be used before consent is given"
        raise Problem(400, "avatar_consent_required", message, param="avatar_id")
    if look.status in ("processing", "failed"):
        raise Problem(400, "avatar_not_usable", f"Avatar {look.id} is not ready", param="avatar_id")
    return look


def _kit(body: Reader) -> tuple[Color, ...]:
    kit_id = body.text("brand_kit_id")
    kit = brand_kit(kit_id) if kit_id is not None else None
    if kit_id is not None and kit is None:
        raise Problem(404, "not_found", f"Brand kit {kit_id} not found", param="brand_kit_id")
    return colors(kit.colors) if kit else ()


@dataclass(frozen=True, slots=True)
class _Files:
    pictures: tuple[Path, ...]
    assets: tuple[str, ...]


def _files(world: World, inputs: list[AssetInput]) -> _Files:
    paths = [find_file(item, world.state, world.folder, FILES) for item in inputs]
    pictures = tuple(path for path in paths if path.suffix in (".png", ".jpg", ".jpeg"))
    return _Files(pictures, tuple(item.value for item in inputs if item.kind == "asset_id"))


def _prompt(body: Reader) -> str:
    prompt = body.need_text("prompt", longest=LONGEST_PROMPT)
    if not prompt.strip():
        raise invalid("prompt", "prompt: must not be empty")
    return prompt


def _callback(body: Reader) -> tuple[str | None, str | None]:
    url, callback_id = body.text("callback_url"), body.text("callback_id")
    if callback_id is not None and url is None:
        raise invalid("callback_id", "callback_id: needs callback_url")
    return url, callback_id
