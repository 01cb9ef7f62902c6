"""What v1 and v2 render, on request: one job of many scenes, transparent clips, photos (v2.md, v1.md)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from heygen_build.media.layers import Fit
from heygen_build.plan.requests.base import Part, StepRequest
from heygen_build.plan.requests.video import ColorBackground, VoiceSettings
from heygen_build.units import Color

Framed: TypeAlias = Literal["normal", "circle"]


class OldLook(Part):
    """An avatar of v2; `x` and `y` are shares of the frame. `is_iv`: Avatar IV in place of Avatar III."""

    kind: Literal["look"] = "look"
    look_id: str
    is_iv: bool
    matting: bool | None = None
    framed: Framed = "normal"
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    circle: Color | None = None


class OldPhoto(Part):
    """A talking photo of v2, by the digest of its picture; scene N has its upload as the need `photo-N`."""

    kind: Literal["photo"] = "photo"
    photo: str
    framed: Framed = "normal"
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0


class OldText(Part):
    kind: Literal["text"] = "text"
    script: str
    voice_id: str | None
    voice: VoiceSettings


class OldAudio(Part):
    """The need `audio-N`, whose key says what it is."""

    kind: Literal["audio"] = "audio"


class OldSilence(Part):
    kind: Literal["silence"] = "silence"
    seconds: float


class OldMedia(Part):
    """A picture or clip behind a scene, by its digest; the need `background-N`. Clips are silent."""

    kind: Literal["image", "video"]
    file: str
    fit: Fit
    loop: bool = False


OldCharacter = Annotated[OldLook | OldPhoto, Field(discriminator="kind")]
OldVoice = Annotated[OldText | OldAudio | OldSilence, Field(discriminator="kind")]
OldBackground = Annotated[ColorBackground | OldMedia, Field(discriminator="kind")]


class OldScene(Part):
    character: OldCharacter | None
    voice: OldVoice
    background: OldBackground | None


class OldVideoRequest(StepRequest):
    """v2 POST /v2/video/generate. `test`: watermarked, and free; it is another video, so it has another key."""

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["old_video"] = "old_video"
    scenes: tuple[OldScene, ...]
    width: int
    height: int
    fps: int
    test: Literal[True] | None = None


class OldAlphaRequest(StepRequest):
    """v1 POST /v1/video.webm: a look before nothing."""

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["old_alpha"] = "old_alpha"
    look_id: str
    script: str
    voice_id: str | None
    width: int
    height: int


class OldPhotoVideoRequest(StepRequest):
    """v2 POST /v2/video/av4/generate: a photo that moves as it is told, in 720p."""

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["old_photo_video"] = "old_photo_video"
    photo: str
    script: str
    voice_id: str | None
    orientation: Literal["portrait", "landscape", "square"]
    motion: str | None


class OldUploadRequest(StepRequest):
    """v1's uploads of raw bytes: `gives` says which of their ids is wanted."""

    remote: ClassVar[bool] = True
    kind: Literal["old_upload"] = "old_upload"
    file: str
    media_type: str
    gives: Literal["asset", "image_key", "talking_photo"]
