"""Values for the variables of templates, by their types (templates.md, "Variable payloads").

A text, a file, or a name is the short form; pictures, films, sounds, voices and characters also take a mapping.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar, get_args

from heygen_build.diagnostics import Diagnostic
from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.resolve.avatars import avatar_named
from heygen_build.resolve.catalog import CatalogVariable
from heygen_build.resolve.conversion import shown
from heygen_build.resolve.desk import Desk
from heygen_build.resolve.model import (
    AvatarPicture,
    FileRef,
    LookType,
    MediaType,
    PlayStyle,
    TemplateCharacter,
    TemplateFit,
    TemplateMedia,
    TemplateText,
    TemplateVoice,
)
from heygen_build.resolve.names import find_look, find_voice
from heygen_build.resolve.scope import Place
from heygen_build.resolve.voices import voice_named

TEXT_LIMIT = 10_000
"""Characters of a text ([3p])."""
Value: TypeAlias = TemplateText | TemplateMedia | TemplateVoice | TemplateCharacter
Choice = TypeVar("Choice", bound=str)
_Maker: TypeAlias = Callable[[Desk, Place, CatalogVariable, object], Value | None]

_SOURCES = ("file", "url", "asset_id")
_KEYS: dict[str, tuple[str, ...]] = {
    "image": (*_SOURCES, "fit", "play_style", "volume"),
    "video": (*_SOURCES, "fit", "play_style", "volume"),
    "audio": _SOURCES,
    "voice": ("voice", "locale"),
    "character": ("avatar", "type"),
}
_EXPECTED = {
    "text": "a text",
    "image": "a picture such as `media/logo.png`, or `{url: https://…}`",
    "video": "a film such as `media/screen.mp4`, or `{url: https://…}`",
    "audio": "a sound such as `media/jingle.mp3`, or `{url: https://…}`",
    "voice": "the name of a voice, or `{voice: Ivy, locale: en-GB}`",
    "character": "the name of an avatar, or `{avatar: host, type: talking_photo}`",
}


def value_of(desk: Desk, place: Place, variable: CatalogVariable, value: object) -> Value | None:
    """The value for a variable; None where it was wrong (and is on record)."""
    maker = _MAKERS.get(variable.type)
    if maker is None:
        message = f"`{variable.name}` is a variable of the type `{variable.type}`, which this version does not know"
        place.error("HB0353", message)
        return None
    return maker(desk, place, variable, value)


def _wrong(place: Place, variable: CatalogVariable, value: object, hint: str | None = None) -> None:
    message = f"`{variable.name}` is {_A[variable.type]} of the template, and this is {shown(value)}"
    place.error("HB0353", message, hint=hint or f"write {_EXPECTED[variable.type]}")


_A = {
    "text": "a text",
    "image": "a picture",
    "video": "a film",
    "audio": "a sound",
    "voice": "a voice",
    "character": "a character",
}


def _text(desk: Desk, place: Place, variable: CatalogVariable, value: object) -> TemplateText | None:
    if not isinstance(value, str):
        is_plain = isinstance(value, bool | int | float)
        _wrong(place, variable, value, "put it in quotes; in a template, add `| string`" if is_plain else None)
        return None
    if len(value) > TEXT_LIMIT:
        message = f"the text has {len(value):,} characters, and a variable takes {TEXT_LIMIT:,}"
        place.error("HB0401", message, hint="shorten it")
        return None
    return TemplateText(value)


def _media(desk: Desk, place: Place, variable: CatalogVariable, value: object) -> TemplateMedia | None:
    """Pictures and films may stand in for each other in one slot ([docs-old]), so the file decides what it is."""
    if isinstance(value, str):
        if value.startswith(("https://", "http://")):
            _wrong(place, variable, value, f"write `{variable.name}: {{url: {value}}}`: a bare text is a file")
            return None
        file = _file(desk, place, variable, value)
        return None if file is None else TemplateMedia(_type_of(file, variable), file)
    written = _mapping(place, variable, value)
    if written is None:
        return None
    sources = [key for key in _SOURCES if written.get(key) is not None]
    if len(sources) != 1:
        place.error("HB0353", "a picture, film or sound has exactly one of `file`, `url` and `asset_id`")
        return None
    return _media_mapping(desk, place, variable, written, sources[0])


def _media_mapping(
    desk: Desk, place: Place, variable: CatalogVariable, written: Mapping[str, object], source: str
) -> TemplateMedia | None:
    named = _word(place, written, source)
    fit: TemplateFit | None = _choice(place, written, "fit", get_args(TemplateFit))
    play_style: PlayStyle | None = _choice(place, written, "play_style", get_args(PlayStyle))
    volume = written.get("volume")
    if volume is not None and (isinstance(volume, bool) or not isinstance(volume, int | float) or not 0 <= volume <= 1):
        place.error("HB0353", f"{shown(volume)} is not a volume from 0 to 1", "volume")
        return None
    if named is None:
        return None
    if source != "file":
        kind: MediaType = next(kind for kind in get_args(MediaType) if kind == variable.type)
        url, asset_id = (named, None) if source == "url" else (None, named)
        return TemplateMedia(kind, None, url, asset_id, fit, play_style, volume)
    file = _file(desk, place, variable, named, "file")
    return None if file is None else TemplateMedia(_type_of(file, variable), file, None, None, fit, play_style, volume)


def _file(desk: Desk, place: Place, variable: CatalogVariable, name: str, *steps: str) -> FileRef | None:
    return desk.files.get(place, name, "audio" if variable.type == "audio" else "media", *steps)


def _type_of(file: FileRef, variable: CatalogVariable) -> MediaType:
    if variable.type == "audio":
        return "audio"
    return "video" if file.media_type.startswith("video/") else "image"


def _voice(desk: Desk, place: Place, variable: CatalogVariable, value: object) -> TemplateVoice | None:
    """A voice of the project, else one of the account."""
    written: Mapping[str, object] | None = {"voice": value} if isinstance(value, str) else None
    written = written or _mapping(place, variable, value)
    at = place if isinstance(value, str) else place.at("voice")
    name = None if written is None else _word(place, written, "voice", required=True)
    if written is None or name is None:
        return None
    locale = _word(place, written, "locale")
    if name in desk.spec.voices:
        voice = voice_named(desk, at, name)
        if voice is not None and voice.new is not None:
            _wrong(at, variable, name, "a template takes voices that exist already")
            return None
        return None if voice is None else TemplateVoice(voice.voice_id, locale or voice.locale)
    found = find_voice(name, desk.catalog.voices, at.span)
    if isinstance(found, Diagnostic):
        place.report(found)
        return None
    return TemplateVoice(found.id, locale)


def _character(desk: Desk, place: Place, variable: CatalogVariable, value: object) -> TemplateCharacter | None:
    """An avatar of the project, else a look of the account."""
    written: Mapping[str, object] | None = {"avatar": value} if isinstance(value, str) else None
    written = written or _mapping(place, variable, value)
    at = place if isinstance(value, str) else place.at("avatar")
    name = None if written is None else _word(place, written, "avatar", required=True)
    if written is None or name is None:
        return None
    chosen = _choice(place, written, "type", ("avatar", "talking_photo"))
    look = _look(desk, at, variable, name)
    if look is None:
        return None
    look_id, look_type = look
    is_photo = chosen == "talking_photo" or (chosen is None and look_type == "photo_avatar")
    return TemplateCharacter(look_id, "talking_photo" if is_photo else "avatar")


def _look(desk: Desk, at: Place, variable: CatalogVariable, name: str) -> tuple[str, LookType] | None:
    if name in desk.spec.avatars:
        avatar = avatar_named(desk, at, name)
        if isinstance(avatar, AvatarPicture):
            return avatar.look_id, avatar.look_type
        if avatar is not None:
            _wrong(at, variable, name, "a template shows looks that exist already: name one with `look`")
        return None
    found = find_look(name, desk.catalog.looks, at.span)
    if isinstance(found, Diagnostic):
        at.report(found)
        return None
    return found.id, found.type


_MAKERS: dict[str, _Maker] = {
    "text": _text,
    "image": _media,
    "video": _media,
    "audio": _media,
    "voice": _voice,
    "character": _character,
}


def _mapping(place: Place, variable: CatalogVariable, value: object) -> Mapping[str, object] | None:
    if not isinstance(value, Mapping):
        _wrong(place, variable, value)
        return None
    known = _KEYS[variable.type]
    for key in value:
        if key not in known:
            hint = did_you_mean_text(str(key), known) or "it may have " + ", ".join(f"`{name}`" for name in known)
            place.error("HB0353", f"`{key}` is nothing that {_A[variable.type]} has", str(key), at_key=True, hint=hint)
            return None
    return value


def _word(place: Place, written: Mapping[str, object], key: str, *, required: bool = False) -> str | None:
    value = written.get(key)
    if value is None and required:
        place.error("HB0353", f"`{key}` is missing", hint=f"add `{key}: …`")
    if value is None or isinstance(value, str):
        return value
    place.error("HB0353", f"`{key}` is a text, and this is {shown(value)}", key)
    return None


def _choice(place: Place, written: Mapping[str, object], key: str, choices: tuple[Choice, ...]) -> Choice | None:
    value = written.get(key)
    chosen = next((choice for choice in choices if choice == value), None)
    if value is not None and chosen is None:
        listed = ", ".join(f"`{choice}`" for choice in choices)
        place.error("HB0353", f"{shown(value)} is not one of {listed}", key)
    return chosen
