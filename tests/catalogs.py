"""The looks and voices of the emulator as the resolver sees them, without a server in between."""

from __future__ import annotations

from functools import cache
from typing import get_args

from heygen_build.emulator import catalog as emulated
from heygen_build.emulator.catalog_agents import AGENT_STYLES, BRAND_KITS
from heygen_build.emulator.catalog_looks import CATALOG
from heygen_build.emulator.catalog_templates import TEMPLATES, Template
from heygen_build.emulator.routes_translations import GLOSSARIES
from heygen_build.languages import LANGUAGES
from heygen_build.resolve.catalog import (
    Catalog,
    CatalogBrandKit,
    CatalogGlossary,
    CatalogLook,
    CatalogScene,
    CatalogStyle,
    CatalogTemplate,
    CatalogVariable,
    CatalogVoice,
)
from heygen_build.resolve.model import Engine


@cache
def emulator_catalog() -> Catalog:
    return Catalog(
        tuple(map(_look, CATALOG.looks)),
        tuple(map(_voice, CATALOG.voices)),
        tuple(CatalogStyle(style.id, style.name, style.aspect_ratio, style.tags) for style in AGENT_STYLES),
        tuple(CatalogBrandKit(kit.id, kit.name) for kit in BRAND_KITS),
        templates=tuple(_template(template) for template in TEMPLATES if template.is_current),
        languages=tuple(LANGUAGES),
        glossaries=tuple(CatalogGlossary(found, name) for found, name in GLOSSARIES),
    )


def _look(look: emulated.Look) -> CatalogLook:
    engines: tuple[Engine, ...] = get_args(Engine)
    return CatalogLook(
        id=look.id,
        name=look.name,
        type=look.avatar_type,
        group_id=look.group_id,
        default_voice_id=look.default_voice_id,
        engines=tuple(engine for engine in engines if engine in look.engines),
        orientation=look.orientation,
        usable=look.status in (None, "completed"),
        status=look.status,
    )


def _voice(voice: emulated.Voice) -> CatalogVoice:
    return CatalogVoice(
        id=voice.id,
        name=voice.name,
        language=voice.language,
        gender=voice.gender,
        pauses=voice.support_pause,
        locales=voice.support_locale,
        starfish="starfish" in voice.engines,
    )


def _template(template: Template) -> CatalogTemplate:
    return CatalogTemplate(
        id=template.id,
        name=template.name,
        api="v3",
        aspect_ratio=template.aspect_ratio,
        revision="1",
        variables=tuple(
            CatalogVariable(
                variable.name,
                variable.type,
                variable.default or "" if variable.type == "text" else None,
                variable.default is not None,
            )
            for variable in template.variables.values()
        ),
        scenes=tuple(CatalogScene(scene.id, scene.script, scene.slots) for scene in template.scenes),
        is_detailed=True,
    )
