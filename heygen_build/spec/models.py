"""The project language, version 1, as far as it is built: one model for each mapping a user writes.

A field that may hold a template is `Templated`; a key that may be left out is `Maybe` and None then.
Short forms are expanded here, so that later rooms see one form of everything.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Field, GetJsonSchemaHandler, Tag
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from heygen_build.spec.base import Maybe, Model, ShortForm
from heygen_build.spec.plain import TAG, Plain
from heygen_build.spec.templated import Templated
from heygen_build.spec.types import ColorValue, Finite, Identifier, Locale, Seconds, Text, Version
from heygen_build.units import AspectRatio, Resolution

VariableType: TypeAlias = Literal["string", "number", "boolean", "color", "path", "list", "map", "enum"]
Engine: TypeAlias = Literal["avatar_iii", "avatar_iv", "avatar_v"]
Expressiveness: TypeAlias = Literal["high", "medium", "low"]
Fit: TypeAlias = Literal["cover", "contain"]
SubtitleFormat: TypeAlias = Literal["srt", "vtt"]

Speed: TypeAlias = Annotated[Finite, Field(ge=0.5, le=1.5)]
Pitch: TypeAlias = Annotated[int, Field(ge=-50, le=50)]
Volume: TypeAlias = Annotated[Finite, Field(ge=0, le=1)]
Dollars: TypeAlias = Annotated[Finite, Field(ge=0)]
Percent: TypeAlias = Annotated[Finite, Field(gt=0, le=100)]


class VariableSpec(Model):
    """A variable in its long form."""

    type: Annotated[VariableType, Field(examples=["number"])]
    """What kind of value the variable takes."""
    default: Maybe[Plain] = Field(default=None, examples=[49])
    """The value where nothing else gives one."""
    required: bool = False
    """Whether a value must be given by `--var`, a file or the environment."""
    description: Maybe[Text] = Field(default=None, examples=["USD per month"])
    """What the variable is for; shown when it is missing."""
    values: Maybe[Annotated[list[Plain], Field(min_length=1)]] = Field(default=None, examples=[["free", "pro"]])
    """The values that a variable of type `enum` may have."""


def _variable_form(value: object) -> str:
    return TAG + (
        "long" if isinstance(value, VariableSpec) or (isinstance(value, dict) and "type" in value) else "short"
    )


class _VariableSchema:
    """Tells the schema what the discriminator does: a mapping with a `type` is the long form, and only that."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        long, short = handler(schema)["oneOf"]
        return {"if": {"type": "object", "required": ["type"]}, "then": long, "else": short}


Variable: TypeAlias = Annotated[
    Annotated[VariableSpec, Tag(TAG + "long")] | Annotated[Plain, Tag(TAG + "short")],
    Discriminator(_variable_form),
    _VariableSchema(),
]


class OutputSpec(Model):
    """Where the film goes and what it looks like."""

    path: Maybe[Templated[Text]] = Field(default=None, examples=["dist/{{ slug }}.mp4"])
    """The file, relative to the project file."""
    aspect_ratio: Templated[AspectRatio] = Field(default="16:9", examples=["16:9", "9:16"])
    """Width to height."""
    resolution: Templated[Resolution] = Field(default="720p", examples=["720p", "1080p"])
    """Pixels of the short edge."""
    poster: Templated[bool] = True
    """Whether a still picture is written beside the film."""


class AvatarSpec(Model):
    """A presenter: exactly one of `look` and `photo`."""

    look: Maybe[Templated[Text]] = Field(default=None, examples=["Abigail"])
    """Name or id of a look in the HeyGen account."""
    photo: Maybe[Templated[Text]] = Field(default=None, examples=["media/founder.jpg"])
    """A picture that is animated, relative to the project file."""
    engine: Maybe[Templated[Engine]] = Field(default=None, examples=["avatar_iv"])
    """The HeyGen engine; the look's best one where none is named."""
    expressiveness: Maybe[Templated[Expressiveness]] = Field(default=None, examples=["medium"])
    """How lively the presenter is."""
    motion: Maybe[Templated[Text]] = Field(default=None, examples=["nods while speaking"])
    """How the presenter moves, in words."""


