"""`POST /v3/videos`, arm `cinematic_avatar`: its shape, and the order for the drawing room."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heygen_build.emulator.jobs import Render
from heygen_build.emulator.reader import Reader
from heygen_build.emulator.video_body import AssetInput, read_asset

DEFAULT_SECONDS = 10
SHORTEST, LONGEST = 4, 15
MOST_VIDEOS, MOST_IMAGES = 3, 9
PRICE = 7.0
"""USD for one shot, however long (README, Prices)."""
_WORDS_A_SECOND = 3


@dataclass(frozen=True, slots=True)
class CinematicBody:
    """`seconds` None lets the server decide (`auto_duration`)."""

    prompt: str
    looks: tuple[str, ...]
    references: tuple[AssetInput, ...]
    aspect: str
    resolution: str
    seconds: int | None
    title: str | None


def read_cinematic(body: Reader) -> CinematicBody:
    """1–3 looks, 4–15 s, no 4k (v3 create-video). Raises a 400 for the first field that the API would refuse."""
    prompt = body.need_text("prompt", longest=10_000)
    looks = body.items("avatar_id", 1, 3)
    if not all(isinstance(look, str) and look for look in looks):
        body.refuse("avatar_id", "must hold look ids")
    references = tuple(read_asset(reference) for reference in body.records("references", 0, MOST_VIDEOS + MOST_IMAGES))
    duration = body.whole("duration", SHORTEST, LONGEST)
    is_auto = body.flag("auto_duration", nullable=False)
    if is_auto and duration is not None:
        body.refuse("duration", "must be omitted with auto_duration")
    body.flag("enhance_prompt", nullable=False)
    result = CinematicBody(
        prompt=prompt,
        looks=tuple(str(look) for look in looks),
        references=references,
        aspect=body.choice("aspect_ratio", "16:9", "9:16", "1:1", nullable=False) or "16:9",
        resolution=body.choice("resolution", "720p", "1080p", nullable=False) or "720p",
        seconds=None if is_auto else duration or DEFAULT_SECONDS,
        title=body.text("title"),
    )
    body.end()
    return result


def decided_seconds(body: CinematicBody) -> int:
    """How long a shot lasts; with `auto_duration` as long as its prompt is rich (a guess, within HeyGen's range)."""
    if body.seconds is not None:
        return body.seconds
    return min(max(SHORTEST, len(body.prompt.split()) // _WORDS_A_SECOND), LONGEST)


@dataclass(frozen=True, slots=True)
class CinematicOrder:
    """A silent shot of `people` (costumes, or photos) with a camera that moves; `backdrop` is the first picture."""

    prompt: str
    people: tuple[str | Path, ...]
    width: int
    height: int
    seconds: int
    backdrop: Path | None = None
    mark: str = "DRAFT"

    def make(self, folder: Path, key: str) -> Render:
        from heygen_build.emulator.cinematic_drawing import draw_cinematic  # in the worker only

        return draw_cinematic(self, folder, key)
