"""Rendered templates become typed values, by the same rules as values that were written down."""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from heygen_build.spec.words import explain

T = TypeVar("T")


class CoercionError(ValueError):
    """A value that does not fit its field. `code` is one of HB02xx; the other fields are for a Diagnostic."""

    def __init__(self, code: str, message: str, expected: str | None, hint: str | None) -> None:
        self.code, self.message, self.expected, self.hint = code, message, expected, hint
        super().__init__(message)


def coerce(adapter: TypeAdapter[T], value: object, *, subject: str = "the value") -> T:
    """`value` as T, for example `coerce(template.adapter, template.render(variables))`. Raises CoercionError.

    `subject` is what messages call the value. Only the first of several mistakes is told.
    """
    try:
        return adapter.validate_python(value, strict=True)
    except ValidationError as error:
        found = explain(error.errors(include_url=False)[0], subject)
        raise CoercionError(found.code, found.message, found.expected, found.hint) from None