class VoiceSpec(Model):
    """A voice of the account, and how it speaks."""

    name: Templated[Text] = Field(examples=["Chill Brian"])
    """Name or id of a voice in the HeyGen account."""
    speed: Maybe[Templated[Speed]] = Field(default=None, examples=[1.05])
    """1 is the voice's own speed."""
    pitch: Maybe[Templated[Pitch]] = Field(default=None, examples=[-5])
    """0 is the voice's own pitch."""
    volume: Maybe[Templated[Volume]] = Field(default=None, examples=[0.9])
    """From silent (0) to the voice's own volume (1)."""
    locale: Maybe[Templated[Locale]] = Field(default=None, examples=["es-ES"])
    """The accent of a voice that has several."""


class BackgroundSpec(Model):
    """What is behind a picture: a `color` or an `image`. A color alone is the short form."""

    color: Maybe[Templated[ColorValue]] = Field(default=None, examples=["#101820"])
    """A color that fills the frame."""
    image: Maybe[Templated[Text]] = Field(default=None, examples=["media/bg.png"])
    """A picture, relative to the project file."""
    fit: Maybe[Templated[Fit]] = Field(default=None, examples=["cover"])
    """Whether the image fills the frame (`cover`, the default) or is shown whole (`contain`)."""


class TransitionSpec(Model):
    """How a scene follows the one before. The text `cut` stands for no fade."""

    fade: Maybe[Templated[Seconds]] = Field(default=None, examples=["400ms"])
    """How long the picture takes to go through black; None for a cut."""


class PadSpec(Model):
    """Silence around the speech of a scene."""

    before: Templated[Seconds] = Field(default=0.0, examples=["300ms"], json_schema_extra={"default": "0s"})
    """Before the first word."""
    after: Templated[Seconds] = Field(default=0.0, examples=["500ms"], json_schema_extra={"default": "0s"})
    """After the last word."""


Background: TypeAlias = Annotated[
    BackgroundSpec, ShortForm("a color, or a mapping such as `{image: media/bg.png}`", "color")
]
Transition: TypeAlias = Annotated[
    TransitionSpec, ShortForm("`cut` or a mapping such as `{fade: 400ms}`", words=(("cut", ()),))
]


class DefaultsSpec(Model):
    """What scenes use unless they say otherwise."""

    avatar: Maybe[Templated[Text]] = Field(default=None, examples=["host"])
    """A name from `avatars`."""
    voice: Maybe[Templated[Text]] = Field(default=None, examples=["narrator"])
    """A name from `voices`."""
    background: Maybe[Background] = Field(default=None, examples=["#101820"])
    """A color, or `{image: …}`."""
    transition: Maybe[Transition] = Field(default=None, examples=[{"fade": "400ms"}])
    """`cut`, or `{fade: …}`."""
    pad: Maybe[PadSpec] = Field(default=None, examples=[{"after": "500ms"}])
    """Silence around the speech."""


class BurnInSpec(Model):
    """Captions that are part of the picture."""

    style: Literal["boxed"] = Field(default="boxed", examples=["boxed"])
    """How they look."""
    position: Literal["bottom", "top"] = Field(default="bottom", examples=["bottom"])
    """Where they are."""


BurnIn: TypeAlias = Annotated[
    BurnInSpec | None,
    ShortForm("`true` or `false`, or a mapping such as `{position: top}`", words=((True, ()), (False, None))),
]


class CaptionsSpec(Model):
    """Captions beside the film and in it."""

    sidecar: list[SubtitleFormat] = Field(default=["srt", "vtt"], examples=[["srt", "vtt"]])
    """Subtitle files to write beside the film."""
    burn_in: BurnIn = Field(default=None, examples=[True])
    """Whether captions are drawn into the picture, and how; `true` stands for the default style."""


