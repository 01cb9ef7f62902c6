"""From a name or an id to one look or one voice of the catalog, or a diagnostic that lists the nearest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.resolve.catalog import (
    CatalogBrandKit,
    CatalogGroup,
    CatalogLook,
    CatalogStyle,
    CatalogTemplate,
    CatalogVoice,
)

Item = TypeVar("Item", CatalogLook, CatalogVoice, CatalogStyle, CatalogBrandKit, CatalogGroup, CatalogTemplate)
SHOWN = 6
"""How many candidates a diagnostic lists before it says "and n more"."""


def find_look(name: str, looks: Sequence[CatalogLook], span: Span) -> CatalogLook | Diagnostic:
    """The look with this id or name; a usable one. The nearest names otherwise."""
    grouped = [look for look in looks if look.group_id == name]
    if grouped:
        notes = tuple(f"{look.id}  {look.name}" for look in grouped[:SHOWN])
        message = f"`{name}` is a group of looks, and a scene shows one look"
        return Diagnostic("HB0321", message, (Label(span),), hint="write the id of one of its looks", notes=notes)
    found = _find(name, looks, span, what="look", code="HB0321", describe=_describe_look)
    if isinstance(found, CatalogLook) and not found.usable:
        message = f"the look `{found.name}` cannot be used: its status is `{found.status}`"
        hint = "finish its training or consent in HeyGen, or choose another look"
        return Diagnostic("HB0323", message, (Label(span),), hint=hint)
    return found


def find_group(name: str, groups: Sequence[CatalogGroup], span: Span) -> CatalogGroup | Diagnostic:
    """The account's own group with this id or name. The nearest names otherwise."""
    return _find(name, groups, span, what="avatar group", code="HB0328", describe=lambda group: group.id)


def find_voice(name: str, voices: Sequence[CatalogVoice], span: Span) -> CatalogVoice | Diagnostic:
    """The voice with this id or name. The nearest names otherwise."""
    return _find(name, voices, span, what="voice", code="HB0322", describe=_describe_voice)


def find_style(name: str, styles: Sequence[CatalogStyle], span: Span) -> CatalogStyle | Diagnostic:
    """The style of the Video Agent with this id or name. The nearest names otherwise."""
    return _find(name, styles, span, what="style", code="HB0325", describe=_describe_style)


def find_brand_kit(name: str, kits: Sequence[CatalogBrandKit], span: Span) -> CatalogBrandKit | Diagnostic:
    """The brand kit with this id or name. The nearest names otherwise."""
    return _find(name, kits, span, what="brand kit", code="HB0326", describe=lambda kit: kit.id)


def find_template(name: str, templates: Sequence[CatalogTemplate], span: Span) -> CatalogTemplate | Diagnostic:
    """The template with this id or name. The nearest names otherwise."""
    return _find(name, templates, span, what="template", code="HB0327", describe=_describe_template)


def _find(
    name: str, items: Sequence[Item], span: Span, *, what: str, code: str, describe: Callable[[Item], str]
) -> Item | Diagnostic:
    for matches in (
        [item for item in items if item.id == name],
        [item for item in items if item.name == name],
        [item for item in items if item.name.casefold() == name.casefold()],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            notes = _counted(tuple(describe(item) for item in matches[:SHOWN]), len(matches))
            message = f"{len(matches)} {what}s are called `{name}`"
            return Diagnostic(
                "HB0324",
                message,
                (Label(span),),
                hint="write the id of the one you mean",
                notes=_counted(notes, len(matches)),
            )
    names = sorted({item.name for item in items})
    near = did_you_mean(name, names)
    hint = (
        _near_hint(near)
        if near
        else f"write a name or an id as HeyGen's own pages show it; drafts know the {what}s of the emulator"
    )
    notes = () if near or not names else (f"there are {len(names)}, among them {', '.join(names[:SHOWN])}",)
    message = f"the account has no {what} called `{name}`"
    return Diagnostic(code, message, (Label(span, "not in the catalog"),), hint=hint, notes=notes)


def _counted(notes: tuple[str, ...], everything: int) -> tuple[str, ...]:
    rest = everything - len(notes)
    return (*notes, f"and {rest} more") if rest > 0 else notes


def _near_hint(near: Sequence[str]) -> str:
    return "did you mean " + " or ".join(f"`{name}`" for name in near) + "?"


def _describe_look(look: CatalogLook) -> str:
    group = f"group {look.group_id or 'none'}"
    parts = (look.type, *(["private"] if look.private else []), group, look.orientation or "any orientation")
    return f"{look.id}  {', '.join(parts)}"


def _describe_voice(voice: CatalogVoice) -> str:
    return f"{voice.id}  {voice.language}, {voice.gender}{', private' if voice.private else ''}"


def _describe_style(style: CatalogStyle) -> str:
    return f"{style.id}  {style.aspect_ratio or 'any ratio'}, {', '.join(style.tags) or 'no tags'}"


def _describe_template(template: CatalogTemplate) -> str:
    return f"{template.id}  {template.aspect_ratio or 'any ratio'}, {_count(template.scenes, 'scene')}"


def _count(items: Sequence[object], what: str) -> str:
    return f"{len(items)} {what}{'' if len(items) == 1 else 's'}"
