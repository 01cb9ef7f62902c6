"""Numbers that HeyGen states, gathered in late November 2026. The source of each stands behind it."""

from __future__ import annotations

UPLOAD_BYTES = 32 * 1024 * 1024
"""POST /v3/assets, and each file of the Video Agent ([cli], [docs])."""
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
AGENT_TYPES = UPLOAD_TYPES - {"application/x-subrip"}
"""Image, video, audio and PDF ([docs])."""

SCENE_SECONDS = 30 * 60
"""A rendered scene or video ([docs])."""
AUDIO_SECONDS = 10 * 60
"""Sound that an avatar speaks to. One guide says 30 minutes; the smaller number is safe ([docs])."""

PROMPT_CHARACTERS = 10_000
"""Prompts of cinematic shots and of the Video Agent ([cli])."""
CINEMATIC_VIDEOS = 3
CINEMATIC_IMAGES = 9
CINEMATIC_RATIOS = ("16:9", "9:16", "1:1")
"""v3 create-video, `cinematic_avatar` ([cli], [docs])."""

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
