"""What a rule of the prompt guide finds: which rule, where in the brief, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from heygen_build.source.model import Route


@dataclass(frozen=True, slots=True)
class Finding:
    """`at` is a route within the brief (`("scenes", 2, "voiceover")`); `text[start:end]` of what stands there is meant.

    `text` None means the whole value. `rule` is the guide's own name (P03).
    """

    code: str
    rule: str
    message: str
    at: Route = ()
    hint: str | None = None
    severity: Literal["error", "warning", "note"] = "warning"
    text: str | None = None
    start: int = 0
    end: int = 0
