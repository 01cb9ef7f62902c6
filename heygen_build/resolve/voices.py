"""Voices: named once in a project; looked up in the catalog, cloned from a recording, or found by a description."""

from __future__ import annotations

from heygen_build.diagnostics import Diagnostic
from heygen_build.resolve.catalog import CatalogVoice
from heygen_build.resolve.desk import Desk, find_section
from heygen_build.resolve.filled import filled
from heygen_build.resolve.model import (
    AvatarPicture,
    EngineSettings,
    Presented,
    Voice,
    VoiceClone,
    VoiceDesign,
)
from heygen_build.resolve.names import find_voice
from heygen_build.resolve.samples import check_sample
from heygen_build.resolve.scope import Place
from heygen_build.spec.models import CloneSpec, VoiceSpec
from heygen_build.spec.templated import Template


def voice_named(desk: Desk, place: Place, chosen: str | Template[str] | None) -> Voice | None:
    """The voice whose name stands at a place; None where something was wrong (and is on record)."""
    found = find_section(place, desk.spec.voices, "voices", chosen)
    if found is None:
        return None
    name, spec = found
    where = place.scope.at("voices", name)
    return desk.memo.of(where.route, spec, place.scope.variables, lambda: _voice(desk, where, name, spec))


def _voice(desk: Desk, place: Place, name: str, spec: VoiceSpec) -> Voice | None:
    settings = spec.engine_settings
    engine = None if settings is None else filled(EngineSettings, (place.at("engine_settings"), settings))
    if spec.clone is not None or spec.design is not None:
        new = _new_voice(desk, place, name, spec)
        return (
            None
            if new is None
            else filled(Voice, (place, spec), voice_id="", name=name, new=new, engine_settings=engine)
        )
    listed = _catalog_voice(desk, place, spec)
    if listed is None:
        return None
    return filled(Voice, (place, spec), voice_id=listed.id, name=listed.name, new=None, engine_settings=engine)


def _catalog_voice(desk: Desk, place: Place, spec: VoiceSpec) -> CatalogVoice | None:
    wanted = place.get(spec.name, "name")
    if wanted is None:
        return None
    found = find_voice(wanted, desk.catalog.voices, place.at("name").span)
    if isinstance(found, Diagnostic):
        place.report(found)
        return None
    return found


def _new_voice(desk: Desk, place: Place, name: str, spec: VoiceSpec) -> VoiceClone | VoiceDesign | None:
    if spec.clone is not None:
        return _clone(desk, place.at("clone"), name, spec.clone)
    return None if spec.design is None else filled(VoiceDesign, (place.at("design"), spec.design))


def _clone(desk: Desk, place: Place, name: str, spec: CloneSpec) -> VoiceClone | None:
    recording = desk.files.get(place, spec.file, "audio", "file")
    check_sample(place, recording)
    return filled(VoiceClone, (place, spec), file=recording, name=place.get(spec.name, "name") or name)


def own_voice(desk: Desk, picture: Presented) -> Voice | None:
    """The look's default voice, named explicitly so that the plan does not depend on a setting of the server."""
    if not isinstance(picture, AvatarPicture):
        return None
    look = desk.catalog.look(picture.look_id)
    voice = desk.catalog.voice(look.default_voice_id) if look and look.default_voice_id else None
    return Voice(voice.id, voice.name) if voice else None
