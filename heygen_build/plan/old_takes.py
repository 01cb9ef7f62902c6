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
from heygen_build.resolve.model import (
    AvatarPicture,
    Background,
    Engine,
    FileRef,
    Film,
    Offset,
    OldAvatar,
    PhotoPicture,
    Presented,
)
from heygen_build.resolve.presented import ORIENTATIONS, is_moving_photo, is_talking_photo
from heygen_build.units import Length

GREEN = ColorBackground(value="#00ff00")


def plan_old_presenter(
    drawing: Drawing, setting: Setting, picture: Presented, place: str, matte: Matte | None
) -> tuple[str, Sound]:
    """The key of the render of one presenter, and the sound of it."""
    sound = sound_of(drawing, setting)
    if matte == "alpha":
        return _transparent(drawing, setting, picture, sound, place), sound
    if isinstance(picture, PhotoPicture) and is_moving_photo(picture):
        return _moving_photo(drawing, setting, picture, sound, place), sound
    film, needs = setting.film, dict[str, str]()
    background = GREEN if matte == "green" else old_background(drawing, setting, picture.background, needs, 1)
    scene = OldScene(
        character=old_character(drawing, setting, picture, needs, 1),
        voice=old_voice(setting, sound, needs, 1),
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
    """A presenter in the middle of the frame. A photo look is a talking photo: v2 knows it by that kind alone."""
    film, own = setting.film, picture.v2 or OldAvatar()
    if isinstance(picture, AvatarPicture) and not is_talking_photo(picture):
        matting = picture.remove_background or None
        look = OldLook(look_id=picture.look_id, is_iv=picture.engine == "avatar_iv", matting=matting)
        return look.model_copy(update=_framing(own, film) | _iv_word(picture, own))
    expressed = {"talking_style": own.talking_style, "expression": own.expression}
    given = expressed | _framing(own, film) | {"super_resolution": own.super_resolution}
    given["matting"] = picture.remove_background or None
    if isinstance(picture, AvatarPicture):
        iv = {"is_iv": picture.engine == "avatar_iv" or None} | _iv_word(picture, own)
        return OldPhoto(look_id=picture.look_id).model_copy(update=given | iv)
    assert isinstance(picture, PhotoPicture), "checks refuse avatars that have to be made"
    needs[f"photo-{number}"] = old_upload(drawing, setting, picture.photo, "photo", gives="talking_photo")
    return OldPhoto(photo=picture.photo.digest).model_copy(update=given)


def _framing(own: OldAvatar, film: Film) -> dict[str, object]:
    """Where a presenter stands and how large; only what the project says."""
    offset = own.offset or Offset()
    given: dict[str, object] = {
        "x": round(as_share(offset.x, film.width), 4),
        "y": round(as_share(offset.y, film.height), 4),
    }
    named = {"framed": own.style, "scale": own.scale, "circle": own.circle_background}
    return given | {name: value for name, value in named.items() if value is not None}


def as_share(length: Length, whole: int) -> float:
    """A length as a share of the frame's side of `whole` pixels."""
    return length.value / 100 if length.unit == "%" else length.value / whole


def _iv_word(picture: AvatarPicture, own: OldAvatar) -> dict[str, object]:
    return {"iv_word": own.avatar_iv if picture.engine == "avatar_iv" else None}


def old_voice(setting: Setting, sound: Sound, needs: dict[str, str], number: int) -> OldText | OldAudio:
    """What is heard; needs of scene N end in its number, except for a voice that is made first."""
    if sound.script is None:
        assert sound.audio is not None, "a sound has a script or an upload"
        needs[f"audio-{number}"] = sound.audio
        return OldAudio()
    if sound.made_voice is not None:
        needs[f"voice-{number}"] = sound.made_voice
    speech = setting.scene.speech
    emotion = speech.voice.emotion if speech and speech.voice else None
    return OldText(script=sound.script, voice_id=sound.voice_id, voice=sound.voice, emotion=emotion)


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
    film = setting.film
    request = OldAlphaRequest(
        look_id=picture.look_id,
        script=sound.script,
        voice_id=sound.voice_id,
        width=film.width,
        height=film.height,
        style="closeUp" if picture.v2 and picture.v2.style == "closeUp" else None,
    )
    rate = prices.video_rate("avatar_iii", picture.look_type, film.resolution)
    estimate = sound.estimate(rate)
    return drawing.add(place, request, sound.origin, "v1 video.webm", needs=sound.needs, estimate=estimate)


def _moving_photo(drawing: Drawing, setting: Setting, picture: PhotoPicture, sound: Sound, place: str) -> str:
    photo = old_upload(drawing, setting, picture.photo, "photo", gives="image_key")
    request = OldPhotoVideoRequest(
        photo=picture.photo.digest,
        script=sound.script,
        voice_id=sound.voice_id,
        orientation=ORIENTATIONS[setting.film.aspect_ratio],
        motion=picture.motion,
        fit="contain" if picture.fit == "contain" else None,
        enhance_motion=picture.v2.enhance_motion if picture.v2 else None,
    )
    needs = {"photo": photo, **sound.needs}
    estimate = sound.estimate(prices.video_rate("avatar_iv", "photo_avatar", "720p"))
    return drawing.add(place, request, sound.origin, "v2 av4 video", needs=needs, estimate=estimate)
