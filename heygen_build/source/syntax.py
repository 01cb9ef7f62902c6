"""What libyaml says about broken YAML, in words a user understands; and where its marks have to be corrected."""

from __future__ import annotations

import re

import yaml

from heygen_build.diagnostics import Diagnostic, Label, SourceFile
from heygen_build.diagnostics.lines import position_at, span_between
from heygen_build.source import mistakes
from heygen_build.source.failure import Failure
from heygen_build.source.suspects import suspect

_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:[ \t]+|(?:[ \t]*(?:#.*)?(?:\r\n|\r|\n)[ \t]*)+|$))*")
_TRAILING = re.compile(r"\s*\Z")

# The messages of libyaml's scanner.c and parser.c that project files really meet, and what a user can do about them.
_WORDS: dict[str, tuple[str, str | None]] = {
    "mapping values are not allowed in this context": (
        "a `:` is not allowed here",
        "check the indentation, or put text that holds a `: ` in quotes",
    ),
    "could not find expected ':'": ("a `:` is missing after this key", "write `key: value`"),
    "did not find expected key": (
        "this line does not continue what stands above it",
        "align it with the keys of its block, and close every quote",
    ),
    "did not find expected '-' indicator": (
        "this line does not continue the list above it",
        "align every `-` of a list, and indent what belongs to an item",
    ),
    "did not find expected ',' or '}'": ("a `,` or `}` is missing here", "close the mapping with `}` where it ends"),
    "did not find expected ',' or ']'": ("a `,` or `]` is missing here", "close the list with `]` where it ends"),
    "found character that cannot start any token": (
        "a value cannot start with this character",
        "put the value in quotes",
    ),
    "block sequence entries are not allowed in this context": (
        "a list cannot start here",
        "begin the list on the next line, or write `[a, b]`",
    ),
    "did not find expected alphabetic or numeric character": (
        "this is not the name of an anchor or alias",
        "a value that starts with `*` or `&` needs quotes",
    ),
    "did not find expected <document start>": (
        "there is more text after the end of the document",
        "a project file is one mapping of `key: value` lines with the same indentation",
    ),
    "did not find expected node content": ("a value is missing here", None),
    "found duplicate %YAML directive": ("the `%YAML` directive stands here twice", None),
    "found incompatible YAML document": ("this version of YAML is not supported", "remove the `%YAML` line"),
    "did not find expected comment or line break": ("this cannot follow `|` or `>` on the same line", None),
    "found undefined tag handle": ("this tag is not defined", "values starting with `!` need quotes"),
}


# Only what helps: where a block mapping began (mostly in the first line) says nothing about the mistake.
_CONTEXTS = {
    "while scanning a quoted scalar": "the quoted text starts here",
    "while parsing a quoted scalar": "the quoted text starts here",
    "while parsing a flow sequence": "the list starts here",
    "while parsing a flow mapping": "the mapping starts here",
    "while scanning a simple key": "this key",
}


def properties_end(text: str, start: int, end: int) -> int:
    """Where a node begins behind its `&anchor` and `!tag`."""
    match = _PROPERTIES.match(text, start, end)
    return match.end() if match else start


def end_of_content(text: str, start: int, end: int) -> int:
    """The end of a block scalar without the white space behind it (libyaml's mark lies before the next thing)."""
    match = _TRAILING.search(text, start, end)
    return max(match.start(), start + 1) if match else end


def syntax_mistake(file: SourceFile, error: yaml.MarkedYAMLError, quote: int | None = None) -> Diagnostic:
    """The diagnostic for the one syntax error at which libyaml gave up.

    `quote` is the offset at which the last quoted text began, where the composer saw one.
    """
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Diagnostic("HB0110", f"the file is not well-formed YAML: {error.problem}", path=file.path)
    problem = error.problem or "syntax error"
    if "depth" in problem or "nesting" in problem:
        return mistakes.too_deep(span_between(file, mark.index, mark.index + 1), 64)
    context = error.context_mark
    if context is not None and "quoted scalar" in (error.context or ""):
        quote = context.index
    place = position_at(file, min(mark.index, len(file.text.rstrip())))
    first = context.line if context else mark.line
    failure = Failure(file, problem, place.offset, place.line, first, quote)
    return suspect(failure) or _in_words(failure, error)


def _in_words(failure: Failure, error: yaml.MarkedYAMLError) -> Diagnostic:
    words, hint = _WORDS.get(failure.problem, (failure.problem, None))
    labels = [Label(failure.at(failure.offset, failure.offset + 1))]
    context = error.context_mark
    if context is not None and context.index < failure.offset and error.context in _CONTEXTS:
        labels.append(Label(failure.at(context.index, context.index + 1), _CONTEXTS[error.context]))
    return Diagnostic("HB0110", f"the file is not well-formed YAML: {words}", tuple(labels), hint=hint)
