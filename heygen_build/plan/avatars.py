"""Scenes in which a look or a photo speaks: one v3 create-video job each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from heygen_build.plan import prices
from heygen_build.plan.cast import plan_look
from heygen_build.plan.drawing import Drawing, Setting
from heygen_build.plan.old_takes import plan_old_presenter
from heygen_build.plan.requests import (
    ColorBackground,
    ImageBackground,
    LookSource,
    NewLookSource,
    PhotoSource,
    VideoRequest,
)
from heygen_build.plan.sounds import Sound, sound_of
from heygen_build.resolve.model import (
    AvatarPicture,
    LookType,
    Matte,
    NewAvatarPicture,
    PhotoPicture,
    Presented,
)
from heygen_build.resolve.presented import is_composed_here

GREEN = ColorBackground(value="#00ff00")
"""Keyed out here, for looks without matting ([skills])."""


@dataclass(frozen=True, slots=True)
class Take:
    """The render of a presenter: its key, and that of the speech that was made first for it.

    `role` is its place in the clip: `video` is the whole picture, `presenter` lies over one that is made here.
    `subtitled` is the render whose subtitles are the captions', where that is not the video.
    """

    role: Literal["video", "presenter"]
    video: str
    words: str | None = None
    subtitled: str | None = None

    @property
    def needs(self) -> dict[str, str]:
        roles = {self.role: self.video, "words": self.words, "subtitled": self.subtitled}
        return {role: key for role, key in roles.items() if key is not None}


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks, as HeyGen is told: with what has to be uploaded first, the price a second (USD), and the call."""

    source: LookSource | NewLookSource | PhotoSource
    rate: float | None
    route: str
    needs: dict[str, str] = field(default_factory=dict)


def plan_take(drawing: Drawing, setting: Setting) -> Take | None:
    """Whoever speaks in a scene and is seen doing it; None for scenes without a presenter."""
    presenter, picture = setting.scene.presenter, setting.scene.picture
    if presenter is not None:
        return _plan_avatar(drawing, setting, presenter.picture, "presenter", presenter.matte)
    if not isinstance(picture, Presented):
        return None
    if is_composed_here(picture):
        return _plan_avatar(drawing, setting, picture, "presenter", "alpha")
    return _plan_avatar(drawing, setting, picture, "video", "alpha" if setting.film.format == "webm" else None)


def _plan_avatar(
    drawing: Drawing, setting: Setting, picture: Presented, role: Literal["video", "presenter"], matte: Matte | None
) -> Take:
    """One order (v3 create-video, arms avatar and image). `matte`: as a transparent clip (`alpha`), or before green."""
    if setting.film.render.api in ("v1", "v2"):
        key, old_sound = plan_old_presenter(drawing, setting, picture, f"{setting.prefix}/{role}", matte)
        return Take(role, key, old_sound.speech)
    sound = sound_of(drawing, setting)
    person = person_of(drawing, setting, picture)
    needs = {**person.needs, **sound.needs}
    background = _behind(drawing, setting, picture, needs, matte)
    request = VideoRequest(
        source=person.source,
        script=sound.script,
        voice_id=sound.voice_id,
        voice=sound.voice,
        aspect_ratio=setting.film.aspect_ratio,
        resolution=setting.film.resolution,
        background=background,
        motion=picture.motion,
        expressiveness=picture.expressiveness,
        fit=picture.fit,
        # A transparent clip never has a background (v3 create-video); green is for looks that cannot lose theirs.
        remove_background=True if picture.remove_background and matte != "alpha" else None,
        output_format="webm" if matte == "alpha" else None,
    )
    place, route = f"{setting.prefix}/{role}", _route(person, sound, matte)
    estimate = sound.estimate(person.rate)
    key = drawing.add(place, request, sound.origin, route, needs=needs, estimate=estimate)
    return Take(role, key, sound.speech)


def person_of(drawing: Drawing, setting: Setting, picture: Presented) -> Person:
    """A presenter in the words of a video order."""
    resolution = setting.film.resolution
    match picture:
        case AvatarPicture():
            reference = picture.reference_look_id if picture.engine == "avatar_v" else None
            source = LookSource(look_id=picture.look_id, engine=picture.engine, reference_look_id=reference)
            return Person(source, prices.video_rate(picture.engine, picture.look_type, resolution), "avatar")
        case PhotoPicture():
            key = drawing.upload(picture.photo, f"{setting.prefix}/photo", setting.scene.picture_origin)
            rate = prices.video_rate("avatar_iv", "photo_avatar", resolution)
            return Person(PhotoSource(photo=drawing.file(picture.photo)), rate, "image", {"photo": key})
        case NewAvatarPicture():
            look_type: LookType = "digital_twin" if picture.avatar.footage else "photo_avatar"
            rate = prices.video_rate(picture.engine or "avatar_iv", look_type, resolution)
            key = plan_look(drawing, picture.avatar, setting.scene.picture_origin)
            return Person(NewLookSource(engine=picture.engine), rate, "new avatar", {"look": key})


def _route(person: Person, sound: Sound, matte: Matte | None) -> str:
    words = [person.route, *(["transparent"] if matte == "alpha" else ["on green"] if matte == "green" else [])]
    if sound.audio is not None:
        words.append("to speech made first" if sound.speech else "to a recording")
    return f"v3 video ({', '.join(words)})"


def _behind(
    drawing: Drawing, setting: Setting, picture: Presented, needs: dict[str, str], matte: Matte | None
) -> ColorBackground | ImageBackground | None:
    if matte is not None:
        return GREEN if matte == "green" else None
    background = picture.background
    if background is None:
        return None
    if background.image is None:
        return ColorBackground(value=background.color.hex())
    needs["background"] = drawing.upload(background.image, f"{setting.prefix}/background", setting.scene.origin)
    return ImageBackground(image=drawing.file(background.image))
