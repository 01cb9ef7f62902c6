"""A template inside a value: compiled when the project is read, rendered when its variables are known."""

from __future__ import annotations

import re
from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from functools import cached_property
from typing import Generic, TypeAlias, TypeVar

from jinja2 import Undefined, UndefinedError, nodes
from pydantic import TypeAdapter

from heygen_build.spec import failures, jinja, lookups
from heygen_build.spec.filters.problem import BadArgument, FilterFailed
from heygen_build.spec.meter import Unprintable, metered, refusal, weigh

T = TypeVar("T")


class TemplateProblem(ValueError):
    """A template that cannot be read or rendered.

    `start` and `end` are character offsets of the wrong part in the template's text. Where a name is unknown, `name`
    is that name and `candidates` are the names that exist in its place, sorted.
    """

    def __init__(
        self, message: str, start: int, end: int, name: str | None = None, candidates: tuple[str, ...] = ()
    ) -> None:
        self.message, self.start, self.end, self.name, self.candidates = message, start, end, name, candidates
        super().__init__(message)


class Target(Generic[T]):
    """The type that a template must give, with its validator built when first needed."""

    def __init__(self, form: object) -> None:
        self._form = form

    @cached_property
    def adapter(self) -> TypeAdapter[T]:
        return TypeAdapter(self._form)  # type: ignore[arg-type]  # the form of T, as pydantic found it in a field


class Template(Generic[T]):
    """A text with Jinja in it that compiles; `text` as written. Two templates are equal when their texts are."""

    __slots__ = ("_parsed", "_target", "text")

    def __init__(self, text: str, target: Target[T]) -> None:
        """Raises TemplateProblem where the text is not a template."""
        self.text = text
        self._target = target
        try:
            self._parsed = lookups.simple(text) or jinja.parse(text)
        except jinja.SyntaxProblem as problem:
            place = (problem.start, problem.end)
            raise TemplateProblem(problem.message, *place, problem.name, problem.candidates) from None

    def __repr__(self) -> str:
        return f"Template({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Template) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def names(self) -> frozenset[str]:
        """The variables that are read from outside; names of loops and of functions are not among them."""
        return self._parsed.names

    @property
    def adapter(self) -> TypeAdapter[T]:
        """The validator of the type that this template must give, for `coerce`."""
        return self._target.adapter

    def render(self, variables: Mapping[str, object]) -> object:
        """The native value of a text that is one expression; otherwise a text. Raises TemplateProblem."""
        try:
            with metered():
                value = self._parsed.run(variables)
                weigh(value)
                return _plain(value)
        except _UndefinedFound as found:
            raise self._undefined(found.value, variables) from None
        except UndefinedError as error:
            raise self._undefined_error(error, variables) from None
        except FilterFailed as failed:
            place = failures.place_of_failure(self._parsed.tree, self.text, failed, variables)
            raise TemplateProblem(_reason(failed.reason), *(place or self._tag_of(failed))) from None
        except Exception as error:  # noqa: BLE001  (filters and operators may raise anything; all of it is a message)
            tag = self._tag_that_fails(error, variables)
            raise TemplateProblem(_reason(error), *(tag or self._tag_of(error))) from None

    def _tag_that_fails(self, error: Exception, variables: Mapping[str, object]) -> tuple[int, int] | None:
        """Jinja writes the tags of a text as one statement, so each is tried alone, in the order of the text."""
        for output in self._parsed.tree.find_all(nodes.Output):
            for node in output.nodes:
                if not isinstance(node, nodes.TemplateData) and _fails_alike(node, error, variables):
                    return next((tag for tag in self._parsed.tags if tag[0] <= node.lineno <= tag[1]), None)
        return None

    def _undefined(self, value: Undefined, variables: Mapping[str, object]) -> TemplateProblem:
        name = value._undefined_name
        return self._unknown(name if isinstance(name, str) else None, variables)

    def _undefined_error(self, error: UndefinedError, variables: Mapping[str, object]) -> TemplateProblem:
        match = re.search(r"^(?:.* has no attribute )?'([^']*)'(?: is undefined)?$", error.message or "")
        return self._unknown(match[1] if match else None, variables, self._tag_of(error))

    def _unknown(
        self, name: str | None, variables: Mapping[str, object], tag: tuple[int, int] | None = None
    ) -> TemplateProblem:
        """Finds the node that is undefined: each candidate is evaluated alone, in the order of the text."""
        suspects = [node for node in _lookups(self._parsed.tree) if name is None or _looked_up(node) == name]
        guilty = (node for node in suspects if isinstance(_alone(node, variables), Undefined))
        node = next(guilty, suspects[0] if suspects and name is not None else None)
        if node is not None:
            return self._unknown_at(node, variables)
        message = f"an item here has no `{name}`" if name else "the expression has no value: is an `else` missing?"
        return TemplateProblem(message, *(tag or self._whole()), name)

    def _unknown_at(self, node: Lookup, variables: Mapping[str, object]) -> TemplateProblem:
        name = str(_looked_up(node))
        start, end = _place(node, self.text, name)
        if isinstance(node, nodes.Name):
            return TemplateProblem(f"there is no variable `{name}`", start, end, name, tuple(sorted(variables)))
        owner = _alone(node.node, variables)
        keys = tuple(sorted(str(key) for key in owner)) if isinstance(owner, Mapping) else ()
        what = re.sub(r"(?:\.|\[\s*['\"]?)\s*$", "", self.text[_first(node.node) : start]).strip() or "the value"
        if isinstance(owner, str | int | float):
            return TemplateProblem(f"{_called(what, owner)}, and has no `{name}`", start, end)
        return TemplateProblem(f"`{what}` has no `{name}`", start, end, name, keys)

    def _tag_of(self, error: BaseException) -> tuple[int, int]:
        """The tag in which rendering failed: Jinja reports the line, which here is an offset."""
        trace, offset = error.__traceback__, None
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == "<template>":
                offset = trace.tb_lineno
            trace = trace.tb_next
        inside = [tag for tag in self._parsed.tags if offset is not None and tag[0] <= offset <= tag[1]]
        return inside[0] if inside else self._whole()

    def _whole(self) -> tuple[int, int]:
        tags = self._parsed.tags
        return tags[0] if len(tags) == 1 else (0, len(self.text))


