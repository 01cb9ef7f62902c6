"""Looks and voices that are made, or found, once for the account.

What they are called there, and how a person agrees, changes nothing in the result: those fields are not in the key,
because a key that changes is an avatar that is paid for again.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from heygen_build.plan.requests.base import Part, StepRequest


class FromPhoto(Part):
    """v3 POST /v3/avatars, arm `photo`; the digest of the picture's bytes."""

    kind: Literal["photo"] = "photo"
    photo: str


class FromFootage(Part):
    """Arm `digital_twin`; the digest of the film's bytes."""

    kind: Literal["footage"] = "footage"
    footage: str


class FromPrompt(Part):
    """Arm `prompt`; `references` are digests of pictures, `reference_look_id` a look that it should resemble."""

    kind: Literal["prompt"] = "prompt"
    prompt: str
    references: tuple[str, ...] = ()
    reference_look_id: str | None = None


class ConsentPart(Part):
    """How the person agrees: `video` is the digest of a clip."""

    video: str | None = None
    text: str | None = None
    reroute_url: str | None = None


class LookRequest(StepRequest):
    """v3 POST /v3/avatars, and the consent that a digital twin waits for. `group_id` is a group that the look joins."""

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["look"] = "look"
    source: Annotated[FromPhoto | FromFootage | FromPrompt, Field(discriminator="kind")]
    group_id: str | None = None
    name: str = Field(exclude=True)
    consent: ConsentPart | None = Field(default=None, exclude=True)


class CloneRequest(StepRequest):
    """v3 POST /v3/voices/clone; `sample` is the digest of a recording."""

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["voice_clone"] = "voice_clone"
    sample: str
    language: str | None = None
    remove_background_noise: bool
    name: str = Field(exclude=True)


class DesignRequest(StepRequest):
    """v3 POST /v3/voices: a voice of the library, found by a description. `choice` counts the answers from 1."""

    remote: ClassVar[bool] = True
    kind: Literal["voice_design"] = "voice_design"
    prompt: str
    gender: Literal["male", "female"] | None = None
    locale: str | None = None
    seed: int = 0
    choice: int = 1
