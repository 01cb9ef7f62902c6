"""The whole project."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from heygen_build.spec.base import Maybe, Model
from heygen_build.spec.models.agent import Agent
from heygen_build.spec.models.cast import AvatarSpec, VoiceSpec
from heygen_build.spec.models.look import Background, PadSpec, StyleSpec, Transition
from heygen_build.spec.models.overlay import CaptionsSpec, OverlaySpec
from heygen_build.spec.models.result import BudgetSpec, CacheSpec, OutputSpec, RenderSpec, TestsSpec, Translation
from heygen_build.spec.models.scene import SceneSpec
from heygen_build.spec.models.sound import Music
from heygen_build.spec.models.variables import MatrixSpec, Variable
from heygen_build.spec.templated import Templated
from heygen_build.spec.types import Identifier, Loudness, Text, Version


class DefaultsSpec(Model):
    """What scenes use unless they say otherwise."""

    avatar: Maybe[Templated[Text]] = Field(default=None, examples=["host"])
    """A name from `avatars`."""
    voice: Maybe[Templated[Text]] = Field(default=None, examples=["narrator"])
    """A name from `voices`."""
    background: Maybe[Background] = Field(default=None, examples=["#101820"])
    """A color, `{gradient: …}`, `{image: …}` or `{video: …}`."""
    transition: Maybe[Transition] = Field(default=None, examples=[{"fade": "400ms"}])
    """How a scene follows the one before: `cut`, a kind such as `dissolve`, or a kind with its length."""
    pad: Maybe[PadSpec] = Field(default=None, examples=[{"after": "500ms"}])
    """Silence around the speech."""


class ProjectSpec(Model):
    """A whole project: right in shape, without unknown keys, with templates that compile. Nothing is evaluated yet."""

    heygen_build: Version = Field(examples=[1])
    """Version of the project language."""
    title: Templated[Text] = Field(examples=["{{ product }} in one minute"])
    """Title of the film."""
    slug: Maybe[Templated[Text]] = Field(default=None, examples=["aurora-minute"])
    """A short name for files; the folder's name where none is given."""
    include: Annotated[list[Text], Field(min_length=1)] = Field(default=[], examples=[["../shared/brand.yaml"]])
    """Files whose keys are merged under those of this one: mappings merge, lists replace."""
    variables: dict[Identifier, Variable] = Field(default={}, examples=[{"product": "Aurora"}])
    """Values for templates, each with a default or in the long form with a `type`."""
    matrix: Maybe[MatrixSpec] = Field(default=None, examples=[{"locale": ["en-US", "es-ES"]}])
    """One film for each combination of values."""
    output: OutputSpec = Field(default=OutputSpec(), examples=[{"aspect_ratio": "9:16", "resolution": "1080p"}])
    """Where the film goes and what it looks like."""
    avatars: dict[Identifier, AvatarSpec] = Field(default={}, examples=[{"host": {"look": "Abigail"}}])
    """Presenters, each under a name of your choice."""
    voices: dict[Identifier, VoiceSpec] = Field(default={}, examples=[{"narrator": {"name": "Chill Brian"}}])
    """Voices, each under a name of your choice."""
    pronunciations: dict[Text, Text] = Field(default={}, examples=[{"HeyGen": "Hey Jen"}])
    """Words as they are written, and how they are said; captions show what is written."""
    styles: dict[Identifier, StyleSpec] = Field(default={}, examples=[{"headline": {"size": "9%", "weight": 700}}])
    """How texts look, each under a name of your choice."""
    defaults: DefaultsSpec = Field(default=DefaultsSpec(), examples=[{"avatar": "host", "background": "#101820"}])
    """What scenes use unless they say otherwise."""
    captions: CaptionsSpec = Field(default=CaptionsSpec(), examples=[{"sidecar": ["srt", "vtt"], "burn_in": True}])
    """Captions beside the film and in it."""
    overlays: Annotated[list[OverlaySpec], Field(min_length=1)] = Field(
        default=[], examples=[[{"image": "media/logo.png", "at": "top-right", "width": "10%"}]]
    )
    """What is laid over every scene."""
    music: Maybe[Music] = Field(default=None, examples=[{"file": "media/theme.mp3", "volume": "-20dB"}])
    """Music under the whole film."""
    loudness: Maybe[Templated[Loudness]] = Field(default=None, examples=["-16LUFS"])
    """How loud the finished film is (EBU R128)."""
    budget: Maybe[BudgetSpec] = Field(default=None, examples=[{"max_usd": 20}])
    """What the project may spend without asking."""
    render: RenderSpec = Field(default=RenderSpec(), examples=[{"unit": "scene"}])
    """Which way the project takes through HeyGen's API."""
    cache: Maybe[CacheSpec] = Field(default=None, examples=[{"remote": "s3://acme-videos/cache"}])
    """Where finished renders are shared."""
    translations: Annotated[list[Translation], Field(min_length=1)] = Field(
        default=[], examples=[[{"language": "Spanish (Spain)", "captions": True}]]
    )
    """Dubbed versions of the finished film."""
    tests: Maybe[TestsSpec] = Field(default=None, examples=[{"duration": {"max": "70s"}}])
    """What must be true of the finished film."""
    scenes: Annotated[list[SceneSpec], Field(min_length=1)] = Field(default=[], examples=[[{"script": "Hello."}]])
    """The film, scene by scene."""
    agent: Maybe[Agent] = Field(default=None, examples=[{"prompt": "A 45-second explainer about rainwater tanks"}])
    """The whole film from HeyGen's Video Agent, in place of `scenes`."""
