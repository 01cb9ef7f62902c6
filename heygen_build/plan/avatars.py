"""Scenes in which a look or a photo speaks: one v3 create-video job each."""

from __future__ import annotations

from heygen_build.plan import prices
from heygen_build.plan.drawing import Drawing, Setting, speech_estimate, voice_settings
from heygen_build.plan.requests import (
    ColorBackground,
    ImageBackground,
    LookSource,
    PhotoSource,
    VideoRequest,
)
from heygen_build.plan.script import spoken_text
from heygen_build.resolve.model import AvatarPicture, PhotoPicture


def plan_avatar(drawing: Drawing, setting: Setting, picture: AvatarPicture | PhotoPicture) -> str:
    """The key of the render of an avatar scene (v3 create-video, arms avatar and image)."""
    film, scene, prefix = setting.film, setting.scene, setting.prefix
    assert scene.speech is not None, "resolve gives every avatar scene a script"
    needs: dict[str, str] = {}
    background = _background(drawing, setting, picture, needs)
    source: LookSource | PhotoSource
    if isinstance(picture, AvatarPicture):
        source = LookSource(look_id=picture.look_id, engine=picture.engine)
        rate = prices.video_rate(picture.engine, picture.look_type, film.resolution)
        route = "v3 video (avatar)"
    else:
        source = PhotoSource(photo=drawing.file(picture.photo))
        needs["photo"] = drawing.upload(picture.photo, f"{prefix}/photo", scene.picture_origin)
        rate = prices.video_rate("avatar_iv", "photo_avatar", film.resolution)
        route = "v3 video (image)"
    voice = scene.speech.voice
    request = VideoRequest(
        source=source,
        script=spoken_text(scene.speech.script, scene.speech.pronunciations),
        voice_id=voice.voice_id if voice else None,
        voice=voice_settings(voice),
        aspect_ratio=film.aspect_ratio,
        resolution=film.resolution,
        background=background,
        motion=picture.motion,
        expressiveness=picture.expressiveness,
    )
    estimate = speech_estimate(request.script, voice, rate)
    return drawing.add(f"{prefix}/video", request, scene.speech.origin, route, needs=needs, estimate=estimate)


def _background(
    drawing: Drawing, setting: Setting, picture: AvatarPicture | PhotoPicture, needs: dict[str, str]
) -> ColorBackground | ImageBackground | None:
    background = picture.background
    if background is None:
        return None
    if background.image is None:
        return ColorBackground(value=background.color.hex())
    needs["background"] = drawing.upload(background.image, f"{setting.prefix}/background", setting.scene.origin)
    return ImageBackground(image=drawing.file(background.image))
