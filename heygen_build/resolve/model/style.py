"""How text looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A style with nothing left open. Lengths in % count from the frame's height."""

    name: str
    values: tuple[tuple[str, object], ...] = ()
