"""Briefs for the Video Agent."""

from __future__ import annotations

from collections.abc import Sequence

from heygen_build.diagnostics import Diagnostic
from heygen_build.resolve.avatars import avatar_named
from heygen_build.resolve.desk import Desk
from heygen_build.resolve.filled import filled, texts
from heygen_build.resolve.model import AgentBrief, AvatarPicture, BriefFile, BriefScene, BriefStyle, Presented
from heygen_build.resolve.names import find_brand_kit, find_style
from heygen_build.resolve.scope import Place
from heygen_build.resolve.voices import voice_named
from heygen_build.spec.models import AgentFileSpec, AgentSceneSpec, AgentSpec, AgentStyleSpec
from heygen_build.spec.templated import Template


def brief_of(desk: Desk, place: Place, spec: AgentSpec | None) -> AgentBrief | None:
    """The brief at a place; None where there is none."""
    if spec is None:
        return None
    avatar = avatar_named(desk, place.at("avatar"), spec.avatar)
    return filled(
        AgentBrief,
        (place, spec),
        avatar=avatar,
        look_orientation=_orientation(desk, avatar),
        voice=voice_named(desk, place.at("voice"), spec.voice),
        scenes=_scenes(place.at("scenes"), spec.scenes),
        critical_text=texts(place, "critical_text", spec.critical_text),
        style=_style(desk, place.at("style"), spec.style),
        brand_kit=_brand_kit(desk, place.at("brand_kit"), spec.brand_kit),
        files=_files(desk, place.at("files"), spec.files),
        messages=texts(place, "messages", spec.messages),
    )


def _orientation(desk: Desk, avatar: Presented | None) -> str | None:
    """The shape of a look's own picture; None where it is not known."""
    look = desk.catalog.look(avatar.look_id) if isinstance(avatar, AvatarPicture) else None
    return look.orientation if look else None


def _style(desk: Desk, place: Place, spec: AgentStyleSpec | None) -> BriefStyle | None:
    """A style; that of the account by its id, whether the project says its name or its id."""
    if spec is None:
        return None
    chosen: str | None = place.get(spec.id, "id")
    if chosen is None:
        return filled(BriefStyle, (place, spec), id=None, aspect_ratio=None)
    found = find_style(chosen, desk.catalog.styles, place.scope.span((*place.route, "id")))
    if isinstance(found, Diagnostic):
        place.report(found)
        return None
    return BriefStyle(id=found.id, aspect_ratio=found.aspect_ratio)


def _brand_kit(desk: Desk, place: Place, written: str | Template[str] | None) -> str | None:
    """The id of a brand kit, whether the project says its name or its id."""
    chosen = place.get(written)
    if chosen is None:
        return None
    found = find_brand_kit(chosen, desk.catalog.brand_kits, place.span)
    if isinstance(found, Diagnostic):
        place.report(found)
        return None
    return found.id


def _scenes(place: Place, specs: Sequence[AgentSceneSpec] | None) -> tuple[BriefScene, ...]:
    made = [
        filled(BriefScene, (place.at(index), spec), visuals=texts(place.at(index), "visuals", spec.visuals))
        for index, spec in enumerate(specs or ())
    ]
    return tuple(scene for scene in made if scene is not None)


def _files(desk: Desk, place: Place, specs: Sequence[AgentFileSpec] | None) -> tuple[BriefFile, ...]:
    made = [
        filled(BriefFile, (place.at(index), spec), file=desk.files.get(place.at(index), spec.file, "any", "file"))
        for index, spec in enumerate(specs or ())
    ]
    return tuple(file for file in made if file is not None)
