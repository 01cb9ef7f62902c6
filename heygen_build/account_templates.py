"""The templates that a project uses, asked for anew each time: they are edited on a web page, not here.

The list costs one request for a hundred templates, the details one for each that is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire.templates import Template, TemplateDetail, Variable
from heygen_build.resolve.catalog import Catalog, CatalogScene, CatalogTemplate, CatalogVariable
from heygen_build.resolve.model import TemplateApi
from heygen_build.resolve.templates import TemplatesWanted, templates_wanted
from heygen_build.spec.models import ProjectSpec
from heygen_build.store.digest import JsonValue, key_of

_SHOWS = ("content", "url", "asset_id", "voice_id", "character_id")
"""Properties that make a default; the others say how it lies and sounds."""


async def with_templates(client: HeyGen, spec: ProjectSpec, catalog: Catalog) -> Catalog:
    """The catalog with the templates that a project uses, and the names of the others."""
    wanted = templates_wanted(spec)
    if wanted is None:
        return catalog
    return replace(catalog, templates=await templates_of(client, wanted))


async def templates_of(client: HeyGen, wanted: TemplatesWanted) -> tuple[CatalogTemplate, ...]:
    """All templates of the account by name; those that are wanted with variables and scenes."""
    found: list[CatalogTemplate] = []
    if wanted.current:
        listed = [template async for template in client.templates.list()]
        found += await _detailed(client, listed, wanted, "v3")
    if wanted.old:
        found += await _detailed(client, await client.templates.list_v2(), wanted, "v2")
    return tuple(found)


async def _detailed(
    client: HeyGen, listed: Sequence[Template], wanted: TemplatesWanted, api: TemplateApi
) -> list[CatalogTemplate]:
    made: list[CatalogTemplate] = []
    for template in listed:
        plain = CatalogTemplate(template.id, template.name, api, _ratio(template.aspect_ratio))
        names = wanted.names
        if names is not None and not {template.id.casefold(), template.name.casefold()} & names:
            made.append(plain)
            continue
        detail = await _details(client, template.id, api)
        if detail is not None:
            made.append(_with_details(plain, template, detail))
    return made


async def _details(client: HeyGen, template_id: str, api: TemplateApi) -> TemplateDetail | None:
    """None for one that went between the list and this call."""
    try:
        if api == "v2":
            return await client.templates.get_v2(template_id)
        return await client.templates.get(template_id)
    except ApiError as error:
        if error.category == "not_found":
            return None
        raise


def _with_details(plain: CatalogTemplate, listed: Template, detail: TemplateDetail) -> CatalogTemplate:
    variables = tuple(map(_variable, detail.variables.values()))
    scenes = tuple(
        CatalogScene(scene.scene_id, scene.script or "", tuple(variable.name for variable in scene.variables))
        for scene in detail.scenes
    )
    updated = detail.updated_at if detail.updated_at is not None else listed.updated_at
    return replace(
        plain, variables=variables, scenes=scenes, revision=_revision(updated, variables, scenes), is_detailed=True
    )


def _variable(variable: Variable) -> CatalogVariable:
    content = variable.properties.get("content")
    return CatalogVariable(
        name=variable.name,
        type=variable.type,
        text=content if isinstance(content, str) else None,
        has_default=any(variable.properties.get(name) for name in _SHOWS),
    )


def _revision(updated: float | None, variables: Sequence[CatalogVariable], scenes: Sequence[CatalogScene]) -> str:
    """The time of the last edit, and a digest of what is known of the content.

    Links to default pictures are left out, because they may be signed anew in each answer, and a changed revision is a
    video paid for again.
    """
    known: dict[str, JsonValue] = {
        "variables": [[variable.name, variable.type, variable.text] for variable in variables],
        "scenes": [[scene.id, scene.script, list(scene.variables)] for scene in scenes],
    }
    return f"{'' if updated is None else f'{updated:.0f}-'}{key_of(known)[:12]}"


_RATIOS = {"landscape": "16:9", "portrait": "9:16", "square": "1:1"}


def _ratio(written: str | None) -> str | None:
    """v3 says `16:9`, v2 `landscape` (observed.md); neither is sure, so that anything else passes as it is."""
    return None if written is None else _RATIOS.get(written.lower(), written)
