"""Which model describes which place of a document: the models walked alongside a route."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Annotated, get_args, get_origin

from pydantic.fields import FieldInfo

from heygen_build.source.model import Route
from heygen_build.spec import models
from heygen_build.spec.base import Model, fields_of

PLACES: dict[type[Model], str] = {
    models.ProjectSpec: "a project",
    models.VariableSpec: "a variable",
    models.RowsSpec: "an axis with rows of a file",
    models.MatrixSpec: "`matrix`",
    models.OutputSpec: "`output`",
    models.TranscriptSpec: "`transcript`",
    models.AvatarSpec: "an avatar",
    models.CreateSpec: "`create`",
    models.ConsentSpec: "`consent`",
    models.VoiceSpec: "a voice",
    models.CloneSpec: "`clone`",
    models.DesignSpec: "`design`",
    models.EngineSettingsSpec: "`engine_settings`",
    models.OldAvatarSpec: "`v2`",
    models.StyleSpec: "a style",
    models.UsedStyleSpec: "a style",
    models.OffsetSpec: "an offset",
    models.StrokeSpec: "a line around something",
    models.ShadowSpec: "a shadow",
    models.BackgroundSpec: "a background",
    models.GradientSpec: "a gradient",
    models.ZoomSpec: "`zoom`",
    models.PanSpec: "`pan`",
    models.TrimSpec: "`trim`",
    models.TransitionSpec: "a transition",
    models.PadSpec: "`pad`",
    models.DefaultsSpec: "`defaults`",
    models.BurnInSpec: "`burn_in`",
    models.CaptionRulesSpec: "the rules of captions",
    models.CaptionsSpec: "`captions`",
    models.OverlaySpec: "an overlay",
    models.MomentSpec: "a time",
    models.AnimateSpec: "`animate`",
    models.AudioSpec: "`audio`",
    models.LowerThirdSpec: "a lower third",
    models.ProgressSpec: "`progress`",
    models.MusicSpec: "`music`",
    models.SoundSpec: "a sound",
    models.BudgetSpec: "`budget`",
    models.RenderSpec: "`render`",
    models.CacheSpec: "`cache`",
    models.TranslationSpec: "a translation",
    models.TestsSpec: "`tests`",
    models.DurationRangeSpec: "a range of durations",
    models.LoudnessRangeSpec: "a range of loudness",
    models.VisibleSpec: "a picture that must be seen",
    models.AgentSpec: "`agent`",
    models.AgentSceneSpec: "a scene of the agent's brief",
    models.AgentStyleSpec: "a style of the agent",
    models.AgentFileSpec: "a file of the agent",
    models.CardSpec: "a card",
    models.PresenterSpec: "a presenter",
    models.GenerateSpec: "`generate`",
    models.CinematicSpec: "`cinematic`",
    models.TemplateSpec: "`template`",
    models.TemplateSubtitlesSpec: "`subtitles` of a template",
    models.TemplatePositionSpec: "`position`",
    models.LipsyncSpec: "`lipsync`",
    models.FaceSwapSpec: "`face_swap`",
    models.SceneSpec: "a scene",
}


def place_name(model: type[Model]) -> str:
    """What messages call a mapping of this model."""
    return PLACES[model]


def model_at(route: Route) -> type[Model] | None:
    """The model of the mapping at a route; None where the language has no mapping with fixed keys there."""
    return _model_at(tuple(0 if isinstance(step, int) else step for step in route))


@lru_cache(maxsize=4096)
def _model_at(route: Route) -> type[Model] | None:
    """All items of a list have one model, so that 10,000 scenes are one entry of the cache."""
    found: list[object] = [models.ProjectSpec]
    for step in route:
        found = [after for form in found for after in _follow(form, step)]
    return next((form for form in found if isinstance(form, type) and issubclass(form, Model)), None)


def field_at(route: Route) -> FieldInfo | None:
    """The field that a route ends in, if it ends in a key of a model."""
    model = model_at(route[:-1]) if route else None
    return fields_of(model).get(str(route[-1])) if model else None


@cache
def parts_of(model: type[Model]) -> tuple[type[Model], ...]:
    """The models of the mappings that stand directly in a mapping of this model."""
    forms = [form for field in fields_of(model).values() for form in _forms(field.annotation)]
    return tuple(form for form in forms if isinstance(form, type) and issubclass(form, Model))


def _follow(form: object, step: str | int) -> Iterator[object]:
    if isinstance(form, type) and issubclass(form, Model):
        field = fields_of(form).get(str(step))
        if field is not None:
            yield from _forms(field.annotation)
        elif form.model_config.get("extra") == "allow":
            yield from _forms(models.Axis)
        return
    wanted = list if isinstance(step, int) else dict
    if get_origin(form) is wanted:
        yield from _forms(get_args(form)[-1])


def _forms(annotation: object) -> Iterator[object]:
    """The types that a field may have, without Annotated, Optional and unions around them."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _forms(get_args(annotation)[0])
    elif origin in (list, dict) or origin is None:
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _forms(part)