def _called(what: str, owner: object) -> str:
    """A part of a template with its value: "`product` is the text `Aurora`"."""
    text = str(owner).lower() if isinstance(owner, bool) else str(owner)
    kind = "text" if isinstance(owner, str) else "boolean" if isinstance(owner, bool) else "number"
    return f"`{what}` is the {kind} `{text if len(text) <= 40 else text[:39] + '…'}`"


Lookup: TypeAlias = nodes.Name | nodes.Getattr | nodes.Getitem


def _alone(node: nodes.Expr, variables: Mapping[str, object]) -> object:
    """The value of a part of a template by itself, or None where it has none outside of its loop."""
    try:
        return jinja.evaluate(node, variables)
    except Exception:  # noqa: BLE001  (any failure means the same: nothing is known about this part)
        return None


def _lookups(tree: nodes.Template) -> Iterator[Lookup]:
    found: list[Lookup] = []
    for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Getitem)):
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem) and node.ctx == "load":
            found.append(node)
    yield from sorted(found, key=lambda node: node.lineno)


def _looked_up(node: Lookup) -> object:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.arg.value if isinstance(node.arg, nodes.Const) else None


def _first(node: nodes.Expr) -> int:
    """The offset at which an expression begins: an attribute's own token is the dot, behind its owner."""
    return min([node.lineno, *(part.lineno for part in node.find_all(nodes.Expr))])


def _place(node: Lookup, text: str, name: str) -> tuple[int, int]:
    """A name begins where its node does; an attribute is found behind the dot or bracket at which its node begins."""
    start = node.lineno
    if not isinstance(node, nodes.Name):
        start = max(text.find(name, start), start)
    return start, start + len(name)


class _UndefinedFound(Exception):
    def __init__(self, value: Undefined) -> None:
        self.value = value


def _plain(value: object) -> object:
    """A value as YAML could hold it. Results of `map`, `select` and the like become lists; nothing may be undefined."""
    if isinstance(value, Undefined):
        raise _UndefinedFound(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | range | KeysView | ValuesView | ItemsView):
        return [_plain(item) for item in value]
    raise refusal(value)


def _fails_alike(node: nodes.Expr, error: Exception, variables: Mapping[str, object]) -> bool:
    try:
        jinja.evaluate(node, variables)
    except Exception as again:  # noqa: BLE001  (compared with the failure that is looked for, whatever it was)
        return type(again) is type(error) and str(again) == str(error)
    return False


_OPERANDS = re.compile(r"unsupported operand type\(s\) for (\S+?): '(\w+)' and '(\w+)'")
_CONCATENATED = re.compile(r'can only concatenate (\w+) \(not "(\w+)"\) to \w+')
_KINDS = {"int": "a number", "float": "a number", "str": "a text", "list": "a list", "dict": "a mapping"}


def _mismatch(error: TypeError) -> str | None:
    """An operator between values that do not go together, in the words of the language."""
    if found := _CONCATENATED.fullmatch(str(error)):
        sign, left, right = "+", found[1], found[2]
    elif found := _OPERANDS.fullmatch(str(error)):
        sign, left, right = found[1], found[2], found[3]
    else:
        return None
    told = f"{_KINDS.get(left, 'a value')} and {_KINDS.get(right, 'a value')} do not go together with `{sign}`"
    return f"{told}; `~` joins values as text" if sign == "+" and "str" in (left, right) else told


def _reason(error: Exception) -> str:
    if isinstance(error, TypeError) and (mismatch := _mismatch(error)):
        return mismatch
    if isinstance(error, ZeroDivisionError):
        return "the expression divides by zero"
    if isinstance(error, Unprintable | BadArgument | OverflowError) and str(error):
        return str(error)
    if isinstance(error, RecursionError):
        return "the expression is nested too deeply"
    return f"the template fails: {error}" if str(error) else f"the template fails: {type(error).__name__}"
