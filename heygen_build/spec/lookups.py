"""Templates that only insert variables, which is nearly all of them: read and rendered without Jinja.

Compiling such a text takes Jinja a quarter of a millisecond, which is seconds for a project of ten thousand scenes.
The values come from the same environment, and whatever is not plain success is done again by Jinja: so results,
messages and places are the same, and only the time differs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Undefined, nodes

from heygen_build.spec import jinja
from heygen_build.spec.meter import MAX_LENGTH
from heygen_build.spec.sandbox import GLOBALS, environment

_LOOKUP = re.compile(r"\{\{[ \t\n]*([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)[ \t\n]*\}\}")
_MARKER = re.compile(r"\{[{%#]|\{\Z|\r")
"""What else makes a text Jinja's: a brace before a lookup, which begins it one character earlier, and carriage returns,
which Jinja normalizes."""
_WORDS = "and or not in is if else true false none True False None self super caller varargs kwargs"
_RESERVED = frozenset((*_WORDS.split(), *GLOBALS))


def simple(text: str) -> Lookups | None:
    """The template, if it holds nothing but text and lookups such as `{{ customer.name }}`."""
    *pieces, rest = _LOOKUP.split(text)
    if not pieces or _MARKER.search(rest) or any(map(_MARKER.search, pieces[::2])):
        return None
    paths = tuple(tuple(path.split(".")) for path in pieces[1::2])
    if any(path[0] in _RESERVED for path in paths):
        return None
    return Lookups(text, tuple(pieces[::2]), paths, rest)


@dataclass(frozen=True, slots=True, eq=False)
class Lookups:
    """Text before each lookup, the lookup as a chain of names, and the `rest` behind the last one."""

    text: str
    before: tuple[str, ...]
    paths: tuple[tuple[str, ...], ...]
    rest: str

    @property
    def names(self) -> frozenset[str]:
        return frozenset(path[0] for path in self.paths)

    @property
    def is_expression(self) -> bool:
        return len(self.paths) == 1 and not self.before[0] and self.rest in ("", "\n")

    @property
    def tree(self) -> nodes.Template:
        """Only failures ask for it."""
        return jinja.parse(self.text).tree

    @property
    def tags(self) -> tuple[tuple[int, int], ...]:
        return jinja.parse(self.text).tags

    def run(self, variables: Mapping[str, object]) -> object:
        """As `jinja.Parsed.run`."""
        try:
            return _value(self.paths[0], variables) if self.is_expression else self._text(variables)
        except Exception:  # noqa: BLE001  (Jinja does it again, and knows where and why it fails)
            return jinja.parse(self.text).run(variables)

    def _text(self, variables: Mapping[str, object]) -> str:
        finalize = environment.finalize or str
        parts: list[str] = []
        for before, path in zip(self.before, self.paths, strict=True):
            parts += (before, str(finalize(_value(path, variables))))
        text = "".join((*parts, self.rest))
        if len(text) > MAX_LENGTH:
            raise OverflowError
        return text


def _value(path: tuple[str, ...], variables: Mapping[str, object]) -> object:
    """Raises KeyError where a name has no value."""
    first, *others = path
    value = variables[first]
    for name in others:
        value = environment.getattr(value, name)
    if isinstance(value, Undefined):
        raise KeyError(first)
    return value
