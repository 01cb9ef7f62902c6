"""What is laid over the picture: texts, images and clips, with their times; and captions."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from heygen_build.spec.base import Maybe, Model, ShortForm
from heygen_build.spec.models.look import OffsetSpec, Style, TrimSpec
from heygen_build.spec.models.words import (
    Anchor,
    Animation,
    CaptionLines,
    CaptionLook,
    CharactersPerLine,
    CharactersPerSecond,
    Ordinal,
    Share,
    SubtitleFormat,
)
from heygen_build.spec.templated import Templated
from heygen_build.spec.types import ColorValue, Decibels, Locale, MomentValue, Offset, Seconds, SizeValue, Stretch, Text


class MomentSpec(Model):
    """A time in the scene: a `time`, or when a `word` is said. A time alone is the short form."""

    time: Maybe[Templated[MomentValue]] = Field(default=None, examples=["1.5s", "50%", "end-2s"])
    """From the scene's start, as a share of its length, or before its end."""
    word: Maybe[Templated[Text]] = Field(default=None, examples=["Aurora"])
    """When this word is said, as the script shows it."""
    nth: Maybe[Templated[Ordinal]] = Field(default=None, examples=[2])
    """Which time the word is said; the first where none is given."""
    offset: Maybe[Templated[Offset]] = Field(default=None, examples=["-200ms"])
    """This much later; less than zero is earlier."""


Moment: TypeAlias = Annotated[
    MomentSpec,
    ShortForm("a time in the scene such as `1.5s`, `50%` or `end-2s`, or a mapping such as `{word: Aurora}`", "time"),
]


class AnimateSpec(Model):
    """How something comes and goes. A word alone is how it comes."""

    in_: Maybe[Templated[Animation]] = Field(default=None, alias="in", examples=["slide-up"])
    """How it comes."""
    out: Maybe[Templated[Animation]] = Field(default=None, examples=["fade"])
    """How it goes; a short fade where none is given."""
    duration: Maybe[Templated[Seconds]] = Field(default=None, examples=["300ms"])
    """How long coming and going take, each: `300ms` where nothing is given, `1.2s` to type a text."""


Animate: TypeAlias = Annotated[
    AnimateSpec, ShortForm("an animation such as `slide-up`, or a mapping such as `{in: pop, out: fade}`", "in")
]


class LowerThirdSpec(Model):
    """A name and what it stands for, at the lower edge."""

    title: Templated[Text] = Field(examples=["Ada Marsh"])
    """The larger line."""
    subtitle: Maybe[Templated[Text]] = Field(default=None, examples=["Head of product"])
    """The smaller line."""


class ProgressSpec(Model):
    """A bar that grows with the time of the film. `true` is the short form for the usual one."""

    color: Maybe[Templated[ColorValue]] = Field(default=None, examples=["#ff5a36"])
    """Color of the bar."""
    height: Maybe[Templated[SizeValue]] = Field(default=None, examples=["6px"])
    """Thickness of the bar."""


