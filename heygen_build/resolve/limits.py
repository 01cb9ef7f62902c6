"""HeyGen's limits and rules, checked before anything is paid. Sources: v3 create-video and speech in ../api."""

from __future__ import annotations

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.catalog import CatalogLook, CatalogVoice
from heygen_build.resolve.checks.evidence import span_in_text
from heygen_build.resolve.model import PREFERRED_ENGINES, Engine, Expressiveness
from heygen_build.resolve.scope import Scope
from heygen_build.script.model import Pronunciations
from heygen_build.script.parse import parse
from heygen_build.script.spoken import spoken_text
from heygen_build.source.model import Route

SCRIPT_LIMIT = 5000
"""Characters of a script, per video and per speech call ([docs], [cli])."""


def check_script(scope: Scope, script: str, route: Route, pronunciations: Pronunciations = ()) -> bool:
    """Length and markup of a script. False when a problem was found."""
    text = spoken_text(script, pronunciations)
    if not text:
        scope.error("HB0401", "the script is empty", route, hint="write what is said, or `hold` the scene in silence")
        return False
    if len(text) > SCRIPT_LIMIT:
        message = f"the script has {len(text):,} characters, and HeyGen takes {SCRIPT_LIMIT:,} a scene"
        scope.error("HB0401", message, route, hint="split the scene in two")
        return False
    problems = parse(script).problems
    for problem in problems:
        span = span_in_text(scope.document, route, script, problem.start, problem.end)
        code = "HB0403" if problem.kind == "tag" else "HB0407"
        scope.problems.add(Diagnostic(code, problem.message, (Label(span),), hint=problem.hint))
    return not problems


def choose_engine(scope: Scope, look: CatalogLook, wanted: Engine | None, route: Route) -> Engine | None:
    """The engine to order: the wanted one if the look supports it, else Avatar IV, else the look's best."""
    if wanted is not None and wanted not in look.engines:
        names = ", ".join(f"`{engine}`" for engine in look.engines) or "none by the API"
        scope.error("HB0404", f"the look `{look.name}` does not support `{wanted}`", route, hint=f"it supports {names}")
        return None
    if wanted is not None:
        return wanted
    for engine in PREFERRED_ENGINES:
        if engine in look.engines:
            return engine
    scope.error("HB0404", f"the look `{look.name}` supports no engine of the API", route, hint="choose another look")
    return None


def check_expression(
    scope: Scope,
    look: CatalogLook,
    engine: Engine,
    expressiveness: Expressiveness | None,
    motion: str | None,
    route: Route,
) -> None:
    """What a look of this type can express with this engine (v3 engine rules)."""
    is_photo = look.type == "photo_avatar"
    if expressiveness is not None and not (is_photo and engine == "avatar_iv"):
        message = "`expressiveness` works for photo looks with the engine avatar_iv"
        hint = f"`{look.name}` is a {look.type} on {engine}: leave it out"
        scope.error("HB0405", message, (*route, "expressiveness"), at_key=True, hint=hint)
    if motion is not None and not (engine == "avatar_v" or (is_photo and engine == "avatar_iv")):
        message = "`motion` works for photo looks with avatar_iv and for any look with avatar_v"
        hint = f"`{look.name}` is a {look.type} on {engine}: leave it out"
        scope.error("HB0405", message, (*route, "motion"), at_key=True, hint=hint)


def check_reference(scope: Scope, look: CatalogLook, engine: Engine, reference: CatalogLook, route: Route) -> None:
    """What Avatar V may move like: an instant avatar of the same group (v3 engine rules)."""
    if engine != "avatar_v":
        message = f"`reference_look` works with the engine avatar_v, and `{look.name}` is rendered by {engine}"
        hint = "write `engine: avatar_v`" if "avatar_v" in look.engines else "leave it out"
        scope.error("HB0432", message, route, at_key=True, hint=hint)
    elif reference.group_id != look.group_id:
        message = f"`{reference.name}` is a look of somebody else: it has to be one of the group of `{look.name}`"
        scope.error("HB0432", message, route, hint="choose a look of the same avatar")
    elif reference.type != "digital_twin":
        message = f"`{reference.name}` is a {reference.type}, and movements are taken from digital twins"
        scope.error("HB0432", message, route, hint="choose a video look of the same avatar")


def check_narrator(scope: Scope, voice: CatalogVoice, route: Route) -> None:
    """Whether a voice can speak without a picture: only Starfish voices can (v3 speech)."""
    if not voice.starfish:
        message = f"the voice `{voice.name}` cannot speak without an avatar: it is not a Starfish voice"
        scope.error("HB0406", message, route, hint="choose another voice for scenes without an avatar")
