"""How things look: text styles, borders, backgrounds, zooms, transitions."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from heygen_build.spec.base import Maybe, Model, ShortForm
from heygen_build.spec.models.words import Align, Anchor, Degrees, Fit, Lines, Side, Weight
from heygen_build.spec.templated import Templated
from heygen_build.spec.types import ColorValue, Finite, LengthValue, Scale, Seconds, SizeValue, Text

FADE = "400ms"
"""How long a transition takes that is named without a time."""


class OffsetSpec(Model):
    """How far something is moved from its place."""

    x: Maybe[Templated[LengthValue]] = Field(default=None, examples=["2%"])
    """To the right; less than zero is to the left."""
    y: Maybe[Templated[LengthValue]] = Field(default=None, examples=["-4%"])
    """Down; less than zero is up."""


class StrokeSpec(Model):
    """A line around letters, or around a picture."""

    color: Templated[ColorValue] = Field(examples=["white"])
    """Color of the line."""
    width: Templated[SizeValue] = Field(examples=["4px"])
    """Thickness of the line; `%` counts from the frame's height."""


class ShadowSpec(Model):
    """A shadow. `true` is the short form for the usual one."""

    color: Maybe[Templated[ColorValue]] = Field(default=None, examples=["#00000080"])
    """Color of the shadow."""
    blur: Maybe[Templated[SizeValue]] = Field(default=None, examples=["8px"])
    """How soft its edge is."""
    offset: Maybe[OffsetSpec] = Field(default=None, examples=[{"y": "4px"}])
    """Where it falls."""


Shadow: TypeAlias = Annotated[
    ShadowSpec | None,
    ShortForm("`true` or `false`, or a mapping such as `{blur: 8px}`", words=((True, ()), (False, None))),
]


class StyleSpec(Model):
    """How text looks. Lengths in `%` count from the frame's height."""

    font: Maybe[Templated[Text]] = Field(default=None, examples=["Inter", "fonts/Brand.ttf"])
    """A font family, or a font file relative to the file that mentions it."""
    weight: Maybe[Templated[Weight]] = Field(default=None, examples=[700])
    """From thin (100) to black (900); 400 is regular and 700 bold."""
    italic: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether letters slant."""
    size: Maybe[Templated[SizeValue]] = Field(default=None, examples=["9%"])
    """Height of the letters."""
    color: Maybe[Templated[ColorValue]] = Field(default=None, examples=["white"])
    """Color of the letters."""
    background: Maybe[Templated[ColorValue]] = Field(default=None, examples=["#00000088"])
    """Color of a box behind the text."""
    padding: Maybe[Templated[SizeValue]] = Field(default=None, examples=["2%"])
    """Room between the text and the edge of its box."""
    radius: Maybe[Templated[SizeValue]] = Field(default=None, examples=["12px"])
    """How round the corners of the box are."""
    stroke: Maybe[StrokeSpec] = Field(default=None, examples=[{"color": "black", "width": "3px"}])
    """A line around the letters."""
    shadow: Maybe[Shadow] = Field(default=None, examples=[True, {"blur": "8px"}])
    """A shadow of the letters."""
    align: Maybe[Templated[Align]] = Field(default=None, examples=["left"])
    """Where lines of text begin or end."""
    line_height: Maybe[Templated[Annotated[Finite, Field(ge=0.5, le=4)]]] = Field(default=None, examples=[1.2])
    """Distance between lines, as a multiple of the letters' size."""
    uppercase: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether text is shown in capitals."""
    max_lines: Maybe[Templated[Lines]] = Field(default=None, examples=[2])
    """Text that needs more lines is set smaller."""


class UsedStyleSpec(StyleSpec):
    """A style from `styles`, and what is different here. A name alone is the short form."""

    name: Maybe[Templated[Text]] = Field(default=None, examples=["headline"])
    """A name from `styles`."""


Style: TypeAlias = Annotated[
    UsedStyleSpec, ShortForm("a name from `styles`, or a mapping such as `{name: headline, size: 12%}`", "name")
]


class ZoomSpec(Model):
    """A slow change of size over the scene."""

    from_: Maybe[Templated[Scale]] = Field(default=None, alias="from", examples=["100%"])
    """Size at the start; `100%` where none is given."""
    to: Maybe[Templated[Scale]] = Field(default=None, examples=["112%"])
    """Size at the end; `100%` where none is given."""
    at: Maybe[Templated[Anchor]] = Field(default=None, examples=["center"])
    """The part of the picture that stays in place."""


class PanSpec(Model):
    """A slow move over a picture that is larger than the frame."""

    from_: Templated[Anchor] = Field(alias="from", examples=["left"])
    """What is shown at the start."""
    to: Templated[Anchor] = Field(examples=["right"])
    """What is shown at the end."""


class TrimSpec(Model):
    """The part of a clip that is used."""

    from_: Maybe[Templated[Seconds]] = Field(default=None, alias="from", examples=["1.5s"])
    """Where the part starts; at the clip's own start where nothing is given."""
    to: Maybe[Templated[Seconds]] = Field(default=None, examples=["00:01:02"])
    """Where the part ends; at the clip's own end where nothing is given."""


