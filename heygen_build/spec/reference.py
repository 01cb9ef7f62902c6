"""The tables of all keys, in Markdown, from the JSON Schema: a reference that cannot say less than the language.

`python -m heygen_build.spec.reference FILE` writes them between the two marks of a Markdown file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from heygen_build.spec.schema import project_schema
from heygen_build.spec.words import as_flow

BEGIN, END = "<!-- keys: made by `make schemas`, do not edit -->", "<!-- end of keys -->"
Part: TypeAlias = Mapping[str, object]
"""A piece of a JSON Schema."""
_ROOT = "Project"
_ANY = "Plain"
_TEMPLATE = r"\{[{%#]"


def tables() -> str:
    """One section for each mapping of the language, in the order in which a reader meets them."""
    schema = project_schema()
    definitions = {_ROOT: schema, **_mapping(schema["$defs"])}
    found: dict[str, list[str]] = {_ROOT: []}
    for name, place in _places(schema):
        found.setdefault(name, []).append(place)
    return "\n".join(_section(name, definitions, places) for name, places in found.items())


def inserted(text: str) -> str:
    """A Markdown text with the tables between its two marks. Raises ValueError where a mark is missing."""
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"there is no `{BEGIN}` followed by `{END}`")
    return f"{head}{BEGIN}\n\n{tables()}\n{END}{tail}"


def _places(schema: Part) -> Iterator[tuple[str, str]]:
    """Every mapping with every key that leads to it, level by level. Each mapping is walked once."""
    definitions, seen = _mapping(schema["$defs"]), {_ANY}
    level = [("", schema)]
    while level:
        below = []
        for route, part in level:
            for key, value in _keys(part).items():
                for name, suffix in _mentioned(_mapping(value)):
                    yield from [] if name == _ANY else [(name, f"{route}{key}{suffix}")]
                    if name not in seen:
                        seen.add(name)
                        below.append((f"{route}{key}{suffix}.", _mapping(definitions[name])))
        level = below


def _keys(part: Part) -> Part:
    """The keys of a mapping; `NAME` stands for those that are free to choose."""
    free = part.get("additionalProperties")
    return {**_mapping(part["properties"]), **({"NAME": free} if isinstance(free, Mapping) else {})}


def _mentioned(part: Part, suffix: str = "") -> Iterator[tuple[str, str]]:
    """Names of definitions in a value; `suffix` says whether it is the item of a list or under a name."""
    if "$ref" in part:
        yield str(part["$ref"]).rpartition("/")[2], suffix
    for word, mark in (("items", "[]"), ("additionalProperties", ".NAME")):
        if isinstance(part.get(word), Mapping):
            yield from _mentioned(_mapping(part[word]), suffix + mark)
    for word in ("then", "else"):
        if word in part:
            yield from _mentioned(_mapping(part[word]), suffix)
    for form in _forms(part):
        yield from _mentioned(form, suffix)


def _section(name: str, definitions: Part, places: list[str]) -> str:
    definition = _mapping(definitions[name])
    where = ", ".join(f"`{place}`" for place in dict.fromkeys(places))
    required = definition.get("required", [])
    rows = [
        _row(key, _mapping(value), definitions, isinstance(required, list) and key in required)
        for key, value in _keys(definition).items()
    ]
    head = [f"### {_title(name)}", "", *([f"{where}  "] if where else []), str(definition["description"]), ""]
    return "\n".join([*head, "| key | value | meaning | example |", "|---|---|---|---|", *rows, ""])


def _title(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Spec")).capitalize()


def _row(key: str, part: Part, definitions: Part, required: bool) -> str:
    name = str(part.get("$ref", "")).rpartition("/")[2]
    whole = _mapping(definitions[name]) if name else {}
    meaning = " ".join(str(part.get("description", whole.get("description", ""))).split())
    examples = part.get("examples")
    example = f"`{key}: {as_flow(examples[-1])}`" if isinstance(examples, list) and examples else ""
    return _cells(f"`{key}`", _value(part), meaning + _note(part.get("default"), required), example)


def _note(default: object, required: bool) -> str:
    if required:
        return " **Required.**"
    return "" if default in (None, [], {}) else f" Default: `{as_flow(default)}`."


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _value(part: Part) -> str:
    """What may be written, in words. That templates are allowed is said once for all keys."""
    if "$ref" in part:
        name = str(part["$ref"]).rpartition("/")[2]
        return "anything" if name == _ANY else f"[mapping](#{_title(name).lower().replace(' ', '-')})"
    if "enum" in part or "const" in part:
        words = part.get("enum", [part.get("const")])
        return " ".join(f"`{as_flow(word)}`" for word in words) if isinstance(words, list) else ""
    forms = [_value(form) for form in _forms(part) if form.get("pattern") != _TEMPLATE]
    words = " ".join(form for form in forms if form.startswith("`"))
    others = dict.fromkeys(form for form in forms if not form.startswith("`"))
    return ", or ".join([words, *others] if words else others) or _typed(part)


def _typed(part: Part) -> str:
    match part.get("type"):
        case "array" if isinstance(part.get("items"), Mapping):
            return f"list: {_value(_mapping(part['items']))}"
        case "boolean":
            return "`true` `false`"
        case "integer" | "number" as kind:
            return "whole number" * (kind == "integer") + "number" * (kind == "number") + _bounds(part)
        case "object":
            return "mapping of names"
        case "string" if "pattern" in part and "description" in part:
            return _form(str(part["description"]))
    return "text"


def _form(description: str) -> str:
    """A unit by its first form: `a color such as `#101820`` for all the ways to write a color."""
    what, such_as, forms = description.partition(" such as ")
    return f"{what}: {forms.split(',')[0].split(' or ')[0]}" if such_as else "text"


def _bounds(part: Part) -> str:
    low, high = part.get("minimum"), part.get("maximum")
    if low is not None and high is not None:
        return f" {low}–{high}"
    return f" from {low}" if low is not None else ""


def _forms(part: Part) -> list[Part]:
    forms = part.get("anyOf", part.get("oneOf", []))
    return [_mapping(form) for form in forms] if isinstance(forms, list) else []


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(f"not a mapping of the schema: {value!r}")
    return value


if __name__ == "__main__":
    document = Path(sys.argv[1])
    document.write_text(inserted(document.read_text(encoding="utf-8")), encoding="utf-8")
