"""Speech without a picture."""

from __future__ import annotations

from typing import ClassVar, Literal

from heygen_build.plan.requests.base import StepRequest


class SpeechRequest(StepRequest):
    """v3 POST /v3/voices/speech (Starfish). Without a `voice_id` it is the voice of the step's need `voice`."""

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["speech"] = "speech"
    text: str
    voice_id: str | None
    input_type: Literal["text", "ssml"]
    speed: float | None
    locale: str | None
    language: str | None = None
