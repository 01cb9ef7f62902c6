"""What each kind of step asks for. These models *are* the keys: every field influences the result.

Files appear as digests, never as paths; ids that HeyGen gives to uploads never appear. See architecture.md, decision 2.
A module for each family; a new kind of step is one subclass of `StepRequest`.
"""

from heygen_build.plan.requests.base import MadeUploadRequest, StepRequest, UploadRequest
from heygen_build.plan.requests.local import (
    CaptionRequest,
    CardLayer,
    ClipLayer,
    ClipRequest,
    FilmRequest,
    GroundLayer,
    InsetLayer,
    NoLayer,
    PictureLayer,
    StillLayer,
)
from heygen_build.plan.requests.speech import SpeechRequest
from heygen_build.plan.requests.video import (
    ColorBackground,
    EngineSettings,
    ImageBackground,
    LookSource,
    PhotoSource,
    VideoRequest,
    VoiceSettings,
)

__all__ = [
    "CaptionRequest",
    "CardLayer",
    "ClipLayer",
    "ClipRequest",
    "ColorBackground",
    "EngineSettings",
    "FilmRequest",
    "GroundLayer",
    "ImageBackground",
    "InsetLayer",
    "LookSource",
    "MadeUploadRequest",
    "NoLayer",
    "PhotoSource",
    "PictureLayer",
    "SpeechRequest",
    "StepRequest",
    "StillLayer",
    "UploadRequest",
    "VideoRequest",
    "VoiceSettings",
]
