"""Failures of the world turned into diagnostics at the place in the YAML where the thing was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.heygen.errors import ApiError, TransportFailure
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


def from_api(step: Step, error: ApiError) -> StepError:
    """An API answer that is an error."""
    advice = _BY_CATEGORY[error.category]
    detail = f": {error.message}" if error.message else ""
    notes = [f"answer: HTTP {error.status} {error.code or 'without a code'}"]
    if error.param:
        notes.append(f"field: {error.param}")
    if error.request_id:
        notes.append(f"request id: {error.request_id}")
    diagnostic = at_step(step, advice.code, f"{advice.message}{detail}", hint=advice.hint, notes=tuple(notes))
    return StepError(diagnostic, exit_code=advice.exit_code, halts=advice.halts)


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


def from_media(step: Step, error: MediaError) -> StepError:
    """A local step whose input or output cannot be used."""
    return StepError(at_step(step, "HB0704", str(error), hint="the file may be damaged; replace it and build again"))


def from_disk(step: Step, error: OSError) -> StepError:
    """The disk refused."""
    where = f" ({error.filename})" if error.filename else ""
    hint = "free some space or fix the permissions, then build again; what is done is kept"
    return StepError(at_step(step, "HB0706", f"{error.strerror or error}{where}", hint=hint), halts=True)
