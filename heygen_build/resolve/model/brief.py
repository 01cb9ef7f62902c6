"""Orders to HeyGen's Video Agent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heygen_build.resolve.model.base import FileRef, Origin
from heygen_build.resolve.model.cast import Presented
from heygen_build.resolve.model.speech import Voice


@dataclass(frozen=True, slots=True)
class BriefScene:
    """A scene of a brief; `seconds` are for the budget of words."""

    voiceover: str
    kind: Literal["a-roll", "b-roll", "overlay"] | None = None
    duration: float | None = None
    stage: str | None = None
    visuals: tuple[str, ...] = ()
    transition: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class BriefStyle:
    """One of: a published style's `name`, a style of the account by its `id`, a style in words.

    `aspect_ratio` is what the account's style fixes (`16:9`), None where it fixes none or is not known.
    """

    name: str | None = None
    id: str | None = None
    prompt: str | None = None
    aspect_ratio: str | None = None


@dataclass(frozen=True, slots=True)
class BriefFile:
    file: FileRef
    use: str | None = None


@dataclass(frozen=True, slots=True)
class AgentBrief:
    """A `prompt`, or the parts of a structured brief. Absent parts are None or empty.

    `look_orientation` is the shape of the chosen look's own picture, None where it is not known. `brand_kit` is an id.
    """

    origin: Origin
    prompt: str | None = None
    format: str | None = None
    tone: str | None = None
    duration: float | None = None
    avatar: Presented | None = None
    presenter: str | None = None
    voice: Voice | None = None
    script: str | None = None
    scenes: tuple[BriefScene, ...] = ()
    freedom: Literal["free", "close"] = "free"
    critical_text: tuple[str, ...] = ()
    style: BriefStyle | None = None
    music: str | None = None
    narration: str | None = None
    media: str | None = None
    files: tuple[BriefFile, ...] = ()
    brand_kit: str | None = None
    orientation: Literal["landscape", "portrait"] | None = None
    mode: Literal["generate", "chat"] = "generate"
    messages: tuple[str, ...] = ()
    incognito: bool = False
    look_orientation: str | None = None
