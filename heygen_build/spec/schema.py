"""The JSON Schema of the project language, generated from the models, for editors and other programs."""

from __future__ import annotations

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from heygen_build.spec.models import ProjectSpec

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Keys that may be left out have no null in this language, and so no default of null in its schema."""

    schema_dialect = SCHEMA_ID

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        if schema.get("default", ...) is None:
            return self.generate_inner(schema["schema"])
        result = super().default_schema(schema)
        if isinstance(result.get("default"), dict) or result.get("default") == []:
            del result["default"]  # of a whole mapping: its own keys say what they default to; of a list: no items
        return result

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """pydantic lets keys pass that do not match the pattern of names; here no other key is allowed."""
        result = super().dict_schema(schema)
        patterns = result.pop("patternProperties", None)
        if patterns:
            (pattern, values), *_ = patterns.items()
            result |= {"propertyNames": {"pattern": pattern}, "additionalProperties": values}
        return result


def project_schema() -> dict[str, object]:
    """JSON Schema 2020-12 of version 1. It allows at least what `validate` allows; rules between keys are not in it."""
    schema = ProjectSpec.model_json_schema(schema_generator=_Generator)
    _polish(schema)
    schema["title"] = "heygen-build project, version 1"
    schema["description"] = "A video as code: who speaks, what is shown, and what comes out."
    return {"$schema": SCHEMA_ID, **schema}


def _polish(part: object) -> None:
    """For editors: Markdown in descriptions, and no titles that only repeat a key."""
    if isinstance(part, list):
        for item in part:
            _polish(item)
    if not isinstance(part, dict):
        return
    for item in part.values():
        _polish(item)
    description = part.get("description")
    if isinstance(description, str):
        if isinstance(part.get("title"), str):
            del part["title"]
        if "`" in description:
            part["markdownDescription"] = description
