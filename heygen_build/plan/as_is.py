"""Films that are nothing but renders in a row: their pictures need not be encoded again."""

from __future__ import annotations

from heygen_build.resolve.model import (
    AgentPicture,
    AvatarPicture,
    CinematicPicture,
    Film,
    GeneratedPicture,
    NewAvatarPicture,
    PhotoPicture,
    Scene,
    TemplatePicture,
    Trim,
)
from heygen_build.resolve.presented import is_composed_here


def is_taken_as_it_is(film: Film) -> bool:
    """Whether nothing is drawn on, before or after any render of a film.

    Only then: pictures of two encoders cannot stand in one stream, so that one scene made here needs all of them
    encoded here. Whether the renders really fit is seen when they are there.
    """
    is_plain = film.format == "mp4" and film.captions.burn_in is None
    return is_plain and all(_is_render(scene, is_first=scene is film.scenes[0]) for scene in film.scenes)


def _is_render(scene: Scene, *, is_first: bool) -> bool:
    follows = is_first or scene.transition.kind == "cut"
    if not follows or scene.presenter is not None or scene.overlays or scene.before or scene.after:
        return False
    match scene.picture:
        case AvatarPicture() | NewAvatarPicture() | PhotoPicture() as picture:
            return not is_composed_here(picture) or picture.background is None
        case CinematicPicture() | TemplatePicture() | AgentPicture():
            return scene.speech is None
        case GeneratedPicture() as made:
            is_cut = made.trim != Trim() or made.speed != 1 or made.loop
            return scene.speech is None and not (is_cut or made.mute or made.volume)
        case _:
            return False
