"""Scenes: one picture source each, what is said, and what is laid over it."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from heygen_build.spec.base import Maybe, Model, ShortForm
from heygen_build.spec.models.agent import Agent
from heygen_build.spec.models.look import (
    Background,
    OffsetSpec,
    PadSpec,
    PanSpec,
    Shadow,
    StrokeSpec,
    Style,
    Transition,
    TrimSpec,
    ZoomSpec,
)
from heygen_build.spec.models.overlay import OverlaySpec
from heygen_build.spec.models.sound import Music, Sound
from heygen_build.spec.models.sources import (
    CinematicSpec,
    FaceSwap,
    GenerateSpec,
    Lipsync,
    TemplateSpec,
)
from heygen_build.spec.models.words import Anchor, ClipSpeed, Fit, Matte, Shape
from heygen_build.spec.plain import Forms, Plain
from heygen_build.spec.templated import Templated
from heygen_build.spec.types import ColorValue, Decibels, Identifier, Seconds, SizeValue, Text

ForEach: TypeAlias = Annotated[
    Plain, Forms("a list or a mapping, or a template of one such as `{{ features }}`", ("list", "map"))
]


class CardSpec(Model):
    """Text in the middle of a background. A text alone is the short form."""

    text: Templated[Text] = Field(examples=["Try it today"])
    """What is written on the card."""
    style: Maybe[Style] = Field(default=None, examples=["headline"])
    """How the text looks: a name from `styles`, or a mapping of its own."""
    size: Maybe[Templated[SizeValue]] = Field(default=None, examples=["9%"])
    """Height of the letters; `%` counts from the frame's height."""
    color: Maybe[Templated[ColorValue]] = Field(default=None, examples=["white"])
    """Color of the letters."""
    background: Maybe[Background] = Field(default=None, examples=["#101820"])
    """What is behind the text, unless the scene's `background` says it."""


class PresenterSpec(Model):
    """An avatar over the picture, without its background. A name from `avatars` alone is the short form."""

    avatar: Maybe[Templated[Text]] = Field(default=None, examples=["host"])
    """A name from `avatars`; the default avatar where none is given."""
    shape: Templated[Shape] = Field(default="rectangle", examples=["circle"])
    """The outline that the avatar is cut to."""
    at: Templated[Anchor] = Field(default="bottom-right", examples=["bottom-right"])
    """Where the avatar is."""
    offset: Maybe[OffsetSpec] = Field(default=None, examples=[{"x": "-2%"}])
    """How far it is moved from there."""
    size: Maybe[Templated[SizeValue]] = Field(default=None, examples=["26%"])
    """How wide it is; `%` counts from the frame's width."""
    radius: Maybe[Templated[SizeValue]] = Field(default=None, examples=["24px"])
    """How round the corners of the shape `rounded` are."""
    background: Maybe[Templated[ColorValue]] = Field(default=None, examples=["#101820"])
    """A color behind the avatar, within its shape."""
    border: Maybe[StrokeSpec] = Field(default=None, examples=[{"color": "white", "width": "4px"}])
    """A line around the shape."""
    shadow: Maybe[Shadow] = Field(default=None, examples=[True])
    """A shadow of the shape."""
    matte: Templated[Matte] = Field(default="alpha", examples=["alpha"])
    """`alpha` orders a transparent clip; `green` a green background that is keyed here, for looks without matting."""


Card: TypeAlias = Annotated[CardSpec, ShortForm("text, or a mapping such as `{text: Hello}`", "text")]
Presenter: TypeAlias = Annotated[
    PresenterSpec, ShortForm("a name from `avatars`, or a mapping such as `{avatar: host, shape: circle}`", "avatar")
]


class AudioSpec(Model):
    """Recorded speech. A file alone is the short form."""

    file: Templated[Text] = Field(examples=["media/speech.wav"])
    """The recording, relative to the file that mentions it."""
    script: Maybe[Templated[Text]] = Field(default=None, examples=["Welcome to the tour."])
    """What is said in it, for captions and overlays that wait for a word, where HeyGen sends no subtitles of it."""


Audio: TypeAlias = Annotated[
    AudioSpec, ShortForm("a file, or a mapping such as `{file: media/speech.wav, script: Hello.}`", "file")
]


