"""Clips that HeyGen makes or changes: generated from a prompt, with another face, with lips moved to other speech."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from heygen_build.plan import prices
from heygen_build.plan.avatars import Take
from heygen_build.plan.drawing import Drawing, Setting
from heygen_build.plan.model import Estimate
from heygen_build.plan.requests import FaceSwapRequest, GenerateRequest, LipsyncRequest, MadeUploadRequest
from heygen_build.plan.sounds import audio_of
from heygen_build.resolve.model import FileRef, GeneratedPicture, Lipsync, Origin, Trim, VideoPicture
from heygen_build.store.digest import JsonValue

GENERATED_SECONDS = 5.0
"""How long a generated clip is taken to be before it exists: no page says, and most models make 4 to 10 seconds."""
_CONFIG = TypeAdapter(dict[str, JsonValue])


def plan_generated(drawing: Drawing, setting: Setting, picture: GeneratedPicture) -> str:
    """The key of a clip from a prompt (v1 workflow `GenerateVideoNode`). Its length and price are not published."""
    origin = setting.scene.picture_origin
    needs = {
        role: drawing.upload(file, f"{setting.prefix}/{role}", origin)
        for role, file in (("reference", picture.reference_image), ("tail", picture.tail_image))
        if file is not None
    }
    request = GenerateRequest(
        prompt=" ".join(picture.prompt.split()),
        provider=picture.provider,
        aspect_ratio=picture.aspect_ratio or setting.film.aspect_ratio,
        reference_image=_digest(drawing, picture.reference_image),
        tail_image=_digest(drawing, picture.tail_image),
        config=_config(picture.config),
    )
    route = f"v1 workflow (GenerateVideoNode, {picture.provider})"
    estimate = Estimate(GENERATED_SECONDS, None)
    return drawing.add(f"{setting.prefix}/generate", request, origin, route, needs=needs, estimate=estimate)


def plan_swapped(drawing: Drawing, setting: Setting, render: str | None) -> str | None:
    """The key of the scene's clip with the face that was asked for; `render` where none was.

    `render` is the step that makes the picture, None for a file of the user. The node takes addresses, so that a
    render is uploaded again: its own link may have expired by then.
    """
    face, picture = setting.scene.face_swap, setting.scene.picture
    if face is None:
        return render
    place, origin = f"{setting.prefix}/face_swap", setting.scene.face_swap_origin or setting.scene.origin
    if render is not None:
        target, seconds = upload_of(drawing, setting, render, origin), _seconds(drawing, render)
    else:
        assert isinstance(picture, VideoPicture), "only clips of the user have no render"
        target = drawing.upload(picture.file, f"{setting.prefix}/target", setting.scene.picture_origin)
        seconds = picture.file.seconds or 0.0
    needs = {"face": drawing.upload(face, f"{setting.prefix}/face", origin), "target": target}
    request = FaceSwapRequest(face=drawing.file(face))
    route = "v1 workflow (FaceswapNode)"
    return drawing.add(place, request, origin, route, needs=needs, estimate=Estimate(seconds, None))


def swapped_take(drawing: Drawing, setting: Setting, take: Take) -> Take:
    """The render of a presenter, with another face where one was asked for. Its subtitles are still the captions'."""
    swapped = plan_swapped(drawing, setting, take.video)
    if swapped is None or swapped == take.video:
        return take
    return Take(take.role, swapped, take.words, subtitled=take.video)


def plan_synced(drawing: Drawing, setting: Setting) -> Take | None:
    """The clip of a scene whose lips are moved to its speech (v3 lipsyncs), None for all other scenes."""
    picture = setting.scene.picture
    if not isinstance(picture, VideoPicture) or picture.lipsync is None or setting.scene.presenter is not None:
        return None
    lipsync, sound = picture.lipsync, audio_of(drawing, setting)
    origin = lipsync.origin or setting.scene.origin
    swapped = plan_swapped(drawing, setting, None)
    if swapped is None:
        target = drawing.upload(picture.file, f"{setting.prefix}/target", setting.scene.picture_origin)
    else:
        target = upload_of(drawing, setting, swapped, origin)
    route = f"v3 lipsync ({lipsync.mode})"
    estimate = sound.estimate(prices.LIPSYNC[lipsync.mode])
    needs = {"target": target, **sound.needs}
    place, request = f"{setting.prefix}/lipsync", _lipsync(lipsync, picture.trim)
    return Take("video", drawing.add(place, request, origin, route, needs=needs, estimate=estimate), sound.speech)


def upload_of(drawing: Drawing, setting: Setting, render: str, origin: Origin) -> str:
    """The key of the upload of a picture that another step makes. `origin` is what asked for the picture to change."""
    place, request = f"{setting.prefix}/target", MadeUploadRequest(part="video")
    return drawing.add(place, request, origin, "v3 assets (of the render)", needs={"file": render})


def _seconds(drawing: Drawing, render: str) -> float:
    estimate = drawing.steps[render].estimate
    return 0.0 if estimate is None else estimate.seconds


def _lipsync(lipsync: Lipsync, trim: Trim) -> LipsyncRequest:
    return LipsyncRequest(
        mode=lipsync.mode,
        trim=None if trim == Trim() else trim,
        dynamic_duration=lipsync.dynamic_duration,
        speech_enhancement=True if lipsync.speech_enhancement else None,
        disable_music_track=True if lipsync.disable_music_track else None,
    )


def _digest(drawing: Drawing, file: FileRef | None) -> str | None:
    return None if file is None else drawing.file(file)


def _config(config: Mapping[str, object]) -> dict[str, JsonValue] | None:
    return _CONFIG.validate_python(config) or None
