"""Errors of pydantic become diagnostics: routes become places in the document, and echoes of a mistake are dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.diagnostics.lines import line_text
from heygen_build.diagnostics.suggest import did_you_mean, did_you_mean_text
from heygen_build.source.locate import span_in_scalar
from heygen_build.source.model import Mapping, Route, Scalar, SourceDocument
from heygen_build.spec.base import fields_of
from heygen_build.spec.places import long_form, misplaced, named, nameless, other_word
from heygen_build.spec.plain import TAG
from heygen_build.spec.shape import field_at, model_at, place_name
from heygen_build.spec.words import as_flow, explain

_KEY = "[key]"
"""What pydantic appends to the location of an error in a mapping's key."""


def diagnostics_of(error: ValidationError, document: SourceDocument) -> list[Diagnostic]:
    """One diagnostic for each mistake; a missing key that was only misspelled is not a second one."""
    found = error.errors(include_url=False)
    misspelled = {_meant(details, document) for details in found if details["type"] == "extra_forbidden"}
    return [
        _diagnostic(details, document)
        for details in found
        if details["type"] != "missing" or _route(details, document) not in misspelled
    ]


def unknown_keys(document: SourceDocument, route: Route) -> Iterator[str]:
    """Keys of the mapping at a route that the language does not know."""
    node, model = document.node_at(route), model_at(route)
    if isinstance(node, Mapping) and model is not None:
        for entry in node.entries:
            if entry.name not in fields_of(model) and model.model_config.get("extra") != "allow":
                yield entry.name


def head_span(document: SourceDocument, route: Route) -> Span:
    """A short place that stands for the whole value at a route: its key; the first key of an item or of the project."""
    node = document.node_at(route)
    if (not route or isinstance(route[-1], int)) and isinstance(node, Mapping) and node.entries:
        return node.entries[0].key.span
    return document.key_span(route)


def _route(details: ErrorDetails, document: SourceDocument) -> Route:
    """The location without what pydantic adds to it: tags of unions, and the mark of keys."""
    steps = [step for step in details["loc"] if not (isinstance(step, str) and step.startswith(TAG))]
    if len(steps) > 1 and steps[-1] == _KEY and document.node_at(tuple(steps)) is None:
        steps.pop()
    return _as_written(steps, document)


def _as_written(steps: list[str | int], document: SourceDocument) -> Route:
    """The steps that are in the file: the key of a short form is not, because its value stands in its place."""
    route: list[str | int] = []
    for step in steps:
        node = document.node_at(tuple(route))
        if isinstance(step, int) or node is None or isinstance(node, Mapping):
            route.append(step)
    return tuple(route)


def _meant(details: ErrorDetails, document: SourceDocument) -> Route | None:
    """The key that an unknown key probably is, as a route."""
    route = _route(details, document)
    model = model_at(route[:-1])
    if model is None:
        return None
    word = other_word(str(route[-1]), model)
    near = [word] if word else did_you_mean(str(route[-1]), fields_of(model), limit=1)
    return (*route[:-1], near[0]) if near else None


def _diagnostic(details: ErrorDetails, document: SourceDocument) -> Diagnostic:
    route = _route(details, document)
    kind = details["type"]
    if kind == "extra_forbidden":
        return _unknown_key(route, document)
    if kind == "missing":
        return _missing(route, document)
    if kind == "template_syntax":
        return _template_syntax(details, route, document)
    if details["loc"][-1] == _KEY and kind.startswith("string_"):
        return bad_name(str(route[-1]), document.key_span(route))
    if route == ("heygen_build",) and kind == "literal_error" and type(details["input"]) is int:
        return _unknown_version(details, route, document)
    return _wrong_value(details, route, document)


def _unknown_key(route: Route, document: SourceDocument) -> Diagnostic:
    key, model = str(route[-1]), model_at(route[:-1])
    label = Label(document.key_span(route))
    if model is None:
        return Diagnostic("HB0201", f"the key `{key}` is unknown", (label,))
    fields = list(fields_of(model))
    hint = named(key, model, document.node_at(route)) or misplaced(key, model, route) or did_you_mean_text(key, fields)
    expected = None if hint else "one of " + ", ".join(f"`{name}`" for name in fields)
    return Diagnostic("HB0201", f"the key `{key}` is unknown in {place_name(model)}", (label,), expected, hint)


