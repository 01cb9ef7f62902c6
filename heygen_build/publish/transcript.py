"""The transcript as data. Its schema is `schemas/transcript.v1.json`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TranscriptCue(_Frozen):
    """A caption: `start` and `end` in seconds of the film."""

    start: float
    end: float
    text: str


class TranscriptScene(_Frozen):
    """What is said in a scene."""

    id: str
    title: str
    start: float
    end: float
    speaker: str | None = Field(description="The name of the voice, where it is known.")
    text: str
    cues: tuple[TranscriptCue, ...] = Field(description="Captions with their times; empty in films without captions.")


class Transcript(_Frozen):
    """What is said in a film, scene by scene."""

    transcript: Literal[1] = 1
    title: str
    seconds: float
    scenes: tuple[TranscriptScene, ...]
