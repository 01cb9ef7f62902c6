"""Template scenes: the template is found, and each value is checked against the variable that it fills."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.resolve.catalog import CatalogScene, CatalogTemplate
from heygen_build.resolve.desk import Desk
from heygen_build.resolve.filled import filled, plain, texts
from heygen_build.resolve.limits import SCRIPT_LIMIT
from heygen_build.resolve.model import (
    RenderApi,
    TemplateApi,
    TemplateOptions,
    TemplatePicture,
    TemplatePosition,
    TemplateSubtitles,
    TemplateText,
    TemplateValue,
)
from heygen_build.resolve.names import find_template
from heygen_build.resolve.problems import has_errors
from heygen_build.resolve.scope import Place
from heygen_build.resolve.template_values import value_of
from heygen_build.spec.models import ProjectSpec, SceneSpec, TemplateSpec, TemplateSubtitlesSpec
from heygen_build.spec.templated import Template

PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class TemplatesWanted:
    """Which templates to ask the account for. `names` (and ids) None: all, because only a film knows which.

    `current` are v3's templates, `old` are v2's.
    """

    names: frozenset[str] | None
    current: bool
    old: bool


def templates_wanted(spec: ProjectSpec) -> TemplatesWanted | None:
    """What a project needs to know of the account's templates; None where it uses none."""
    orders = [scene.template for scene in spec.scenes if scene.template is not None]
    if not orders:
        return None
    names = [written for order in orders for written in (order.id, order.name) if written is not None]
    open_names = any(isinstance(name, Template) for name in names)
    api = spec.render.api
    return TemplatesWanted(
        names=None if open_names else frozenset(name.casefold() for name in names if isinstance(name, str)),
        current=api != "v2",
        old=isinstance(api, Template) or api == "v2",
    )


def template_of(desk: Desk, place: Place, spec: SceneSpec) -> TemplatePicture | None:
    """The template of a scene; None where something was wrong (and is on record)."""
    order, at = spec.template, place.at("template")
    if order is None:
        return None
    with place.scope.problems.recording() as found:
        template = _found(desk, at, order.id, order.name)
        written = plain(at, "variables", order.variables)
        wanted = texts(at, "scenes", order.scenes)
        if template is None or has_errors(found):
            return None
        scenes = _scenes(at, template, wanted)
        values = tuple(_values(desk, at.at("variables"), template, written))
        _check_missing(at, template, scenes, written)
        script, options = _script(at, template, scenes, values), _options(at, order)
    if has_errors(found) or options is None:
        return None
    return TemplatePicture(
        template.id,
        template.name,
        template.api,
        template.revision,
        template.aspect_ratio,
        values,
        wanted,
        script,
        options,
    )


def _options(at: Place, order: TemplateSpec) -> TemplateOptions | None:
    return filled(TemplateOptions, (at, order), subtitles=_subtitles(at.at("subtitles"), order.subtitles))


def _subtitles(at: Place, spec: TemplateSubtitlesSpec | None) -> TemplateSubtitles | None:
    if spec is None:
        return None
    position = None if spec.position is None else filled(TemplatePosition, (at.at("position"), spec.position))
    return filled(TemplateSubtitles, (at, spec), position=position)


def _found(
    desk: Desk, at: Place, by_id: str | Template[str] | None, by_name: str | Template[str] | None
) -> CatalogTemplate | None:
    key = "id" if by_id is not None else "name"
    wanted = at.get(by_id if by_id is not None else by_name, key)
    if wanted is None:
        return None
    api: RenderApi | None = at.scope.get(desk.spec.render.api, ("render", "api"))
    generation: TemplateApi = "v2" if api == "v2" else "v3"
    known = [template for template in desk.catalog.templates if template.api == generation]
    found = find_template(wanted, known, at.at(key).span)
    if isinstance(found, Diagnostic):
        at.report(found)
        return None
    return found


def _scenes(at: Place, template: CatalogTemplate, wanted: Sequence[str]) -> tuple[CatalogScene, ...]:
    """The scenes that are used. Where the API tells no scenes (v2), none can be checked."""
    if not wanted or not template.scenes:
        return template.scenes
    known = {scene.id: scene for scene in template.scenes}
    for index, scene_id in enumerate(wanted):
        if scene_id not in known:
            message = f"the template `{template.name}` has no scene `{scene_id}`"
            hint = did_you_mean_text(scene_id, known) or f"it has {_listed(known)}"
            at.error("HB0354", message, "scenes", index, hint=hint)
    return tuple(known[scene_id] for scene_id in wanted if scene_id in known)


def _values(desk: Desk, at: Place, template: CatalogTemplate, written: Mapping[str, object]) -> Iterator[TemplateValue]:
    names = [variable.name for variable in template.variables]
    for name, value in written.items():
        variable = template.variable(name)
        if variable is None:
            message = f"the template `{template.name}` has no variable `{name}`"
            hint = did_you_mean_text(name, names) or (f"it has {_listed(names)}" if names else None)
            at.error("HB0351", message, name, at_key=True, hint=hint)
            continue
        made = value_of(desk, at.at(name), variable, value)
        if made is not None:
            yield TemplateValue(name, made, at.at(name).origin)


def _check_missing(
    at: Place, template: CatalogTemplate, scenes: Sequence[CatalogScene], written: Mapping[str, object]
) -> None:
    """Variables without a default need a value, unless no chosen scene uses them."""
    used = {name for scene in scenes for name in scene.variables} if scenes else None
    missing = [
        variable
        for variable in template.variables
        if variable.name not in written and not variable.has_default and (used is None or variable.name in used)
    ]
    for variable in missing:
        message = f"the template `{template.name}` needs a value for `{variable.name}` ({variable.type})"
        where = Label(at.scope.document.key_span((*at.route, "variables")) if written else at.span)
        hint = f"add `{variable.name}: …` under `variables`"
        at.report(Diagnostic("HB0352", message, (where,), hint=hint))
    if not written and not missing:
        message = f"HeyGen fills at least one variable of a template, and none of `{template.name}` is given"
        names = [variable.name for variable in template.variables]
        at.error("HB0352", message, hint=f"it has {_listed(names)}" if names else None)


def _script(
    at: Place, template: CatalogTemplate, scenes: Sequence[CatalogScene], values: Sequence[TemplateValue]
) -> str:
    """All that is said. Each scene's script may be as long as any ([docs])."""
    given = {value.name: value.value.content for value in values if isinstance(value.value, TemplateText)}
    defaults = {variable.name: variable.text or "" for variable in template.variables}
    said = []
    for scene in scenes:
        script = PLACEHOLDER.sub(lambda match: given.get(match[1], defaults.get(match[1], match[0])), scene.script)
        if len(script) > SCRIPT_LIMIT:
            longest = max(given, key=lambda name: len(given[name]) if name in scene.variables else 0, default=None)
            message = f"the script of scene `{scene.id}` would have {len(script):,} characters, and HeyGen takes 5,000"
            steps = () if longest is None else ("variables", longest)
            at.error("HB0401", message, *steps, hint="shorten the text")
        said.append(script)
    return "\n\n".join(said).strip()


def _listed(names: Mapping[str, object] | Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
