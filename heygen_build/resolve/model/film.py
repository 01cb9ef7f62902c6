"""Scenes, films and the project, with nothing left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from heygen_build.diagnostics import Diagnostic, SourceFile
from heygen_build.media.model import CaptionStyle
from heygen_build.resolve.model.base import FileRef, Origin
from heygen_build.resolve.model.picture import Picture, Presenter
from heygen_build.resolve.model.speech import OwnAudio, Speech
from heygen_build.units import AspectRatio, Resolution

SidecarFormat = Literal["srt", "vtt"]


@dataclass(frozen=True, slots=True)
class Scene:
    """Exactly one picture; speech, or a `hold` in seconds. `fade` is the transition *into* it (s, 0 is a cut)."""

    id: str
    origin: Origin
    picture: Picture
    picture_origin: Origin
    speech: Speech | None
    hold: float
    before: float
    after: float
    fade: float
    audio: OwnAudio | None = None
    presenter: Presenter | None = None


@dataclass(frozen=True, slots=True)
class Captions:
    sidecar: tuple[SidecarFormat, ...]
    burn_in: CaptionStyle | None


@dataclass(frozen=True, slots=True)
class Film:
    """One finished video. `output` is relative to the project's folder.

    `name` tells the films of a matrix apart (`locale=es-ES,aspect=9:16`; empty for a project of one film), and `cell`
    are its values.
    """

    title: str
    slug: str
    output: Path
    aspect_ratio: AspectRatio
    resolution: Resolution
    width: int
    height: int
    poster: bool
    captions: Captions
    scenes: tuple[Scene, ...]
    origin: Origin
    name: str = ""
    cell: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResolvedProject:
    """No templates, no defaults open, no dangling names, files hashed; each node keeps its `origin`."""

    path: Path
    folder: Path
    films: tuple[Film, ...]
    budget_usd: float | None
    sources: tuple[SourceFile, ...]
    files: tuple[FileRef, ...]
    warnings: tuple[Diagnostic, ...] = ()
