"""The other arms of v3 create-video: cinematic shots, and films of many scenes in one job."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from heygen_build.plan.requests.base import Part, StepRequest
from heygen_build.plan.requests.video import ColorBackground, Source, VoiceSettings
from heygen_build.resolve.model import Expressiveness
from heygen_build.units import AspectRatio, Resolution


class CinematicRequest(StepRequest):
    """v3 POST /v3/videos, `cinematic_avatar`: a silent shot for one price, however long.

    A look that is None is that of the need `look-N`; `references` are digests, uploaded by the needs `reference-N`
    (both counted from 1). `seconds` None lets HeyGen decide.
    """

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["cinematic"] = "cinematic"
    prompt: str
    looks: tuple[str | None, ...]
    references: tuple[str, ...]
    aspect_ratio: Literal["16:9", "9:16", "1:1"]
    resolution: Literal["720p", "1080p"]
    seconds: int | None
    enhance_prompt: bool


class StudioAvatar(Part):
    """Somebody speaks, as in `VideoRequest`; what is uploaded for scene N has its needs `photo-N`, `audio-N`, …"""

    kind: Literal["avatar"] = "avatar"
    source: Source
    script: str | None
    voice_id: str | None
    voice: VoiceSettings
    background: ColorBackground | None
    motion: str | None
    expressiveness: Expressiveness | None


class StudioImage(Part):
    """A still by its digest: silent for `seconds`, or as long as its script or the need `audio-N`."""

    kind: Literal["image"] = "image"
    image: str
    seconds: float | None
    script: str | None = None
    voice_id: str | None = None
    voice: VoiceSettings = VoiceSettings()


class StudioVideo(Part):
    """A clip by its digest, whole; `volume` 0–1 of its own sound."""

    kind: Literal["video"] = "video"
    video: str
    volume: float


StudioScene: TypeAlias = Annotated[StudioAvatar | StudioImage | StudioVideo, Field(discriminator="kind")]


class StudioRequest(StepRequest):
    """v3 POST /v3/videos, `studio`: 1–50 scenes, one after another, rendered and paid for as one."""

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["studio"] = "studio"
    scenes: tuple[StudioScene, ...]
    aspect_ratio: AspectRatio
    resolution: Resolution
