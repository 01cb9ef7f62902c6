"""Avatars and voices: named once, used by scenes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from heygen_build.spec.base import Maybe, Model, ShortForm
from heygen_build.spec.models.look import OffsetSpec
from heygen_build.spec.models.words import (
    Emotion,
    Engine,
    EngineModel,
    EngineType,
    Expressiveness,
    Gender,
    OldExpression,
    OldScale,
    OldStyle,
    Pitch,
    Share,
    Speed,
    TalkingStyle,
    Volume,
)
from heygen_build.spec.templated import Templated
from heygen_build.spec.types import ColorValue, LanguageCode, Locale, Text


class ConsentSpec(Model):
    """How the person in a private avatar agrees. HeyGen refuses such an avatar before consent."""

    video: Maybe[Templated[Text]] = Field(default=None, examples=["media/consent.mp4"])
    """A clip in which the person agrees (Enterprise)."""
    text: Maybe[Templated[Text]] = Field(default=None, examples=["I agree to the use of my avatar."])
    """The words to agree to on HeyGen's page (Enterprise)."""
    reroute_url: Maybe[Templated[Text]] = Field(default=None, examples=["https://example.com/thanks"])
    """Where HeyGen's page leads to afterwards."""


class CreateSpec(Model):
    """An avatar that is made once in the account: exactly one of `photo`, `footage` and `prompt`."""

    photo: Maybe[Templated[Text]] = Field(default=None, examples=["media/founder.jpg"])
    """A picture of one face from the front, at least 512 × 512 pixels (a photo avatar)."""
    footage: Maybe[Templated[Text]] = Field(default=None, examples=["media/founder.mp4"])
    """A clip of the person speaking (a digital twin)."""
    prompt: Maybe[Templated[Text]] = Field(default=None, examples=["A baker in her forties, flour on the apron"])
    """What the person looks like, up to 1,000 characters."""
    references: Maybe[Annotated[list[Templated[Text]], Field(min_length=1, max_length=3)]] = Field(
        default=None, examples=[["media/apron.png"]]
    )
    """Up to three pictures that go with a prompt."""
    reference_look: Maybe[Templated[Text]] = Field(default=None, examples=["Abigail"])
    """Name or id of a look that goes with a prompt."""
    name: Maybe[Templated[Text]] = Field(default=None, examples=["Founder"])
    """What the avatar is called in the account; its name in the project where none is given."""
    group: Maybe[Templated[Text]] = Field(default=None, examples=["Founder"])
    """Name or id of an avatar group that the new look joins."""
    consent: Maybe[ConsentSpec] = Field(default=None, examples=[{"video": "media/consent.mp4"}])
    """How the person agrees."""


class OldAvatarSpec(Model):
    """What only v2 can do with a presenter (`render: {api: v2}`); of this, v1 knows the style `closeUp`."""

    style: Maybe[Templated[OldStyle]] = Field(default=None, examples=["closeUp"])
    """How the presenter is framed: `normal`, or looks `closeUp` and `circle`, photos `square` and `circle`."""
    circle_background: Maybe[Templated[ColorValue]] = Field(default=None, examples=["#101820"])
    """A color behind the presenter, within the style `circle`."""
    scale: Maybe[Templated[OldScale]] = Field(default=None, examples=[1.2])
    """How large the presenter is; 1 is the usual size, and photos take up to 2."""
    offset: Maybe[OffsetSpec] = Field(default=None, examples=[{"x": "20%"}])
    """How far the presenter is moved from the middle of the frame."""
    talking_style: Maybe[Templated[TalkingStyle]] = Field(default=None, examples=["expressive"])
    """How lively a photo is."""
    expression: Maybe[Templated[OldExpression]] = Field(default=None, examples=["happy"])
    """What face a photo makes."""
    super_resolution: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether a photo is sharpened."""
    enhance_motion: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether HeyGen rewrites the `motion` of a photo."""
    avatar_iv: Maybe[Templated[Text]] = Field(default=None, examples=["avatar_iv"])
    """The word that orders Avatar IV, for accounts that refuse the usual flag: HeyGen publishes neither."""


