"""The bodies that are sent, from the requests that are keyed. The only difference: digests become asset ids."""

from __future__ import annotations

from heygen_build.execute.context import Needs
from heygen_build.heygen import wire
from heygen_build.plan.model import Step
from heygen_build.plan.requests import ImageBackground, LookSource, SpeechRequest, VideoRequest, VoiceSettings
from heygen_build.resolve.model import Engine
from heygen_build.store.results import UploadMeta

_ENGINES: dict[Engine, wire.AvatarIII | wire.AvatarIV | wire.AvatarV] = {
    "avatar_iii": wire.AvatarIII(),
    "avatar_iv": wire.AvatarIV(),
    "avatar_v": wire.AvatarV(),
}


def marker(step: Step) -> str:
    """The short key that ends a title, by which an order can be found again (GET /v3/videos?title=)."""
    return f"hb-{step.key[:16]}"


def video_body(
    step: Step, request: VideoRequest, needs: Needs, project: str
) -> wire.CreateAvatarVideo | wire.CreateImageVideo:
    """The body of POST /v3/videos."""
    title = f"{project} {step.place.removesuffix('/video')} [{marker(step)}]"
    background = _background(request, needs)
    voice_settings = _voice_settings(request.voice)
    caption = wire.Caption(file_format="srt")
    if isinstance(request.source, LookSource):
        return wire.CreateAvatarVideo(
            avatar_id=request.source.look_id,
            engine=_ENGINES[request.source.engine],
            script=request.script,
            voice_id=request.voice_id,
            voice_settings=voice_settings,
            title=title,
            resolution=request.resolution,
            aspect_ratio=request.aspect_ratio,
            background=background,
            motion_prompt=request.motion,
            expressiveness=request.expressiveness,
            caption=caption,
        )
    return wire.CreateImageVideo(
        image=wire.AssetById(asset_id=_asset(needs, "photo")),
        script=request.script,
        voice_id=request.voice_id,
        voice_settings=voice_settings,
        title=title,
        resolution=request.resolution,
        aspect_ratio=request.aspect_ratio,
        background=background,
        motion_prompt=request.motion,
        expressiveness=request.expressiveness,
        caption=caption,
    )


def speech_body(request: SpeechRequest) -> wire.CreateSpeech:
    """The body of POST /v3/voices/speech."""
    return wire.CreateSpeech(
        text=request.text,
        voice_id=request.voice_id,
        input_type=request.input_type,
        speed=request.speed,
        locale=request.locale,
    )


def _asset(needs: Needs, role: str) -> str:
    meta = needs[role].meta
    assert isinstance(meta, UploadMeta), f"the plan gives {role} an upload step"
    return meta.asset_id


def _background(request: VideoRequest, needs: Needs) -> wire.ColorBackground | wire.ImageBackground | None:
    if request.background is None:
        return None
    if isinstance(request.background, ImageBackground):
        return wire.ImageBackground(asset_id=_asset(needs, "background"))
    return wire.ColorBackground(value=request.background.value)


def _voice_settings(voice: VoiceSettings) -> wire.VoiceSettings | None:
    if voice == VoiceSettings():
        return None
    return wire.VoiceSettings(speed=voice.speed, pitch=voice.pitch, volume=voice.volume, locale=voice.locale)
