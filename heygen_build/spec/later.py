"""Words of the project language that are known but not built yet. A row is deleted in the commit that builds it."""

from __future__ import annotations

from heygen_build.spec import models
from heygen_build.spec.base import Model


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LATER_KEYS: dict[type[Model], frozenset[str]] = {
    models.ProjectSpec: _words(
        "include matrix music loudness overlays styles render translations agent tests pronunciations cache"
    ),
    models.OutputSpec: _words("format fps chapters contact_sheet transcript"),
    models.AvatarSpec: _words("create"),
    models.VoiceSpec: _words("clone design"),
    models.BackgroundSpec: _words("video gradient zoom trim loop"),
    models.TransitionSpec: _words("dissolve slide wipe zoom dip"),
    models.CardSpec: _words("style font weight"),
    models.SceneSpec: _words(
        "video generate cinematic template agent presenter matte audio overlays music for_each as when zoom trim loop"
        " volume captions"
    ),
}
"""Keys of language.md by the mapping they stand in."""

LATER_VALUES: dict[tuple[type[Model], str], frozenset[str]] = {
    (models.BurnInSpec, "style"): _words("karaoke"),
    (models.CaptionsSpec, "sidecar"): _words("ass ttml"),
}
"""Values of a key (or of the items of its list) that come with later issues."""

LATER_SOURCES = ("video", "generate", "cinematic", "template", "agent")
"""Picture sources of a scene that are not built yet: they count as a picture, so that one mistake has one message."""


def is_later_key(model: type[Model], key: str) -> bool:
    return key in LATER_KEYS.get(model, frozenset())


def is_later_value(model: type[Model] | None, key: str, value: object) -> bool:
    return model is not None and isinstance(value, str) and value in LATER_VALUES.get((model, key), frozenset())
