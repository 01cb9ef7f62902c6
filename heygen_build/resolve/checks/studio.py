"""What a film rendered whole (`render.unit: video`, v3 create-video `studio`) can express, scene by scene."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.resolve.checks.evidence import Evidence, error
from heygen_build.resolve.checks.facts import IMAGE_TYPES, STILL_SECONDS, VIDEO_TYPES
from heygen_build.resolve.model import (
    CUT,
    AgentPicture,
    AvatarPicture,
    Background,
    CardPicture,
    CinematicPicture,
    FileRef,
    Film,
    GeneratedPicture,
    ImagePicture,
    NewAvatarPicture,
    NoPicture,
    Overlay,
    PhotoPicture,
    Presented,
    Scene,
    TemplatePicture,
    Trim,
    VideoPicture,
)

Inexpressible: TypeAlias = tuple[str, str]
"""The key of the scene, and why a studio job has nothing for it."""

_WAY_OUT = "write `unit: scene`: every scene is then a job of its own, and joined here"
KINDS = {
    CardPicture: ("card", "text on a background"),
    GeneratedPicture: ("generate", "clips from prompts"),
    CinematicPicture: ("cinematic", "cinematic shots"),
    TemplatePicture: ("template", "templates"),
    AgentPicture: ("agent", "the Video Agent"),
    NoPicture: ("script", "scenes without a picture"),
}
"""Pictures that are none of a studio job's three kinds."""


def studio_can_express(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """One job takes avatars before colors, whole pictures and whole clips, cut after cut, as MP4 (v3 create-video)."""
    if film.render.unit != "video" or film.render.api not in ("auto", "v3"):
        return
    unit = Label(evidence.span("render", "unit"), "one job for all scenes")
    if film.format != "mp4":
        message = f"a studio job makes MP4, and the film is {film.format}"
        yield error("HB0431", message, Label(evidence.span("output", "format")), unit, hint=_WAY_OUT)
    for scene in film.scenes:
        for key, why in _of_scene(scene):
            message = f"`{key}` of the scene `{scene.id}` cannot be part of a studio job: {why}"
            yield error("HB0431", message, Label(place_of(evidence, scene, key)), unit, hint=_WAY_OUT)


def place_of(evidence: Evidence, scene: Scene, key: str) -> Span:
    route = scene.origin.route
    return evidence.first_written((*route, key), ("defaults", key), route)


def _of_scene(scene: Scene) -> Iterator[Inexpressible]:
    yield from around(scene)
    picture = scene.picture
    match picture:
        case AvatarPicture() | PhotoPicture() | NewAvatarPicture():
            yield from _speaker(picture)
        case ImagePicture():
            yield from _image(scene, picture)
        case VideoPicture():
            yield from _video(scene, picture)
        case _:
            key, what = KINDS[type(picture)]
            yield key, f"it shows avatars, pictures and clips, not {what}"


def around(scene: Scene) -> Iterator[Inexpressible]:
    """What every kind of scene may have, and none may have here."""
    if scene.face_swap is not None:
        yield "face_swap", "faces are swapped in clips that are rendered by themselves"
    if scene.presenter is not None:
        yield "presenter", "its scenes fill the frame one at a time"
    if scene.transition != CUT:
        yield "transition", "its scenes follow each other with cuts"
    if scene.before or scene.after:
        yield "pad", "it adds no silence around speech"
    if any(map(_needs_the_cut, scene.overlays)):
        yield "overlays", "where its scenes begin is only known by what is said; start them with `from: {word: …}`"
    if scene.music is not None:
        yield "music", "where its scenes begin is not known when music is mixed"
    if scene.sounds:
        yield "sounds", "where its scenes begin is not known when sounds are mixed"
    if not scene.captions:
        yield "captions", "its subtitles are those of the whole film"


def _needs_the_cut(overlay: Overlay) -> bool:
    """Whether it has to know when its scene begins. Those of the whole film, or of a word, are right all the same."""
    return overlay.origin.route[:1] == ("scenes",) and overlay.start.word is None


def _speaker(picture: Presented) -> Iterator[Inexpressible]:
    background = picture.background
    if background is not None and isinstance(picture, PhotoPicture):
        yield "background", "photos keep the background they have"
    elif background is not None and not _is_color(background):
        yield "background", "behind avatars it has colors only"
    if picture.remove_background:
        yield "avatar", "it has no `remove_background`"
    if picture.fit is not None:
        yield "fit", "it cuts every picture to the frame"


def _is_color(background: Background) -> bool:
    return background.is_plain and background.color.alpha == 255


def _image(scene: Scene, picture: ImagePicture) -> Iterator[Inexpressible]:
    for key, is_set in (("zoom", picture.zoom), ("pan", picture.pan)):
        if is_set is not None:
            yield key, "its pictures stand still"
    if picture.fit != "cover":
        yield "fit", "it cuts every picture to the frame"
    if scene.speech is None and scene.audio is None and scene.hold > STILL_SECONDS:
        yield "hold", f"a silent picture stands for {STILL_SECONDS} s at most"
    yield from _file("image", picture.file, IMAGE_TYPES, "PNG and JPEG")


def _video(scene: Scene, picture: VideoPicture) -> Iterator[Inexpressible]:
    whole = "its clips are shown whole, as they are"
    for key, is_set in (
        ("trim", picture.trim != Trim()),
        ("speed", picture.speed != 1),
        ("loop", picture.loop),
        ("zoom", picture.zoom is not None),
        ("lipsync", picture.lipsync is not None),
    ):
        if is_set:
            yield key, whole
    if picture.fit != "cover":
        yield "fit", "it cuts every picture to the frame"
    if picture.volume is not None and picture.volume > 0:
        yield "volume", "its clips can be made quieter, not louder"
    if scene.speech is not None or scene.audio is not None:
        yield "script" if scene.speech else "audio", "its clips have their own sound and no other"
    yield from _file("video", picture.file, VIDEO_TYPES, "MP4 and WebM")


def _file(key: str, file: FileRef, allowed: frozenset[str], names: str) -> Iterator[Inexpressible]:
    if file.media_type not in allowed:
        yield key, f"it takes {names}, and `{file.path.name}` is {file.media_type}"
