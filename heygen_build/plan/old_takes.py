"""Presenters by v2 and v1, on request (`render.api`): v2 with a background, v1 without.

What these cannot express was refused when the project was resolved (resolve/checks/old_apis.py).
"""

from __future__ import annotations

from typing import Literal

from heygen_build.media.layers import Matte
from heygen_build.plan import prices
from heygen_build.plan.drawing import Drawing, Setting
from heygen_build.plan.model import Estimate
from heygen_build.plan.requests import (
    ColorBackground,
    OldAlphaRequest,
    OldAudio,
    OldLook,
    OldMedia,
    OldPhoto,
    OldPhotoVideoRequest,
    OldScene,
    OldText,
    OldUploadRequest,
    OldVideoRequest,
)
from heygen_build.plan.sounds import Sound, sound_of
from heygen_build.resolve.model import AvatarPicture, Background, Engine, FileRef, Film, PhotoPicture, Presented
from heygen_build.units import AspectRatio

ORIENTATIONS: dict[AspectRatio, Literal["portrait", "landscape", "square"]] = {
    "16:9": "landscape",
    "9:16": "portrait",
    "1:1": "square",
}
"""The ratios in which v2 animates a photo by Avatar IV."""
GREEN = ColorBackground(value="#00ff00")


def plan_old_presenter(
    drawing: Drawing, setting: Setting, picture: Presented, place: str, matte: Matte | None
) -> tuple[str, Sound]:
    """The key of the render of one presenter, and the sound of it."""
    sound = sound_of(drawing, setting)
    if matte == "alpha":
        return _transparent(drawing, setting, picture, sound, place), sound
    if isinstance(picture, PhotoPicture) and picture.motion is not None:
        return _moving_photo(drawing, setting, picture, sound, place), sound
    film, needs = setting.film, dict[str, str]()
    background = GREEN if matte == "green" else old_background(drawing, setting, picture.background, needs, 1)
    scene = OldScene(
        character=old_character(drawing, setting, picture, needs, 1),
        voice=old_voice(sound, needs, 1),
        background=background,
    )
    request = OldVideoRequest(
        scenes=(scene,), width=film.width, height=film.height, fps=film.fps, test=film.render.test or None
    )
    estimate = old_estimate(film, sound, old_rate(picture, film))
    key = drawing.add(place, request, sound.origin, "v2 video (1 scene)", needs=needs, estimate=estimate)
    return key, sound


def old_rate(picture: Presented, film: Film) -> float | None:
    """USD a second: v2 renders looks by Avatar III unless Avatar IV is asked for, and photos by Avatar III."""
    if not isinstance(picture, AvatarPicture):
        return prices.video_rate("avatar_iii", "photo_avatar", film.resolution)
    engine: Engine = "avatar_iv" if picture.engine == "avatar_iv" else "avatar_iii"
    return prices.video_rate(engine, picture.look_type, film.resolution)


def old_estimate(film: Film, sound: Sound, rate: float | None) -> Estimate:
    """Test renders are free ([docs])."""
    return Estimate(sound.seconds, 0.0) if film.render.test else sound.estimate(rate)


def old_character(
    drawing: Drawing, setting: Setting, picture: Presented, needs: dict[str, str], number: int
) -> OldLook | OldPhoto:
    """A presenter that fills the frame."""
    if isinstance(picture, AvatarPicture):
        matting = picture.remove_background or None
        return OldLook(look_id=picture.look_id, is_iv=picture.engine == "avatar_iv", matting=matting)
    assert isinstance(picture, PhotoPicture), "checks refuse avatars that have to be made"
    upload = old_upload(drawing, setting, picture.photo, "photo", gives="talking_photo")
    needs[f"photo-{number}"] = upload
    return OldPhoto(photo=picture.photo.digest)


def old_voice(sound: Sound, needs: dict[str, str], number: int) -> OldText | OldAudio:
    """What is heard; needs of scene N end in its number, except for a voice that is made first."""
    if sound.script is None:
        assert sound.audio is not None, "a sound has a script or an upload"
        needs[f"audio-{number}"] = sound.audio
        return OldAudio()
    if sound.made_voice is not None:
        needs[f"voice-{number}"] = sound.made_voice
    return OldText(script=sound.script, voice_id=sound.voice_id, voice=sound.voice)


def old_background(
    drawing: Drawing, setting: Setting, background: Background | None, needs: dict[str, str], number: int
) -> ColorBackground | OldMedia | None:
    """A color, a picture or a clip."""
    if background is None:
        return None
    file = background.video or background.image
    if file is None:
        return ColorBackground(value=background.color.hex())
    needs[f"background-{number}"] = old_upload(drawing, setting, file, "background")
    return OldMedia(
        kind="video" if background.video else "image",
        file=file.digest,
        fit=background.fit,
        loop=background.loop and background.video is not None,
    )


def old_upload(
    drawing: Drawing,
    setting: Setting,
    file: FileRef,
    name: str,
    *,
    gives: Literal["asset", "image_key", "talking_photo"] = "asset",
) -> str:
    """The key of the step that uploads a file by v1."""
    request = OldUploadRequest(file=drawing.file(file), media_type=file.media_type, gives=gives)
    route = "v1 talking photo" if gives == "talking_photo" else "v1 asset"
    return drawing.add(f"{setting.prefix}/{name}", request, setting.scene.picture_origin, route)


def _transparent(drawing: Drawing, setting: Setting, picture: Presented, sound: Sound, place: str) -> str:
    assert isinstance(picture, AvatarPicture), "checks refuse what v1 cannot cut out"
    assert sound.script is not None, "checks refuse recordings here"
    film, needs = setting.film, {"voice": sound.made_voice} if sound.made_voice else {}
    request = OldAlphaRequest(
        look_id=picture.look_id, script=sound.script, voice_id=sound.voice_id, width=film.width, height=film.height
    )
    rate = prices.video_rate("avatar_iii", picture.look_type, film.resolution)
    return drawing.add(place, request, sound.origin, "v1 video.webm", needs=needs, estimate=sound.estimate(rate))


def _moving_photo(drawing: Drawing, setting: Setting, picture: PhotoPicture, sound: Sound, place: str) -> str:
    assert sound.script is not None, "checks refuse recordings here"
    needs = {"photo": old_upload(drawing, setting, picture.photo, "photo", gives="image_key")}
    if sound.made_voice is not None:
        needs["voice"] = sound.made_voice
    request = OldPhotoVideoRequest(
        photo=picture.photo.digest,
        script=sound.script,
        voice_id=sound.voice_id,
        orientation=ORIENTATIONS[setting.film.aspect_ratio],
        motion=picture.motion,
    )
    estimate = sound.estimate(prices.video_rate("avatar_iv", "photo_avatar", "720p"))
    return drawing.add(place, request, sound.origin, "v2 av4 video", needs=needs, estimate=estimate)
