"""Crash reports: everything a maintainer needs and nothing secret."""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from heygen_build import __version__

_SIGNED = re.compile(r"(https?://[^\s'\"?]+)\?[^\s'\"]+")
"""An address with a query: a presigned link opens a file to whoever reads it."""
_LONG_ENOUGH = 8
"""Shorter keys are words, and taking words out of a report makes it useless."""


def write_report(error: BaseException) -> Path:
    """Write the report into a temporary file, readable by its owner only, and give its path. Raises OSError."""
    lines = [
        f"heygen-build {__version__}, Python {platform.python_version()} on {platform.platform()}",
        f"command: {' '.join(sys.argv[1:])}",
        "",
        "".join(traceback.format_exception(error)),
    ]
    handle, name = tempfile.mkstemp(prefix="heygen-build-crash-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as stream:
        stream.write(without_secrets("\n".join(lines), os.environ, Path("~").expanduser()))
    return Path(name)


_SECRETS = ("HEYGEN_API_KEY", "HEYGEN_WEBHOOK_SECRET", "LIVEAVATAR_API_KEY")


def without_secrets(text: str, environ: Mapping[str, str], home: Path) -> str:
    """`text` without the API key, in any case, quoted for an address or broken over lines, and without signed links."""
    for key in _keys(environ, home):
        for form in {key, quote(key, safe="")}:
            broken = r"[\s\\n]*".join(map(re.escape, form))
            text = re.sub(broken, "[the API key]", text, flags=re.IGNORECASE)
    return _SIGNED.sub(r"\1?[…]", text)


def _keys(environ: Mapping[str, str], home: Path) -> list[str]:
    """Every key this user may have: that of the environment does not make the one in the file harmless."""
    from heygen_build.heygen.credentials import CredentialError, find_credential

    found = [environ.get(name, "").strip() for name in _SECRETS]
    try:
        credential = find_credential({**environ, "HEYGEN_API_KEY": ""}, home)
    except CredentialError:
        credential = None  # a file that cannot be used has put no key into our hands
    if credential is not None:
        found.append(credential.key)
    return [key for key in found if len(key) >= _LONG_ENOUGH]
