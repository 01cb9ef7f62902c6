"""Room 6 for one run: finished films are put in place, and what is missing is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.execute.engine import Artifacts
from heygen_build.execute.problems import disk_words
from heygen_build.media.model import MediaError
from heygen_build.publish.credentials import Signer
from heygen_build.publish.publish import publish
from heygen_build.run.model import Built, Planned
from heygen_build.run.state import remember
from heygen_build.store.results import ResultStore


def published(
    planned: Planned,
    artifacts: Artifacts,
    store: ResultStore,
    problems: tuple[Diagnostic, ...],
    signer: Signer | None,
) -> Built:
    """The build with its outputs; without any where the disk refused or a file is gone, which is told."""
    try:
        remember(planned, artifacts)
        outputs = publish(planned.project, planned.plan, artifacts, store, signer)
        return Built(planned, artifacts, outputs, (*problems, *_waiting(planned, artifacts)))
    except OSError as error:
        hint = "free some space or fix the permissions, then build again: nothing is ordered or made twice"
        message = f"the finished files cannot be put in place: {disk_words(error)}"
        return Built(planned, artifacts, None, (*problems, Diagnostic("HB0801", message, hint=hint)))
    except MediaError as error:
        hint = "build again: a file that changed or went while the build ran is read anew, and nothing is ordered twice"
        message = f"the finished files cannot be put in place: {error}"
        return Built(planned, artifacts, None, (*problems, Diagnostic("HB0801", message, hint=hint)))


def _waiting(planned: Planned, artifacts: Artifacts) -> Iterator[Diagnostic]:
    """Dubbed films that wait for a person to read their subtitles."""
    for film in planned.plan.films:
        for version in film.translations:
            wanted, path = version.translation, version.translation.proofread
            if version.step is None and version.session in artifacts.results and path is not None:
                shown = os.path.relpath(path, planned.project.folder)
                message = f"the subtitles in {wanted.language} wait to be read: {Path(shown).as_posix()}"
                hint = "correct them, then build again: only the dubbing is ordered then"
                label = Label(wanted.origin.span, "asked for here")
                yield Diagnostic("HB0802", message, (label,), severity="warning", hint=hint)
