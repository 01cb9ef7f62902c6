"""Pins: what a name meant when it was built first, it means until somebody changes it on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeGuard, TypeVar

from heygen_build.diagnostics import Diagnostic
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.resolve.catalog import Catalog, CatalogLook, CatalogTemplate, CatalogVoice
from heygen_build.resolve.model import AvatarPicture, ResolvedProject, TemplatePicture, Voice
from heygen_build.store.lockfile import Pin

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

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


def vanished(pins: Mapping[str, Pin], catalog: Catalog) -> tuple[Diagnostic, ...]:
    """A diagnostic for each pin whose look, voice or template is not in the account any more, with the nearest."""
    lists: dict[str, Mapping[str, str]] = {
        "look": {look.id: look.name for look in catalog.looks},
        "voice": {voice.id: voice.name for voice in catalog.voices},
        "template": {template.id: template.name for template in catalog.templates},
    }
    gone = []
    for name, pin in sorted(pins.items()):
        kind, _, words = name.partition(" ")
        listed = lists.get(kind, {})
        if pin.id not in listed:
            near = did_you_mean(words, sorted(set(listed.values())))
            hint = f"did you mean {' or '.join(f'`{other}`' for other in near)}?" if near else None
            gone.append(Diagnostic("HB0733", f"the {kind} `{words}` ({pin.id}) is not in the account", hint=hint))
    return tuple(gone)


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
