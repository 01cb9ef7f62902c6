"""Looks and voices that an account makes: avatars, consent, clone and design (avatars-voices.md, speech.md)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from heygen_build.heygen.wire.assets import AssetInput
from heygen_build.heygen.wire.base import Request, Response
from heygen_build.heygen.wire.catalog import Group, Look, Voice

Name = Annotated[str, Field(min_length=1)]


class CreatePhotoAvatar(Request):
    """A look from a picture of one face from the front, JPEG or PNG of at least 512 × 512 pixels."""

    type: Literal["photo"] = "photo"
    name: Name
    file: AssetInput
    avatar_group_id: str | None = None


class CreateDigitalTwin(Request):
    """A look from footage of a person speaking, who has to agree before it can be used."""

    type: Literal["digital_twin"] = "digital_twin"
    name: Name
    file: AssetInput
    avatar_group_id: str | None = None


class CreatePromptAvatar(Request):
    """A look from words; `avatar_id` is a look that it should resemble, `avatar_group_id` only where it is kept."""

    type: Literal["prompt"] = "prompt"
    name: Name
    prompt: Annotated[str, Field(min_length=1, max_length=1000)]
    reference_images: Annotated[tuple[AssetInput, ...], Field(max_length=3)] | None = None
    avatar_id: str | None = None
    avatar_group_id: str | None = None


CreateAvatar = CreatePhotoAvatar | CreateDigitalTwin | CreatePromptAvatar


class AvatarCreated(Response):
    """The order is accepted; the look's `status` says when it can be used. Both may be absent."""

    avatar_item: Look | None = None
    avatar_group: Group | None = None


class GiveConsent(Request):
    """A clip in which the person agrees (Enterprise), or else the words and the return address of HeyGen's page."""

    consent_video: AssetInput | None = None
    consent_text: Annotated[str, Field(pattern=r"^[^<>]*$")] | None = None
    reroute_url: str | None = None

    @model_validator(mode="after")
    def _a_clip_stands_alone(self) -> Self:
        if self.consent_video is not None and (self.consent_text is not None or self.reroute_url is not None):
            raise ValueError("consent_video excludes consent_text and reroute_url")
        return self


class ConsentGiven(Response):
    """`url` is the page on which the person agrees; absent where a clip was sent."""

    avatar_group: Group
    url: str | None = None


class RenameLook(Request):
    """A new name for a look of one's own."""

    name: Name


class Deleted(Response):
    """What was deleted; voices call it `voice_id`."""

    id: str | None = None
    voice_id: str | None = None


class CloneVoice(Request):
    """A voice from a recording of one person; `language` such as `de`, detected where it is left open."""

    audio: AssetInput
    voice_name: Name
    language: str | None = None
    remove_background_noise: bool | None = None


class VoiceCloned(Response):
    """GET /v3/voices/{voice_clone_id} says how it is."""

    voice_clone_id: str


class DesignVoice(Request):
    """A search in the library of voices: one prompt and seed give the same voices, the next seed the next ones."""

    prompt: Annotated[str, Field(min_length=1)]
    gender: Literal["male", "female"] | None = None
    locale: str | None = None
    seed: Annotated[int, Field(ge=0)] | None = None


class DesignedVoices(Response):
    """At most three voices, the best first. Nothing was made: they are voices of the library."""

    seed: int = 0
    voices: tuple[Voice, ...] = ()
