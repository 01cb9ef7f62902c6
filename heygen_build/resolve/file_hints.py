"""What to do about a file that cannot be used: the mistakes that people make with paths."""

from __future__ import annotations

import re
from pathlib import Path

from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.resolve.sniff import media_type_of

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_KEYS = {"image/": "image", "video/": "video", "audio/": "audio"}
"""The key of a scene that takes files of a type."""


def missing_hint(text: str, path: Path) -> str | None:
    """For a file that is not there: an address, a path of Windows, a name that is spelled alike."""
    if _ADDRESS.match(text):
        return "download the file into the project: a build reads nothing from the network that could change"
    if "\\" in text and (path.parent / text.replace("\\", "/")).is_file():
        return f"write `{text.replace(chr(92), '/')}`: paths have slashes on every system"
    folder = path.parent
    if not folder.is_dir():
        return f"the folder `{Path(text).parent.as_posix()}` does not exist either"
    near = did_you_mean(path.name, [entry.name for entry in folder.iterdir()])
    return f"did you mean `{(Path(text).parent / near[0]).as_posix()}`?" if near else None


def other_key(path: Path, text: str, key: str) -> str | None:
    """For a file of another type than its key takes: the key that takes it."""
    media_type = media_type_of(path) or ""
    fitting = next((name for start, name in _KEYS.items() if media_type.startswith(start)), None)
    if fitting is None or fitting == key or key not in _KEYS.values():
        return None
    return f"write `{fitting}: {text}`"
