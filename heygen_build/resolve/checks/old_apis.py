"""What v2 and v1 can say, scene by scene (`render.api`; v2.md, v1.md). Each refusal names the route that can."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TypeAlias

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.checks.evidence import Evidence, error
from heygen_build.resolve.checks.studio import KINDS, around, place_of
from heygen_build.resolve.model import (
    AgentPicture,
    AvatarPicture,
    Background,
    FileRef,
    Film,
    ImagePicture,
    NewAvatarPicture,
    OldAvatar,
    PhotoPicture,
    Presented,
    Presenter,
    Scene,
    TemplatePicture,
    Trim,
    VideoPicture,
    Voice,
)
from heygen_build.resolve.presented import ORIENTATIONS, is_composed_here, is_moving_photo, is_talking_photo

UPLOAD_BYTES = 10 * 1024 * 1024
"""What v1's uploads take ([skills])."""
Inexpressible: TypeAlias = tuple[str, str]
"""The key of the scene, and why there is nothing for it."""

_OLD_KEYS = tuple(field.name for field in fields(OldAvatar) if field.name != "origin")
_OF_PHOTOS = ("talking_style", "expression", "super_resolution")
LARGEST_PHOTO = 2.0
"""How large v2 makes talking photos ([3p])."""
_V3 = "write `api: auto`: v3 can do this"


