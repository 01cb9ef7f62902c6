"""The entry of this room: a path goes in, a `SourceDocument` comes out, or diagnostics HB01xx are raised."""

from __future__ import annotations

from pathlib import Path

from heygen_build.diagnostics import BuildError, SourceFile
from heygen_build.source.compose import compose
from heygen_build.source.model import Mapping, SourceDocument
from heygen_build.source.read import read


def load(path: Path) -> SourceDocument:
    """The document of one project file. Raises BuildError with HB01xx; it never raises anything else."""
    file = read(path)
    return SourceDocument(root=parse(file), files=(file,))


def parse(file: SourceFile) -> Mapping:
    """The root mapping of a file that was read. Raises BuildError with every mistake that could be found."""
    composed = compose(file)
    if composed.diagnostics or composed.root is None:
        raise BuildError(composed.diagnostics)
    return composed.root
