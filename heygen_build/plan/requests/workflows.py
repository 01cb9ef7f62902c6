"""What workflow nodes make, and what is done to clips: other faces, other speech."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from heygen_build.plan.requests.base import StepRequest
from heygen_build.resolve.model import Trim
from heygen_build.store.digest import JsonValue
from heygen_build.units import AspectRatio


class GenerateRequest(StepRequest):
    """v1 workflow `GenerateVideoNode`: a clip from a prompt. Pictures are digests, `config` is the provider's own.

    The needs `reference` and `tail` are the uploads of those pictures.
    """

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["generate"] = "generate"
    prompt: str
    provider: str
    aspect_ratio: AspectRatio
    reference_image: str | None = None
    tail_image: str | None = None
    config: Mapping[str, JsonValue] | None = None


class FaceSwapRequest(StepRequest):
    """v1 workflow `FaceswapNode`: the face of a picture (a digest) in the clip that was uploaded as the need `target`.

    The need `face` is the upload of the picture.
    """

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["face_swap"] = "face_swap"
    face: str


class LipsyncRequest(StepRequest):
    """v3 POST /v3/lipsyncs: the lips in the need `target` are moved to the need `audio`, both uploads.

    `trim` is the part of the clip that is used. Switches that are None are left at the server's defaults.
    """

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["lipsync"] = "lipsync"
    mode: Literal["speed", "precision"]
    trim: Trim | None = None
    dynamic_duration: bool
    speech_enhancement: Literal[True] | None = None
    disable_music_track: Literal[True] | None = None
