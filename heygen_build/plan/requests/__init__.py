"""What each kind of step asks for. These models *are* the keys: every field influences the result.

Files appear as digests, never as paths; ids that HeyGen gives to uploads never appear. See architecture.md, decision 2.
A module for each family; a new kind of step is one subclass of `StepRequest`.
"""

from heygen_build.plan.requests.agent import AgentRequest, OldAgentRequest
from heygen_build.plan.requests.base import MadeUploadRequest, StepRequest, UploadRequest
from heygen_build.plan.requests.cast import (
    CloneRequest,
    ConsentPart,
    DesignRequest,
    FromFootage,
    FromPhoto,
    FromPrompt,
    LookRequest,
)
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
from heygen_build.plan.requests.studio import (
    CinematicRequest,
    StudioAvatar,
    StudioImage,
    StudioRequest,
    StudioScene,
    StudioVideo,
)
from heygen_build.plan.requests.templates import (
    CharacterFill,
    Fill,
    MediaFill,
    OldTemplateRequest,
    TemplateRequest,
    TextFill,
    VoiceFill,
)
from heygen_build.plan.requests.translations import ProofreadDubRequest, ProofreadRequest, TranslationRequest
from heygen_build.plan.requests.video import (
    ColorBackground,
    EngineSettings,
    ImageBackground,
    LookSource,
    NewLookSource,
    PhotoSource,
    VideoRequest,
    VoiceSettings,
)
from heygen_build.plan.requests.workflows import FaceSwapRequest, GenerateRequest, LipsyncRequest

__all__ = [
    "AgentRequest",
    "CaptionRequest",
    "CardLayer",
    "CharacterFill",
    "CinematicRequest",
    "ClipLayer",
    "ClipRequest",
    "CloneRequest",
    "ColorBackground",
    "ConsentPart",
    "DesignRequest",
    "EngineSettings",
    "FaceSwapRequest",
    "Fill",
    "FilmRequest",
    "FromFootage",
    "FromPhoto",
    "FromPrompt",
    "GenerateRequest",
    "GroundLayer",
    "ImageBackground",
    "InsetLayer",
    "LipsyncRequest",
    "LookRequest",
    "LookSource",
    "MadeUploadRequest",
    "MediaFill",
    "NewLookSource",
    "NoLayer",
    "OldAgentRequest",
    "OldTemplateRequest",
    "PhotoSource",
    "PictureLayer",
    "ProofreadDubRequest",
    "ProofreadRequest",
    "SpeechRequest",
    "StepRequest",
    "StillLayer",
    "StudioAvatar",
    "StudioImage",
    "StudioRequest",
    "StudioScene",
    "StudioVideo",
    "TemplateRequest",
    "TextFill",
    "TranslationRequest",
    "UploadRequest",
    "VideoRequest",
    "VoiceFill",
    "VoiceSettings",
]