def _missing(route: Route, document: SourceDocument) -> Diagnostic:
    key, model, field = str(route[-1]), model_at(route[:-1]), field_at(route)
    place = place_name(model) if model else "this mapping"
    label = Label(head_span(document, route[:-1]), f"without `{key}`")
    hint = f"add a line such as `{key}: {as_flow(field.examples[0])}`" if field and field.examples else None
    return Diagnostic("HB0202", f"{place} needs the key `{key}`", (label,), field.description if field else None, hint)


def _template_syntax(details: ErrorDetails, route: Route, document: SourceDocument) -> Diagnostic:
    context, node = details.get("ctx", {}), document.node_at(route)
    span = document.span_of(route)
    if isinstance(node, Scalar):
        span = span_in_scalar(node, int(context["start"]), int(context["end"]))
    message = f"the template cannot be read: {context['message']}"
    return Diagnostic("HB0301", message, (Label(span),), hint=context.get("hint"))


def bad_name(name: str, span: Span) -> Diagnostic:
    """A name that templates could not use."""
    expected = "letters, digits and underscores, not starting with a digit"
    better = "".join(char if char.isascii() and char.isalnum() else "_" for char in name)
    hint = f"write `{better}`" if better[:1].isalpha() and len(better) <= 100 else None
    return Diagnostic("HB0208", f"`{name}` cannot be a name", (Label(span),), expected, hint)


def _unknown_version(details: ErrorDetails, route: Route, document: SourceDocument) -> Diagnostic:
    label = Label(document.span_of(route))
    message = f"version {details['input']} of the project language is unknown"
    return Diagnostic("HB0210", message, (label,), expected="`heygen_build: 1`")


def _wrong_value(details: ErrorDetails, route: Route, document: SourceDocument) -> Diagnostic:
    owner = route if not isinstance(route[-1], int) else route[:-1]
    key, value = str(owner[-1]), details["input"]
    label = Label(document.key_span(route) if value is None else _value_span(document, route))
    found = explain(details, f"`{key}`" if owner == route else f"an item of `{key}`")
    wants_example = found.code in ("HB0203", "HB0207") and details["type"] != "string_type"
    expected = found.expected or (_example(route) if wants_example else None)
    hint = nameless(route, value) or long_form(route, value) or _without_value(route, value, document) or found.hint
    return Diagnostic(found.code, found.message, (label,), expected, hint)


_COMMENTED = re.compile(r":[ \t]+(#[^ \t\r\n]+)[ \t]*$")


def _without_value(route: Route, value: object, document: SourceDocument) -> str | None:
    """A hint for a key whose value became a comment, such as a color without quotes; else an example of a value."""
    if value is not None:
        return None
    place = document.key_span(route)
    if found := _COMMENTED.search(line_text(place.file, place.end.line)):
        return f'a `#` behind a blank begins a comment: put it in quotes: "{found[1]}"'
    field = field_at(route)
    return (
        f"write a value such as `{as_flow(field.examples[0])}`, or remove the key" if field and field.examples else None
    )


def _value_span(document: SourceDocument, route: Route) -> Span:
    """The value itself where it is short; the key of a mapping or list that should be something else."""
    node = document.node_at(route)
    span = document.span_of(route)
    if node is not None and not isinstance(node, Scalar) and span.start.line != span.end.line:
        return document.key_span(route) if isinstance(route[-1], str) else head_span(document, route)
    return span


def _example(route: Route) -> str | None:
    """An example of a mapping or list; what a text or number is needs none."""
    field = field_at(route)
    model = model_at(route) if field else None
    is_collection = model is not None or (
        field is not None and field.examples and isinstance(field.examples[0], list | dict)
    )
    return f"`{as_flow(field.examples[0])}`" if field and field.examples and is_collection else None
