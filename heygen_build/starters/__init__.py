"""Projects to begin with: folders of this package, each a project that builds at once as a draft.

Imports only the standard library, because the command line lists the names in its help.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

STARTERS: Mapping[str, str] = {
    "presenter": "somebody who speaks to the camera, a card at the end",
    "screencast": "a screen recording with a presenter in a circle",
    "campaign": "one film for each row of a csv file, language and ratio",
    "course": "one film for each lesson, its points as cards",
    "podcast": "speech only, as an mp3",
    "agent": "a brief, from which HeyGen's Video Agent makes the film",
}
"""Names, with what each is good for. The first is the one for those who do not choose."""

UNTITLED = "title: Untitled"
"""The line of every starter that gets the new project's title."""


def starter_files(name: str) -> Mapping[str, bytes]:
    """The files of a starter by their path below the project's folder, in the order of their names."""
    folder = Path(__file__).parent / name
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
