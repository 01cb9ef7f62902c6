"""The shared vocabulary of everything that can be wrong. Imports nothing else of the program."""

from heygen_build.diagnostics.model import (
    BuildError,
    Diagnostic,
    Label,
    Position,
    Severity,
    SourceFile,
    Span,
)

__all__ = ["BuildError", "Diagnostic", "Label", "Position", "Severity", "SourceFile", "Span"]
