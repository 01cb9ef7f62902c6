"""The entry of this room: a document goes in; a `ProjectSpec` comes out, or diagnostics are raised."""

from __future__ import annotations

from pydantic import ValidationError

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.source.model import SourceDocument, to_python
from heygen_build.spec.errors import diagnostics_of
from heygen_build.spec.models import ProjectSpec
from heygen_build.spec.rules import broken_rules


def validate(document: SourceDocument) -> ProjectSpec:
    """The project's shape, checked in full. Raises BuildError with all mistakes at once, in file order."""
    found: list[Diagnostic] = list(broken_rules(document))
    try:
        spec = ProjectSpec.model_validate(to_python(document.root))
    except ValidationError as error:
        found += diagnostics_of(error, document)
        raise BuildError(found) from None
    if found:
        raise BuildError(found)
    return spec
