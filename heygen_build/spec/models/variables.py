"""Variables, and the matrix that makes several films of one project."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import ConfigDict, Discriminator, Field, GetJsonSchemaHandler, Tag
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from heygen_build.spec.base import Maybe, Model
from heygen_build.spec.models.words import VariableType
from heygen_build.spec.plain import TAG, Forms, Plain
from heygen_build.spec.templated import Templated
from heygen_build.spec.types import NAME_PATTERN, Text


class VariableSpec(Model):
    """A variable in its long form."""

    type: Annotated[VariableType, Field(examples=["number"])]
    """What kind of value the variable takes."""
    default: Maybe[Plain] = Field(default=None, examples=[49])
    """The value where nothing else gives one."""
    required: bool = False
    """Whether a value must be given by `--var`, a file or the environment."""
    description: Maybe[Text] = Field(default=None, examples=["USD per month"])
    """What the variable is for; shown when it is missing."""
    values: Maybe[Annotated[list[Plain], Field(min_length=1)]] = Field(default=None, examples=[["free", "pro"]])
    """The values that a variable of type `enum` may have."""


def _variable_form(value: object) -> str:
    return TAG + (
        "long" if isinstance(value, VariableSpec) or (isinstance(value, dict) and "type" in value) else "short"
    )


class _VariableSchema:
    """Tells the schema what the discriminator does: a mapping with a `type` is the long form, and only that."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        long, short = handler(schema)["oneOf"]
        return {"if": {"type": "object", "required": ["type"]}, "then": long, "else": short}


Variable: TypeAlias = Annotated[
    Annotated[VariableSpec, Tag(TAG + "long")] | Annotated[Plain, Tag(TAG + "short")],
    Discriminator(_variable_form),
    _VariableSchema(),
]


class RowsSpec(Model):
    """An axis whose values are the rows of a data file, each a mapping of its columns."""

    from_: Templated[Text] = Field(alias="from", examples=["data/customers.csv"])
    """The file, `.csv`, `.json`, `.jsonl` or `.yaml`, relative to the file that mentions it."""
    key: Maybe[Text] = Field(default=None, examples=["id"])
    """The column that tells rows apart; it names films, and `exclude` compares by it."""


class _AxisSchema:
    """Either form by its own kind, without a discriminator that JSON schema does not know."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        about = "An axis: a list of values, or the rows of a data file; templates know the value by this name."
        return {"anyOf": handler(schema)["oneOf"], "description": about, "examples": [["en-US", "es-ES"]]}


def _axis_form(value: object) -> str:
    return TAG + ("rows" if isinstance(value, dict | RowsSpec) else "values")


AXIS_FORMS = "a list such as `[en-US, es-ES]`, or a mapping such as `{from: data/customers.csv, key: id}`"
Axis: TypeAlias = Annotated[
    Annotated[RowsSpec, Tag(TAG + "rows")] | Annotated[Plain, Forms(AXIS_FORMS, ("list",)), Tag(TAG + "values")],
    Discriminator(_axis_form),
    _AxisSchema(),
]
Rules: TypeAlias = Annotated[list[Annotated[dict[str, Plain], Field(min_length=1)]], Field(min_length=1)]


class MatrixSpec(Model):
    """One film for each combination of values. Every key but `include` and `exclude` is an axis."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"propertyNames": {"pattern": NAME_PATTERN}})
    __pydantic_extra__: dict[str, Axis] = Field(init=False)

    include: Maybe[Rules] = Field(default=None, examples=[[{"locale": "de-DE", "aspect": "1:1"}]])
    """Values to add to matching combinations, or combinations to add, as in workflows of GitHub."""
    exclude: Maybe[Rules] = Field(default=None, examples=[[{"locale": "es-ES", "aspect": "9:16"}]])
    """Combinations to leave out."""

    @property
    def axes(self) -> dict[str, Axis]:
        """The axes in file order: `RowsSpec` for rows of a file, else plain data or a template of a list."""
        return self.__pydantic_extra__