class SceneSpec(Model):
    """A part of the film: one picture source, and what is said over it."""

    id: Maybe[Templated[Text]] = Field(default=None, examples=["hook"])
    """A name for messages and reports, unique in the film."""
    for_each: Maybe[ForEach] = Field(default=None, examples=["{{ features }}", ["red", "green"]])
    """Makes a scene for each item of a list or mapping; `loop.index` counts them from 1."""
    as_: Maybe[Identifier] = Field(default=None, alias="as", examples=["feature"])
    """What templates call the item; `item` where nothing is given."""
    when: Maybe[Templated[bool]] = Field(default=None, examples=["{{ feature.live }}"])
    """Whether the scene is part of the film."""

    script: Maybe[Templated[Text]] = Field(default=None, examples=["Meet {{ product }}."])
    """What is said. `[shown](say:spoken)` makes captions show one text and voices say another."""
    voice: Maybe[Templated[Text]] = Field(default=None, examples=["narrator"])
    """A name from `voices`."""
    audio: Maybe[Audio] = Field(
        default=None, examples=["media/speech.wav", {"file": "media/speech.wav", "script": "Welcome."}]
    )
    """Recorded speech in place of a script."""

    avatar: Maybe[Templated[Text]] = Field(default=None, examples=["host"])
    """A name from `avatars`: who says it, in the picture."""
    image: Maybe[Templated[Text]] = Field(default=None, examples=["media/chart.png"])
    """A still picture, relative to the file that mentions it."""
    video: Maybe[Templated[Text]] = Field(default=None, examples=["media/screen.mp4"])
    """A clip, relative to the file that mentions it."""
    card: Maybe[Card] = Field(default=None, examples=["Try it today"])
    """Text on a background."""
    generate: Maybe[GenerateSpec] = Field(default=None, examples=[{"prompt": "Drone shot over a coastal city"}])
    """A clip that a model makes from a prompt."""
    cinematic: Maybe[CinematicSpec] = Field(
        default=None, examples=[{"prompt": "She walks along a sunlit corridor", "avatars": ["host"]}]
    )
    """A silent shot with one to three presenters in it."""
    template: Maybe[TemplateSpec] = Field(default=None, examples=[{"name": "Welcome", "variables": {"name": "Ana"}}])
    """A template of the account, filled in."""
    agent: Maybe[Agent] = Field(default=None, examples=["A 10-second opener about rain"])
    """A clip from HeyGen's Video Agent."""

    fit: Maybe[Templated[Fit]] = Field(default=None, examples=["contain"])
    """Whether the image or clip fills the frame (`cover`, the default) or is shown whole (`contain`). What it does not
    reach shows the `background`: `{blur: 4%}` is the picture itself, enlarged and blurred."""
    zoom: Maybe[ZoomSpec] = Field(default=None, examples=[{"from": "100%", "to": "112%"}])
    """A slow change of size of the image or clip, evenly over the whole scene."""
    pan: Maybe[PanSpec] = Field(default=None, examples=[{"from": "left", "to": "right"}])
    """A slow move over the image, evenly over the whole scene. An image that just fills the frame is enlarged by an
    eighth, so that there is something to move over; `zoom` says it otherwise."""
    trim: Maybe[TrimSpec] = Field(default=None, examples=[{"from": "1.5s", "to": "9s"}])
    """The part of the clip that is used."""
    speed: Maybe[Templated[ClipSpeed]] = Field(default=None, examples=[1.5])
    """How fast the clip runs; 1 is its own speed. Its sound keeps its pitch."""
    loop: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether the clip starts again at its end, for as long as the speech or the `hold`. Without it, a clip that is
    shorter holds its last picture, and one that is longer is shown to its end."""
    volume: Maybe[Templated[Decibels]] = Field(default=None, examples=["-18dB"])
    """How loud the clip's own sound is, against its own volume; it is heard under what is said."""
    mute: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether the clip's own sound is left out."""
    lipsync: Maybe[Lipsync] = Field(default=None, examples=[True, {"mode": "precision"}])
    """Whether lips in the clip are moved to the speech."""
    face_swap: Maybe[FaceSwap] = Field(default=None, examples=["media/face.jpg"])
    """A face that replaces the one in the clip."""

    presenter: Maybe[Presenter] = Field(default=None, examples=["host", {"shape": "circle", "at": "bottom-right"}])
    """An avatar over the picture, who speaks the script."""
    hold: Maybe[Templated[Seconds]] = Field(default=None, examples=["3s"])
    """How long a scene without speech lasts. A clip without speech is as long as it is, unless this says otherwise."""
    pad: Maybe[PadSpec] = Field(default=None, examples=[{"after": "500ms"}])
    """Silence around the speech. A clip stands still while it lasts."""
    transition: Maybe[Transition] = Field(default=None, examples=["cut", {"fade": "400ms"}])
    """How the scene follows the one before: `cut`, a kind such as `dissolve`, or a kind with its length."""
    background: Maybe[Background] = Field(default=None, examples=["#101820"])
    """A color, `{gradient: …}`, `{image: …}` or `{video: …}`."""
    overlays: Maybe[Annotated[list[OverlaySpec], Field(min_length=1)]] = Field(
        default=None, examples=[[{"text": "New", "at": "top-left"}]]
    )
    """What is laid over the picture, above the overlays of the project."""
    captions: Maybe[Templated[bool]] = Field(default=None, examples=[False])
    """Whether the scene has captions."""
    music: Maybe[Music] = Field(default=None, examples=[False, "media/calm.mp3"])
    """Music of this scene in place of the film's; `false` for none."""
    sounds: Maybe[Annotated[list[Sound], Field(min_length=1)]] = Field(
        default=None, examples=[[{"file": "media/ding.wav", "at": {"word": "now"}}]]
    )
    """Short sounds at times of the scene."""