def old_apis_can_express(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """Everything about a film that v1 and v2 have no words for."""
    api = film.render.api
    if film.render.test and api != "v2":
        message = "`test` is a mode of v2, and the film takes another way"
        hint = "remove it: `--draft` builds a free draft of everything"
        yield error("HB0437", message, Label(evidence.span("render", "test")), hint=hint)
    if api not in ("v1", "v2"):
        return
    asked = Label(evidence.span("render", "api"), "asked for here")
    yield from _of_film(film, evidence, asked)
    for scene in film.scenes:
        for key, why in _of_scene(film, scene):
            message = f"`{key}` of the scene `{scene.id}` cannot be said in {api}: {why}"
            yield error("HB0437", message, Label(place_of(evidence, scene, key)), asked, hint=_way_out(film, key))


def _way_out(film: Film, key: str) -> str:
    """What is made here needs scenes that are jobs of their own, in every generation."""
    made_here = {"pad", "transition", "overlays", "music", "sounds", "captions", "face_swap", "zoom", "pan"}
    made_here |= {key for key, _ in KINDS.values()}
    if film.render.unit == "video" and key in made_here:
        return "write `unit: scene`: every scene is then a job of its own, and joined here"
    return _V3


def _of_film(film: Film, evidence: Evidence, asked: Label) -> Iterator[Diagnostic]:
    if film.render.unit == "video" and film.render.api == "v1":
        message = "v1 renders no film as a whole"
        yield error("HB0437", message, Label(evidence.span("render", "unit")), asked, hint=_V3)
    if film.render.unit == "video" and film.format != "mp4":
        message = f"v2 renders films as MP4, and this one is {film.format}"
        yield error("HB0437", message, Label(evidence.span("output", "format")), asked, hint=_V3)
    if film.agent is not None and film.render.api == "v2":
        message = "the Video Agent is in v3 and v1, and not in v2"
        yield error("HB0437", message, Label(evidence.span("agent")), asked, hint=_V3)


def _of_scene(film: Film, scene: Scene) -> Iterator[Inexpressible]:
    if film.render.unit == "video":
        if film.render.api == "v2":
            yield from _in_one_job(film, scene)
        return
    picture = scene.presenter.picture if scene.presenter else scene.picture
    match picture:
        case TemplatePicture() if film.render.api == "v1":
            yield "template", "its templates are gone since 2024"
        case AgentPicture() if film.render.api == "v2":
            yield "agent", "the Video Agent is in v3 and v1"
        case AvatarPicture() | PhotoPicture() | NewAvatarPicture():
            yield from _speaker(film, scene, picture)
        case _:
            return


def _speaker(film: Film, scene: Scene, picture: Presented) -> Iterator[Inexpressible]:
    key = "presenter" if scene.presenter else "avatar"
    is_cut_out = scene.presenter.matte == "alpha" if scene.presenter else is_composed_here(picture)
    if is_cut_out or film.format == "webm":
        yield from _cut_out(film, scene, picture, key)
    elif film.render.api == "v1":
        yield key, "it renders presenters without a background only; v2 and v3 put one behind them"
    else:
        yield from _before_a_background(film, scene, picture, key)


def _cut_out(film: Film, scene: Scene, picture: Presented, key: str) -> Iterator[Inexpressible]:
    """v1 video.webm: a look, a text, a voice, and nothing else."""
    if not isinstance(picture, AvatarPicture):
        yield key, "v1 cuts out looks, not photos or avatars that have to be made"
        return
    yield from _plain_text(film, scene, "a presenter without a background")
    yield from _expression(picture, key)
    for name in _named(picture.v2):
        if name != "style":
            yield key, f"v1 has no `{name}`"
    if picture.v2 is not None and picture.v2.style in ("circle", "square"):
        yield key, f"v1 has no style `{picture.v2.style}`"


def _before_a_background(film: Film, scene: Scene, picture: Presented, key: str) -> Iterator[Inexpressible]:
    """v2 video/generate; photos that move as they are told by v2 av4/generate."""
    if isinstance(picture, PhotoPicture) and is_moving_photo(picture):
        yield from _moving_photo(film, scene, picture)
        return
    yield from _character(picture, key)
    yield from _voice(scene)
    yield from _behind(picture.background)


def _moving_photo(film: Film, scene: Scene, picture: PhotoPicture) -> Iterator[Inexpressible]:
    if film.aspect_ratio not in ORIENTATIONS:
        yield "avatar", f"it moves photos in {', '.join(ORIENTATIONS)}, not in {film.aspect_ratio}"
    if picture.background is not None:
        yield "background", "a photo that moves keeps its own"
    yield from _plain_text(film, scene, "a photo that moves")
    if picture.expressiveness is not None:
        yield "avatar", "it has no `expressiveness`"
    for name in _named(picture.v2):
        if name != "enhance_motion":
            yield "avatar", f"a photo that moves has no `{name}`"
    yield from _size("avatar", picture.photo)


def _plain_text(film: Film, scene: Scene, who: str) -> Iterator[Inexpressible]:
    """Calls that take a text and a voice, or sound, and nothing about how it is spoken."""
    if film.render.speech == "audio_first":
        return
    voice = scene.speech.voice if scene.speech else None
    if scene.speech is not None and voice is None:
        yield "script", "a text needs a `voice`"
    settings = () if voice is None else (voice.speed, voice.pitch, voice.volume, voice.locale, voice.emotion)
    if any(setting is not None for setting in settings):
        yield "voice", f"{who} takes a voice and no settings of it"
    yield from _engine_settings(voice)


def _character(picture: Presented, key: str) -> Iterator[Inexpressible]:
    if isinstance(picture, NewAvatarPicture):
        yield key, "avatars are made by v3"
        return
    if isinstance(picture, AvatarPicture) and picture.engine == "avatar_v":
        yield key, "it renders with Avatar III and IV, not with `avatar_v`"
    if isinstance(picture, PhotoPicture):
        yield from _size(key, picture.photo)
    if picture.fit is not None:
        yield key, "it has no `fit`"
    yield from _expression(picture, key)
    yield from _of_its_kind(picture, key)


def _of_its_kind(picture: Presented, key: str) -> Iterator[Inexpressible]:
    """Settings of v2 that only looks have, or only talking photos (v2 video/generate, character)."""
    own, is_photo = picture.v2 or OldAvatar(), is_talking_photo(picture)
    if is_photo and own.style == "closeUp":
        yield key, "it frames photos `normal`, `square` or `circle`"
    if is_photo and own.scale is not None and own.scale > LARGEST_PHOTO:
        yield key, f"it makes photos {LARGEST_PHOTO:g} times as large at most"
    if not is_photo and own.style == "square":
        yield key, "it frames looks `normal`, `closeUp` or `circle`"
    for name in _named(own):
        if name in _OF_PHOTOS and not is_photo:
            yield key, f"`{name}` is a setting of photos, and this is a {_kind(picture)}"
    if own.enhance_motion is not None:
        yield key, "`enhance_motion` needs a photo with a `motion`"


def _kind(picture: Presented) -> str:
    return picture.look_type.replace("_", " ") if isinstance(picture, AvatarPicture) else "new avatar"


def _named(own: OldAvatar | None) -> tuple[str, ...]:
    """The settings of v2 that the project gives a presenter."""
    return () if own is None else tuple(key for key in _OLD_KEYS if getattr(own, key) is not None)


def _expression(picture: Presented, key: str) -> Iterator[Inexpressible]:
    for name, is_set in (("expressiveness", picture.expressiveness), ("motion", picture.motion)):
        if is_set is not None:
            yield key, f"it has no `{name}`"


def _voice(scene: Scene) -> Iterator[Inexpressible]:
    voice = scene.speech.voice if scene.speech else None
    if scene.speech is not None and voice is None:
        yield "script", "a text needs a `voice`"
    if voice is not None and voice.volume is not None:
        yield "voice", "it has no `volume`"
    yield from _engine_settings(voice)


def _engine_settings(voice: Voice | None) -> Iterator[Inexpressible]:
    if voice is not None and voice.engine_settings is not None:
        yield "voice", "it has no `engine_settings`"


def _behind(background: Background | None) -> Iterator[Inexpressible]:
    if background is None:
        return
    if background.gradient is not None or background.blur is not None:
        yield "background", "it has colors, pictures and clips"
    if background.zoom is not None or background.trim != Trim():
        yield "background", "its pictures stand still, and its clips are shown whole"
    for file in (background.image, background.video):
        if file is not None:
            yield from _size("background", file)


def _size(key: str, file: FileRef) -> Iterator[Inexpressible]:
    if file.size > UPLOAD_BYTES:
        yield key, f"v1's uploads take 10 MB, and `{file.path.name}` has {file.size / 2**20:.1f} MB"


def _in_one_job(film: Film, scene: Scene) -> Iterator[Inexpressible]:
    """v2 video/generate with many scenes: a character, a voice and a background each."""
    yield from (found for found in around(scene) if found[0] != "presenter")
    yield from _voice(scene)
    if scene.presenter is not None:
        yield from _inset(scene.presenter)
    match scene.picture:
        case AvatarPicture() | PhotoPicture() | NewAvatarPicture():
            yield from _character(scene.picture, "avatar")
            yield from _behind(scene.picture.background)
        case ImagePicture(file=file, zoom=zoom, pan=pan):
            if zoom is not None or pan is not None:
                yield "zoom" if zoom else "pan", "its pictures stand still"
            yield from _size("image", file)
        case VideoPicture() as picture:
            yield from _clip(picture)
        case _:
            key, what = KINDS[type(scene.picture)]
            yield key, f"one job of it shows avatars, pictures and clips, not {what}"


def _inset(presenter: Presenter) -> Iterator[Inexpressible]:
    yield from _character(presenter.picture, "presenter")
    if presenter.shape == "rounded":
        yield "presenter", "it has circles, and no rounded corners"
    if presenter.border is not None or presenter.shadow is not None:
        yield "presenter", "it draws no lines and shadows"
    for name in _named(presenter.picture.v2):
        if name in ("style", "scale", "offset", "circle_background"):
            yield "presenter", f"its shape and place are said by `presenter`, and its avatar has `{name}` under `v2`"


def _clip(picture: VideoPicture) -> Iterator[Inexpressible]:
    if picture.trim != Trim() or picture.speed != 1 or picture.zoom is not None or picture.lipsync is not None:
        yield "video", "its clips are shown whole, as they are"
    if picture.volume is not None:
        yield "video", "its clips are silent: write `mute: true`"
    yield from _size("video", picture.file)
