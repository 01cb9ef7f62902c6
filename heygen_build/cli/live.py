"""The live display of a terminal: what is done scrolls by; below it the steps that run, and a bar for the whole."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Column
from rich.text import Text

from heygen_build.cli.console import has_color
from heygen_build.cli.display import told
from heygen_build.execute.events import Event, StepDone, StepFailed, StepNote, StepStarted

REFRESHES = 8
"""Per second: enough to see that something moves."""


class LiveDisplay:
    """Gone when the build ends, also when it ends badly: the terminal is left as it was found."""

    def __init__(self, places: Sequence[str], color: str = "auto") -> None:
        """`places` are those of the steps that will run."""
        self._width = max(map(len, places), default=0)
        self._console = Console(stderr=True, no_color=not has_color(sys.stderr, color), highlight=False)
        self._running = Progress(
            TextColumn(" "),
            SpinnerColumn("line", style="cyan"),
            TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}", style="dim", markup=False, table_column=Column(no_wrap=True)),
        )
        self._whole = Progress(
            TextColumn("  building"),
            BarColumn(bar_width=32, style="dim", complete_style="cyan", finished_style="cyan"),
            MofNCompleteColumn(),
            TextColumn("steps ·"),
            TimeElapsedColumn(),
        )
        self._bar = self._whole.add_task("building", total=len(places))
        self._tasks: dict[str, TaskID] = {}
        shown = Group(self._running, self._whole)
        self._live = Live(shown, console=self._console, transient=True, refresh_per_second=REFRESHES)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def __call__(self, event: Event) -> None:
        key = event.step.key
        if isinstance(event, StepStarted):
            self._tasks[key] = self._running.add_task(self._place(event), total=None, note=event.step.route)
        elif isinstance(event, StepNote):
            if key in self._tasks:
                self._running.update(self._tasks[key], note=event.text)
        elif key in self._tasks:
            self._running.remove_task(self._tasks.pop(key))
        if isinstance(event, StepDone):
            self._whole.advance(self._bar)
        if isinstance(event, StepDone | StepFailed):
            mark = Text("✓", "green") if isinstance(event, StepDone) else Text("✗", "bold red")
            self._console.print(
                Text("  ").append_text(mark).append(f" {self._place(event)} ").append(told(event), "dim")
            )

    def _place(self, event: Event) -> str:
        return event.step.place.ljust(self._width)
