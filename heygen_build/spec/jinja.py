"""Reading and running templates, with the exact place of every part: Jinja itself only counts lines."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from jinja2 import Template, TemplateSyntaxError, meta, nodes
from jinja2.lexer import TokenStream
from jinja2.parser import Parser

from heygen_build.spec.meter import MAX_LENGTH
from heygen_build.spec.rewrite import rewritten
from heygen_build.spec.sandbox import GLOBALS, environment

_BEGIN = frozenset(("variable_begin", "block_begin"))
_END = frozenset(("variable_end", "block_end"))
_NEED_A_LOADER = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)

MAX_DEPTH = 64
"""Levels of a template's tree; a chain of operators or filters is a level each."""
_TOO_DEEP = "the template is nested too deeply"

Located: TypeAlias = tuple[int, str, str]
"""A token: its character offset, its kind and its text."""
Run: TypeAlias = Callable[[Mapping[str, object]], object]


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """A template that compiles. In its `tree`, `lineno` of every node is the character offset of its first token.

    `is_expression` says that the text is one expression and nothing else, and then `run` gives the expression's own
    value; otherwise a text. `tags` are the (start, end) of what stands between delimiters, without white space.
    """

    tree: nodes.Template
    is_expression: bool
    tags: tuple[tuple[int, int], ...]
    run: Run

    @property
    def names(self) -> frozenset[str]:
        """The variables that are read from outside; names of loops and of functions are not among them."""
        return frozenset(meta.find_undeclared_variables(self.tree)) - set(GLOBALS)


class SyntaxProblem(ValueError):
    """A text that is not a template; `start` and `end` are offsets of the wrong part, and the rest as in
    `TemplateProblem`."""

    def __init__(
        self, message: str, start: int, end: int, name: str | None = None, candidates: tuple[str, ...] = ()
    ) -> None:
        self.message, self.start, self.end, self.name, self.candidates = message, start, end, name, candidates
        super().__init__(message)


@lru_cache(maxsize=4096)
def parse(text: str) -> Parsed:
    """The tree of a template. Raises SyntaxProblem."""
    tokens: list[Located] = []
    try:
        for token in _located(text):
            tokens.append(token)  # one by one, because a failure must leave the tokens before it
        tree = _tree(tokens)
        _check_names(text, tree)
        rewritten(tree).set_environment(environment)
        expression = _only_expression(tree)
        run = _evaluator(expression) if expression is not None else _renderer(tree)
    except TemplateSyntaxError as error:
        raise _problem(text, tokens, error) from None
    except (RecursionError, MemoryError, SyntaxError):
        # Raised by Jinja's parser, and by Python's for what Jinja makes of deep blocks.
        raise SyntaxProblem(_TOO_DEEP, 0, len(text.rstrip())) from None
    return Parsed(tree, expression is not None, tuple(_tags(tokens)), run)


def _located(text: str) -> Iterator[Located]:
    """Jinja's tokens with offsets in the place of line numbers. Only white space can be missing between two tokens."""
    position = 0
    for _, kind, value in environment.lexer.tokeniter(text, None):
        start, position = _found(text, value, position)
        yield start, kind, value


def _found(text: str, value: str, position: int) -> tuple[int, int]:
    """Start and end of a token's value. Jinja writes every line break as a line feed; the text may have others."""
    if "\n" not in value:
        start = max(text.find(value, position), position)
        return start, start + len(value)
    written = re.compile(r"(?:\r\n|\r|\n)".join(re.escape(line) for line in value.split("\n")))
    match = written.match(text, position) if value.isspace() else written.search(text, position)
    return match.span() if match else (position, position)


def _tree(tokens: list[Located]) -> nodes.Template:
    parser = Parser(environment, "")
    parser.stream = TokenStream(environment.lexer.wrap(iter(tokens)), None, None)
    tree = parser.parse()
    _refuse_depth(tree)
    tree.set_environment(environment)
    forbidden = next(iter(tree.find_all(_NEED_A_LOADER)), None)
    if forbidden is not None:
        name = "import" if isinstance(forbidden, nodes.FromImport) else type(forbidden).__name__.lower()
        raise TemplateSyntaxError(f"`{name}` is not available in values", forbidden.lineno)
    return tree


def _refuse_depth(tree: nodes.Template) -> None:
    """Everything that walks a tree recurses, here and in Jinja, and takes several calls for each level."""
    level: list[nodes.Node] = [tree]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in node.iter_child_nodes()]
        if not level:
            return
    raise RecursionError


