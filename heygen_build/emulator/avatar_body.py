"""The shape of `POST /v3/avatars`, arms photo, digital_twin and prompt (avatars-voices)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from heygen_build.emulator.reader import Reader
from heygen_build.emulator.video_body import AssetInput, need_asset, read_asset

LONGEST_PROMPT = 1_000
"""One specification says 200; 1,000 are enforced in practice."""
Arm: TypeAlias = Literal["photo", "digital_twin", "prompt"]


@dataclass(frozen=True, slots=True)
class AvatarBody:
    """A well-shaped request. `file` is set for photos and footage, `prompt` for the third arm."""

    arm: Arm
    name: str
    group_id: str | None
    file: AssetInput | None = None
    prompt: str | None = None
    references: tuple[AssetInput, ...] = ()
    reference_look_id: str | None = None


def read_avatar(body: Reader) -> AvatarBody:
    """Raises a 400 for the first field that the API would refuse. Unknown fields pass: the schema is open."""
    arm = body.need_choice("type", "photo", "digital_twin", "prompt")
    name, group_id = body.need_text("name", longest=500), body.text("avatar_group_id")
    if arm == "prompt":
        return AvatarBody(
            "prompt",
            name,
            group_id,
            prompt=body.need_text("prompt", longest=LONGEST_PROMPT),
            references=tuple(read_asset(record) for record in body.records("reference_images", 0, 3)),
            reference_look_id=body.text("avatar_id"),
        )
    return AvatarBody("photo" if arm == "photo" else "digital_twin", name, group_id, need_asset(body, "file"))