class BudgetSpec(Model):
    """What a build may spend without asking."""

    max_usd: Templated[Dollars] = Field(examples=[20])
    """US dollars for one build."""


class CardSpec(Model):
    """Text in the middle of a background. A text alone is the short form."""

    text: Templated[Text] = Field(examples=["Try it today"])
    """What is written on the card."""
    size: Maybe[Templated[Percent]] = Field(default=None, examples=[9])
    """Height of the letters."""
    color: Maybe[Templated[ColorValue]] = Field(default=None, examples=["white"])
    """Color of the letters."""
    background: Maybe[Background] = Field(default=None, examples=["#101820"])
    """What is behind the text, unless the scene's `background` says it."""


class SceneSpec(Model):
    """A part of the film: one picture source, and what is said over it."""

    id: Maybe[Templated[Text]] = Field(default=None, examples=["hook"])
    """A name for messages and reports, unique in the project."""
    script: Maybe[Templated[Text]] = Field(default=None, examples=["Meet {{ product }}."])
    """What is said."""
    avatar: Maybe[Templated[Text]] = Field(default=None, examples=["host"])
    """A name from `avatars`: who says it, in the picture."""
    voice: Maybe[Templated[Text]] = Field(default=None, examples=["narrator"])
    """A name from `voices`."""
    image: Maybe[Templated[Text]] = Field(default=None, examples=["media/chart.png"])
    """A still picture, relative to the project file."""
    fit: Maybe[Templated[Fit]] = Field(default=None, examples=["contain"])
    """Whether the image fills the frame (`cover`, the default) or is shown whole (`contain`)."""
    card: Maybe[Annotated[CardSpec, ShortForm("text, or a mapping such as `{text: Hello}`", "text")]] = Field(
        default=None, examples=["Try it today"]
    )
    """Text on a background."""
    hold: Maybe[Templated[Seconds]] = Field(default=None, examples=["3s"])
    """How long a scene without a script lasts."""
    pad: Maybe[PadSpec] = Field(default=None, examples=[{"after": "500ms"}])
    """Silence around the speech."""
    transition: Maybe[Transition] = Field(default=None, examples=[{"fade": "400ms"}])
    """How the scene follows the one before: `cut`, or `{fade: …}`."""
    background: Maybe[Background] = Field(default=None, examples=["#101820"])
    """A color, or `{image: …}`."""


class ProjectSpec(Model):
    """A whole project: right in shape, without unknown keys, with templates that compile. Nothing is evaluated yet."""

    heygen_build: Version = Field(examples=[1])
    """Version of the project language."""
    title: Templated[Text] = Field(examples=["{{ product }} in one minute"])
    """Title of the film."""
    slug: Maybe[Templated[Text]] = Field(default=None, examples=["aurora-minute"])
    """A short name for files; the folder's name where none is given."""
    variables: dict[Identifier, Variable] = Field(default={}, examples=[{"product": "Aurora"}])
    """Values for templates, each with a default or in the long form with a `type`."""
    output: OutputSpec = OutputSpec()
    """Where the film goes and what it looks like."""
    avatars: dict[Identifier, AvatarSpec] = Field(default={}, examples=[{"host": {"look": "Abigail"}}])
    """Presenters, each under a name of your choice."""
    voices: dict[Identifier, VoiceSpec] = Field(default={}, examples=[{"narrator": {"name": "Chill Brian"}}])
    """Voices, each under a name of your choice."""
    defaults: DefaultsSpec = DefaultsSpec()
    """What scenes use unless they say otherwise."""
    captions: CaptionsSpec = CaptionsSpec()
    """Captions beside the film and in it."""
    budget: Maybe[BudgetSpec] = Field(default=None, examples=[{"max_usd": 20}])
    """What a build may spend without asking."""
    scenes: Annotated[list[SceneSpec], Field(min_length=1)] = Field(examples=[[{"script": "Hello."}]])
    """The film, scene by scene."""
