"""Pins: what a name meant when it was built first, it means until somebody changes it on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeGuard, TypeVar

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.resolve.catalog import Catalog, CatalogLook, CatalogTemplate, CatalogVoice
from heygen_build.resolve.model import AvatarPicture, ResolvedProject, TemplatePicture, Voice
from heygen_build.source.model import Scalar, SourceDocument, walk
from heygen_build.store.lockfile import Pin

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_NEAREST = 3
_LOOKS = "`heygen-build avatars` lists what is there"
Named = TypeVar("Named", CatalogLook, CatalogVoice, CatalogTemplate)


def pinned(catalog: Catalog, pins: Mapping[str, Pin]) -> Catalog:
    """The catalog as names were pinned: another item of a pinned name is found by its id only.

    A pin whose item is gone pins nothing: then the name is looked up as if it were new.
    """
    return replace(
        catalog,
        looks=tuple(_pinned("look", catalog.looks, pins)),
        voices=tuple(_pinned("voice", catalog.voices, pins)),
        templates=tuple(_pinned("template", catalog.templates, pins)),
    )


def pins_of(project: ResolvedProject, catalog: Catalog) -> dict[str, Pin]:
    """What the names of a project mean now. A name that is used for two things at once is not pinned."""
    found: dict[str, Pin | None] = {}
    for name, pin in _used(project, catalog):
        known = found.get(name, pin)
        found[name] = pin if known is not None and known.id == pin.id else None
    return {name: pin for name, pin in found.items() if pin is not None}


def changes(before: Mapping[str, Pin], now: Mapping[str, Pin]) -> tuple[str, ...]:
    """What is not as it was pinned, in words, sorted by name."""
    return tuple(
        f"{name} was never pinned" if name not in before else f"{name} was {_words(before[name])}, is {_words(pin)}"
        for name, pin in sorted(now.items())
        if before.get(name) != pin
    )


@dataclass(frozen=True, slots=True)
class Gone:
    """A pin whose look, voice or template is not in the account any more. `near` are names that are there instead."""

    kind: str
    name: str
    id: str
    near: tuple[str, ...]

    def told(self, document: SourceDocument) -> Diagnostic:
        """At the first line of the project that uses the name."""
        message = f"the {self.kind} `{self.name}` ({self.id}) is not in the account any more"
        if self.name in self.near:
            hint = f"another {self.kind} of this name is there now: build without --locked to take it"
        elif self.near:
            hint = f"did you mean {' or '.join(f'`{other}`' for other in self.near)}?"
        else:
            hint = f"`heygen-build {self.kind}s` lists what is there" if self.kind != "look" else _LOOKS
        label = next((Label(span, "used here") for span in _places(document, self)), None)
        return Diagnostic("HB0733", message, (label,) if label else (), hint=hint)


def vanished(pins: Mapping[str, Pin], catalog: Catalog) -> tuple[Gone, ...]:
    """Each pin whose look, voice or template is not in the account any more, with the nearest that are."""
    lists: dict[str, Mapping[str, str]] = {
        "look": {look.id: look.name for look in catalog.looks},
        "voice": {voice.id: voice.name for voice in catalog.voices},
        "template": {template.id: template.name for template in catalog.templates},
    }
    gone = []
    for entry, pin in sorted(pins.items()):
        kind, _, name = entry.partition(" ")
        listed = lists.get(kind, {})
        if pin.id not in listed:
            same = [look.name for look in catalog.looks if kind == "look" and pin.group and look.group_id == pin.group]
            alike = did_you_mean(name, sorted(set(listed.values())))
            twin = [name] if name in listed.values() else []
            gone.append(Gone(kind, name, pin.id, tuple(dict.fromkeys([*twin, *same, *alike]))[:_NEAREST]))
    return tuple(gone)


def _places(document: SourceDocument, gone: Gone) -> Iterator[Span]:
    """Where a project writes the name or the id of something pinned."""
    for route, node in walk(document.root):
        is_key = bool(route) and route[-1] in ("look", "name", "id", "voice", "template")
        if is_key and isinstance(node, Scalar) and node.text in (gone.name, gone.id):
            yield node.span


def _pinned(kind: str, items: Iterable[Named], pins: Mapping[str, Pin]) -> Iterator[Named]:
    items = tuple(items)
    ids = {item.id for item in items}
    wanted = {
        name.partition(" ")[2].casefold(): pin.id
        for name, pin in pins.items()
        if name.startswith(f"{kind} ") and pin.id in ids
    }
    for item in items:
        pin = wanted.get(item.name.casefold(), item.id)
        yield item if pin == item.id else replace(item, name=f"{item.name} ({item.id})")


def _used(project: ResolvedProject, catalog: Catalog) -> Iterator[tuple[str, Pin]]:
    for node in _nodes(project.films, set()):
        match node:
            case AvatarPicture(look_id=look_id, look_name=name, engine=engine):
                look = catalog.look(look_id)
                yield f"look {name}", Pin(id=look_id, group=look.group_id if look else None, engine=engine)
            case Voice(voice_id=voice_id, name=name) if voice_id:
                yield f"voice {name}", Pin(id=voice_id)
            case TemplatePicture():
                yield f"template {node.template_name}", Pin(id=node.template_id, revision=node.revision)


def _nodes(value: object, seen: set[int]) -> Iterator[object]:
    """Every dataclass of the model, once: scenes share voices and looks."""
    if isinstance(value, tuple):
        for item in value:
            yield from _nodes(item, seen)
    elif _is_node(value) and id(value) not in seen:
        seen.add(id(value))
        yield value
        for one in fields(value):
            yield from _nodes(getattr(value, one.name), seen)


def _is_node(value: object) -> TypeGuard[DataclassInstance]:
    return is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith(_MODEL)


_MODEL = "heygen_build.resolve.model"


def _words(pin: Pin) -> str:
    return ", ".join(filter(None, (pin.id, pin.engine, pin.revision)))
