"""The shape of `POST /v3/videos`, arms `avatar` and `image`: every field read, nothing looked up yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from heygen_build.emulator.reader import Reader, is_lenient
from heygen_build.emulator.wire import Problem
from heygen_build.units import Color

LONGEST_SCRIPT = 5_000
ASPECTS = ("16:9", "9:16", "4:5", "5:4", "1:1", "auto")
_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True)
class AssetInput:
    """One of the three ways to name a file; `param` is where it stands in the request."""

    kind: Literal["url", "asset_id", "base64"]
    value: str
    param: str


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    speed: float = 1.0
    pitch: float = 0.0
    volume: float = 1.0
    locale: str | None = None
    engine_type: str | None = None


@dataclass(frozen=True, slots=True)
class Script:
    text: str
    voice_id: str | None


SoundSource: TypeAlias = Script | AssetInput


@dataclass(frozen=True, slots=True)
class VideoBody:
    """A well-shaped request. Exactly one of `avatar_id` and `image` is set, by the arm."""

    sound: SoundSource
    settings: VoiceSettings
    avatar_id: str | None
    image: AssetInput | None
    engine: str
    reference_look_id: str | None
    title: str | None
    resolution: str
    aspect: str
    fit: str | None
    background: Color | AssetInput | None
    remove_background: bool
    output_format: str
    caption: bool
    caption_style: str | None
    motion_prompt: str | None
    expressiveness: str | None
    watermark: bool
    callback_id: str | None
    callback_url: str | None


def read_video(body: Reader, arm: str) -> VideoBody:
    """Raises a 400 for the first field that the API would refuse (v3 create-video)."""
    caption = body.record("caption")
    engine = body.record("engine") if arm == "avatar" else None
    result = VideoBody(
        avatar_id=body.need_text("avatar_id") if arm == "avatar" else None,
        image=_need_image(body) if arm == "image" else None,
        sound=read_sound(body, voice_needed=arm == "image"),
        settings=read_voice_settings(body.record("voice_settings")),
        engine=read_engine(engine),
        reference_look_id=engine.text("reference_look_id") if engine else None,
        title=body.text("title"),
        resolution=body.choice("resolution", "4k", "1080p", "720p") or "1080p",
        aspect=body.choice("aspect_ratio", *ASPECTS) or "16:9",
        fit=body.choice("fit", "contain", "cover"),
        background=_background(body.record("background")),
        remove_background=body.flag("remove_background"),
        output_format=body.choice("output_format", "mp4", "webm", nullable=False) or "mp4",
        caption=caption is not None,
        caption_style=read_caption(caption),
        motion_prompt=body.text("motion_prompt"),
        expressiveness=body.choice("expressiveness", "high", "medium", "low"),
        watermark=read_watermark(body.record("watermark")),
        callback_id=body.text("callback_id"),
        callback_url=body.text("callback_url"),
    )
    body.end()
    return result


def read_sound(body: Reader, *, voice_needed: bool) -> SoundSource:
    """Exactly one of script, audio_url and audio_asset_id."""
    script = body.text("script", longest=LONGEST_SCRIPT)
    voice_id = body.text("voice_id")
    url, asset_id = body.text("audio_url"), body.text("audio_asset_id")
    given = [name for name in ("script", "audio_url", "audio_asset_id") if body.given(name)]
    if not given:
        body.refuse("script", "one of script, audio_url, audio_asset_id is required")
    if len(given) > 1:
        body.refuse(given[1], f"{given[0]} and {given[1]} are mutually exclusive")
    if script is not None:
        return _script(body, script, voice_id, voice_needed)
    if url is not None:
        return AssetInput("url", url, body.param("audio_url"))
    return AssetInput("asset_id", asset_id or "", body.param("audio_asset_id"))


def _script(body: Reader, script: str, voice_id: str | None, voice_needed: bool) -> Script:
    if not script:
        body.refuse("script", "must not be empty")
    if not script.strip():
        raise Problem(400, "script_too_short", "The script holds nothing to say", param=body.param("script"))
    if voice_needed and not voice_id:
        body.refuse("voice_id", "is required with a script")
    return Script(script, voice_id)


def _need_image(body: Reader) -> AssetInput:
    """HeyGen's own n8n node sends `image_url` or `image_asset_id` instead, which no schema has (observed)."""
    if is_lenient() and not body.given("image"):
        if address := body.text("image_url"):
            return AssetInput("url", address, body.param("image_url"))
        if asset_id := body.text("image_asset_id"):
            return AssetInput("asset_id", asset_id, body.param("image_asset_id"))
    return need_asset(body, "image")


