"""The project as it was in a revision of its git repository: taken out beside the drafts, and built like the present.

Steps are named by content, so that scenes which did not change since are not drawn again: both share their drafts.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.places import STATE_FOLDER


def take_out(project: Path, revision: str) -> Path:
    """The project file of `revision`. Raises BuildError (HB0629) for what git cannot find. The work tree stays.

    All of the repository is taken out, because includes and media may lie anywhere in it.
    """
    folder = project.parent
    top = Path(_git(folder, revision, "rev-parse", "--show-toplevel").decode().strip())
    commit = _git(folder, revision, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    # The name of the repository's folder is kept: a project without a slug is named after its folder.
    taken = folder / STATE_FOLDER / "against" / commit.decode().strip()[:16] / top.name
    old = taken / project.resolve().relative_to(top.resolve())
    if not old.is_file():
        shutil.rmtree(taken, ignore_errors=True)
        taken.mkdir(parents=True)
        archive = _git(top, revision, "archive", "--format=tar", commit.decode().strip())
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(taken, filter="data")
    if not old.is_file():
        raise _unknown(revision, f"{project.name} is not in it")
    _share_drafts(folder, old.parent)
    return old


def forget(project: Path) -> None:
    """Remove what was taken out."""
    shutil.rmtree(project.parent / STATE_FOLDER / "against", ignore_errors=True)


def _share_drafts(folder: Path, old: Path) -> None:
    drafts, shared = folder / STATE_FOLDER / "drafts", old / STATE_FOLDER / "drafts"
    drafts.mkdir(parents=True, exist_ok=True)
    shared.parent.mkdir(parents=True, exist_ok=True)
    if not shared.exists():
        shared.symlink_to(drafts.resolve(), target_is_directory=True)


def _git(folder: Path, revision: str, *arguments: str) -> bytes:
    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True).stdout
    except FileNotFoundError as error:
        raise _unknown(revision, "git is not installed") from error
    except subprocess.CalledProcessError as error:
        raise _unknown(revision, error.stderr.decode(errors="replace").strip().splitlines()[-1]) from error


def _unknown(revision: str, why: str) -> BuildError:
    message = f"the project cannot be compared with `{revision}`: {why}"
    hint = "name a branch, a tag or a commit of the project's git repository"
    return BuildError([Diagnostic("HB0629", message, hint=hint)])
