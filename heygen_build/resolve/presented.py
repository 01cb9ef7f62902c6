"""What a presenter is to HeyGen, by what the project says about it: checks and the plan ask the same."""

from __future__ import annotations

from typing import Literal

from heygen_build.resolve.model import AvatarPicture, PhotoPicture, Picture, Presented
from heygen_build.units import AspectRatio

ORIENTATIONS: dict[AspectRatio, Literal["portrait", "landscape", "square"]] = {
    "16:9": "landscape",
    "9:16": "portrait",
    "1:1": "square",
}
"""The ratios in which v2 animates a photo by Avatar IV."""


def is_composed_here(picture: Picture) -> bool:
    """Whether the background of a presenter is one that HeyGen cannot draw: v3 knows colors and whole pictures.

    Then a transparent clip is ordered, and laid over the background on this machine.
    """
    background = picture.background if isinstance(picture, Presented) else None
    if background is None:
        return False
    is_picture = background.image is not None and background.fit == "cover" and background.zoom is None
    return not (background.is_plain or is_picture) or background.color.alpha < 255


def is_moving_photo(picture: Presented) -> bool:
    """Whether a picture goes to v2 av4/generate, which alone moves photos as they are told."""
    return isinstance(picture, PhotoPicture) and picture.motion is not None


def is_talking_photo(picture: Presented) -> bool:
    """Whether v2 calls a presenter a talking photo: a picture, or a look that was made of one."""
    return isinstance(picture, PhotoPicture) or (
        isinstance(picture, AvatarPicture) and picture.look_type == "photo_avatar"
    )
