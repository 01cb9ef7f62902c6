"""What one template may use up: steps of work, and the size of what it builds.

A template is code that a stranger may have written. Steps are counted and not timed, because the same project must
succeed or fail alike on every machine.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from contextvars import ContextVar

from jinja2 import Undefined

MAX_LENGTH = 1_000_000
"""Characters of a text that a template builds: far more than a script, and no burden for a machine."""
MAX_WEIGHT = 32_000_000
"""Characters of a value with everything inside it, where an item counts as eight: more than a project file holds."""
MAX_STEPS = 1_000_000
"""Turns of loops, calls, and items that filters look at, in one rendering: about a second of work."""

_CHARACTERS_A_STEP = 1024
"""Texts are handled by loops in C, about this much faster than a turn of a template's loop."""

_steps: ContextVar[list[int] | None] = ContextVar("steps", default=None)


class Unprintable(TypeError):
    """A value without a fixed text: null, a function, an object with an address in its text."""


@contextmanager
def metered() -> Iterator[None]:
    """Count the steps of one rendering from zero."""
    token = _steps.set([0])
    try:
        yield
    finally:
        _steps.reset(token)


def charge(steps: int) -> None:
    """Raises OverflowError when a rendering takes more than MAX_STEPS. Outside of renderings nothing is counted."""
    count = _steps.get()
    if count is not None:
        count[0] += steps
        if count[0] > MAX_STEPS:
            raise OverflowError(f"the template takes more than {MAX_STEPS:,} steps")


def charge_for(value: object) -> None:
    """Charge for one look at all of a value."""
    if isinstance(value, str):
        charge(1 + len(value) // _CHARACTERS_A_STEP)
    elif isinstance(value, list | tuple | dict | range):
        charge(1 + len(value))
    else:
        charge(1)


def counted(values: Iterable[object]) -> Iterator[object]:
    """The same values, each charged as a step: what loops run over."""
    for value in values:
        charge(1)
        yield value


def checked_text(text: str) -> str:
    """The text, or OverflowError where it is longer than MAX_LENGTH."""
    if len(text) > MAX_LENGTH:
        raise OverflowError(f"the text is longer than {MAX_LENGTH:,} characters")
    return text


def checked(value: object) -> object:
    """The value, if all of it is data and its weight is at most MAX_WEIGHT. Raises OverflowError and Unprintable.

    A short template can describe a value of any size, because the same list may be an item many times.
    """
    if isinstance(value, list | tuple | Mapping):
        weigh(value)
    return value


def weigh(value: object, weight: int = 0) -> int:
    """`weight` plus that of a value. Raises as `checked` does; looking at two items is a step."""
    if isinstance(value, str):
        weight += len(value)
    elif isinstance(value, Mapping):
        charge(1 + len(value) // 2)
        for key, item in value.items():
            weight = weigh(item, weight + len(str(key)))
    elif isinstance(value, list | tuple | KeysView | ValuesView | ItemsView):
        charge(1 + len(value) // 2)
        for item in value:
            weight = weigh(item, weight)
    elif isinstance(value, range):
        weight += 8 * len(value)
    elif isinstance(value, int):
        weight += value.bit_length() // 3
    elif not isinstance(value, Undefined | float) and value is not None:
        raise refusal(value)
    if weight >= MAX_WEIGHT:
        raise OverflowError(f"the value has more than {MAX_WEIGHT:,} characters")
    return weight + 8


def refusal(value: object) -> Unprintable:
    """What to raise for a value that is no data, such as a function."""
    return value.refusal() if isinstance(value, Method) else Unprintable(f"{described(value)} cannot be a value")


def described(value: object) -> str:
    """What a value that is no data is, for a message: "a function", "a Namespace"."""
    return f"a {type(value).__name__}"


class Method:
    """A method of a value between its name and its call. It hides the function, whose text would be an address."""

    __slots__ = ("function", "name")

    def __init__(self, name: str, function: object) -> None:
        self.name, self.function = name, function

    def refusal(self) -> Unprintable:
        return Unprintable(f"`{self.name}` is a method, not a value: `{self.name}()` calls it")

    def __str__(self) -> str:
        raise self.refusal()

    __repr__ = __str__