class AvatarSpec(Model):
    """A presenter: exactly one of `look`, `photo` and `create`."""

    look: Maybe[Templated[Text]] = Field(default=None, examples=["Abigail"])
    """Name or id of a look in the HeyGen account."""
    photo: Maybe[Templated[Text]] = Field(default=None, examples=["media/founder.jpg"])
    """A picture that is animated, relative to the file that mentions it."""
    create: Maybe[CreateSpec] = Field(default=None, examples=[{"photo": "media/founder.jpg"}])
    """An avatar that is made once in the account."""
    engine: Maybe[Templated[Engine]] = Field(default=None, examples=["avatar_iv"])
    """The HeyGen engine; the look's best one where none is named."""
    reference_look: Maybe[Templated[Text]] = Field(default=None, examples=["Abigail"])
    """Name or id of a look of the same group that Avatar V moves like."""
    expressiveness: Maybe[Templated[Expressiveness]] = Field(default=None, examples=["medium"])
    """How lively the presenter is."""
    motion: Maybe[Templated[Text]] = Field(default=None, examples=["nods while speaking"])
    """How the presenter moves, in words."""
    remove_background: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether the look's own background is taken away, so that the scene's is seen."""
    v2: Maybe[OldAvatarSpec] = Field(default=None, examples=[{"style": "closeUp"}])
    """What only the old API can do, for films with `render: {api: v2}`."""


class CloneSpec(Model):
    """A voice made once from a recording. A file alone is the short form."""

    file: Templated[Text] = Field(examples=["media/narrator.wav"])
    """A recording of one person, relative to the file that mentions it."""
    name: Maybe[Templated[Text]] = Field(default=None, examples=["Narrator"])
    """What the voice is called in the account; its name in the project where none is given."""
    language: Maybe[Templated[Text]] = Field(default=None, examples=["de"])
    """Language of the recording."""
    remove_background_noise: Maybe[Templated[bool]] = Field(default=None, examples=[False])
    """Whether noise is taken out of the recording, which is HeyGen's default."""


class DesignSpec(Model):
    """A voice of HeyGen's library found by a description. A description alone is the short form."""

    prompt: Templated[Text] = Field(examples=["warm, calm narrator"])
    """What the voice sounds like."""
    gender: Maybe[Templated[Gender]] = Field(default=None, examples=["female"])
    """Whose voice it is."""
    locale: Maybe[Templated[Locale]] = Field(default=None, examples=["en-GB"])
    """What the voice speaks."""
    seed: Maybe[Templated[Annotated[int, Field(ge=0)]]] = Field(default=None, examples=[1])
    """The same prompt and seed find the same voices; the next seed finds the next ones."""
    choice: Maybe[Templated[Annotated[int, Field(ge=1, le=3)]]] = Field(default=None, examples=[2])
    """Which of the voices that are found, at most three: the first where none is named."""


class EngineSettingsSpec(Model):
    """Settings that only one engine of voices has."""

    engine_type: Templated[EngineType] = Field(examples=["elevenlabs"])
    """The engine of the voice."""
    model: Maybe[Templated[EngineModel]] = Field(default=None, examples=["eleven_v3"])
    """The model of the engine."""
    stability: Maybe[Templated[Share]] = Field(default=None, examples=[0.5])
    """From lively (0) to even (1); `eleven_v3` takes 0, 0.5 and 1."""
    similarity_boost: Maybe[Templated[Share]] = Field(default=None, examples=[0.8])
    """How close `elevenlabs` stays to the recorded voice."""
    similarity: Maybe[Templated[Share]] = Field(default=None, examples=[0.8])
    """How close `fish` stays to the recorded voice."""
    style: Maybe[Templated[Share]] = Field(default=None, examples=[0.2])
    """How much `elevenlabs` exaggerates the voice's style."""
    use_speaker_boost: Maybe[Templated[bool]] = Field(default=None, examples=[True])
    """Whether `elevenlabs` sharpens the likeness."""


class VoiceSpec(Model):
    """A voice and how it speaks: exactly one of `name`, `clone` and `design`."""

    name: Maybe[Templated[Text]] = Field(default=None, examples=["Chill Brian"])
    """Name or id of a voice in the HeyGen account."""
    clone: Maybe[Annotated[CloneSpec, ShortForm("a file, or a mapping such as `{file: media/me.wav}`", "file")]] = (
        Field(default=None, examples=["media/narrator.wav"])
    )
    """A voice made once from a recording."""
    design: Maybe[
        Annotated[DesignSpec, ShortForm("a description, or a mapping such as `{prompt: calm narrator}`", "prompt")]
    ] = Field(default=None, examples=["warm, calm narrator"])
    """A voice found by a description."""
    speed: Maybe[Templated[Speed]] = Field(default=None, examples=[1.05])
    """1 is the voice's own speed. Presenters speak at 0.5 to 1.5, speech without a picture at up to 2."""
    pitch: Maybe[Templated[Pitch]] = Field(default=None, examples=[-5])
    """0 is the voice's own pitch."""
    volume: Maybe[Templated[Volume]] = Field(default=None, examples=[0.9])
    """From silent (0) to the voice's own volume (1)."""
    locale: Maybe[Templated[Locale]] = Field(default=None, examples=["es-ES"])
    """The accent of a voice that has several."""
    language: Maybe[Templated[LanguageCode]] = Field(default=None, examples=["pt"])
    """The language of speech without a picture, where it is not to be guessed from the text; a `locale` decides it."""
    emotion: Maybe[Templated[Emotion]] = Field(default=None, examples=["Friendly"])
    """How the voice feels, for films with `render: {api: v2}` and voices that have emotions."""
    engine_settings: Maybe[EngineSettingsSpec] = Field(
        default=None, examples=[{"engine_type": "elevenlabs", "stability": 0.5}]
    )
    """Settings that only one engine of voices has."""
