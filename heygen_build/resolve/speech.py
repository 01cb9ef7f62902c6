"""What is said in a scene, and by which voice."""

from __future__ import annotations

from heygen_build.resolve import limits
from heygen_build.resolve.avatars import avatar_named
from heygen_build.resolve.desk import Desk, own_or_default
from heygen_build.resolve.filled import filled
from heygen_build.resolve.looks import offset_of, shadow_of, stroke_of
from heygen_build.resolve.model import AvatarPicture, Picture, Presented, Presenter, Recording, Speech, Voice
from heygen_build.resolve.scope import Place
from heygen_build.resolve.voices import own_voice, voice_named
from heygen_build.script.model import Pronunciations
from heygen_build.spec.models import PresenterSpec, SceneSpec


def speech_of(desk: Desk, place: Place, spec: SceneSpec, speaker: Picture | None) -> Speech | None:
    """The speech of a scene; None where there is none, or where it was wrong (and is on record).

    `speaker` is the picture of whoever speaks: of the presenter where there is one, else of the scene.
    """
    at = place.at("script")
    script = at.get(spec.script)
    if script is None or not limits.check_script(at.scope, script, at.route, pronunciations_of(desk)):
        return None
    voice = _voice(desk, place, spec, speaker)
    return Speech(script, voice, at.origin, pronunciations_of(desk))


def pronunciations_of(desk: Desk) -> Pronunciations:
    return tuple(desk.spec.pronunciations.items())


def _voice(desk: Desk, place: Place, spec: SceneSpec, speaker: Picture | None) -> Voice | None:
    chosen, where = own_or_default(spec.voice, desk.spec.defaults.voice, place, "voice")
    if chosen is None:
        if isinstance(speaker, Presented):
            voice = own_voice(desk, speaker)
            if voice is not None or not _needs_voice(speaker):
                return voice
        if speaker is not None:
            hint = "add `voice:`, or a default one under `defaults`"
            place.error("HB0313", "this scene has a script but no voice", "script", at_key=True, hint=hint)
        return None
    voice = voice_named(desk, where, chosen)
    if voice is not None and speaker is not None and not isinstance(speaker, Presented):
        listed = desk.catalog.voice(voice.voice_id)
        if listed is not None:
            limits.check_narrator(where.scope, listed, where.route)
    return voice


def _needs_voice(speaker: Presented) -> bool:
    """Looks have a voice of their own, also where the catalog does not name it; photos have none."""
    return not isinstance(speaker, AvatarPicture)


def recording_of(desk: Desk, place: Place, spec: SceneSpec) -> Recording | None:
    """Speech that was recorded."""
    if spec.audio is None:
        return None
    at = place.at("audio")
    file, script = desk.files.get(at, spec.audio.file, "audio", "file"), at.get(spec.audio.script, "script")
    return None if file is None else Recording(file, at.origin, script)


def presenter_of(desk: Desk, place: Place, spec: PresenterSpec | None) -> Presenter | None:
    """The avatar over the picture of a scene: the one it names, else the default."""
    if spec is None:
        return None
    chosen, where = own_or_default(spec.avatar, desk.spec.defaults.avatar, place, "avatar")
    if chosen is None:
        hint = "add `avatar:` to it, or a default one under `defaults`"
        place.error("HB0311", "nobody is named to present this scene", at_key=True, hint=hint)
        return None
    return filled(
        Presenter,
        (place, spec),
        picture=avatar_named(desk, where, chosen),
        offset=offset_of(place.at("offset"), spec.offset),
        border=stroke_of(place.at("border"), spec.border),
        shadow=shadow_of(place.at("shadow"), spec.shadow),
    )
