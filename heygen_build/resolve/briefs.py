"""Briefs for the Video Agent."""

from __future__ import annotations

from collections.abc import Sequence

from heygen_build.resolve.avatars import avatar_named
from heygen_build.resolve.desk import Desk
from heygen_build.resolve.filled import filled, texts
from heygen_build.resolve.model import AgentBrief, BriefFile, BriefScene, BriefStyle
from heygen_build.resolve.scope import Place
from heygen_build.resolve.voices import voice_named
from heygen_build.spec.models import AgentFileSpec, AgentSceneSpec, AgentSpec


def brief_of(desk: Desk, place: Place, spec: AgentSpec | None) -> AgentBrief | None:
    """The brief at a place; None where there is none."""
    if spec is None:
        return None
    return filled(
        AgentBrief,
        (place, spec),
        avatar=avatar_named(desk, place.at("avatar"), spec.avatar),
        voice=voice_named(desk, place.at("voice"), spec.voice),
        scenes=_scenes(place.at("scenes"), spec.scenes),
        critical_text=texts(place, "critical_text", spec.critical_text),
        style=None if spec.style is None else filled(BriefStyle, (place.at("style"), spec.style)),
        files=_files(desk, place.at("files"), spec.files),
        messages=texts(place, "messages", spec.messages),
    )


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
