"""Scripted faults as JSON, for the control API: `{"kind": "rate_limited", "retry_after": 2}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields

from pydantic import TypeAdapter, ValidationError

from heygen_build.emulator import faults
from heygen_build.emulator.faults import Fault
from heygen_build.emulator.jobs import Json
from heygen_build.emulator.wire import invalid

# The classes of `faults` by the word that the control API has for each, with what it is good for.
CLASSES: Mapping[str, type[Fault]] = {
    "answer": faults.Answer,
    "lost_before_acceptance": faults.LostBeforeAcceptance,
    "lost_after_acceptance": faults.LostAfterAcceptance,
    "fail_job": faults.FailJob,
    "stuck_job": faults.StuckJob,
    "vanished_job": faults.VanishedJob,
    "expired_link": faults.ExpiredLink,
    "truncated_file": faults.TruncatedFile,
    "empty_file": faults.EmptyFile,
    "garbled": faults.Garbled,
    "wrong_type": faults.WrongType,
    "delay": faults.Delay,
}
SHORTHANDS: Mapping[str, Callable[..., Fault]] = {
    "rate_limited": faults.rate_limited,
    "gateway_page": faults.gateway_page,
    "retired": faults.retired,
}
WORDS = tuple(sorted((*CLASSES, *SHORTHANDS)))
_NUMBERS = {"rate_limited": "retry_after", "gateway_page": "status", "retired": "status"}


def read_fault(value: object, param: str) -> Fault | None:
    """A fault from its JSON; None (let one request pass) for null. Raises the 400 that names `param`."""
    if value is None:
        return None
    if isinstance(value, str):
        value = {"kind": value}
    if not isinstance(value, dict):
        raise invalid(param, f"{param}: must be null, a word, or an object with a kind")
    kind = value.get("kind")
    given = {name: part for name, part in value.items() if name != "kind"}
    if kind in SHORTHANDS:
        return _shorthand(str(kind), given, param)
    if kind not in CLASSES:
        raise invalid(f"{param}.kind", f"{param}.kind: must be one of {', '.join(WORDS)}")
    return _instance(CLASSES[str(kind)], given, param)


def _shorthand(kind: str, given: Mapping[str, object], param: str) -> Fault:
    name = _NUMBERS[kind]
    unknown = [part for part in given if part != name]
    if unknown:
        raise invalid(f"{param}.{unknown[0]}", f"{param}.{unknown[0]}: unknown field")
    number = given.get(name)
    if number is None:
        return SHORTHANDS[kind]()
    if isinstance(number, bool) or not isinstance(number, int):
        raise invalid(f"{param}.{name}", f"{param}.{name}: must be a whole number")
    return SHORTHANDS[kind](number)


def _instance(kind: type[Fault], given: Mapping[str, object], param: str) -> Fault:
    known = {part.name for part in fields(kind)}
    for name in given:
        if name not in known:
            raise invalid(f"{param}.{name}", f"{param}.{name}: unknown field")
    try:
        adapter: TypeAdapter[Fault] = TypeAdapter(kind)
        return adapter.validate_python(dict(given), strict=False)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join([param, *(str(part) for part in first["loc"])])
        raise invalid(place, f"{place}: {first['msg']}") from wrong


def write_fault(fault: Fault | None) -> Json:
    """The JSON that `read_fault` reads."""
    if fault is None:
        return None
    word = next((word for word, kind in CLASSES.items() if type(fault) is kind), "slow")
    return {"kind": word} | ({} if word == "slow" else asdict(fault))
