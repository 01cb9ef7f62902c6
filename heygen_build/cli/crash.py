"""Crash reports: everything a maintainer needs and nothing secret."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from pathlib import Path

from heygen_build import __version__


def write_report(error: BaseException) -> Path:
    """Write the report into a temporary file and give its path."""
    text = "\n".join(
        [
            f"heygen-build {__version__}, Python {platform.python_version()} on {platform.platform()}",
            f"command: {' '.join(sys.argv[1:])}",
            "",
            "".join(traceback.format_exception(error)),
        ]
    )
    handle, name = tempfile.mkstemp(prefix="heygen-build-crash-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(without_key(text))
    return Path(name)


def without_key(text: str) -> str:
    """`text` without the API key, should it be in there after all."""
    key = os.environ.get("HEYGEN_API_KEY")
    return text.replace(key, "[the API key]") if key else text