def _check_names(text: str, tree: nodes.Template) -> None:
    """Filters and tests are known now; the parser lets unknown ones through."""
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        if isinstance(node, nodes.Filter | nodes.Test) and node.name not in known:
            kind = "filter" if isinstance(node, nodes.Filter) else "test"
            start = max(text.find(node.name.split(".")[0], node.lineno), node.lineno)
            raise SyntaxProblem(
                f"there is no {kind} `{node.name}`", start, start + len(node.name), node.name, _typed(known)
            )


def _typed(names: Iterable[str]) -> tuple[str, ...]:
    """The names that a template can use: guards have names of another kind."""
    return tuple(sorted(name for name in names if not name.startswith(" ")))


def _only_expression(tree: nodes.Template) -> nodes.Expr | None:
    """The expression of `{{ … }}` alone; one line feed behind it is the end of a block scalar and does not count."""
    if len(tree.body) != 1 or not isinstance(tree.body[0], nodes.Output):
        return None
    parts = list(tree.body[0].nodes)
    if len(parts) == 2 and isinstance(parts[1], nodes.TemplateData) and parts[1].data == "\n":
        parts.pop()
    return None if len(parts) != 1 or isinstance(parts[0], nodes.TemplateData) else parts[0]


def _tags(tokens: list[Located]) -> Iterator[tuple[int, int]]:
    inner: list[tuple[int, int]] = []
    for start, kind, value in tokens:
        if kind in _BEGIN:
            inner = []
        elif kind in _END and inner:
            yield inner[0][0], inner[-1][1]
        elif kind != "whitespace":
            inner.append((start, start + len(value)))


def _problem(text: str, tokens: list[Located], error: TemplateSyntaxError) -> SyntaxProblem:
    """The scanner fails behind the last token it gave; everybody else gives the offset of a token as the line."""
    message = _in_words(error.message or "the template is not complete")
    begins = [start for start, kind, _ in tokens if kind.endswith("_begin")]
    read = tokens[-1][0] + len(tokens[-1][2]) if tokens else 0
    if message.startswith(("unexpected end", "missing end", "the block")) and begins:
        return SyntaxProblem(message, begins[-1], len(text.rstrip()))
    if read < len(text.rstrip()):
        start = read + len(text[read:]) - len(text[read:].lstrip())
        return SyntaxProblem(message.split(" at ")[0], start, min(start + 1, len(text)))
    end = next((start + len(value) for start, _, value in tokens if start == error.lineno and value), len(text))
    return SyntaxProblem(message, min(error.lineno, len(text)), end)


def _in_words(message: str) -> str:
    """Jinja's message with the delimiters that people type in the place of the names of tokens."""
    for name, typed in (("end of print statement", "}}"), ("end of statement block", "%}"), ("token ", "")):
        message = message.replace(name, typed)
    open_block = re.search(r"The innermost block that needs to be closed is '(\w+)'", message)
    if open_block:
        return f"the block is not closed: `{{% end{open_block[1]} %}}` is missing"
    message = message.replace("'", "`").rstrip(".")
    return message[:1].lower() + message[1:]


def evaluate(expression: nodes.Expr, variables: Mapping[str, object]) -> object:
    """The native value of one expression of a parsed tree; undefined values come back as Undefined."""
    return _evaluator(expression)(variables)


def _compiled(tree: nodes.Template) -> Template:
    """Python warns about what it compiles, such as `5[0]`, and would tell the user about code nobody wrote."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        return environment.from_string(tree)


def _evaluator(expression: nodes.Expr) -> Run:
    """As `Environment.compile_expression` does it, but from a tree."""
    body = nodes.Assign(nodes.Name("result", "store", lineno=1), expression, lineno=1)
    tree = nodes.Template([body], lineno=1)
    tree.set_environment(environment)
    template = _compiled(tree)

    def run(variables: Mapping[str, object]) -> object:
        context = template.new_context(dict(variables))
        for _ in template.root_render_func(context):
            pass
        return context.vars["result"]

    return run


def _renderer(tree: nodes.Template) -> Run:
    template = _compiled(tree)

    def run(variables: Mapping[str, object]) -> object:
        parts, length = [], 0
        for part in template.root_render_func(template.new_context(dict(variables))):
            length += len(part)
            if length > MAX_LENGTH:
                raise OverflowError(f"the text is longer than {MAX_LENGTH:,} characters")
            parts.append(part)
        return "".join(parts)

    return run
