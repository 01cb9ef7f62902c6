"""Failures of the world turned into diagnostics at the place in the YAML where the thing was asked for."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, replace

from heygen_build.diagnostics import BuildError, Diagnostic, Label
from heygen_build.execute.runner import WorkerLostError
from heygen_build.heygen.errors import ApiError, HeyGenError, TransportFailure
from heygen_build.media.model import MediaError
from heygen_build.plan.model import Step


@dataclass(frozen=True, slots=True)
class Advice:
    """How one kind of API error is told: `halts` when no other order could succeed either."""

    code: str
    message: str
    hint: str
    exit_code: int = 1
    halts: bool = False


_BY_CATEGORY: dict[str, Advice] = {
    "auth": Advice(
        "HB0601", "HeyGen refused the API key", "check HEYGEN_API_KEY, or make a new key in HeyGen's settings", 3, True
    ),
    "forbidden": Advice("HB0602", "the key may not do this", "the key lacks a scope, or the account's plan a feature"),
    "credit": Advice(
        "HB0603", "the account has too little balance", "top up the API wallet; what is done is kept", 1, True
    ),
    "not_found": Advice("HB0609", "HeyGen does not know this", "it may have been deleted from the account"),
    "invalid": Advice("HB0604", "HeyGen refused the request", "change what is marked; nothing was ordered"),
    "conflict": Advice("HB0604", "HeyGen refused the request", "the resource is not ready; run the build again later"),
    "in_progress": Advice("HB0607", "HeyGen is still working on the same request", "run the build again in a minute"),
    "rate": Advice("HB0607", "HeyGen asks to slow down", "run the build again later; what is done is kept", 1, True),
    "too_large": Advice("HB0604", "HeyGen refused the request as too large", "shorten the script or shrink the file"),
    "server": Advice("HB0606", "HeyGen failed to answer", "run the build again; orders that arrived are not repeated"),
    "unknown": Advice("HB0608", "HeyGen's answer was not understood", "run the build again; nothing is ordered twice"),
}


_NO_MATTING = Advice(
    "HB0626",
    "this look cannot be rendered without its background",
    "choose another look; a photo always works. A `presenter` may have `matte: green`, which is keyed out here",
)
"""No field of the API tells it before an order is tried (v3 avatars); a refused order costs nothing."""


_NO_SLOT = Advice(
    "HB0615",
    "the account has no free slot for this",
    "delete an avatar or a voice that nobody needs, or ask HeyGen for more; nothing was ordered",
)
_NO_LOOK = Advice(
    "HB0323", "HeyGen cannot use this look", "finish its training or consent in HeyGen, or choose another look"
)
_NO_VOICE = Advice(
    "HB0620",
    "HeyGen cannot use this voice here",
    "choose another voice; of a voice found by `design`, another `choice` or `seed`",
)
_BY_CODE: dict[str, Advice] = {
    **dict.fromkeys(("resource_limit_reached", "resource_limit_exceeded"), _NO_SLOT),
    **dict.fromkeys(("avatar_consent_required", "avatar_not_usable", "avatar_expired"), _NO_LOOK),
    **dict.fromkeys(("voice_not_usable", "voice_unavailable"), _NO_VOICE),
}
"""Codes that say more than their category."""


_KEYS: dict[str, str] = {
    "voice_settings": "the settings of the voice under `voices`",
    "voice_id": "the voice",
    "avatar_id": "the avatar",
    "engine": "the `engine` of the avatar",
    "expressiveness": "the `expressiveness` of the avatar",
    "motion_prompt": "the `motion` of the avatar",
    "background": "the `background`",
    "aspect_ratio": "`output.aspect_ratio`",
    "resolution": "`output.resolution`",
}
"""What the project calls the fields of orders that stand elsewhere than the place that asked for the order."""


_PART = re.compile(r"\b(?:scenes|video_inputs)[.\[](\d+)\b")
"""`scenes[2].input.script`, `video_inputs.2.voice.TextVoiceSettings.input_text`; counted from 0."""


_RETIRED = Advice(
    "HB0616",
    "HeyGen has retired this call",
    "write `render: {api: auto}`, which takes v3; nothing was ordered",
    halts=True,
)


class StepError(Exception):
    """A step that could not be done. `halts`: the build should start no further order."""

    def __init__(self, diagnostic: Diagnostic, *, exit_code: int = 1, halts: bool = False) -> None:
        self.diagnostic = diagnostic
        self.exit_code = exit_code
        self.halts = halts
        super().__init__(diagnostic.message)


def at_step(step: Step, code: str, message: str, *, hint: str | None = None, notes: tuple[str, ...] = ()) -> Diagnostic:
    """A diagnostic at the place in the YAML that asked for `step`."""
    label = Label(step.origin.span, f"asked for here ({step.place})")
    return Diagnostic(code, message, (label,), hint=hint, notes=notes)


EXPECTED = (StepError, HeyGenError, MediaError, WorkerLostError, OSError, sqlite3.Error)
"""What the world may do to a step. Everything else is our own mistake and ends the build with a crash report."""


def told(step: Step, error: Exception) -> StepError:
    """One of EXPECTED as a diagnostic."""
    match error:
        case StepError():
            return error
        case ApiError():
            return from_api(step, error)
        case TransportFailure():
            return from_transport(step, error)
        case MediaError():
            hint = "the file may be damaged; replace it and build again"
            return StepError(at_step(step, "HB0704", str(error), hint=hint))
        case WorkerLostError():
            hint = "close other programs if memory is short, then build again; what is done is kept"
            return StepError(at_step(step, "HB0705", str(error), hint=hint))
        case _:
            return from_disk(step, error)


def is_retired(step: Step, error: ApiError) -> bool:
    """Whether a call of v1 or v2 is not there any more: 410, or a 404 that says nothing of what we named.

    Which of them the hosts will answer is unconfirmed (api/README, deprecation). Workflow nodes are left out: no other
    generation has them, so that `render.api` is no way out.
    """
    if not step.route.startswith(("v1 ", "v2 ")) or step.route.startswith("v1 workflow"):
        return False
    named = getattr(step.request, "template_id", None)
    is_ours = named is not None and named in error.message
    return error.status == 410 or (error.status == 404 and error.code in (None, "not_found") and not is_ours)


def from_api(step: Step, error: ApiError) -> StepError:
    """An API answer that is an error."""
    is_matting = error.category == "invalid" and error.param in ("output_format", "remove_background")
    known = _BY_CODE.get(error.code or "", _BY_CATEGORY[error.category])
    advice = _RETIRED if is_retired(step, error) else _NO_MATTING if is_matting else known
    hint = _field_hint(error) if advice is _BY_CATEGORY["invalid"] else None
    diagnostic = at_step(step, advice.code, _message(advice, error), hint=hint or advice.hint, notes=_notes(error))
    part = _part(step, error)
    if part is not None:
        label = Label(step.parts[part].span, f"scene {part + 1} of the order")
        diagnostic = replace(diagnostic, labels=(label, *diagnostic.labels))
    return StepError(diagnostic, exit_code=advice.exit_code, halts=advice.halts)


def _part(step: Step, error: ApiError) -> int | None:
    """Which of the scenes of an order is meant: v3 names it in a field, v2 in the text (v2.md, error texts)."""
    found = _PART.search(f"{error.param or ''} {error.message}")
    number = int(found[1]) if found else len(step.parts)
    return number if number < len(step.parts) else None


def _field_hint(error: ApiError) -> str | None:
    """What to change, where HeyGen names the field: `scenes[0].voice_settings.speed` is a setting of a voice."""
    for part in (error.param or "").replace("[", ".").split("."):
        if part in _KEYS:
            return f"change {_KEYS[part]}; nothing was ordered"
    return None


def without_step(error: HeyGenError) -> BuildError:
    """What no step asked for: the account, and the catalog."""
    draft = "`--draft` builds a free draft without HeyGen"
    if not isinstance(error, ApiError):
        return BuildError([Diagnostic("HB0605", f"HeyGen could not be reached: {error}", hint=draft)], exit_code=1)
    advice = _BY_CATEGORY[error.category]
    hint = f"{advice.hint}; {draft}"
    return BuildError(
        [Diagnostic(advice.code, _message(advice, error), hint=hint, notes=_notes(error))], exit_code=advice.exit_code
    )


def _message(advice: Advice, error: ApiError) -> str:
    return f"{advice.message}: {error.message}" if error.message else advice.message


def _notes(error: ApiError) -> tuple[str, ...]:
    notes = [f"answer: HTTP {error.status} {error.code or 'without a code'}"]
    if error.param:
        notes.append(f"field: {error.param}")
    if error.request_id:
        notes.append(f"request id: {error.request_id}")
    return tuple(notes)


def from_transport(step: Step, error: TransportFailure) -> StepError:
    """No answer at all."""
    sent = "the request may have arrived: the next build looks for it first" if error.sent else "nothing was sent"
    diagnostic = at_step(
        step,
        "HB0605",
        f"HeyGen could not be reached: {error}",
        hint="check the network, HEYGEN_BASE_URL and proxies, then run the build again; what is done is kept",
        notes=(sent,),
    )
    return StepError(diagnostic, halts=True)


def from_disk(step: Step, error: Exception) -> StepError:
    """The disk refused, whether a file or the journal."""
    hint = "free some space or fix the permissions, then build again; what is done is kept"
    if isinstance(error, FileNotFoundError):
        hint = "it was there when the build began: put it back and build again; what is done is kept"
    return StepError(at_step(step, "HB0706", disk_words(error), hint=hint), halts=True)


def disk_words(error: Exception) -> str:
    """What the system said, and about which file."""
    if not isinstance(error, OSError):
        return f"the journal cannot be used: {error}"
    return f"{error.strerror or error}" + (f" ({error.filename})" if error.filename else "")
