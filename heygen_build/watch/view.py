"""What the page shows, as data. Times in seconds; lines and columns from 1; prices in USD of the price table."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, JsonValue

Status = Literal["waiting", "building", "ready", "partly", "broken"]
SceneStatus = Literal["new", "changed", "reused", "working", "failed", "done"]


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlaceView(_View):
    """A place in a file: `href` opens it in an editor, `text` is what a person copies (`project.yaml:12:5`)."""

    text: str
    href: str


class CueView(_View):
    """A caption: `start` and `end` in the film."""

    start: float
    end: float
    text: str


class ScenePicture(_View):
    """What can be seen of a scene: links that change with every change of the bytes. None until it is made."""

    first: str | None = None
    """Its first picture, while there is no clip."""
    clip: str | None = None
    still: str | None = None
    peaks: tuple[int, ...] = ()
    """The loudness of its sound, 0 to 100, in equal steps: the waveform of the timeline."""


class SpanView(_View):
    """Something on a track of the timeline (an overlay, a piece of music): `start` and `end` in the film."""

    label: str
    start: float
    end: float


class SceneView(_View):
    """A card of the storyboard, and a piece of the timeline. `exact` is false while its length is an estimate."""

    id: str
    kind: str
    place: PlaceView
    script: str
    look: str | None
    voice: str | None
    start: float
    seconds: float
    exact: bool
    status: SceneStatus
    usd: float | None
    picture: ScenePicture
    clip_key: str = ""
    """What its clip is made of, as one word: scenes that differ in it look or sound different."""


class FilmView(_View):
    """One film of the project. `video` is the joined draft, None until it is made; `format` is that of its file."""

    name: str
    title: str
    width: int
    height: int
    fps: int
    format: str
    seconds: float
    output: str
    video: str | None
    scenes: tuple[SceneView, ...]
    captions: tuple[CueView, ...]
    overlays: tuple[SpanView, ...]
    music: tuple[SpanView, ...]
    effects: tuple[SpanView, ...]
    transitions: tuple[SpanView, ...]


class FilmName(_View):
    """An entry of the cell picker. `is_made`: what can be seen of it is what the project says now."""

    name: str
    title: str
    cell: dict[str, str]
    is_made: bool


class ChangeView(_View):
    """A field of a step that is not what it was."""

    field: str
    before: JsonValue
    after: JsonValue


class OrderView(_View):
    """A step that a paid build would order now. `usd` None: no price is known."""

    step: str
    route: str
    why: str
    seconds: float | None
    usd: float | None
    place: PlaceView
    changes: tuple[ChangeView, ...] = ()


class PlanView(_View):
    """What a paid build would order now, and the sum of the known prices. `knows_account`: what is paid for already is
    left out; otherwise everything is counted."""

    knows_account: bool
    orders: tuple[OrderView, ...]
    usd: float
    unknown: int
    prices_of: str
    budget_usd: float | None


class WordRun(_View):
    """Words that stayed, were cut, or came."""

    kind: Literal["same", "cut", "come"]
    text: str


class SceneChange(_View):
    """A scene that is not what it was."""

    id: str
    kind: Literal["changed", "added", "removed"]
    before: SceneView | None
    after: SceneView | None
    words: tuple[WordRun, ...]


class CompareView(_View):
    """A film before and after. `basis` says what before is: the last save, or a revision. `same` scenes are as before.

    `usd_*` is the price of ordering every scene; None where one is unknown.
    """

    basis: str
    scenes: tuple[SceneChange, ...]
    same: int
    usd_before: float | None
    usd_after: float | None
    seconds_before: float
    seconds_after: float


class ProblemView(_View):
    """A diagnostic with its excerpt, as the terminal shows it."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    text: str
    hint: str | None
    place: PlaceView | None


class BuildView(_View):
    """The build that runs or ran last: `files` that were saved, steps done and in all, `seconds` until the film that
    is looked at was made."""

    files: tuple[str, ...] = ()
    done: int = 0
    total: int = 0
    seconds: float | None = None
    rebuilt: tuple[str, ...] = ()


class DeskView(_View):
    """Everything on the page for one film. `version` grows with every change."""

    version: int
    status: Status
    project: str
    backend: str
    films: tuple[FilmName, ...]
    film: FilmView | None
    plan: PlanView | None
    problems: tuple[ProblemView, ...]
    build: BuildView
    compares: tuple[CompareView, ...] = ()
    trouble: str | None = None
    """Why there is no comparison with the revision that was asked for."""
