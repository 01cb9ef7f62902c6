"""The body of a create-video call, from the request that is keyed. The only difference: digests become asset ids."""

from __future__ import annotations

from typing import Literal, TypedDict

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import asset_id, made_look, made_voice, title
from heygen_build.heygen import wire
from heygen_build.heygen.wire.settings import EngineSettings as WireEngineSettings
from heygen_build.media.layers import Fit
from heygen_build.plan.model import Step
from heygen_build.plan.requests import (
    EngineSettings,
    ImageBackground,
    LookSource,
    NewLookSource,
    VideoRequest,
    VoiceSettings,
)
from heygen_build.resolve.model import PREFERRED_ENGINES, Expressiveness
from heygen_build.store.results import LookMeta
from heygen_build.units import AspectRatio, Resolution

CAPTION = wire.Caption(file_format="srt")
"""Always asked for: the side file costs nothing, and times captions that may be wanted later."""


class SoundFields(TypedDict):
    """What a presenter speaks to, in the names of all arms."""

    script: str | None
    voice_id: str | None
    voice_settings: wire.VoiceSettings | None
    audio_asset_id: str | None


def video_body(
    step: Step, request: VideoRequest, needs: Needs, project: str
) -> wire.CreateAvatarVideo | wire.CreateImageVideo:
    """The body of POST /v3/videos, arms avatar and image."""
    shared = _Shared(
        title=title(step, project),
        resolution=request.resolution,
        aspect_ratio=request.aspect_ratio,
        background=_background(request, needs),
        remove_background=request.remove_background,
        output_format=request.output_format,
        fit=request.fit,
        motion_prompt=request.motion,
        expressiveness=request.expressiveness,
        caption=CAPTION,
    )
    sound = sound_fields(request.script, request.voice_id, request.voice, needs, "audio")
    source = request.source
    if isinstance(source, LookSource):
        return wire.CreateAvatarVideo(avatar_id=source.look_id, engine=engine_of(source), **shared, **sound)
    if isinstance(source, NewLookSource):
        made = made_look(needs)
        return wire.CreateAvatarVideo(avatar_id=made.look_id, engine=made_engine(source, made), **shared, **sound)
    return wire.CreateImageVideo(image=wire.AssetById(asset_id=asset_id(needs, "photo")), **shared, **sound)


class _Shared(TypedDict):
    title: str
    resolution: Resolution
    aspect_ratio: AspectRatio
    background: wire.ColorBackground | wire.ImageBackground | None
    remove_background: bool | None
    output_format: Literal["webm"] | None
    fit: Fit | None
    motion_prompt: str | None
    expressiveness: Expressiveness | None
    caption: wire.Caption


def engine_of(source: LookSource) -> wire.AvatarIII | wire.AvatarIV | wire.AvatarV:
    """The engine of a look's order."""
    match source.engine:
        case "avatar_iii":
            return wire.AvatarIII()
        case "avatar_iv":
            return wire.AvatarIV()
        case "avatar_v":
            return wire.AvatarV(reference_look_id=source.reference_look_id)


def made_engine(source: NewLookSource, made: LookMeta) -> wire.AvatarIII | wire.AvatarIV | wire.AvatarV:
    """The engine for a look that was made first: the one asked for, else the best that the look turned out to have."""
    offered = [engine for engine in PREFERRED_ENGINES if engine in made.engines]
    engine = source.engine or (offered[0] if offered else "avatar_iv")
    return engine_of(LookSource(look_id=made.look_id, engine=engine))


def sound_fields(
    script: str | None, voice_id: str | None, voice: VoiceSettings, needs: Needs, role: str
) -> SoundFields:
    """Script and voice; or else the uploaded sound of the need `role`, beside which voice settings mean nothing."""
    if script is None:
        return SoundFields(script=None, voice_id=None, voice_settings=None, audio_asset_id=asset_id(needs, role))
    voice_id = voice_id or made_voice(needs)
    return SoundFields(script=script, voice_id=voice_id, voice_settings=voice_settings(voice), audio_asset_id=None)


def voice_settings(voice: VoiceSettings) -> wire.VoiceSettings | None:
    """None where a project says nothing about its voice, so that the server's defaults hold."""
    if voice == VoiceSettings():
        return None
    return wire.VoiceSettings(
        speed=voice.speed,
        pitch=voice.pitch,
        volume=voice.volume,
        locale=voice.locale,
        engine_settings=_engine_settings(voice.engine) if voice.engine else None,
    )


def _engine_settings(engine: EngineSettings) -> WireEngineSettings:
    given = engine.model_dump(exclude_none=True)
    match engine.engine_type:
        case "elevenlabs":
            return wire.ElevenLabs.model_validate(given)
        case "fish":
            return wire.Fish.model_validate(given)
        case "starfish":
            return wire.Starfish.model_validate(given)


def _background(request: VideoRequest, needs: Needs) -> wire.ColorBackground | wire.ImageBackground | None:
    if request.background is None:
        return None
    if isinstance(request.background, ImageBackground):
        return wire.ImageBackground(asset_id=asset_id(needs, "background"))
    return wire.ColorBackground(value=request.background.value)
