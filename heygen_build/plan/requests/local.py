"""What is made on this machine: clips and films."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from heygen_build.media.model import Canvas, CaptionStyle, Fit
from heygen_build.plan.requests.base import Part, StepRequest
from heygen_build.units import Color


class ClipLayer(Part):
    """The picture of a local clip: the render of a video step."""

    kind: Literal["render"] = "render"


class StillLayer(Part):
    kind: Literal["still"] = "still"
    file: str
    fit: Fit
    background: Color


class CardLayer(Part):
    kind: Literal["card"] = "card"
    text: str
    size: float
    color: Color
    background: Color


class CaptionRequest(Part):
    """The captions of one scene: `shown` is the text people read, `spoken` what they hear, with break tags.

    `burn_in` None leaves the picture alone.
    """

    shown: str
    spoken: str
    words_per_minute: float
    burn_in: CaptionStyle | None


class ClipRequest(StepRequest):
    """One scene, made locally. Sound comes from the video or speech step it needs, or is silence for `hold` seconds."""

    kind: Literal["clip"] = "clip"
    canvas: Canvas
    picture: Annotated[ClipLayer | StillLayer | CardLayer, Field(discriminator="kind")]
    hold: float
    before: float
    after: float
    fade_in: float
    fade_out: float
    captions: CaptionRequest | None
    mark: str | None


class FilmRequest(StepRequest):
    """The clips of the steps it needs, in order. The title is in it because it is written into the file."""

    kind: Literal["film"] = "film"
    canvas: Canvas
    title: str
