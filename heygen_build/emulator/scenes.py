"""Orders of several scenes in one video: v2's multi-scene jobs and templates. Light and picklable, as all orders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from heygen_build.emulator.jobs import Render
from heygen_build.emulator.orders import BACKDROP, Recording, Saying
from heygen_build.units import Color

PlayStyle = Literal["fit_to_scene", "freeze", "loop", "once"]
Framed = Literal["normal", "closeUp", "circle", "square"]


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing is said for `seconds`."""

    seconds: float


@dataclass(frozen=True, slots=True)
class OwnSound:
    """The sound of a clip that is shown whole, at a `volume` of 0–1; silence of its length where it has none."""

    path: Path
    volume: float = 1.0


@dataclass(frozen=True, slots=True)
class Backdrop:
    """What is behind: a color, and over it a picture or a clip (`file`). A clip is silent."""

    color: Color = BACKDROP
    file: Path | None = None
    fit: Literal["cover", "contain"] = "cover"
    play_style: PlayStyle = "freeze"
    is_clip: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A presenter in a `costume`, or a `photo` that speaks. `x` and `y` are shares of the frame, right and down."""

    costume: str | None = None
    photo: Path | None = None
    framed: Framed = "normal"
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    circle: Color = Color(246, 246, 252)


SceneSound: TypeAlias = Saying | Recording | Silence | OwnSound


@dataclass(frozen=True, slots=True)
class SceneOrder:
    """One scene. `headline` and `picture` are what a template's layout shows beside the presenter.

    A headline stands on a strip at the `top` or `bottom`, or large and alone in the `middle`.
    """

    sound: SceneSound
    backdrop: Backdrop = Backdrop()
    person: Person | None = None
    headline: str | None = None
    place: Literal["top", "middle", "bottom"] = "top"
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class ScenesOrder:
    """One video of `width` × `height` pixels at `fps` whole frames, its scenes joined with cuts."""

    scenes: tuple[SceneOrder, ...]
    width: int
    height: int
    fps: int = 25
    subtitles: bool = False
    burned_in: bool = False
    gif: bool = False
    mark: str = "DRAFT"

    def make(self, folder: Path, key: str) -> Render:
        from heygen_build.emulator.scene_drawing import draw_scenes  # in the worker only

        return draw_scenes(self, folder, key)
