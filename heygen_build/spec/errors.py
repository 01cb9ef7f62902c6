from pydantic import ValidationError

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.source.model import SourceDocument


def diagnostics_of(error: ValidationError, document: SourceDocument) -> list[Diagnostic]:
    return [Diagnostic("HB0203", e["msg"], (Label(document.span_of(tuple(e["loc"]))),)) for e in error.errors()]
