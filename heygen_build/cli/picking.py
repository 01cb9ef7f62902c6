"""Which rows of a list are meant: by filters, by words, by a name or an id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.diagnostics.suggest import did_you_mean

Item = TypeVar("Item")


def searched(items: Sequence[Item], words: Sequence[str], said: Callable[[Item], str]) -> list[Item]:
    """Those of which all words are said, in any case of letters."""
    wanted = [word.casefold() for text in words for word in text.split()]
    return [item for item in items if all(word in said(item).casefold() for word in wanted)]


def named(
    items: Sequence[Item], words: Sequence[str], key: Callable[[Item], tuple[str, str]], *, what: str, code: str
) -> list[Item]:
    """Those whose id or name the words are, for `show`. `key` gives (id, name). Raises BuildError for none."""
    name = " ".join(words)
    if not name:
        raise BuildError([Diagnostic(code, f"`show` needs the name or the id of a {what}")])
    tests: tuple[Callable[[Item], bool], ...] = (
        lambda item: key(item)[0] == name,
        lambda item: key(item)[1] == name,
        lambda item: key(item)[1].casefold() == name.casefold(),
    )
    for matches in tests:
        found = [item for item in items if matches(item)]
        if found:
            return found
    near = did_you_mean(name, sorted({key(item)[1] for item in items}))
    hint = f"did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else "`list` shows them all"
    raise BuildError([Diagnostic(code, f"there is no {what} called `{name}`", hint=hint)])