def need_asset(body: Reader, name: str) -> AssetInput:
    record = body.record(name, nullable=False)
    if record is None:
        body.refuse(name, "is required")
    return read_asset(record)


def read_asset(record: Reader) -> AssetInput:
    """url, asset_id or base64 (key `media_type`); unknown keys refused."""
    kind = record.need_choice("type", "url", "asset_id", "base64")
    if kind == "base64":
        record.need_text("media_type")
        value = record.need_text("data", longest=70_000_000)
    else:
        value = record.need_text(kind)
    record.end()
    param = record.param("data" if kind == "base64" else kind)
    return AssetInput("url" if kind == "url" else "asset_id" if kind == "asset_id" else "base64", value, param)


def read_voice_settings(record: Reader | None) -> VoiceSettings:
    if record is None:
        return VoiceSettings()
    engine = record.record("engine_settings")
    return VoiceSettings(
        speed=record.number("speed", 0.5, 1.5, 1.0, nullable=False),
        pitch=record.number("pitch", -50, 50, 0.0, nullable=False),
        volume=record.number("volume", 0, 1, 1.0, nullable=False),
        locale=record.text("locale"),
        engine_type=_engine_settings(engine) if engine else None,
    )


def _engine_settings(engine: Reader) -> str:
    kind = engine.need_choice("engine_type", "elevenlabs", "fish", "starfish")
    stability = engine.number("stability", 0, 1) if kind != "starfish" else None
    if kind == "elevenlabs":
        models = ("eleven_multilingual_v2", "eleven_turbo_v2_5", "eleven_flash_v2_5", "eleven_v3")
        model = engine.choice("model", *models)
        engine.number("similarity_boost", 0, 1)
        engine.number("style", 0, 1)
        engine.flag("use_speaker_boost")
        if model == "eleven_v3" and stability not in (None, 0.0, 0.5, 1.0):
            engine.refuse("stability", "must be 0, 0.5 or 1 for eleven_v3")
    if kind == "fish":
        engine.choice("model", "s1", "s2-pro")
        engine.number("similarity", 0, 1)
    return kind


def read_engine(record: Reader | None) -> str:
    return "avatar_iv" if record is None else record.need_choice("type", "avatar_v", "avatar_iv", "avatar_iii")


def _background(record: Reader | None) -> Color | AssetInput | None:
    if record is None:
        return None
    if record.need_choice("type", "color", "image") == "color":
        return read_color(record, "value")
    url, asset_id = record.text("url"), record.text("asset_id")
    if bool(url) == bool(asset_id):
        record.refuse("url", "exactly one of url and asset_id is required for an image background")
    if url:
        return AssetInput("url", url, record.param("url"))
    return AssetInput("asset_id", asset_id or "", record.param("asset_id"))


def read_color(record: Reader, name: str) -> Color:
    match = _HEX.fullmatch(record.need_text(name))
    if match is None:
        record.refuse(name, "must be a color like #rrggbb")
    return Color(*(int(part, 16) for part in match.groups()))


def read_caption(record: Reader | None) -> str | None:
    if record is None:
        return None
    record.choice("file_format", "srt", nullable=False)
    return record.choice("style", "default")


def read_watermark(record: Reader | None) -> bool:
    """Whether there is one; its shape is checked even though the emulated account may not use it."""
    if record is None:
        return False
    need_asset(record, "image")
    if record.number("scale", 0, 2, nullable=False) == 0:
        record.refuse("scale", "must be greater than 0")
    record.number("opacity", 0, 1, nullable=False)
    placement = record.record("placement")
    if placement is not None:
        corners = ("top_left", "top_right", "bottom_left", "bottom_right")
        placement.choice("position", *corners, nullable=False)
        placement.number("offset_x", -1, 1)
        placement.number("offset_y", -1, 1)
    return True
