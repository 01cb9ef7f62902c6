"""Plain data inside a project: a variable holds any value that YAML can write, with templates anywhere in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, TypeAlias, Union

from pydantic import Discriminator, GetCoreSchemaHandler, GetJsonSchemaHandler, Tag
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import TypeAliasType

from heygen_build.spec.templated import MARKERS, Target, Template, compile_template

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
