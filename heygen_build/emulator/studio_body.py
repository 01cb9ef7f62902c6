"""The shape of `POST /v3/videos`, arm `studio`: 1–50 scenes of three kinds, every field read, nothing looked up yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from heygen_build.emulator.reader import Reader
from heygen_build.emulator.video_body import (
    ASPECTS,
    AssetInput,
    SoundSource,
    VideoBody,
    VoiceSettings,
    need_asset,
    read_caption,
    read_color,
    read_engine,
    read_sound,
    read_voice_settings,
    read_watermark,
)
from heygen_build.units import Color

LONGEST_STILL = 300


@dataclass(frozen=True, slots=True)
class AvatarScene:
    """Somebody speaks: `body` as in the arms avatar and image; `where` is its place in the request."""

    body: VideoBody
    where: str


@dataclass(frozen=True, slots=True)
class ImageScene:
    """A still: silent for `seconds`, or (None) as long as its `sound`."""

    source: AssetInput
    seconds: float | None
    sound: SoundSource | None
    settings: VoiceSettings
    where: str


@dataclass(frozen=True, slots=True)
class VideoScene:
    """A clip, as long as it is. `volume` 0–1; 0 when it is muted."""

    source: AssetInput
    volume: float
    where: str


StudioScene: TypeAlias = AvatarScene | ImageScene | VideoScene


@dataclass(frozen=True, slots=True)
class StudioBody:
    scenes: tuple[StudioScene, ...]
    title: str | None
    resolution: str
    aspect: str
    caption: bool
    caption_style: str | None
    watermark: bool
    callback_id: str | None
    callback_url: str | None


def read_studio(body: Reader) -> StudioBody:
    """Raises a 400 for the first field that the API would refuse (v3 create-video, studio)."""
    resolution = body.choice("resolution", "4k", "1080p", "720p") or "1080p"
    aspect = body.choice("aspect_ratio", *ASPECTS) or "16:9"
    caption = body.record("caption")
    scenes = tuple(_scene(scene, resolution, aspect) for scene in body.records("scenes", 1, 50))
    result = StudioBody(
        scenes=scenes,
        title=body.text("title"),
        resolution=resolution,
        aspect=aspect,
        caption=caption is not None,
        caption_style=read_caption(caption),
        watermark=read_watermark(body.record("watermark")),
        callback_id=body.text("callback_id"),
        callback_url=body.text("callback_url"),
    )
    body.end()
    return result


def _scene(scene: Reader, resolution: str, aspect: str) -> StudioScene:
    match scene.need_choice("type", "avatar_video", "image", "video"):
        case "avatar_video":
            return _avatar_scene(scene, resolution, aspect)
        case "image":
            return _image_scene(scene)
        case _:
            return _video_scene(scene)


def _avatar_scene(scene: Reader, resolution: str, aspect: str) -> AvatarScene:
    speaker = scene.record("input", nullable=False)
    if speaker is None:
        scene.refuse("input", "is required")
    arm = speaker.need_choice("type", "avatar", "image")
    is_look = arm == "avatar"
    engine = speaker.record("engine") if is_look else None
    background = speaker.record("background") if is_look else None
    body = VideoBody(
        avatar_id=speaker.need_text("avatar_id") if is_look else None,
        image=None if is_look else need_asset(speaker, "image"),
        sound=read_sound(speaker, voice_needed=not is_look),
        settings=read_voice_settings(speaker.record("voice_settings")),
        engine=read_engine(engine),
        reference_look_id=engine.text("reference_look_id") if engine else None,
        title=None,
        resolution=resolution,
        aspect=aspect,
        fit=None,
        background=_color(background),
        remove_background=False,
        output_format="mp4",
        caption=False,
        caption_style=None,
        motion_prompt=speaker.text("motion_prompt"),
        expressiveness=speaker.choice("expressiveness", "high", "medium", "low"),
        watermark=False,
        callback_id=None,
        callback_url=None,
    )
    return AvatarScene(body, speaker.param(""))


def _color(background: Reader | None) -> Color | None:
    if background is None:
        return None
    background.need_choice("type", "color")
    return read_color(background, "color")


def _image_scene(scene: Reader) -> ImageScene:
    source = need_asset(scene, "source")
    sounds = [name for name in ("script", "audio_url", "audio_asset_id") if scene.given(name)]
    if scene.given("duration") == bool(sounds):
        scene.refuse("duration", "exactly one of duration and an audio source is required")
    seconds = scene.number("duration", 0, LONGEST_STILL)
    if seconds == 0:
        scene.refuse("duration", "must be greater than 0")
    sound = read_sound(scene, voice_needed=True) if sounds else None
    return ImageScene(source, seconds, sound, read_voice_settings(scene.record("voice_settings")), scene.param(""))


def _video_scene(scene: Reader) -> VideoScene:
    source, playback = need_asset(scene, "source"), scene.record("playback")
    if playback is None:
        return VideoScene(source, 1.0, scene.param(""))
    volume = playback.number("volume", 0, 1, 1.0)
    return VideoScene(source, 0.0 if playback.flag("mute") else volume, scene.param(""))
