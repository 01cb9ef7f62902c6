"""The price table: USD a second of output, self-serve, newest page seen. A dated table, not a promise.

Source: HeyGen's price page as gathered in late November 2026 (`[docs]` in ../api). Rates that no page states are
absent, and absent means unknown, never zero. Billing counts output seconds; how they are rounded is unconfirmed.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from heygen_build.resolve.model import Engine, LookType
from heygen_build.units import Resolution

PRICES_DATE = "2026-11-21"

_HD: dict[tuple[Engine, LookType], float] = {
    ("avatar_v", "digital_twin"): 0.0667,
    ("avatar_iv", "photo_avatar"): 0.05,
    ("avatar_iv", "digital_twin"): 0.0667,
    ("avatar_iv", "studio_avatar"): 0.0667,
    ("avatar_iii", "photo_avatar"): 0.0433,
    ("avatar_iii", "digital_twin"): 0.0167,
    ("avatar_iii", "studio_avatar"): 0.0167,
}
"""720p and 1080p."""

_4K: dict[tuple[Engine, LookType], float] = {
    ("avatar_v", "photo_avatar"): 0.0667,
    ("avatar_v", "digital_twin"): 0.0833,
    ("avatar_v", "studio_avatar"): 0.0833,
    ("avatar_iv", "photo_avatar"): 0.0667,
    ("avatar_iv", "digital_twin"): 0.0833,
    ("avatar_iv", "studio_avatar"): 0.0833,
    ("avatar_iii", "photo_avatar"): 0.02,
    ("avatar_iii", "digital_twin"): 0.02,
    ("avatar_iii", "studio_avatar"): 0.02,
}
"""4K, from an older page; the newest one lists only 720p and 1080p."""

NEW_AVATAR = 1.00
"""A look made by v3 avatars, a call."""

VIDEO_AGENT = 0.0333
"""The Video Agent, a second. An older document says 0.10; the price page is followed (README, contradiction 27)."""

CINEMATIC = 7.00
"""A cinematic shot, however long."""

SPEECH = 0.000667
"""Starfish speech, a second."""

LIPSYNC = {"speed": 0.0333, "precision": 0.0667}
"""Lips moved to other speech, a second, by mode."""
TRANSLATION = {"speed": 0.0333, "precision": 0.0667}
"""Dubbing with moved lips, a second of the film and for each language, by mode."""
TRANSLATION_AUDIO = 0.0167
"""Dubbing that leaves the picture as it is, a second."""
PROOFREAD = 0.0083
"""Subtitles to read before dubbing, a second: a page of early 2026; later ones list it for Enterprise alone."""
# Workflow nodes (generated clips, swapped faces) have no published price: unknown, see `Estimate.usd`.

VideoKind: TypeAlias = Literal["avatar", "image"]


def video_rate(engine: Engine, look_type: LookType, resolution: Resolution) -> float | None:
    """USD a second of avatar video, None where no page states it. A bare photo counts as a photo look."""
    table = _4K if resolution == "4k" else _HD
    return table.get((engine, look_type))