class GradientSpec(Model):
    """Colors that run into each other. A list of colors alone is the short form."""

    colors: Annotated[list[Templated[ColorValue]], Field(min_length=2, max_length=8)] = Field(
        examples=[["#101820", "#2a4d69"]]
    )
    """Two to eight colors."""
    angle: Maybe[Templated[Degrees]] = Field(default=None, examples=[135])
    """Direction in degrees, clockwise: 0 runs from bottom to top, 90 from left to right; 180 where none is given."""


Gradient: TypeAlias = Annotated[
    GradientSpec, ShortForm("a list of colors, or a mapping such as `{colors: [navy, teal]}`", "colors", lists=True)
]


class BackgroundSpec(Model):
    """What is behind a picture: one of `color`, `gradient`, `image`, `video`, `blur`. The short form is a color."""

    color: Maybe[Templated[ColorValue]] = Field(default=None, examples=["#101820"])
    """A color that fills the frame."""
    gradient: Maybe[Gradient] = Field(default=None, examples=[["#101820", "#2a4d69"]])
    """Colors that run into each other."""
    image: Maybe[Templated[Text]] = Field(default=None, examples=["media/bg.png"])
    """A picture, relative to the file that mentions it."""
    video: Maybe[Templated[Text]] = Field(default=None, examples=["media/waves.mp4"])
    """A silent clip, relative to the file that mentions it."""
    blur: Maybe[Templated[SizeValue]] = Field(default=None, examples=["4%"])
    """The scene's own picture, enlarged and blurred this far, around a picture of another ratio."""
    fit: Maybe[Templated[Fit]] = Field(default=None, examples=["cover"])
    """Whether the image or video fills the frame (`cover`, the default) or is shown whole (`contain`)."""
    zoom: Maybe[ZoomSpec] = Field(default=None, examples=[{"to": "110%"}])
    """A slow change of size of the image."""
    trim: Maybe[TrimSpec] = Field(default=None, examples=[{"from": "2s"}])
    """The part of the video that is used."""
    loop: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether the video starts again at its end (the default), or its last picture stays."""


class TransitionSpec(Model):
    """How a scene follows the one before: one kind with its length. The short form is a kind alone, or `cut`.

    It takes no time of its own: half of it lies over the end of one scene, half over the beginning of the other, and
    nothing that is said moves. Both scenes must be longer than it.
    """

    fade: Maybe[Templated[Seconds]] = Field(default=None, examples=["400ms"])
    """How long the picture takes to go through black; None for a cut."""
    dissolve: Maybe[Templated[Seconds]] = Field(default=None, examples=["400ms"])
    """How long one picture turns into the other."""
    slide: Maybe[Templated[Seconds]] = Field(default=None, examples=["400ms"])
    """How long the new picture pushes the old one out."""
    wipe: Maybe[Templated[Seconds]] = Field(default=None, examples=["400ms"])
    """How long an edge takes to uncover the new picture."""
    zoom: Maybe[Templated[Seconds]] = Field(default=None, examples=["400ms"])
    """How long the old picture grows into the new one."""
    dip: Maybe[Templated[Seconds]] = Field(default=None, examples=["400ms"])
    """How long the picture takes to go through `color`."""
    direction: Maybe[Templated[Side]] = Field(default=None, examples=["left"])
    """Where a slide or wipe moves to; `left` where none is given."""
    color: Maybe[Templated[ColorValue]] = Field(default=None, examples=["white"])
    """The color of a dip; white where none is given."""


class PadSpec(Model):
    """Silence around the speech of a scene."""

    before: Templated[Seconds] = Field(default=0.0, examples=["300ms"], json_schema_extra={"default": "0s"})
    """Before the first word."""
    after: Templated[Seconds] = Field(default=0.0, examples=["500ms"], json_schema_extra={"default": "0s"})
    """After the last word."""


TRANSITIONS = ("fade", "dissolve", "slide", "wipe", "zoom", "dip")
_KINDS = ", ".join(f"`{kind}`" for kind in TRANSITIONS)

Background: TypeAlias = Annotated[
    BackgroundSpec, ShortForm("a color, or a mapping such as `{image: media/bg.png}`", "color")
]
Transition: TypeAlias = Annotated[
    TransitionSpec,
    ShortForm(
        f"`cut`, {_KINDS}, or a mapping such as `{{fade: 400ms}}`",
        words=(("cut", ()), *((kind, ((kind, FADE),)) for kind in TRANSITIONS)),
    ),
]
