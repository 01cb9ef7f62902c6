"""The shapes of `POST /v3/videos`, arms `cinematic_avatar` and `studio`: checked, not drawn yet (501)."""

from __future__ import annotations

from heygen_build.emulator.reader import Reader
from heygen_build.emulator.video_body import (
    ASPECTS,
    need_asset,
    read_asset,
    read_caption,
    read_color,
    read_sound,
    read_voice_settings,
    read_watermark,
)


def read_cinematic(body: Reader) -> tuple[str, ...]:
    """The look ids of a well-shaped cinematic request: 1–3 looks, 4–15 s, no 4k (v3 create-video)."""
    body.need_text("prompt", longest=10_000)
    looks = body.items("avatar_id", 1, 3)
    if not all(isinstance(look, str) and look for look in looks):
        body.refuse("avatar_id", "must hold look ids")
    for reference in body.records("references", 0, 12):
        read_asset(reference)
    body.choice("aspect_ratio", "16:9", "9:16", "1:1", nullable=False)
    body.choice("resolution", "720p", "1080p", nullable=False)
    body.whole("duration", 4, 15)
    if body.flag("auto_duration", nullable=False) and body.given("duration"):
        body.refuse("duration", "must be omitted with auto_duration")
    body.flag("enhance_prompt", nullable=False)
    body.text("title")
    body.end()
    return tuple(str(look) for look in looks)


def read_studio(body: Reader) -> None:
    """1–50 scenes of the kinds avatar_video, image, video; every scene is checked."""
    for scene in body.records("scenes", 1, 50):
        _READERS[scene.need_choice("type", *_READERS)](scene)
    body.choice("aspect_ratio", *ASPECTS)
    body.choice("resolution", "4k", "1080p", "720p")
    for name in ("title", "callback_url", "callback_id"):
        body.text(name)
    read_caption(body.record("caption"))
    read_watermark(body.record("watermark"))
    body.end()


def _avatar_scene(scene: Reader) -> None:
    speaker = scene.record("input", nullable=False)
    if speaker is None:
        scene.refuse("input", "is required")
    if speaker.need_choice("type", "avatar", "image") == "image":
        need_asset(speaker, "image")
        read_sound(speaker, voice_needed=True)
    else:
        _avatar(speaker)
    speaker.text("motion_prompt")
    speaker.choice("expressiveness", "high", "medium", "low")
    read_voice_settings(speaker.record("voice_settings"))


def _avatar(speaker: Reader) -> None:
    speaker.need_text("avatar_id")
    read_sound(speaker, voice_needed=False)
    engine, background = speaker.record("engine"), speaker.record("background")
    if engine is not None:
        engine.need_choice("type", "avatar_v", "avatar_iv", "avatar_iii")
    if background is not None:
        background.need_choice("type", "color")
        read_color(background, "color")


def _image_scene(scene: Reader) -> None:
    need_asset(scene, "source")
    sounds = [name for name in ("script", "audio_url", "audio_asset_id") if scene.given(name)]
    if scene.given("duration") == bool(sounds):
        scene.refuse("duration", "exactly one of duration and an audio source is required")
    if scene.number("duration", 0, 300) == 0:
        scene.refuse("duration", "must be greater than 0")
    if sounds:
        read_sound(scene, voice_needed=True)
    read_voice_settings(scene.record("voice_settings"))


def _video_scene(scene: Reader) -> None:
    need_asset(scene, "source")
    playback = scene.record("playback")
    if playback is not None:
        playback.number("volume", 0, 1)
        playback.flag("mute")


_READERS = {"avatar_video": _avatar_scene, "image": _image_scene, "video": _video_scene}
