"""Rules between keys, checked on the document, so that they are found together with mistakes of shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.source.model import Entry, Mapping, Route, Scalar, SourceDocument, walk
from heygen_build.spec import models
from heygen_build.spec.base import Model
from heygen_build.spec.errors import head_span, unknown_keys
from heygen_build.spec.shape import model_at

PICTURES = ("avatar", "image", "video", "card", "generate", "cinematic", "template", "agent")


def broken_rules(document: SourceDocument) -> Iterator[Diagnostic]:
    """Diagnostics HB0211–HB0213 for every mapping of the document."""
    for route, node in walk(document.root):
        if isinstance(node, Mapping):
            rule = _RULES.get(model_at(route) or Model)
            if rule is not None:
                yield from rule(document, route, node)


def _avatar(document: SourceDocument, route: Route, node: Mapping) -> Iterator[Diagnostic]:
    yield from _at_most_one(node, ("look", "photo"), "an avatar is either a look or a photo")
    if _lacks(document, route, node, "look", "photo", "create"):
        yield _none_of(document, route, "an avatar needs a `look` or a `photo`", "add a line such as `look: Abigail`")


def _background(document: SourceDocument, route: Route, node: Mapping) -> Iterator[Diagnostic]:
    yield from _at_most_one(node, ("color", "image"), "a background is either a color or an image")
    if _lacks(document, route, node, "color", "image", "video", "gradient"):
        yield _none_of(document, route, "a background needs a `color` or an `image`", None)
    yield from _fit(node)


def _transition(document: SourceDocument, route: Route, node: Mapping) -> Iterator[Diagnostic]:
    if _lacks(document, route, node, "fade", "dissolve", "slide", "wipe", "zoom", "dip"):
        yield _none_of(document, route, "a transition needs a `fade`", "write `cut` for none, or `{fade: 400ms}`")


def _variable(document: SourceDocument, route: Route, node: Mapping) -> Iterator[Diagnostic]:
    is_enum = _word(node.get("type")) == "enum"
    values, default, required = node.get("values"), node.get("default"), node.get("required")
    if is_enum and _lacks(document, route, node, "values"):
        yield _needs(node.get("type"), "a variable of type `enum` needs `values`", "add `values: [free, pro]`")
    if values is not None and not is_enum and node.get("type") is not None:
        yield _needs(values, "`values` belongs to a variable of type `enum`", "write `type: enum`, or remove `values`")
    if default is not None and required is not None and _word(required) is True:
        message = "a required variable cannot have a default, which would never be used"
        yield _clash(message, default, required)


def _scene(document: SourceDocument, route: Route, node: Mapping) -> Iterator[Diagnostic]:
    yield from _at_most_one(node, PICTURES, "a scene has one picture source")
    yield from _fit(node)
    picture = next((node.get(name) for name in PICTURES if node.get(name)), None)
    speaks = node.get("script") is not None or node.get("audio") is not None
    hold = node.get("hold")
    if any(unknown_keys(document, route)):
        return
    if picture is None and not speaks:
        expected = "one of " + ", ".join(f"`{name}`" for name in PICTURES) + ", or a `script` for the default avatar"
        yield _none_of(document, route, "a scene needs something to show", None, expected)
    elif picture is not None and picture.name == "avatar" and not speaks:
        yield _needs(picture, "an avatar needs a `script` to speak", "add a line such as `script: Hello.`")
    elif picture is not None and picture.name in ("image", "card") and not speaks and hold is None:
        yield _needs(picture, "a silent scene needs `hold` to have a length", "add `hold: 3s`, or a `script`")
    elif hold is not None and speaks:
        yield _clash("a scene lasts as long as its speech, so `hold` is for silent scenes", hold, node.get("script"))


_RULES: dict[type[Model], Callable[[SourceDocument, Route, Mapping], Iterator[Diagnostic]]] = {
    models.AvatarSpec: _avatar,
    models.BackgroundSpec: _background,
    models.TransitionSpec: _transition,
    models.VariableSpec: _variable,
    models.SceneSpec: _scene,
}


def _fit(node: Mapping) -> Iterator[Diagnostic]:
    fit = node.get("fit")
    if fit is not None and node.get("image") is None and node.get("video") is None:
        yield _needs(fit, "`fit` belongs to an `image`, and there is none", "remove `fit`, or add an `image`")


def _at_most_one(node: Mapping, names: tuple[str, ...], rule: str) -> Iterator[Diagnostic]:
    given = [entry for entry in node.entries if entry.name in names]
    for other in given[1:]:
        yield _clash(f"`{other.name}` cannot stand beside `{given[0].name}`: {rule}", other, given[0])


def _lacks(document: SourceDocument, route: Route, node: Mapping, *names: str) -> bool:
    """Whether none of the keys is there, nor any unknown key that may be one of them misspelled."""
    return all(node.get(name) is None for name in names) and not any(unknown_keys(document, route))


def _clash(message: str, second: Entry, first: Entry | None) -> Diagnostic:
    labels = [Label(second.key.span)]
    if first is not None:
        labels.append(Label(first.key.span, f"`{first.name}` is given here"))
    return Diagnostic("HB0211", message, tuple(labels), hint="remove one of them")


def _none_of(
    document: SourceDocument, route: Route, message: str, hint: str | None, expected: str | None = None
) -> Diagnostic:
    return Diagnostic("HB0212", message, (Label(head_span(document, route)),), expected, hint)


def _needs(entry: Entry | None, message: str, hint: str) -> Diagnostic:
    labels = (Label(entry.key.span),) if entry is not None else ()
    return Diagnostic("HB0213", message, labels, hint=hint)


def _word(entry: Entry | None) -> str | int | float | bool | None:
    return entry.value.value if entry is not None and isinstance(entry.value, Scalar) else None