class OverlaySpec(Model):
    """Something over the picture: exactly one of `text`, `image`, `video`, `lower_third` and `progress`."""

    text: Maybe[Templated[Text]] = Field(default=None, examples=["{{ product }}"])
    """What is written."""
    image: Maybe[Templated[Text]] = Field(default=None, examples=["media/logo.png"])
    """A picture (PNG with transparency, SVG, JPEG), relative to the file that mentions it."""
    video: Maybe[Templated[Text]] = Field(default=None, examples=["media/sparkle.webm"])
    """A clip, relative to the file that mentions it."""
    lower_third: Maybe[
        Annotated[LowerThirdSpec, ShortForm("text, or a mapping such as `{title: Ada, subtitle: Host}`", "title")]
    ] = Field(default=None, examples=[{"title": "Ada Marsh", "subtitle": "Head of product"}])
    """A name and what it stands for."""
    progress: Maybe[
        Annotated[ProgressSpec, ShortForm("`true`, or a mapping such as `{color: white}`", words=((True, ()),))]
    ] = Field(default=None, examples=[True])
    """A bar that grows with the time of the film."""
    style: Maybe[Style] = Field(default=None, examples=["headline"])
    """How the text looks: a name from `styles`, or a mapping of its own."""
    at: Maybe[Templated[Anchor]] = Field(default=None, examples=["top-right"])
    """Where it is; in the center where nothing is given."""
    offset: Maybe[OffsetSpec] = Field(default=None, examples=[{"y": "-4%"}])
    """How far it is moved from there."""
    width: Maybe[Templated[SizeValue]] = Field(default=None, examples=["10%"])
    """How wide it is; `%` counts from the frame's width."""
    height: Maybe[Templated[SizeValue]] = Field(default=None, examples=["20%"])
    """How high it is; `%` counts from the frame's height."""
    opacity: Maybe[Templated[Share]] = Field(default=None, examples=[0.8])
    """From invisible (0) to solid (1)."""
    from_: Maybe[Moment] = Field(default=None, alias="from", examples=["1s", {"word": "Aurora"}])
    """When it comes; with the scene where nothing is given."""
    to: Maybe[Moment] = Field(default=None, examples=["end-2s"])
    """When it goes; with the scene where nothing is given."""
    for_: Maybe[Templated[Stretch]] = Field(default=None, alias="for", examples=["3s"])
    """How long it stays, in place of `to`."""
    animate: Maybe[Animate] = Field(default=None, examples=["slide-up", {"in": "pop", "out": "fade"}])
    """How it comes and goes."""
    trim: Maybe[TrimSpec] = Field(default=None, examples=[{"to": "4s"}])
    """The part of the video that is used."""
    loop: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether the video starts again at its end."""
    volume: Maybe[Templated[Decibels]] = Field(default=None, examples=["-12dB"])
    """How loud the video is; silent where nothing is given."""


class BurnInSpec(Model):
    """Captions that are part of the picture."""

    style: Templated[CaptionLook] = Field(default="boxed", examples=["boxed", "karaoke"])
    """How they look; `karaoke` marks the word that is said."""
    position: Templated[Literal["bottom", "top"]] = Field(default="bottom", examples=["bottom"])
    """Where they are."""
    text: Maybe[Style] = Field(default=None, examples=["subtitle"])
    """Font, size and colors, where they differ from the look's own."""
    highlight: Maybe[Templated[ColorValue]] = Field(default=None, examples=["#ffd400"])
    """Color of the word that is said."""


BurnIn: TypeAlias = Annotated[
    BurnInSpec | None,
    ShortForm("`true` or `false`, or a mapping such as `{position: top}`", words=((True, ()), (False, None))),
]


class CaptionRulesSpec(Model):
    """How captions are broken into lines and times, as broadcasters do it."""

    max_chars: Templated[CharactersPerLine] = Field(default=42, examples=[42])
    """Characters of one line."""
    max_lines: Templated[CaptionLines] = Field(default=2, examples=[2])
    """Lines of one caption."""
    max_cps: Templated[CharactersPerSecond] = Field(default=20, examples=[17])
    """Characters a second that people are expected to read."""
    min_gap: Maybe[Templated[Seconds]] = Field(default=None, examples=["80ms"])
    """Time between two captions."""


class CaptionsSpec(Model):
    """Captions beside the film and in it."""

    sidecar: list[SubtitleFormat] = Field(default=["srt", "vtt"], examples=[["srt", "vtt"]])
    """Subtitle files to write beside the film."""
    track: Templated[bool] = False
    """Whether the film carries captions that a player can switch on."""
    burn_in: BurnIn = Field(default=None, examples=[True])
    """Whether captions are drawn into the picture, and how; `true` stands for the default style."""
    rules: CaptionRulesSpec = CaptionRulesSpec()
    """How captions are broken into lines and times."""
    language: Maybe[Templated[Locale]] = Field(default=None, examples=["es"])
    """Language of the captions, where it is not that of the speech; it needs a `file`."""
    file: Maybe[Templated[Text]] = Field(default=None, examples=["translations/{{ locale }}.srt"])
    """Captions that were written by hand or translated, relative to the file that mentions them."""
