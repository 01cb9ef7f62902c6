"""Which first pictures can be drawn by now, while their clips are not there yet."""

from __future__ import annotations

from collections.abc import Callable

from heygen_build.emulator.orders import Order, VideoOrder
from heygen_build.execute.events import StepNote, StepStarted
from heygen_build.pipeline import Planned
from heygen_build.plan.model import Step
from heygen_build.plan.requests import ClipRequest
from heygen_build.store.results import ResultStore
from heygen_build.watch.glimpse import glimpse_of
from heygen_build.watch.pictures import Pictures

NOT_SEEN = frozenset({"speech", "words", "subtitled"})
"""What a clip needs that is not in its picture."""


class Glimpses:
    """Asks for the first picture of a clip as soon as what is seen in it is there, or was ordered from the emulator."""

    def __init__(self, pictures: Pictures, order_of: Callable[[str], Order | None]) -> None:
        self._pictures, self._order_of = pictures, order_of

    def hear(self, event: object, planned: Planned, store: ResultStore) -> None:
        """Take in what became of a step."""
        match event:
            case StepStarted(step=step) if step.kind == "clip":
                self._want(step, None, planned, store)
            case StepNote(step=render, ordered=str() as video_id):
                order = self._order_of(video_id)
                waiting = (step for step in planned.plan.steps if step.kind == "clip")
                if isinstance(order, VideoOrder):
                    for step in waiting:
                        if render.key in step.needs.values():
                            self._want(step, order, planned, store)

    def _want(self, clip: Step, order: VideoOrder | None, planned: Planned, store: ResultStore) -> None:
        assert isinstance(clip.request, ClipRequest), "a clip is asked for by a ClipRequest"
        found = {role: store.get(key) for role, key in clip.needs.items()}
        needs = {role: result for role, result in found.items() if result is not None}
        # A render that was ordered stands for itself; whatever else is missing cannot be drawn.
        if len(clip.needs.keys() - needs.keys() - NOT_SEEN) > (0 if order is None else 1):
            return
        rendered = self._pictures.folder / f"{clip.key}.frame.mp4"
        glimpse = glimpse_of(clip.request, store, planned.plan.files, needs, order, rendered)
        if glimpse is not None:
            self._pictures.glimpse(clip.key, glimpse)
