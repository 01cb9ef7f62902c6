"""Rules of scenes: a picture, a length, and speech that something can show."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic
from heygen_build.source.model import Entry
from heygen_build.spec.rules_place import Place, clash, needs

PICTURES = ("avatar", "image", "video", "card", "generate", "cinematic", "template", "agent")
STILLS = ("image", "card")


def scene_rules(place: Place) -> Iterator[Diagnostic]:
    yield from place.at_most_one(PICTURES, "a scene has one picture source")
    if not place.is_certain:
        return
    picture, speech = place.first(*PICTURES), place.first("script", "audio")
    if picture is None:
        yield from _without_picture(place, speech)
    else:
        yield from _speech(place, picture, speech)
    yield from _hold(place, picture, speech)


def _without_picture(place: Place, speech: Entry | None) -> Iterator[Diagnostic]:
    presenter = place.first("presenter")
    if presenter is not None:
        yield needs(presenter, "a presenter stands over a picture, and there is none", "write `avatar`, or add `image`")
    elif speech is None:
        expected = "one of " + ", ".join(f"`{name}`" for name in PICTURES) + ", or a `script` for the default avatar"
        yield place.none_of("a scene needs something to show", None, expected)


def _speech(place: Place, picture: Entry, speech: Entry | None) -> Iterator[Diagnostic]:
    if picture.name == "avatar" and speech is None:
        yield needs(picture, "an avatar needs a `script` to speak", "add a line such as `script: Hello.`")
    elif picture.name in STILLS and speech is None and place.first("hold", "presenter") is None:
        yield needs(picture, "a silent scene needs `hold` to have a length", "add `hold: 3s`, or a `script`")
    elif picture.name == "cinematic" and speech is not None and place.first("presenter") is None:
        message = f"`{speech.name}` cannot stand beside `cinematic`: nobody speaks in a cinematic shot"
        yield clash(message, *_in_order(place, speech, picture), hint="remove it, or add a `presenter` who speaks")
    elif picture.name == "video" and place.first("lipsync") is not None and speech is None:
        lipsync = place.entries["lipsync"]
        yield needs(lipsync, "`lipsync` needs speech that lips can be moved to", "add a `script`, or `audio`")


def _hold(place: Place, picture: Entry | None, speech: Entry | None) -> Iterator[Diagnostic]:
    hold = place.first("hold")
    if hold is not None and speech is not None:
        yield clash("a scene lasts as long as its speech, so `hold` is for silent scenes", hold, speech)
    elif hold is not None and picture is not None and picture.name in ("cinematic", "template", "agent"):
        message = f"a scene lasts as long as its clip, so `hold` has no meaning beside `{picture.name}`"
        yield clash(message, hold, picture, hint="remove `hold`")


def _in_order(place: Place, one: Entry, other: Entry) -> tuple[Entry, Entry]:
    """The later of two keys first, because it is the one that is wrong."""
    earlier, later = sorted((one, other), key=place.node.entries.index)
    return later, earlier
