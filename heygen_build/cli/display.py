"""Progress: a live display on a terminal, plain lines elsewhere. Both only listen to events."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from heygen_build.cli.console import say
from heygen_build.execute.events import Event, StepDone, StepFailed, StepNote, StepSkipped, StepStarted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


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


class LiveDisplay(SilentDisplay):
    """A bar for the whole build and a line for each step that is running."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._tasks: dict[str, TaskID] = {}
        self._progress: Progress | None = None
        self._whole: TaskID | None = None

    def __enter__(self) -> Self:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[note]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._progress.start()
        self._whole = self._progress.add_task("building", total=self._total, note="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def __call__(self, event: Event) -> None:
        assert self._progress is not None
        assert self._whole is not None
        key = event.step.key
        if isinstance(event, StepStarted):
            self._tasks[key] = self._progress.add_task(f"  {event.step.place}", total=None, note=event.step.route)
        elif isinstance(event, StepNote):
            self._progress.update(self._tasks[key], note=event.text)
        elif key in self._tasks:
            self._progress.remove_task(self._tasks.pop(key))
        if isinstance(event, StepDone):
            self._progress.advance(self._whole)
        if isinstance(event, StepDone | StepFailed):
            self._progress.console.print(f"  {event.step.place}: {told(event)}", markup=False, highlight=False)


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
        case StepSkipped():
            return "not started"
