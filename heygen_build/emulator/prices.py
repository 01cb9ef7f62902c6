"""What HeyGen would charge (README "Prices", self-serve page): USD per second of output."""

from __future__ import annotations

SPEECH = 0.000667
NEW_AVATAR = 1.00
"""A call of POST /v3/avatars, USD."""
VIDEO_AGENT = 0.0333
TEMPLATE = 0.0667
"""A second of a template's video, USD. No page states it: a guess, at the price of a studio avatar."""
LIPSYNC = {"speed": 0.0333, "precision": 0.0667}
TRANSLATION = {"speed": 0.0333, "precision": 0.0667}
TRANSLATION_AUDIO = 0.0167
PROOFREAD = 0.0083
WORDS_PER_MINUTE = 150.0

# (engine, avatar type) at 720p and 1080p; the `image` arm is Avatar IV on a photo.
_RATES = {
    ("avatar_v", "photo_avatar"): 0.0667,
    ("avatar_v", "digital_twin"): 0.0667,
    ("avatar_v", "studio_avatar"): 0.0667,
    ("avatar_iv", "photo_avatar"): 0.05,
    ("avatar_iv", "digital_twin"): 0.0667,
    ("avatar_iv", "studio_avatar"): 0.0667,
    ("avatar_iii", "photo_avatar"): 0.0433,
    ("avatar_iii", "digital_twin"): 0.0167,
    ("avatar_iii", "studio_avatar"): 0.0167,
}
_RATES_4K = {"photo_avatar": 0.0667, "digital_twin": 0.0833, "studio_avatar": 0.0833}
_RATE_4K_III = 0.02


def video_rate(engine: str, avatar_type: str, resolution: str) -> float:
    """USD per second of a video; the 4k rates are from an older page."""
    if resolution != "4k":
        return _RATES[engine, avatar_type]
    return _RATE_4K_III if engine == "avatar_iii" else _RATES_4K[avatar_type]


def spoken_seconds(text: str, speed: float) -> float:
    """HeyGen's own estimate of a script's length: 150 words a minute (speech, "Duration model")."""
    return len(text.split()) * 60.0 / (WORDS_PER_MINUTE * speed)
