"""Orders to HeyGen's Video Agent: a prompt, or a brief that is compiled to one."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from heygen_build.spec.base import Maybe, Model, ShortForm
from heygen_build.spec.models.words import AgentStyle, Orientation
from heygen_build.spec.templated import Templated
from heygen_build.spec.types import Seconds, Text

Texts: TypeAlias = Annotated[list[Templated[Text]], Field(min_length=1)]


class AgentSceneSpec(Model):
    """A scene of a brief. A text alone is what is said."""

    kind: Maybe[Templated[Literal["a-roll", "b-roll", "overlay"]]] = Field(default=None, examples=["b-roll"])
    """The presenter alone, no presenter, or the presenter beside other things."""
    duration: Maybe[Templated[Seconds]] = Field(default=None, examples=["12s"])
    """How long it should be, for the budget of words; the prompt names the total only."""
    stage: Maybe[Templated[Text]] = Field(default=None, examples=["At the workbench, morning light"])
    """Where and how it happens."""
    voiceover: Templated[Text] = Field(examples=["Every roof collects more water than its garden needs."])
    """What is said."""
    visuals: Maybe[Texts] = Field(default=None, examples=[["Rain gauge FILLS from left to right"]])
    """What is seen, layer by layer, each with a verb of motion."""
    transition: Maybe[Templated[Text]] = Field(default=None, examples=["grid wipe"])
    """How it follows the scene before."""


class AgentStyleSpec(Model):
    """How the film looks. The name of a published style alone is the short form."""

    name: Maybe[Templated[AgentStyle]] = Field(default=None, examples=["swiss-pulse"])
    """One of the twenty published visual styles."""
    id: Maybe[Templated[Text]] = Field(default=None, examples=["style_01"])
    """Name or id of a style in the account."""
    prompt: Maybe[Templated[Text]] = Field(default=None, examples=["Paper cut-outs on kraft paper, soft shadows"])
    """A style in words: colors, type, motion."""


class AgentFileSpec(Model):
    """A file that the agent may use. A path alone is the short form."""

    file: Templated[Text] = Field(examples=["media/tank.png"])
    """The file, relative to the file that mentions it."""
    use: Maybe[Templated[Text]] = Field(default=None, examples=["when the tank is named"])
    """Where it is used, in words."""


AgentFile: TypeAlias = Annotated[AgentFileSpec, ShortForm("a file, or a mapping such as `{file: media/a.png}`", "file")]


class AgentSpec(Model):
    """An order to the Video Agent: a `prompt`, or the parts of a brief. A prompt alone is the short form."""

    prompt: Maybe[Templated[Text]] = Field(default=None, examples=["A 45-second explainer about rainwater tanks"])
    """The whole order in one text, up to 10,000 characters."""
    format: Maybe[Templated[Text]] = Field(default=None, examples=["explainer for social media"])
    """What kind of film it is."""
    tone: Maybe[Templated[Text]] = Field(default=None, examples=["warm, practical, a little dry"])
    """How it speaks."""
    duration: Maybe[Templated[Seconds]] = Field(default=None, examples=["45s"])
    """How long it should be; the agent keeps to it roughly."""
    avatar: Maybe[Templated[Text]] = Field(default=None, examples=["host"])
    """A name from `avatars`."""
    presenter: Maybe[Templated[Text]] = Field(default=None, examples=["Calm, hands visible, stands at the left"])
    """The presenter in words; with an `avatar` only how the lines are delivered."""
    voice: Maybe[Templated[Text]] = Field(default=None, examples=["narrator"])
    """A name from `voices`."""
    script: Maybe[Templated[Text]] = Field(default=None, examples=["Every roof collects water."])
    """What is said, without scenes."""
    scenes: Maybe[
        Annotated[
            list[
                Annotated[
                    AgentSceneSpec,
                    ShortForm("text, or a mapping such as `{voiceover: Hello}`", "voiceover"),
                ]
            ],
            Field(min_length=1),
        ]
    ] = Field(default=None, examples=[[{"kind": "a-roll", "voiceover": "Every roof collects water."}]])
    """The film, scene by scene."""
    freedom: Maybe[Templated[Literal["free", "close"]]] = Field(default=None, examples=["free"])
    """Whether the script is a theme that may be expanded (`free`, the default), or is followed closely."""
    critical_text: Maybe[Texts] = Field(default=None, examples=[["1,200 liters", "aurora.example"]])
    """What must be on screen letter by letter."""
    style: Maybe[
        Annotated[AgentStyleSpec, ShortForm("a style such as `swiss-pulse`, or a mapping such as `{id: abc}`", "name")]
    ] = Field(default=None, examples=["swiss-pulse"])
    """How the film looks."""
    music: Maybe[Templated[Text]] = Field(default=None, examples=["light marimba, rising towards the end"])
    """Music in words."""
    narration: Maybe[Templated[Text]] = Field(default=None, examples=["unhurried, short pauses after numbers"])
    """Pace and pauses in words."""
    media: Maybe[Templated[Text]] = Field(default=None, examples=["motion graphics for numbers, stock for places"])
    """Which kinds of pictures are used for what, in words."""
    files: Maybe[Annotated[list[AgentFile], Field(min_length=1, max_length=20)]] = Field(
        default=None, examples=[[{"file": "media/tank.png", "use": "when the tank is named"}]]
    )
    """Up to 20 images, clips, sounds or PDF files."""
    brand_kit: Maybe[Templated[Text]] = Field(default=None, examples=["Acme"])
    """Name or id of a brand kit in the account."""
    orientation: Maybe[Templated[Orientation]] = Field(default=None, examples=["landscape"])
    """Shape of the picture; by `output.aspect_ratio` where nothing is given."""
    mode: Maybe[Templated[Literal["generate", "chat"]]] = Field(default=None, examples=["generate"])
    """Whether the agent works through (`generate`, the default) or may ask (`chat`)."""
    messages: Maybe[Texts] = Field(default=None, examples=[["Use the blue version of the logo."]])
    """Answers to what the agent asks in mode `chat`, in order."""
    incognito: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether the agent forgets the order afterwards."""


Agent: TypeAlias = Annotated[AgentSpec, ShortForm("a prompt, or a mapping such as `{prompt: A short film}`", "prompt")]
