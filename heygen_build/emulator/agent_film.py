"""From the plan of an agent's draft to an order for the studio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from heygen_build.emulator.agent_prompt import WORDS_A_SECOND, DraftPlan, DraftScene
from heygen_build.emulator.catalog import Look, Timbre
from heygen_build.emulator.orders import Saying
from heygen_build.emulator.scenes import Backdrop, Person, SceneOrder, ScenesOrder
from heygen_build.units import Color

LANDSCAPE, PORTRAIT = (1280, 720), (720, 1280)
"""Nobody states what the agent renders; the smaller size is drawn in half the time."""
_LONGEST_PAUSE = 1.5
_CLAUSE = 6
_PALETTE = (Color(38, 52, 92), Color(24, 100, 106))


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks and what there is to show: `pictures` are files that were attached."""

    look: Look
    timbre: Timbre
    colors: Sequence[Color]
    pictures: Sequence[Path]


def film_order(plan: DraftPlan, cast: Cast, size: tuple[int, int], mark: str) -> ScenesOrder:
    """One video of all scenes, about as long as the plan says: pauses fill what words do not.

    Attached pictures are shown once each, in scenes with graphics.
    """
    words = sum(len(scene.said.split()) for scene in plan.scenes)
    pause = min(max(plan.seconds - words / WORDS_A_SECOND, 0.0) / len(plan.scenes), _LONGEST_PAUSE)
    pictures, scenes = list(cast.pictures), list[SceneOrder]()
    for place, scene in enumerate(plan.scenes):
        picture = pictures.pop(0) if pictures and scene.shot != "presenter" else None
        scenes.append(_scene(scene, cast, place, pause, picture))
    return ScenesOrder(tuple(scenes), *size, subtitles=True, mark=mark)


def _scene(scene: DraftScene, cast: Cast, place: int, pause: float, picture: Path | None) -> SceneOrder:
    colors = tuple(cast.colors) or _PALETTE
    color = colors[place % len(colors)]
    fills = scene.shot == "graphics"
    return SceneOrder(
        sound=Saying(f'{scene.said} <break time="{pause:.2f}s"/>' if pause >= 0.1 else scene.said, cast.timbre),
        backdrop=Backdrop(color, picture, "contain") if fills else Backdrop(color),
        person=None if fills else _person(cast.look, aside=picture is not None),
        headline=scene.shown or (_clause(scene.said) if fills and picture is None else None),
        picture=None if fills else picture,
        place="middle" if fills and picture is None else "bottom",
    )


def _clause(said: str) -> str:
    """The first words, for a frame that would be empty."""
    words = said.split()
    return " ".join(words[:_CLAUSE]).rstrip(".,;:!?") + (" …" if len(words) > _CLAUSE else "")


def _person(look: Look, *, aside: bool) -> Person:
    """The presenter full frame, or on the right third beside something else."""
    costume = None if look.photo else look.costume
    if aside:
        return Person(costume, look.photo, scale=0.85, x=0.22)
    return Person(costume, look.photo)
