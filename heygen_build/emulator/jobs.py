"""The life of a job: how time and polls move it, and which word the API uses for it. Pure functions on plain facts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Status = Literal["pending", "processing", "completed", "failed"]
Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"


@dataclass(frozen=True, slots=True)
class Immediate:
    """A job is done as soon as its file is drawn."""


@dataclass(frozen=True, slots=True)
class AfterPolls:
    """The first `polls` status requests find the job open, the next one finds it done."""

    polls: int


@dataclass(frozen=True, slots=True)
class AfterSeconds:
    """A job is done `seconds` after it was accepted, by the emulator's clock."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Realistic:
    """A job takes this share of the time that its kind takes at HeyGen (`Kind.typical_seconds`); 1 is as slow."""

    speed: float


@dataclass(frozen=True, slots=True)
class Render:
    """A drawn video: names of files in the drawings folder, `duration` in seconds. `extra` are (label, file) pairs.

    A `gif` of None is drawn when it is asked for (`moving_preview`).
    """

    video: str
    thumbnail: str
    duration: float
    subtitles: str | None = None
    captioned: str | None = None
    gif: str | None = None
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def moving_preview(self) -> str:
        return self.gif or f"{self.video.partition('.')[0]}.gif"

    @property
    def files(self) -> dict[str, str]:
        """Every file by its label."""
        own = {
            "video": self.video,
            "thumbnail": self.thumbnail,
            "subtitles": self.subtitles,
            "captioned": self.captioned,
            "gif": self.moving_preview,
        }
        return {label: name for label, name in own.items() if name} | dict(self.extra)


@dataclass(frozen=True, slots=True)
class Made:
    """What is no video: (label, file) pairs in the drawings folder, or nothing; `duration` in seconds of output."""

    parts: tuple[tuple[str, str], ...] = ()
    duration: float = 0.0

    @property
    def files(self) -> dict[str, str]:
        return dict(self.parts)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed, in HeyGen's words (`rendering_failed`, …)."""

    code: str
    message: str


Outcome: TypeAlias = Render | Made | Failure


@dataclass(slots=True)
class Job:
    """One accepted order of any kind. `number` counts acceptances, `estimate` is what it is expected to cost (USD).

    `drawing` is its key in the studio; None for a job that draws nothing, or that was told to fail. `follows` is the
    id of another job whose end is this one's as well (an agent's session and its video). `outcome` is None until the
    work is finished; the API may still call the job open after that (see `due`). The price is `usd` for the job and
    `usd_per_second` of its output. `facts` are its route's own, and last as long as the job. `address` is
    the server's as the client called it, for links in webhook events; `told` is set once those were made.
    """

    id: str
    number: int
    title: str | None
    accepted_at: float
    output_format: str
    what: str
    usd_per_second: float
    estimate: float
    drawing: str | None = None
    callback_id: str | None = None
    polls: int = 0
    outcome: Outcome | None = None
    finished_at: float | None = None
    kind: str = "video"
    usd: float = 0.0
    callback_url: str | None = None
    follows: str | None = None
    stuck: bool = False
    told: bool = False
    address: str = ""
    facts: dict[str, Json] = field(default_factory=dict)


def due(progression: Immediate | AfterPolls | AfterSeconds, *, polls: int, age: float) -> bool:
    """Whether a job should be over. `polls` counts the present request too; `age` in seconds since acceptance."""
    match progression:
        case Immediate():
            return True
        case AfterPolls(polls=needed):
            return polls > needed
        case AfterSeconds(seconds=needed):
            return age >= needed


def finished_at(progression: Immediate | AfterPolls | AfterSeconds, *, accepted_at: float, drawn_at: float) -> float:
    """When the API says a job ended (Unix seconds): a drawing that is early waits for its time."""
    return max(drawn_at, accepted_at + progression.seconds) if isinstance(progression, AfterSeconds) else drawn_at


def status(job: Job, progression: Immediate | AfterPolls | AfterSeconds, now: float) -> Status:
    """The word of `GET /v3/videos/{id}` (v3 VideoDetail). `waiting` is only ever said by the create call."""
    over = due(progression, polls=job.polls, age=now - job.accepted_at) and not job.stuck
    if not over or job.outcome is None:
        fresh = job.polls <= 1 and not isinstance(progression, Immediate)
        return "pending" if fresh else "processing"
    return "failed" if isinstance(job.outcome, Failure) else "completed"


def retry_after(progression: Immediate | AfterPolls | AfterSeconds) -> int:
    """Whole seconds to ask a client to wait when all job slots are taken."""
    return max(1, math.ceil(progression.seconds / 2)) if isinstance(progression, AfterSeconds) else 1
