"""Where an unknown key probably belongs: another level of the document, or another word of the language."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from heygen_build.source.model import Mapping, Node, Route
from heygen_build.spec import models
from heygen_build.spec.base import Model, fields_of
from heygen_build.spec.shape import PLACES, field_at, model_at, parts_of, place_name
from heygen_build.spec.words import as_flow

_OTHER_WORDS: dict[type[Model], dict[str, str]] = {
    models.SceneSpec: {
        "duration": "hold", "length": "hold", "seconds": "hold", "name": "id", "if": "when", "foreach": "for_each",
        "each": "for_each", "speech": "script", "say": "script", "input_text": "script", "voiceover": "script",
        "narration": "script", "clip": "video", "picture": "image", "photo": "image",
        "avatar_id": "avatar", "voice_id": "voice", "audio_url": "audio", "subtitles": "captions", "sfx": "sounds",
        "sound": "sounds",
    },
    models.ProjectSpec: {
        "name": "title", "version": "heygen_build", "vars": "variables", "env": "variables", "subtitles": "captions",
        "caption": "captions", "includes": "include", "extends": "include", "soundtrack": "music",
        "dub": "translations", "checks": "tests", "theme": "styles",
    },
    models.AvatarSpec: {"avatar_id": "look", "id": "look", "name": "look", "image": "photo", "motion_prompt": "motion"},
    models.VoiceSpec: {"voice_id": "name", "id": "name", "voice": "name", "audio": "clone", "prompt": "design"},
    models.OutputSpec: {"ratio": "aspect_ratio", "dimension": "resolution", "file": "path", "frame_rate": "fps",
                        "quality": "resolution", "thumbnail": "poster"},
    models.OverlaySpec: {"position": "at", "start": "from", "end": "to", "duration": "for", "font": "style",
                         "color": "style"},
    models.CaptionsSpec: {"formats": "sidecar", "style": "burn_in", "position": "burn_in"},
    models.MusicSpec: {"gain": "volume", "ducking": "duck", "path": "file", "query": "search"},
    models.RenderSpec: {"mode": "unit", "version": "api"},
    models.TrimSpec: {"start": "from", "end": "to"},
    models.TransitionSpec: {"crossfade": "dissolve", "duration": "fade", "type": "fade"},
    models.GenerateSpec: {"model": "provider", "image": "reference_image", "ratio": "aspect_ratio"},
    models.TemplateSpec: {"template_id": "id", "scene_ids": "scenes"},
    models.CinematicSpec: {"looks": "avatars", "avatar": "avatars", "avatar_id": "avatars"},
    models.TranslationSpec: {"lang": "language", "locale": "language", "output_language": "language"},
}  # fmt: skip
"""Words that people know from HeyGen's API or other programs, by the mapping they would stand in."""


CLOSE = 0.75
"""How alike a key and a known one are (0 to 1) when it is surely a misspelling."""


def other_word(key: str, model: type[Model]) -> str | None:
    """The key of this mapping that a word stands for elsewhere."""
    return _OTHER_WORDS.get(model, {}).get(key)


def misplaced(key: str, model: type[Model], route: Route) -> str | None:
    """A hint for a key that stands for another one here, or that another mapping has; None where it is misspelled."""
    hint = _higher(key, model, route)
    if hint is None and not get_close_matches(key, fields_of(model), n=1, cutoff=CLOSE):
        hint = _elsewhere(key, model)
    return hint


def named(key: str, model: type[Model], node: Node | None) -> str | None:
    """A hint for an item of a list that was given a name in front: `- hook: {script: Hello.}`."""
    if not isinstance(node, Mapping) or not node.entries:
        return None
    if any(entry.name not in fields_of(model) for entry in node.entries):
        return None
    if "id" in fields_of(model):
        return f"write `id: {key}`, and the keys of `{key}` beside it"
    return f"there is no name here: write the keys of `{key}` in its place"


def nameless(route: Route, value: object) -> str | None:
    """A hint for `avatars: {look: Abigail}`: what stands there has no name yet."""
    model, field = model_at(route), field_at(route[:-1])
    key = str(route[-1])
    if model is None or field is None or key not in fields_of(model) or isinstance(value, dict | list):
        return None
    example = field.examples[0] if field.examples else None
    is_named = isinstance(example, dict) and key not in fields_of(model_at(route[:-1]) or Model)
    return f"a name of your choice comes first, as in `{as_flow(example)}`" if is_named else None


_MAIN_KEYS: dict[type[Model], str] = {
    models.AvatarSpec: "look",
    models.VoiceSpec: "name",
    models.SceneSpec: "script",
    models.OverlaySpec: "text",
    models.BudgetSpec: "max_usd",
    models.CacheSpec: "remote",
    models.GenerateSpec: "prompt",
    models.TemplateSpec: "name",
    models.GradientSpec: "colors",
}
"""The key that a value alone probably belongs to, of mappings that have no short form."""


def long_form(route: Route, value: object) -> str | None:
    """A hint for `host: Abigail` where `host: {look: Abigail}` is meant."""
    model = model_at(route)
    key = _MAIN_KEYS.get(model) if model else None
    if key is None or isinstance(value, dict | list | bool | None):
        return None
    return f"write `{as_flow({key: value})}`"


def _higher(key: str, model: type[Model], route: Route) -> str | None:
    word = other_word(key, model)
    if word is not None:
        return f"it is called `{word}` here"
    for length in range(len(route) - 2, -1, -1):
        above = model_at(route[:length])
        if above is not None and above is not model and key in fields_of(above):
            return f"`{key}` belongs to {place_name(above)}, not to {place_name(model)}: indent it less"
    return None


def _elsewhere(key: str, model: type[Model]) -> str | None:
    """A hint that names the mappings that have such a key; None where no mapping has it, or too many have."""
    below = [place_name(part) for part in parts_of(model) if key in fields_of(part)]
    named = tuple(dict.fromkeys(below)) or _homes(key)
    if not 0 < len(named) <= 3:
        return None
    homes = " or ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"`{key}` belongs to {homes}, not to {place_name(model)}"


@cache
def _homes(key: str) -> tuple[str, ...]:
    found = [model for model in PLACES if key in fields_of(model)]
    found.sort(key=lambda model: model is not models.SceneSpec)  # because most keys belong there
    return tuple(dict.fromkeys(place_name(model) for model in found))
