"""The entry of this room: a path goes in, a `SourceDocument` comes out, or diagnostics HB01xx are raised."""

from __future__ import annotations

from pathlib import Path

from heygen_build.diagnostics import BuildError, SourceFile
from heygen_build.source.compose import compose
from heygen_build.source.include import include_all
from heygen_build.source.model import Mapping, SourceDocument
from heygen_build.source.read import read


def load(path: Path) -> SourceDocument:
    """The document of one project file with all it includes. Raises BuildError with HB01xx, and HB0332 for a file
    outside of the repository; it never raises anything else."""
    root, files = include_all(read(path), path, parse)
    return SourceDocument(root=root, files=tuple(files))


def parse(file: SourceFile) -> Mapping:
    """The root mapping of a file that was read. Raises BuildError with every mistake that could be found."""
    composed = compose(file)
    if composed.diagnostics or composed.root is None:
        raise BuildError(composed.diagnostics)
    return composed.root
