"""The bodies of the HeyGen API: requests that cannot hold an unknown field, responses that forgive one.

Imports pydantic but never httpx, because planning a build needs the bodies and not the network.
"""

from heygen_build.heygen.wire.account import Account, Credits, Subscription, UsageBased, Wallet
from heygen_build.heygen.wire.assets import Asset, AssetById, AssetByUrl, AssetInline, AssetInput
from heygen_build.heygen.wire.base import Data, JobError, JobState, Page, Request, Response, job_state
from heygen_build.heygen.wire.catalog import Group, Look, Voice
from heygen_build.heygen.wire.settings import (
    AvatarIII,
    AvatarIV,
    AvatarV,
    Caption,
    ColorBackground,
    ElevenLabs,
    Fish,
    ImageBackground,
    Placement,
    Starfish,
    VoiceSettings,
    Watermark,
)
from heygen_build.heygen.wire.speech import CreateSpeech, Speech, SpeechWord
from heygen_build.heygen.wire.videos import (
    CreateAvatarVideo,
    CreateImageVideo,
    CreateVideo,
    Video,
    VideoCreated,
    VideoDeleted,
    VideoStatus,
)

__all__ = [
    "Account",
    "Asset",
    "AssetById",
    "AssetByUrl",
    "AssetInline",
    "AssetInput",
    "AvatarIII",
    "AvatarIV",
    "AvatarV",
    "Caption",
    "ColorBackground",
    "CreateAvatarVideo",
    "CreateImageVideo",
    "CreateSpeech",
    "CreateVideo",
    "Credits",
    "Data",
    "ElevenLabs",
    "Fish",
    "Group",
    "ImageBackground",
    "JobError",
    "JobState",
    "Look",
    "Page",
    "Placement",
    "Request",
    "Response",
    "Speech",
    "SpeechWord",
    "Starfish",
    "Subscription",
    "UsageBased",
    "Video",
    "VideoCreated",
    "VideoDeleted",
    "VideoStatus",
    "Voice",
    "VoiceSettings",
    "Wallet",
    "Watermark",
    "job_state",
]
