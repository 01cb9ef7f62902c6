"""Music and effects of HeyGen's catalog."""

from __future__ import annotations

from typing import ClassVar, Literal

from heygen_build.plan.requests.base import StepRequest


class SoundSearchRequest(StepRequest):
    """v3 GET /v3/audio/sounds: the best sound for these words."""

    remote: ClassVar[bool] = True
    kind: Literal["sound_search"] = "sound_search"
    query: str
    type: Literal["music", "sound_effects"]
