"""Fields that hold either a value or a template of one: `Templated[T]`."""

from __future__ import annotations

import re
from types import UnionType
from typing import Annotated, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.spec.template import Target, Template, TemplateProblem

__all__ = ["MARKERS", "Target", "Template", "TemplateProblem", "Templated", "compile_template"]

T = TypeVar("T")
MARKERS_PATTERN = r"\{[{%#]"
MARKERS = re.compile(MARKERS_PATTERN)
"""What makes a text a template; a text without it never reaches Jinja."""


class _Hook:
    """Makes pydantic decide by the markers: with them a Template, without them T and nothing of Jinja."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        form = _target_form(source)
        target: Target[object] = Target(form)

        def decide(value: object, inner: core_schema.ValidatorFunctionWrapHandler) -> object:
            if isinstance(value, str) and MARKERS.search(value):
                return compile_template(value, target)
            return value if isinstance(value, Template) else inner(value)

        return core_schema.no_info_wrap_validator_function(decide, handler.generate_schema(form))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        inner = handler(schema)
        if inner.get("type") == "string" and inner.keys() <= {"type", "minLength"}:
            return inner  # a text with a template in it is such a text already
        template = {"type": "string", "pattern": MARKERS_PATTERN, "description": "a template such as `{{ name }}`"}
        return {"anyOf": [inner, template]}


def _target_form(source: object) -> object:
    """The T of `Union[T, Template[T]]`, also where T is a union itself."""
    if get_origin(source) in (Union, UnionType):
        for part in get_args(source):
            if get_origin(part) is Template:
                return get_args(part)[0]
    raise TypeError(f"Templated is used with something else than a type: {source!r}")


def _syntax_hint(message: str) -> str | None:
    """What mends the two usual slips of templates."""
    if message.startswith("expected `}}`"):
        return "close the template with `}}`; behind a name stands a `.`, a `|` or an operator"
    if message.startswith("the block is not closed"):
        return (
            "write `{{ a if b else c }}`, or close the block: `{% if b %}a{% endif %}`" if "endif" in message else None
        )
    return None


def compile_template(text: str, target: Target[T]) -> Template[T]:
    """A template as a validator makes it: a problem becomes an error of pydantic with the offsets in its context."""
    try:
        return Template(text, target)
    except TemplateProblem as problem:
        hint = did_you_mean_text(problem.name, problem.candidates) if problem.name else _syntax_hint(problem.message)
        context = {"message": problem.message, "start": problem.start, "end": problem.end, "hint": hint}
        raise PydanticCustomError("template_syntax", "{message}", context) from None


Templated: TypeAlias = Annotated[Union[T, Template[T]], _Hook()]  # noqa: UP007  (an alias with a TypeVar needs Union)
