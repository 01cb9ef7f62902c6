"""The body of a create-video call, from the request that is keyed. The only difference: digests become asset ids."""

from __future__ import annotations

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import asset_id, title
from heygen_build.heygen import wire
from heygen_build.plan.model import Step
from heygen_build.plan.requests import ImageBackground, LookSource, VideoRequest, VoiceSettings
from heygen_build.resolve.model import Engine

_ENGINES: dict[Engine, wire.AvatarIII | wire.AvatarIV | wire.AvatarV] = {
    "avatar_iii": wire.AvatarIII(),
    "avatar_iv": wire.AvatarIV(),
    "avatar_v": wire.AvatarV(),
}


def video_body(
    step: Step, request: VideoRequest, needs: Needs, project: str
) -> wire.CreateAvatarVideo | wire.CreateImageVideo:
    """The body of POST /v3/videos."""
    name = title(step, project)
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
            title=name,
            resolution=request.resolution,
            aspect_ratio=request.aspect_ratio,
            background=background,
            motion_prompt=request.motion,
            expressiveness=request.expressiveness,
            caption=caption,
        )
    return wire.CreateImageVideo(
        image=wire.AssetById(asset_id=asset_id(needs, "photo")),
        script=request.script,
        voice_id=request.voice_id,
        voice_settings=voice_settings,
        title=name,
        resolution=request.resolution,
        aspect_ratio=request.aspect_ratio,
        background=background,
        motion_prompt=request.motion,
        expressiveness=request.expressiveness,
        caption=caption,
    )


def _background(request: VideoRequest, needs: Needs) -> wire.ColorBackground | wire.ImageBackground | None:
    if request.background is None:
        return None
    if isinstance(request.background, ImageBackground):
        return wire.ImageBackground(asset_id=asset_id(needs, "background"))
    return wire.ColorBackground(value=request.background.value)


def _voice_settings(voice: VoiceSettings) -> wire.VoiceSettings | None:
    if voice == VoiceSettings():
        return None
    return wire.VoiceSettings(speed=voice.speed, pitch=voice.pitch, volume=voice.volume, locale=voice.locale)
