"""Plain data inside a project: a variable holds any value that YAML can write, with templates anywhere in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, Union

from pydantic import Discriminator, GetCoreSchemaHandler, GetJsonSchemaHandler, Tag
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import TypeAliasType

from heygen_build.spec.templated import MARKERS, MARKERS_PATTERN, Target, Template, compile_template

TAG = "\x1f"
"""Starts the tags of unions in an error's location. The loader refuses keys with control characters, so no key of a
document can be taken for a tag."""

_ANYTHING: Target[object] = Target(object)


class _Leaf:
    """Scalars as they are; texts with markers become templates of anything."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_leaf)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": ["string", "number", "boolean", "null"]}


def _leaf(value: object) -> object:
    if isinstance(value, str) and MARKERS.search(value):
        return compile_template(value, _ANYTHING)
    if isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError("finite_number", "the number is not finite")
    return value


def _kind(value: object) -> str:
    return TAG + ("list" if isinstance(value, list) else "map" if isinstance(value, dict) else "leaf")


Leaf: TypeAlias = Annotated[Union[str, int, float, bool, Template[object], None], _Leaf()]  # noqa: UP007

if TYPE_CHECKING:
    Plain: TypeAlias = Leaf | list["Plain"] | dict[str, "Plain"]
else:
    # Tagged by hand, because pydantic would otherwise try every form of the union and report the failure of each.
    Plain = TypeAliasType(
        "Plain",
        Annotated[
            Annotated[Leaf, Tag(TAG + "leaf")]
            | Annotated[list["Plain"], Tag(TAG + "list")]
            | Annotated[dict[str, "Plain"], Tag(TAG + "map")],
            Discriminator(_kind),
        ],
    )
"""str, int, float, bool, None or a template, and lists and mappings of these."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Narrows `Plain` to lists or mappings that are not empty, and to templates, which may give one."""

    expected: str
    kinds: tuple[Literal["list", "map"], ...]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._checked, handler(source))

    def _checked(self, value: object) -> object:
        if isinstance(value, list | dict) and not value:
            raise PydanticCustomError("too_short", "empty")
        is_template = isinstance(value, Template) or (isinstance(value, str) and MARKERS.search(value) is not None)
        if is_template or _kind(value).removeprefix(TAG) in self.kinds:
            return value
        raise PydanticCustomError("form", "{expected}", {"expected": self.expected})

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        collections = {"list": {"type": "array", "minItems": 1}, "map": {"type": "object", "minProperties": 1}}
        template = {"type": "string", "pattern": MARKERS_PATTERN}
        return {**handler(schema), "anyOf": [*(collections[kind] for kind in self.kinds), template]}
