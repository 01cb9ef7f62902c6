"""Where in a template a filter or a test failed: Jinja only tells that something did."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import nodes

from heygen_build.spec import jinja
from heygen_build.spec.filters.problem import FilterFailed


def place_of_failure(
    tree: nodes.Template, text: str, failed: FilterFailed, variables: Mapping[str, object]
) -> tuple[int, int] | None:
    """Start and end of the call of a filter or test that failed: each call of its name is tried alone, in order."""
    calls = [call for call in tree.find_all((nodes.Filter, nodes.Test)) if _name_of(call) == failed.name]
    calls.sort(key=lambda call: call.lineno)
    guilty = (call for call in calls if len(calls) == 1 or _fails(call, failed, variables))
    call = next(guilty, None)
    if call is None:
        return None
    start = max(text.find(failed.name, call.lineno), call.lineno)
    return start, _end_of_call(text, start + len(failed.name))


def _name_of(call: nodes.Node) -> str | None:
    return call.name if isinstance(call, nodes.Filter | nodes.Test) else None


def _fails(call: nodes.Node, failed: FilterFailed, variables: Mapping[str, object]) -> bool:
    assert isinstance(call, nodes.Expr)
    try:
        jinja.evaluate(call, variables)
    except FilterFailed as again:
        return str(again) == str(failed)
    except Exception:  # noqa: BLE001  (outside of its loop this part may fail in any way, and says nothing then)
        return False
    return False


def _end_of_call(text: str, position: int) -> int:
    """Behind the closing bracket of the arguments, or where it was where there are none."""
    depth, quote = 0, ""
    for index in range(position, len(text)):
        char = text[index]
        if quote:
            quote = "" if char == quote and text[index - 1] != "\\" else quote
        elif char in "'\"" and depth:
            quote = char
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth <= 0:
                return index + 1 if depth == 0 else position
        elif not depth and not char.isspace():
            return position
    return position
