"""The fast path: a build in which nothing changed is told so before anything heavy is imported.

The last complete build left a record of every file it read and wrote (size, time stamp, inode) and of how it was
called. If all of that is the same, the result is the same: a build is a function of its inputs. A small file with
another time stamp (saved as it was, checked out again) is compared by its bytes. It imports little: starting pydantic,
jinja2 and httpx takes longer than looking at a few hundred files.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from heygen_build import __version__
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import find_projects
from heygen_build.diagnostics import BuildError

RECORD_VERSION = 2
SMALL = 1 << 20
"""Bytes up to which a file is also known by what it holds."""
FOLDER = ".heygen-build"
_SIGNING = tuple(f"HEYGEN_BUILD_C2PA_{name}" for name in ("CERTIFICATE", "KEY", "ALGORITHM", "TIMESTAMPS"))
_ENVIRONMENT = ("HEYGEN_BASE_URL", "HEYGEN_BUILD_CACHE", "HEYGEN_CONFIG_DIR", *_SIGNING)
_ONLY_SHOWN = (
    *("projects", "yes", "max_cost", "quiet", "color", "format", "fail_fast", "locked"),
    *("webhook_url", "listen", "callbacks"),
)
"""Arguments that change what is said, agreed to or waited for, not what is built."""
_VARIABLES = "HEYGEN_BUILD_VAR_"


Stamp: TypeAlias = tuple[int, int, int]
"""Size in bytes, time of the last change in nanoseconds, inode."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What there is to say: the films of the last build, as absolute paths, and one line about them."""

    videos: tuple[str, ...]
    summary: str


def answer(arguments: Arguments, environ: Mapping[str, str]) -> int | None:
    """Answer a build in which nothing changed (exit code 0), or None where it has to be run."""
    # A machine that reads JSON gets the full report; and in CI a build without a key must be able to refuse.
    if arguments.json or arguments.junit or (environ.get("CI") and not arguments.draft):
        return None
    try:
        projects = find_projects(arguments.projects, Path.cwd())
    except BuildError:
        return None
    found = [unchanged(project, arguments, environ) for project in projects]
    if not all(found):
        return None
    for finished in filter(None, found):
        for video in finished.videos:
            print(os.path.relpath(video))
        if not arguments.quiet:
            print(finished.summary, file=sys.stderr)
    return 0


def unchanged(project: Path, arguments: Arguments, environ: Mapping[str, str]) -> Finished | None:
    """What to say about a project whose last build still holds; None where it has to be built, or in any doubt."""
    try:
        record = json.loads(record_path(project).read_text(encoding="utf-8"))
        if record["version"] != RECORD_VERSION or record["call"] != _call(arguments, environ):
            return None
        texts = record["small"]
        if not all(_is_same(Path(name), tuple(stamp), texts.get(name)) for name, stamp in record["files"].items()):
            return None
        return Finished(tuple(record["videos"]), record["summary"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # A record that is missing, torn or of another shape proves nothing: then the build is simply run.
        return None


def remember(
    project: Path,
    arguments: Arguments,
    environ: Mapping[str, str],
    *,
    read: Sequence[Path],
    written: Iterable[Path],
    videos: Sequence[str],
    summary: str,
    started: float,
) -> None:
    """Leave the record of a complete build. `started` in Unix seconds: what changed since then is not vouched for.

    Raises OSError when the disk refuses.
    """
    from heygen_build.store.files import write_text

    # Bytes before stamps: a file that is saved in between then has a stamp that is not vouched for.
    small = dict(_contents(path.resolve() for path in read))
    inputs = {str(path.resolve()): _stamp(path) for path in read}
    path = record_path(project)
    if any(stamp is None or stamp[1] >= started * 1e9 for stamp in inputs.values()):
        path.unlink(missing_ok=True)
        return
    outputs = {str(file.resolve()): _stamp(file) for file in written}
    record = {
        "version": RECORD_VERSION,
        "call": _call(arguments, environ),
        "files": inputs | outputs,
        "small": small,
        "videos": list(videos),
        "summary": summary,
    }
    write_text(path, json.dumps(record))


def record_path(project: Path) -> Path:
    """Where the record of a project lies; one for each project file of a folder."""
    return project.parent / FOLDER / f"last-{project.name}.json"


def _call(arguments: Arguments, environ: Mapping[str, str]) -> list[object]:
    """Everything from outside the files that a build depends on. Of the key only whether there is one."""
    variables = sorted((name, value) for name, value in environ.items() if name.startswith(_VARIABLES))
    has_key = bool(environ.get("HEYGEN_API_KEY")) or _credentials(environ).exists()
    settings = [environ.get(name, "") for name in _ENVIRONMENT]
    given = [repr(getattr(arguments, name)) for name in Arguments.__slots__ if name not in _ONLY_SHOWN]
    return [__version__, has_key, given, [list(pair) for pair in variables], settings]


def _credentials(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("HEYGEN_CONFIG_DIR") or "~/.heygen").expanduser() / "credentials"


def _contents(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        stamp = _stamp(path)
        if stamp is not None and _is_small(stamp):
            yield str(path), _digest(path)


def _is_same(path: Path, stamp: Stamp, digest: str | None) -> bool:
    now = _stamp(path)
    return now == stamp or (now is not None and _is_small(now) and digest is not None and _digest(path) == digest)


def _is_small(stamp: Stamp) -> bool:
    return stamp[0] <= SMALL


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _stamp(path: Path) -> Stamp | None:
    """Size, time of the last change (ns) and inode; None where there is no such file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ino
