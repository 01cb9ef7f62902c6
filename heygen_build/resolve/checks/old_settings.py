"""Settings of v2: where they change nothing, and what its test mode does not reach."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.checks.evidence import Evidence, warning
from heygen_build.resolve.model import (
    AvatarPicture,
    CinematicPicture,
    Film,
    GeneratedPicture,
    NewAvatarPicture,
    PhotoPicture,
    Presented,
    Scene,
    VideoPicture,
)
from heygen_build.resolve.presented import is_composed_here, is_moving_photo
from heygen_build.source.model import Route


def settings_have_their_api(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """Settings that only v2 has, in a film that does not go there: each at its own line, once."""
    if film.render.api in ("v1", "v2"):
        return
    told: set[Route] = set()
    for scene in film.scenes:
        for route in _old_settings(scene):
            if route not in told:
                told.add(route)
                message = f"`{route[-1]}` changes nothing here: it is for v2, and the film takes v3"
                hint = "remove it, or write `render: {api: v2}`"
                yield warning("HB0470", message, Label(evidence.document.key_span(route)), hint=hint)


def _old_settings(scene: Scene) -> Iterator[Route]:
    picture = scene.presenter.picture if scene.presenter else scene.picture
    own = picture.v2 if isinstance(picture, Presented) else None
    if own is not None and own.origin is not None:
        yield own.origin.route
    voice = scene.speech.voice if scene.speech else None
    if voice is not None and voice.emotion is not None and voice.origin is not None:
        yield (*voice.origin.route, "emotion")


def tests_are_free(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """`test` promises videos that cost nothing: scenes whose calls have no such mode are paid for all the same."""
    if not film.render.test or film.render.api != "v2" or film.render.unit == "video":
        return
    for scene in film.scenes:
        call = _paid_call(film, scene)
        if call is not None:
            message = f"the scene `{scene.id}` is paid for, although this is a test: {call} has no test mode"
            asked = Label(evidence.span("render", "test"), "asked for here")
            place = Label(evidence.span(*scene.origin.route, "id"))
            hint = "`--draft` builds a free draft of everything"
            yield warning("HB0437", message, place, asked, hint=hint)


def _paid_call(film: Film, scene: Scene) -> str | None:
    """A call that a scene of a test by v2 needs and that is not free, if there is one."""
    if scene.face_swap is not None:
        return "v1 workflow (FaceswapNode)"
    picture = scene.presenter.picture if scene.presenter else scene.picture
    match picture:
        case GeneratedPicture():
            return "v1 workflow (GenerateVideoNode)"
        case CinematicPicture():
            return "v3 video (cinematic)"
        case AvatarPicture() | PhotoPicture() | NewAvatarPicture():
            is_alpha = scene.presenter.matte == "alpha" if scene.presenter else is_composed_here(picture)
            if is_alpha or film.format == "webm":
                return "v1 video.webm"
            made_first = "v3 speech (Starfish)" if scene.speech and film.render.speech == "audio_first" else None
            return "v2 av4 video" if is_moving_photo(picture) else made_first
        case VideoPicture(lipsync=lipsync) if lipsync is not None:
            return "v3 lipsync"
        case _:
            return "v3 speech (Starfish)" if scene.speech is not None else None
