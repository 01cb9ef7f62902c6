from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic
from heygen_build.source.model import SourceDocument


def broken_rules(document: SourceDocument) -> Iterator[Diagnostic]:
    yield from ()
