"""What all models of the project language have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

T = TypeVar("T")
_SWITCH_PATTERN = r"^(?:[Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff])$"
_SWITCH = re.compile(_SWITCH_PATTERN)
"""Booleans of YAML 1.1, which are texts in YAML 1.2: where a key can be switched off, nobody means a text by them."""


@cache
def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the keys that users write: `from`, which Python cannot have as a name, for `from_`."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


class Model(BaseModel):
    """Frozen, without unknown keys, and without conversions: text stays text and a number stays a number."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class _Present:
    """A key that may be left out, but not be written without a value."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        if get_origin(source) not in (Union, UnionType):
            raise TypeError(f"Maybe is used with something else than a type: {source!r}")
        forms = [part for part in get_args(source) if part is not type(None)]
        return handler.generate_schema(Union[tuple(forms)])  # noqa: UP007  (the forms are known at run time only)


Maybe: TypeAlias = Annotated[Union[T, None], _Present()]  # noqa: UP007  (an alias with a TypeVar needs Union)


@dataclass(frozen=True, slots=True)
class ShortForm:
    """Lets a model be written as the value of one of its fields: `background: "#101820"` for `{color: "#101820"}`.

    `expected` names all forms, for messages.
    `words` are texts or booleans with a meaning of their own: values of fields (`()`: all defaults), or no value at all
    (None). `lists` tells that a list is the value of the field as well.
    """

    expected: str
    field: str | None = None
    words: tuple[tuple[str | bool, tuple[tuple[str, object], ...] | None], ...] = ()
    lists: bool = False

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._expanded, handler(source))

    @property
    def _is_switch(self) -> bool:
        return any(isinstance(word, bool) for word, _ in self.words)

    def _expanded(self, value: object) -> object:
        for word, meaning in self.words:
            if type(value) is type(word) and value == word:
                return None if meaning is None else dict(meaning)
        words = [word for word, _ in self.words if isinstance(word, str)]
        if words and isinstance(value, str) and self.field is None:
            raise PydanticCustomError("word", "{expected}", {"expected": self.expected, "words": words})
        if isinstance(value, bool) or (self._is_switch and isinstance(value, str) and _SWITCH.fullmatch(value)):
            raise PydanticCustomError("form", "{expected}", {"expected": self.expected})
        longer = (dict, BaseModel) if self.lists else (dict, BaseModel, list)
        if self.field is not None and not isinstance(value, longer) and value is not None:
            return {self.field: value}
        if not isinstance(value, dict | BaseModel):
            raise PydanticCustomError("form", "{expected}", {"expected": self.expected})
        return value

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        long = handler(schema)
        forms: list[JsonSchemaValue] = [{"const": word} for word, _ in self.words]
        if self.field is not None:
            properties = handler.resolve_ref_schema(long).get("properties", {})
            short = {key: item for key, item in properties[self.field].items() if key not in ("title", "default")}
            forms.append({**short, "not": {"pattern": _SWITCH_PATTERN}} if self._is_switch else short)
        return {"anyOf": [*forms, *(form for form in long.get("anyOf", [long]) if form != {"type": "null"})]}
