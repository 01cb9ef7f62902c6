"""Reads one JSON object field by field: a value is either what the API accepts, or a 400 that names the field."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NoReturn, overload

from heygen_build.emulator.wire import invalid

_LOG = logging.getLogger(__name__)
_LENIENT: ContextVar[bool] = ContextVar("lenient", default=False)


@contextmanager
def tolerance(lenient: bool) -> Iterator[None]:
    """Within it, unknown fields are logged and ignored when `lenient` (`emulate --lenient`)."""
    token = _LENIENT.set(lenient)
    try:
        yield
    finally:
        _LENIENT.reset(token)


def is_lenient() -> bool:
    """Whether what old integrations send is taken where the API may refuse it."""
    return _LENIENT.get()


class Reader:
    """An object of a request. `where` is its path from the body's root (`voice_settings`), empty for the body itself.

    A field with a `default` may be missing; it may be null only where the published schema says `nullable`.
    """

    def __init__(self, fields: Mapping[str, object], where: str = "") -> None:
        self._fields = fields
        self._where = where
        self._known: set[str] = set()

    def param(self, name: str) -> str:
        return f"{self._where}.{name}" if self._where else name

    def refuse(self, name: str, message: str) -> NoReturn:
        raise invalid(self.param(name), f"{self.param(name)}: {message}")

    @property
    def names(self) -> list[str]:
        """All fields, for objects whose keys the client chooses."""
        return list(self._fields)

    def given(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._fields.get(name) is not None

    def raw(self, name: str, *, nullable: bool = True) -> object:
        self._known.add(name)
        value = self._fields.get(name)
        if value is None and name in self._fields and not nullable:
            self.refuse(name, "must not be null")
        return value

    def text(self, name: str, *, longest: int = 100_000, nullable: bool = True) -> str | None:
        value = self.raw(name, nullable=nullable)
        if value is None:
            return None
        if not isinstance(value, str):
            self.refuse(name, "must be a string")
        if len(value) > longest:
            self.refuse(name, f"must not be longer than {longest} characters")
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            self.refuse(name, "is not valid Unicode text")
        return value

    def need_text(self, name: str, *, longest: int = 100_000) -> str:
        """A required, non-empty string."""
        value = self.text(name, longest=longest, nullable=False)
        if not value:
            self.refuse(name, "is required" if value is None else "must not be empty")
        return value

    def choice(self, name: str, *words: str, nullable: bool = True) -> str | None:
        value = self.text(name, nullable=nullable)
        if value is not None and value not in words:
            self.refuse(name, f"must be one of {', '.join(words)}")
        return value

    def need_choice(self, name: str, *words: str) -> str:
        value = self.choice(name, *words, nullable=False)
        if value is None:
            self.refuse(name, f"is required: one of {', '.join(words)}")
        return value

    def flag(self, name: str, *, nullable: bool = True) -> bool:
        value = self.raw(name, nullable=nullable)
        if value is None:
            return False
        if not isinstance(value, bool):
            self.refuse(name, "must be true or false")
        return value

    @overload
    def number(self, name: str, low: float, high: float, default: float, *, nullable: bool = ...) -> float: ...
    @overload
    def number(
        self, name: str, low: float, high: float, default: None = ..., *, nullable: bool = ...
    ) -> float | None: ...
    def number(
        self, name: str, low: float, high: float, default: float | None = None, *, nullable: bool = True
    ) -> float | None:
        value = self.raw(name, nullable=nullable)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.refuse(name, "must be a number")
        if not low <= value <= high:
            self.refuse(name, f"must be between {low:g} and {high:g}")
        return float(value)

    def whole(self, name: str, low: int, high: int) -> int | None:
        value = self.number(name, low, high)
        if value is not None and not value.is_integer():
            self.refuse(name, "must be a whole number")
        return None if value is None else int(value)

    def record(self, name: str, *, nullable: bool = True) -> Reader | None:
        value = self.raw(name, nullable=nullable)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.refuse(name, "must be an object")
        return Reader(value, self.param(name))

    def records(self, name: str, low: int, high: int) -> list[Reader]:
        items = self.items(name, low, high)
        for index, item in enumerate(items):
            if not isinstance(item, dict):
                self.refuse(f"{name}[{index}]", "must be an object")
        return [
            Reader(item, self.param(f"{name}[{index}]")) for index, item in enumerate(items) if isinstance(item, dict)
        ]

    def items(self, name: str, low: int, high: int) -> list[object]:
        """An array; a missing one counts as empty."""
        value = self.raw(name)
        if value is None:
            value = []
        if not isinstance(value, list):
            self.refuse(name, "must be an array")
        if not low <= len(value) <= high:
            self.refuse(name, f"must hold {low} to {high} items" if low else f"must not hold more than {high} items")
        return value

    def end(self) -> None:
        """Refuses what nobody asked for (`additionalProperties: false` in the published schema)."""
        unknown = sorted(set(self._fields) - self._known)
        if unknown and is_lenient():
            _LOG.warning("ignored unknown fields: %s", ", ".join(self.param(name) for name in unknown))
        elif unknown:
            self.refuse(unknown[0], "unknown field")


def read_body(body: bytes) -> Reader:
    """The request's JSON object. Anything else is a 400; numbers like NaN, which are not JSON, as well.

    No body at all counts as an empty object: clients send one with a JSON content type (observed).
    """
    if not body.strip():
        return Reader({})
    try:
        value = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as wrong:
        raise invalid("body", "the request body is not valid JSON") from wrong
    if not isinstance(value, dict):
        raise invalid("body", "the request body must be a JSON object")
    return Reader(value)


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")
