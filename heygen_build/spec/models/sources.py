"""Pictures that HeyGen makes besides avatars, and what it does to clips."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from heygen_build.spec.base import Maybe, Model, ShortForm
from heygen_build.spec.models.words import DubbingMode, Provider
from heygen_build.spec.plain import Plain
from heygen_build.spec.templated import Templated
from heygen_build.spec.types import Finite, Text, Unit
from heygen_build.units import DURATION_PATTERN, AspectRatio, UnitError, parse_duration

AUTO = "auto"
Alignment: TypeAlias = Annotated[int, Field(ge=1, le=9)]
FontSize: TypeAlias = Annotated[Finite, Field(gt=0, le=1000)]
"""Of the subtitles of a template (v3 templates, `subtitles`)."""
_DURATIONS = "a duration of 4 to 15 whole seconds such as `8s`, or `auto`"


def _parse_cinematic(text: str) -> float:
    """Seconds; 0 for `auto`. The API takes whole seconds from 4 to 15 (v3 `cinematic_avatar`)."""
    if text == AUTO:
        return 0.0
    seconds = parse_duration(text)
    if seconds != int(seconds) or not 4 <= seconds <= 15:
        raise UnitError(f"`{text}` is not 4 to 15 whole seconds", _DURATIONS)
    return seconds


CinematicDuration: TypeAlias = Annotated[
    float,
    Unit(_parse_cinematic, float, _DURATIONS, DURATION_PATTERN.replace("^(?:", "^(?:auto|", 1), ("8s", "auto"), "s"),
]


class GenerateSpec(Model):
    """A clip made from a prompt, and from pictures (workflow `GenerateVideoNode`)."""

    prompt: Templated[Text] = Field(examples=["Drone shot over a coastal city at golden hour"])
    """What the clip shows."""
    provider: Templated[Provider] = Field(default="veo_3_1", examples=["veo_3_1", "kling_pro"])
    """The model that makes it."""
    reference_image: Maybe[Templated[Text]] = Field(default=None, examples=["media/still.png"])
    """The first picture, or how things look; relative to the file that mentions it."""
    tail_image: Maybe[Templated[Text]] = Field(default=None, examples=["media/end.png"])
    """The last picture."""
    aspect_ratio: Maybe[Templated[AspectRatio]] = Field(default=None, examples=["9:16"])
    """Width to height; that of the film where none is given."""
    config: Maybe[dict[Text, Plain]] = Field(default=None, examples=[{"seed": 7}])
    """Settings of the provider, handed on as they are."""


class CinematicSpec(Model):
    """A silent shot with presenters in it (v3 `cinematic_avatar`)."""

    prompt: Templated[Text] = Field(examples=["She walks along a sunlit corridor, handheld camera."])
    """What happens, up to 10,000 characters."""
    avatars: Annotated[list[Templated[Text]], Field(min_length=1, max_length=3)] = Field(examples=[["host"]])
    """One to three names from `avatars`."""
    references: Maybe[Annotated[list[Templated[Text]], Field(min_length=1, max_length=12)]] = Field(
        default=None, examples=[["media/corridor.jpg"]]
    )
    """Pictures and clips of places and things: with the looks, up to nine images and three videos."""
    duration: Maybe[Templated[CinematicDuration]] = Field(default=None, examples=["8s", "auto"])
    """Length in whole seconds, 4 to 15, or `auto`; `10s` where none is given."""
    enhance_prompt: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether HeyGen rewrites the prompt."""


class TemplatePositionSpec(Model):
    """Where HeyGen puts subtitles, in its own units."""

    x: Maybe[Templated[Finite]] = Field(default=None, examples=[0])
    """From the left."""
    y: Maybe[Templated[Finite]] = Field(default=None, examples=[40])
    """From the top."""


class TemplateSubtitlesSpec(Model):
    """Subtitles that HeyGen draws into a template's video. The name of a preset alone is the short form."""

    preset_name: Templated[Text] = Field(examples=["classic", "bold", "bright"])
    """How they look."""
    alignment: Maybe[Templated[Alignment]] = Field(default=None, examples=[2])
    """HeyGen's number for where they stand; 2 where none is given."""
    font_size: Maybe[Templated[FontSize]] = Field(default=None, examples=[48])
    """Height of the letters."""
    disable_highlight: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether the spoken word looks like all others."""
    position: Maybe[TemplatePositionSpec] = Field(default=None, examples=[{"x": 0, "y": 40}])
    """Where they stand, exactly."""


class TemplateSpec(Model):
    """A template of the account, by `id` or `name`, filled in."""

    id: Maybe[Templated[Text]] = Field(default=None, examples=["tpl_01"])
    """The template's id."""
    name: Maybe[Templated[Text]] = Field(default=None, examples=["Welcome"])
    """The template's name in the account."""
    variables: Maybe[dict[Text, Plain]] = Field(default=None, examples=[{"customer": "{{ customer.name }}"}])
    """Values for the template's variables, by the type of each: a text, a file, the name of a voice or an avatar of the
    project or the account; or a mapping such as `{file: logo.png, fit: contain}`, `{url: https://…, play_style: loop}`,
    `{voice: Ivy, locale: en-GB}` or `{avatar: host, type: talking_photo}`."""
    scenes: Maybe[Annotated[list[Templated[Text]], Field(min_length=1)]] = Field(default=None, examples=[["s1", "s3"]])
    """Ids of the template's scenes to use, in this order; all where none are given."""
    caption: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether HeyGen draws captions into the video; those of the project cost nothing, and look as it says."""
    subtitles: Maybe[
        Annotated[
            TemplateSubtitlesSpec,
            ShortForm("a preset such as `classic`, or a mapping such as `{preset_name: bold}`", "preset_name"),
        ]
    ] = Field(default=None, examples=["classic"])
    """How HeyGen draws captions into the video."""
    reorder_music: Maybe[Templated[bool]] = Field(default=None, examples=[False])
    """Whether the template's music follows its scenes when they are sorted, which is the default."""
    keep_text_vertically_centered: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether texts that get longer or shorter stay in the middle of their boxes."""
    brand_voice: Maybe[Templated[Text]] = Field(default=None, examples=["bv_01"])
    """Id of a brand voice in the account, which decides how words are said."""


class LipsyncSpec(Model):
    """Moves lips in a clip to other speech (v3 lipsyncs). `true` is the short form for the usual one."""

    mode: Maybe[Templated[DubbingMode]] = Field(default=None, examples=["precision"])
    """`precision` costs twice as much as `speed`, the default."""
    dynamic_duration: Maybe[Templated[bool]] = Field(default=None, examples=[False])
    """Whether the clip may get longer or shorter with the speech, which is the default."""
    speech_enhancement: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether speech is cleaned."""
    disable_music_track: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether music is taken out of the clip."""


class FaceSwapSpec(Model):
    """Puts a face into a clip (workflow `FaceswapNode`). A picture alone is the short form."""

    image: Templated[Text] = Field(examples=["media/face.jpg"])
    """One clear face from the front, relative to the file that mentions it."""


Lipsync: TypeAlias = Annotated[
    LipsyncSpec, ShortForm("`true`, or a mapping such as `{mode: precision}`", words=((True, ()),))
]
FaceSwap: TypeAlias = Annotated[FaceSwapSpec, ShortForm("a picture, or a mapping such as `{image: face.jpg}`", "image")]
