"""What v1 and v2 render, on request: one job of many scenes, transparent clips, photos (v2.md, v1.md)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from heygen_build.media.layers import Fit
from heygen_build.plan.requests.base import Part, StepRequest
from heygen_build.plan.requests.video import ColorBackground, VoiceSettings
from heygen_build.resolve.model import Emotion, OldStyle
from heygen_build.units import Color

Framed: TypeAlias = OldStyle
TalkingStyle: TypeAlias = Literal["stable", "expressive"]
Expression: TypeAlias = Literal["default", "happy"]


class OldLook(Part):
    """An avatar of v2; `x` and `y` are shares of the frame. `is_iv`: Avatar IV in place of Avatar III.

    `iv_word` orders Avatar IV by a word in place of the flag.
    """

    kind: Literal["look"] = "look"
    look_id: str
    is_iv: bool
    matting: bool | None = None
    framed: Framed = "normal"
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    circle: Color | None = None
    iv_word: str | None = None


class OldPhoto(Part):
    """A talking photo of v2: a photo look by its id, or a picture by its digest.

    Scene N has the upload of a picture as the need `photo-N`. Settings that are None are left to the server.
    """

    kind: Literal["photo"] = "photo"
    photo: str | None = None
    look_id: str | None = None
    framed: Framed = "normal"
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    circle: Color | None = None
    is_iv: Literal[True] | None = None
    iv_word: str | None = None
    matting: Literal[True] | None = None
    talking_style: TalkingStyle | None = None
    expression: Expression | None = None
    super_resolution: bool | None = None


class OldText(Part):
    kind: Literal["text"] = "text"
    script: str
    voice_id: str | None
    voice: VoiceSettings
    emotion: Emotion | None = None


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
    """v1 POST /v1/video.webm: a look before nothing. Without a `script` it speaks the upload of the need `audio`."""

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["old_alpha"] = "old_alpha"
    look_id: str
    script: str | None = None
    voice_id: str | None
    width: int
    height: int
    style: Literal["closeUp"] | None = None


class OldPhotoVideoRequest(StepRequest):
    """v2 POST /v2/video/av4/generate: a photo that moves as it is told, in 720p.

    Without a `script` it speaks the upload of the need `audio`. `fit` None covers the frame.
    """

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["old_photo_video"] = "old_photo_video"
    photo: str
    script: str | None = None
    voice_id: str | None
    orientation: Literal["portrait", "landscape", "square"]
    motion: str | None
    fit: Literal["contain"] | None = None
    enhance_motion: bool | None = None


class OldUploadRequest(StepRequest):
    """v1's uploads of raw bytes: `gives` says which of their ids is wanted."""

    remote: ClassVar[bool] = True
    kind: Literal["old_upload"] = "old_upload"
    file: str
    media_type: str
    gives: Literal["asset", "image_key", "talking_photo"]
