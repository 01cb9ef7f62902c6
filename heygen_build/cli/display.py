"""Progress: a live display on a terminal (`live`), plain lines elsewhere. Both only listen to events."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from heygen_build.cli.console import say
from heygen_build.execute.events import Event, StepDone, StepFailed, StepNote, StepSkipped, StepStarted


class Display(Protocol):
    """A listener that is open while a build runs."""

    def __call__(self, event: Event) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class SilentDisplay:
    def __call__(self, event: Event) -> None:
        """Shows nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is open."""


class PlainDisplay(SilentDisplay):
    """One line for each thing that happens: readable in a CI log."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0

    def __call__(self, event: Event) -> None:
        self._done += isinstance(event, StepDone)
        if text := told(event):
            counter = f"[{self._done}/{self._total}]".rjust(2 * len(str(self._total)) + 3)
            say(f"{counter} {event.step.place}: {text}")


def told(event: Event) -> str:
    """What happened, in a few words; empty for what is not worth a line."""
    match event:
        case StepStarted(step):
            return step.route if step.is_remote else ""
        case StepNote(text=text):
            return text
        case StepDone(seconds=seconds):
            return f"done, {seconds:.1f} s" if seconds is not None else "done"
        case StepFailed(diagnostics=diagnostics):
            return f"failed: {diagnostics[0].message}"
        case StepSkipped(is_withheld=is_withheld):
            return "" if is_withheld else "not started"
