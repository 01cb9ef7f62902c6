"""What one check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "note", "warning", "problem"]
"""`note`: nothing is wrong, and something is worth knowing. `warning`: builds go, and not as well as they could.
`problem`: builds fail."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `code` is the diagnostic that a build would show for it."""

    area: str
    text: str
    status: Status = "ok"
    hint: str | None = None
    code: str | None = None
    is_about_the_key: bool = False
    """Whether a build would end with exit code 3 for it."""
