"""Numbers that HeyGen states, gathered in late November 2026. The source of each stands behind it."""

from __future__ import annotations

_MB = 1024 * 1024
UPLOAD_BYTES = {"image": 50 * _MB, "audio": 50 * _MB, "video": 100 * _MB}
"""Pictures, sound and film that HeyGen works with ([docs]). POST /v3/assets takes 32 MB; more goes by direct upload."""
OTHER_UPLOAD_BYTES = 32 * _MB
"""Every other file, as for POST /v3/assets and the Video Agent ([cli], [docs])."""


def upload_limit(media_type: str) -> int:
    """Bytes that a file of a type may have."""
    return UPLOAD_BYTES.get(media_type.partition("/")[0], OTHER_UPLOAD_BYTES)


UPLOAD_TYPES = frozenset(
    (
        "image/png", "image/jpeg", "video/mp4", "video/webm", "audio/mpeg", "audio/wav", "application/pdf",
        "application/x-subrip",
    )
)  # fmt: skip
"""POST /v3/assets; the type is read from the bytes ([cli])."""
IMAGE_TYPES = frozenset(("image/png", "image/jpeg"))
AUDIO_TYPES = frozenset(("audio/mpeg", "audio/wav"))
VIDEO_TYPES = frozenset(("video/mp4", "video/webm"))
AGENT_FILE_BYTES = 32 * _MB
"""Each file that goes to the Video Agent ([docs])."""
AGENT_TYPES = UPLOAD_TYPES - {"application/x-subrip"}
"""Image, video, audio and PDF ([docs])."""

PHOTO_PIXELS = 512
"""Each side of a photo that an avatar is made from (v3 avatars)."""
AVATAR_PROMPT = 1000
AVATAR_PROMPT_SAFE = 200
"""Characters: 1,000 are enforced in practice, one specification says 200 ([skills-may])."""
CLONE_SECONDS = 10.0
CLONE_GOOD_SECONDS = 30.0
"""A recording to clone a voice from. No page of HeyGen's states a minimum: this is what such models need at least."""

SCENE_SECONDS = 30 * 60
"""A rendered scene or video ([docs])."""
AUDIO_SECONDS = 10 * 60
"""Sound that an avatar speaks to. One guide says 30 minutes; the smaller number is safe ([docs])."""

SPEECH_CHARACTERS = 5_000
"""One text of v3 voices/speech, its SSML included ([cli])."""
PROMPT_CHARACTERS = 10_000
"""Prompts of cinematic shots and of the Video Agent ([cli])."""
CINEMATIC_SECONDS = 10
"""How long a cinematic shot is that names no length; 4 to 15 are possible ([cli])."""
CINEMATIC_VIDEOS = 3
CINEMATIC_IMAGES = 9
CINEMATIC_RATIOS = ("16:9", "9:16", "1:1")
"""v3 create-video, `cinematic_avatar` ([cli], [docs])."""

STILL_SECONDS = 300
"""A silent picture in a studio job ([cli])."""
STUDIO_SCENES = 50
"""v3 create-video, `studio`, and v2 multi-scene ([cli], [docs])."""
GENERATED_RATIOS = ("16:9", "9:16", "1:1")
"""The ratios that samples of the workflow API show ([skills])."""

WORDS_A_MINUTE = 150.0
"""The word model at speed 1 ([skills])."""
PAUSE_SECONDS = (0.3, 2.0)
"""The useful range of one pause ([skills])."""

LAST_DAY_OF_OLD_APIS = "2026-10-31"
"""v1 and v2 as a whole ([docs], endpoint comparison)."""
