"""The account's templates. Between them they have variables of every type; two share a name on purpose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from heygen_build.emulator.catalog import stable_id
from heygen_build.emulator.catalog_looks import LOOKS
from heygen_build.emulator.catalog_voices import BY_NAME
from heygen_build.units import Color

VariableType = Literal["text", "image", "video", "audio", "voice", "character"]
PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_CREATED, _DAY = 1_767_225_600, 86_400


@dataclass(frozen=True, slots=True)
class TemplateVariable:
    """`default` is a text, the id of a look (also for its picture) or of a voice; None where there is none."""

    name: str
    type: VariableType
    default: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateScene:
    """`presenter`, `narrator`, `behind`, `picture` and `sound` name the variables that fill these places.

    `headline` and `script` may hold `{{placeholders}}`.
    """

    id: str
    script: str
    color: Color
    headline: str | None = None
    presenter: str | None = None
    narrator: str | None = None
    behind: str | None = None
    picture: str | None = None
    sound: str | None = None

    @property
    def slots(self) -> tuple[str, ...]:
        """The variables of this scene, each once."""
        written = PLACEHOLDER.findall(f"{self.headline or ''} {self.script}")
        places = (self.presenter, self.narrator, self.behind, self.picture, self.sound)
        return tuple(dict.fromkeys([*written, *(name for name in places if name)]))


@dataclass(frozen=True)
class Template:
    """`is_current`: of the editor's present format; others are v2's alone."""

    id: str
    name: str
    aspect_ratio: Literal["16:9", "9:16", "1:1"]
    created_at: int
    updated_at: int
    variables: Mapping[str, TemplateVariable]
    scenes: tuple[TemplateScene, ...] = field(default=())
    is_current: bool = True

    @cached_property
    def size(self) -> tuple[int, int]:
        """Its own size in pixels."""
        return {"16:9": (1280, 720), "9:16": (720, 1280), "1:1": (720, 720)}[self.aspect_ratio]

    def scene(self, scene_id: str) -> TemplateScene | None:
        return next((scene for scene in self.scenes if scene.id == scene_id), None)


def _template(
    place: int,
    key: str,
    name: str,
    ratio: Literal["16:9", "9:16", "1:1"],
    variables: tuple[TemplateVariable, ...],
    *scenes: TemplateScene,
    is_current: bool = True,
) -> Template:
    made = _CREATED + place * _DAY
    by_name = {variable.name: variable for variable in variables}
    return Template(
        stable_id("template", key), name, ratio, made, made + 12 * _DAY, by_name, scenes, is_current=is_current
    )


_ABIGAIL, _DANIEL, _MARTA = (
    next(look.id for look in LOOKS if look.costume == costume)
    for costume in ("abigail", "Daniel_blazer_public", "Marta_teacher_public")
)
_BRIAN, _IVY = BY_NAME["Chill Brian"].id, BY_NAME["Ivy"].id
_NIGHT, _TEAL, _WINE, _SAND = Color(16, 24, 40), Color(18, 84, 90), Color(84, 28, 50), Color(196, 178, 148)

TEMPLATES = (
    _template(
        0,
        "welcome",
        "Welcome",
        "16:9",
        (
            TemplateVariable("customer", "text", "Ana"),
            TemplateVariable("offer", "text", "a free month"),
            TemplateVariable("logo", "image", _MARTA),
            TemplateVariable("host", "character", _ABIGAIL),
            TemplateVariable("narrator", "voice", _BRIAN),
        ),
        TemplateScene(
            "s1", "Hello {{customer}}.", _TEAL, headline="Welcome, {{customer}}", presenter="host", narrator="narrator"
        ),
        TemplateScene(
            "s2", "We have {{offer}} for you.", _NIGHT, narrator="narrator", presenter="host", picture="logo"
        ),
        TemplateScene("s3", "See you soon.", _WINE, narrator="narrator", presenter="host"),
    ),
    _template(
        1,
        "tour",
        "Product tour",
        "16:9",
        (
            TemplateVariable("product", "text"),
            TemplateVariable("screen", "video"),
            TemplateVariable("jingle", "audio"),
            TemplateVariable("guide", "character", _DANIEL),
        ),
        TemplateScene("open", "", _NIGHT, headline="{{product}}", sound="jingle"),
        TemplateScene("tour", "This is {{product}}.", _NIGHT, presenter="guide", behind="screen"),
    ),
    _template(
        2,
        "story",
        "Story",
        "9:16",
        (TemplateVariable("headline", "text", "News"), TemplateVariable("photo", "image", _DANIEL)),
        TemplateScene("one", "{{headline}}.", _WINE, headline="{{headline}}", behind="photo"),
    ),
    _template(
        3,
        "update-a",
        "Weekly update",
        "16:9",
        (TemplateVariable("week", "text", "one"),),
        TemplateScene("only", "This was week {{week}}.", _SAND, headline="Week {{week}}"),
    ),
    _template(
        4,
        "update-b",
        "Weekly update",
        "1:1",
        (TemplateVariable("week", "text", "one"),),
        TemplateScene("only", "This was week {{week}}.", _TEAL, headline="Week {{week}}"),
    ),
    _template(
        5,
        "classic",
        "Classic intro",
        "16:9",
        (TemplateVariable("name", "text", "Ana"), TemplateVariable("speaker", "voice", _IVY)),
        TemplateScene("intro", "Hello {{name}}.", _NIGHT, headline="{{name}}", narrator="speaker"),
        is_current=False,
    ),
)


def template(template_id: str) -> Template | None:
    return next((found for found in TEMPLATES if found.id == template_id), None)
