"""Scenes, films and the project, with nothing left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from heygen_build.diagnostics import Diagnostic, SourceFile
from heygen_build.media.model import CaptionStyle
from heygen_build.resolve.model.base import FileRef, Origin, When
from heygen_build.resolve.model.brief import AgentBrief
from heygen_build.resolve.model.overlay import Music, Overlay, SoundEffect
from heygen_build.resolve.model.picture import Picture, Presenter
from heygen_build.resolve.model.speech import Recording, Speech
from heygen_build.resolve.model.style import CUT, TextStyle, Transition
from heygen_build.source.model import SourceDocument
from heygen_build.units import AspectRatio, Color, Resolution

SidecarFormat: TypeAlias = Literal["srt", "vtt", "ass", "ttml"]
OutputFormat: TypeAlias = Literal["mp4", "webm", "gif", "wav", "mp3"]
RenderApi: TypeAlias = Literal["auto", "v3", "v2", "v1"]
CaptionLook: TypeAlias = Literal["boxed", "karaoke", "outline", "shadow", "bar", "pop", "minimal"]


@dataclass(frozen=True, slots=True)
class Scene:
    """Exactly one picture; speech, a recording, a clip's own length, or a `hold` in seconds.

    `before` and `after` are seconds of silence around what is said; `transition` leads *into* the scene. `music` is
    the film's where it is None. `face_swap` is the face that replaces the one in the picture.
    """

    id: str
    origin: Origin
    picture: Picture
    picture_origin: Origin
    speech: Speech | None
    hold: float
    before: float
    after: float
    transition: Transition = CUT
    audio: Recording | None = None
    presenter: Presenter | None = None
    face_swap: FileRef | None = None
    face_swap_origin: Origin | None = None
    overlays: tuple[Overlay, ...] = ()
    captions: bool = True
    music: Music | None = None
    sounds: tuple[SoundEffect, ...] = ()

    @property
    def fade(self) -> float:
        """Seconds of a fade through black into the scene; 0 for a cut and for other transitions."""
        return self.transition.seconds if self.transition.kind == "fade" else 0.0


@dataclass(frozen=True, slots=True)
class CaptionRules:
    """How captions are broken. `max_cps`: characters a second; `min_gap`: seconds between two, None for the usual."""

    max_chars: int = 42
    max_lines: int = 2
    max_cps: float = 20.0
    min_gap: float | None = None
    is_own: bool = False
    """Whether the project wrote rules of its own."""


@dataclass(frozen=True, slots=True)
class CaptionDesign:
    """Captions in the picture, beyond what `CaptionStyle` says: the look, its text, the color of the spoken word."""

    look: CaptionLook = "boxed"
    text: TextStyle | None = None
    highlight: Color | None = None


@dataclass(frozen=True, slots=True)
class Captions:
    """`language` and `file`: captions in another language than the speech, or written by hand."""

    sidecar: tuple[SidecarFormat, ...]
    burn_in: CaptionStyle | None
    design: CaptionDesign = CaptionDesign()
    track: bool = False
    rules: CaptionRules = CaptionRules()
    language: str | None = None
    file: FileRef | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """Bounds of a measure; None is no bound."""

    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, slots=True)
class Visible:
    """A picture that must be seen at a time of the film."""

    image: FileRef
    at: When


@dataclass(frozen=True, slots=True)
class FilmTests:
    """What must be true of the finished film: seconds, words a minute, LUFS. None is not tested."""

    origin: Origin
    duration: Range | None = None
    max_wpm: int | None = None
    loudness: Range | None = None
    max_black: float | None = None
    max_frozen: float | None = None
    captions_readable: bool = False
    overlays_in_safe_area: bool = False
    visible: tuple[Visible, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """A dubbed version of the finished film (v3 video-translations). `output` is relative to the project's folder.

    `proofread` is the path of a subtitle file that a first build writes; `corrected` is that file, once it is there.
    `glossary` is an id.
    """

    language: str
    output: Path
    origin: Origin
    mode: Literal["speed", "precision"] = "speed"
    captions: bool = False
    proofread: Path | None = None
    corrected: FileRef | None = None
    srt: FileRef | None = None
    audio: FileRef | None = None
    audio_only: bool = False
    speakers: int | None = None
    glossary: str | None = None
    dynamic_duration: bool = True
    speech_enhancement: bool = False
    disable_music_track: bool = False


@dataclass(frozen=True, slots=True)
class RenderRoute:
    """Which way the film takes through HeyGen's API. `unit_origin` is what asked for one render of all scenes."""

    api: RenderApi = "auto"
    unit: Literal["scene", "video"] = "scene"
    speech: Literal["text_first", "audio_first"] = "text_first"
    test: bool | None = None
    unit_origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Extras:
    """What is written beside the film."""

    contact_sheet: bool = False
    thumbnails: bool = False
    chapters: bool = False
    transcript: tuple[str, ...] = ()
    export: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Film:
    """One finished video: of scenes, or of one `agent` brief. `output` is relative to the project's folder.

    `name` tells the films of a matrix apart (`locale=es-ES,aspect=9:16`; empty for a project of one film), and `cell`
    are its values. `loudness` in LUFS, None leaves it as it is.
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
    format: OutputFormat = "mp4"
    fps: int = 25
    extras: Extras = Extras()
    music: Music | None = None
    loudness: float | None = None
    render: RenderRoute = RenderRoute()
    agent: AgentBrief | None = None
    translations: tuple[Translation, ...] = ()
    tests: FilmTests | None = None


@dataclass(frozen=True, slots=True)
class ResolvedProject:
    """No templates, no defaults open, no dangling names, files hashed; each node keeps its `origin`.

    Films are not in its text, because `asyncio.run` writes out the result of its task twice when it restores the
    handler of Ctrl-C, which took a fifth of the time of a check with 10,000 scenes.
    """

    path: Path
    folder: Path
    films: tuple[Film, ...] = field(repr=False)
    budget_usd: float | None
    sources: tuple[SourceFile, ...]
    files: tuple[FileRef, ...]
    warnings: tuple[Diagnostic, ...] = ()
    cache_remote: str | None = None
    document: SourceDocument | None = field(default=None, compare=False, repr=False)
    """What the routes of origins lead into."""
