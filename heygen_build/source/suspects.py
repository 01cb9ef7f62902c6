"""The common mistakes behind a syntax error, each recognized by a small function: the first that fits is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.diagnostics.lines import line_starts, line_text, position_at
from heygen_build.source import mistakes
from heygen_build.source.failure import Failure, indentation, needs_quotes, quoted

Suspect: TypeAlias = Callable[[Failure], Diagnostic | None]

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$|^={7}$", re.MULTILINE)
_UNQUOTED = re.compile(r"(?:^\s*|:\s+|-\s+|[\[,{]\s*)(\{[{%#].*)")
_NO_SPACE = re.compile(r"(\s*(?:- +)*)([A-Za-z_][\w-]*)(\s*[:=]\s*)([^\s/:].*)")
_BLOCK_KEY = re.compile(r"\s*(?:- +)*([\"']?[\w.-]+[\"']?):(?:\s|$)")
_TIGHT_DASH = re.compile(r"\s*(-[A-Za-z_][\w-]*:(?:\s.*)?)$")
_SPECIAL = re.compile(r"[@`%*&!|>?]")
_FLOW = re.compile(r"[\[\]{},]")
_NOT_HERE = "mapping values are not allowed in this context"
_NO_COLON = "could not find expected ':'"
_NOT_A_KEY = ("did not find expected key", "did not find expected <document start>")
_NO_COMMA = ("did not find expected ',' or ']'", "did not find expected ',' or '}'")
_ESCAPES = (
    "found unknown escape character",
    "did not find expected hexdecimal number",
    "found invalid Unicode character escape code",
)


def suspect(failure: Failure) -> Diagnostic | None:
    """The mistake that a person probably made, or None where libyaml's own words have to do."""
    return next((found for check in _SUSPECTS if (found := check(failure)) is not None), None)


def _conflict(failure: Failure) -> Diagnostic | None:
    match = _CONFLICT.search(failure.file.text)
    if match is None:
        return None
    hint = "decide which lines to keep, and delete the three marker lines"
    label = Label(failure.at(match.start(), match.end()))
    return Diagnostic("HB0128", "a merge conflict of git is left in the file", (label,), hint=hint)


def _tab(failure: Failure) -> Diagnostic | None:
    """The tab in the indentation of the line where parsing failed."""
    text = failure.text
    column = text[: len(text) - len(text.lstrip())].find("\t")
    if column < 0:
        return None
    tabs = re.compile("\t+").match(text, column)
    span = failure.at(failure.start + column, failure.start + (tabs.end() if tabs else column + 1))
    hint = "indent with spaces, two for each level"
    return Diagnostic("HB0111", "YAML does not allow tabs in the indentation", (Label(span),), hint=hint)


def _template(failure: Failure) -> Diagnostic | None:
    """The nearest value above that starts with a template and has no quotes."""
    lowest = max(min(failure.first, failure.line), failure.line - 20)
    starts = line_starts(failure.file)
    for line in range(failure.line, max(lowest - 4, -1), -1):
        match = _UNQUOTED.search(line_text(failure.file, line))
        # Behind `{#` YAML sees a comment, and fails only where the next line does not go on with the mapping.
        if match and (line >= lowest or match[1].startswith("{#")):
            return mistakes.unquoted_template(failure.file, starts[line] + match.start(1))
    return None


def _template_in_flow(failure: Failure) -> Diagnostic | None:
    """A template behind text inside of brackets, where `{` ends the text."""
    rest = failure.file.text[failure.offset : failure.offset + 2]
    if failure.problem not in _NO_COMMA or rest not in ("{{", "{%"):
        return None
    opened = max(failure.text.rfind(mark, 0, failure.offset - failure.start) for mark in ("[", "{", ",", ": "))
    start = failure.start + opened + 1
    start += len(failure.file.text[start:]) - len(failure.file.text[start:].lstrip(" "))
    return mistakes.unquoted_template(failure.file, start)


def _escape(failure: Failure) -> Diagnostic | None:
    if failure.problem not in _ESCAPES:
        return None
    value = failure.value()
    text = failure.written(value) if value else ""
    if re.match(r'"[A-Za-z]:\\', text) and value is not None:
        return mistakes.windows_path(value, text)
    hint = "write `\\\\` for a backslash, or use single quotes"
    words = {
        "found unknown escape character": "this escape is unknown in double quotes",
        "did not find expected hexdecimal number": "this escape needs hexadecimal digits",
    }.get(failure.problem, "this escape is not a character")
    end = min(failure.offset + 1, len(failure.file.text))
    start = failure.file.text.rfind("\\", 0, end)
    return Diagnostic("HB0127", words, (Label(failure.at(max(start, 0), end)),), hint=hint)


def _unclosed_quote(failure: Failure) -> Diagnostic | None:
    if failure.problem not in ("found unexpected end of stream", "found unexpected document indicator"):
        return None
    start = position_at(failure.file, failure.quote if failure.quote is not None else failure.offset).offset
    label = Label(failure.at(start, start + 1), "opened here")
    return Diagnostic("HB0125", "this quote is never closed", (label,), hint=_apostrophe(failure, start))


def _apostrophe(failure: Failure, start: int) -> str:
    if failure.file.text[start : start + 1] == "'":
        return "close the quote; inside single quotes an apostrophe is doubled: 'it''s'"
    return 'close the quote; inside double quotes a quote is written as `\\"`'


def _text_after_quote(failure: Failure) -> Diagnostic | None:
    if failure.problem not in (*_NOT_A_KEY, *_NO_COMMA) or not failure.before.endswith(("'", '"')):
        return None
    here = Label(failure.at(failure.offset, failure.offset + 1))
    opened = position_at(failure.file, failure.quote) if failure.quote is not None else None
    if opened is not None and opened.line < failure.line:
        labels = (here, Label(failure.at(opened.offset, opened.offset + 1), "the quoted text starts here"))
        message = "text follows a quote that closes a text of several lines"
        return Diagnostic("HB0125", message, labels, hint="the text that starts above probably lacks its closing quote")
    value = failure.value()
    if value is None or failure.problem in _NO_COMMA:
        hint = "put the whole value in quotes, or none of it; separate two values by `,`"
    else:
        hint = f"put the whole value in quotes: {quoted(_without_quotes(failure.written(value)))}"
    return Diagnostic("HB0125", "text follows a closed quote", (here,), hint=hint)


def _without_quotes(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] else text


def _text_after_bracket(failure: Failure) -> Diagnostic | None:
    value = failure.value()
    if failure.problem not in _NOT_A_KEY or value is None or not failure.before.endswith(("]", "}")):
        return None
    text = failure.written(value)
    if not text.startswith(("[", "{")):
        return None
    return needs_quotes("text follows a closed bracket", value, text)


def _no_space(failure: Failure) -> Diagnostic | None:
    """`key:value` and `key = value`, on this line or on the one that a missing key was attached to."""
    if failure.problem not in (_NOT_HERE, _NO_COLON, *_NOT_A_KEY):
        return None
    lines = [(failure.line, failure.text)] if failure.problem == _NO_COLON else []
    for number, text in (*lines, *list(failure.lines_above())[:1]):
        match = _NO_SPACE.fullmatch(text.rstrip())
        if match and ": " not in match[3] and ": " not in match[4] and not match[3].startswith(": "):
            return _needs_space(failure, line_starts(failure.file)[number], match)
    return None


def _needs_space(failure: Failure, start: int, match: re.Match[str]) -> Diagnostic:
    sign = match[3].strip()
    span = failure.at(start + match.start(2), start + match.end(4))
    odd = "\xa0" in match[3] + match[4][:1]
    if sign == "=":
        message = "a key is followed by `:`, not by `=`"
    else:
        message = "a no-break space follows this `:`" if odd else "a space is missing after this `:`"
    value = match[4].strip("\xa0 ")
    return Diagnostic("HB0124", message, (Label(span),), hint=f"write `{match[2]}: {value}`")


def _colon_in_value(failure: Failure) -> Diagnostic | None:
    value = failure.value()
    if failure.problem != _NOT_HERE or value is None or failure.offset <= value.start.offset:
        return None
    text = failure.written(value)
    notes = ("only straight quotes count in YAML",) if re.search("[“”„‘’]", text) else ()
    return needs_quotes("a value that holds `: ` needs quotes", value, text, *notes)


def _indented_below_value(failure: Failure) -> Diagnostic | None:
    """A key that is indented more than the one above, which has a value already."""
    key = _BLOCK_KEY.match(failure.text)
    above = next(failure.lines_above(), None)
    if failure.problem != _NOT_HERE or key is None or above is None:
        return None
    upper = _BLOCK_KEY.match(above[1])
    if upper is None or upper.start(1) >= key.start(1):
        return None
    other = line_starts(failure.file)[above[0]]
    labels = (
        Label(failure.at(failure.start + key.start(1), failure.start + key.end(1))),
        Label(failure.at(other + upper.start(1), other + upper.end(1)), "this key has a value already"),
    )
    message = f"this key is indented more than `{upper[1]}` above"
    return Diagnostic("HB0126", message, labels, hint=_indent_by(upper.start(1), upper[1]))


def _fits_nothing(failure: Failure) -> Diagnostic | None:
    """A line whose indentation is that of no line above it."""
    column = failure.offset - failure.start
    if failure.problem not in (*_NOT_A_KEY, "did not find expected '-' indicator", _NO_COLON):
        return None
    if column != indentation(failure.text) or column == 0:
        return None
    levels = _levels(failure)
    if column in [level for level, _ in levels] or not levels:
        return None
    near = sorted(levels, key=lambda level: abs(level[0] - column))[:2]
    hint = ", or ".join(_indent_by(*level) for level in near)
    label = Label(failure.at(failure.offset, failure.offset + max(1, len(failure.text.strip()))))
    message = f"this line is indented by {_spaces(column)}, which fits nothing above"
    return Diagnostic("HB0126", message, (label,), hint=hint)


def _levels(failure: Failure) -> list[tuple[int, str]]:
    """The open blocks above the failure: their columns and what begins them, innermost first."""
    levels: list[tuple[int, str]] = []
    for _, text in failure.lines_above():
        column = indentation(text)
        if not levels or column < min(level for level, _ in levels):
            key = _BLOCK_KEY.match(text)
            dash = text.lstrip().startswith("- ")
            if key and dash:
                levels.append((key.start(1), key[1]))
            levels.append((column, "-" if dash else key[1] if key else text.strip()[:20]))
        if column == 0:
            break
    return levels


def _indent_by(column: int, name: str) -> str:
    return f"indent it by {_spaces(column)} to go on with `{name}`"


def _spaces(count: int) -> str:
    return "no space" if count == 0 else "one space" if count == 1 else f"{count} spaces"


def _special_start(failure: Failure) -> Diagnostic | None:
    """A value that starts with a character that means something in YAML."""
    value = failure.value()
    if value is None or not value.start.offset <= failure.offset <= value.end.offset:
        return None
    text = failure.written(value)
    if not _SPECIAL.match(text) or failure.problem in _NO_COMMA:
        return None
    note = ("the text of a block begins on the next line, indented",) if text[0] in "|>" else ()
    shown = "a backtick" if text[0] == "`" else f"`{text[0]}`"
    return needs_quotes(f"a value that starts with {shown} needs quotes", value, text, *note)


def _no_value(failure: Failure) -> Diagnostic | None:
    """A word on a line of its own between keys."""
    if failure.problem != _NO_COLON or _FLOW.search(failure.text):
        return None
    lines = [(failure.line, failure.text), *list(failure.lines_above())[:1]]
    number, text = next(((n, t) for n, t in lines if not _BLOCK_KEY.match(t)), (-1, ""))
    if number < 0 or not text.strip():
        return None
    start = line_starts(failure.file)[number] + indentation(text)
    label = Label(failure.at(start, start + len(text.strip())))
    hint = "write `key: value`; text of several lines is indented under a key that ends in `|`"
    return Diagnostic("HB0110", "the file is not well-formed YAML: this line has no `:`", (label,), hint=hint)


def _dash_without_space(failure: Failure) -> Diagnostic | None:
    """`-id: end` in a list: YAML reads the dash as a part of the word."""
    match = _TIGHT_DASH.match(failure.text)
    if match is None or failure.problem not in (*_NOT_A_KEY, "did not find expected '-' indicator"):
        return None
    start = failure.start + match.start(1)
    label = Label(failure.at(start, start + len(match[1].rstrip())))
    hint = f"write `- {match[1].rstrip()[1:]}`"
    return Diagnostic("HB0124", "a space is missing after this `-`", (label,), hint=hint)


def _key_beside_dash(failure: Failure) -> Diagnostic | None:
    """A key of an item that stands below the dash instead of below the first key."""
    key = _BLOCK_KEY.match(failure.text)
    above = [text for _, text in failure.lines_above()]
    column = indentation(failure.text)
    item = next((text for text in above if indentation(text) <= column), "")
    if key is None or failure.problem != "did not find expected '-' indicator" or not item.lstrip().startswith("- "):
        return None
    inner = column + len(item.lstrip()) - len(item.lstrip()[1:].lstrip())
    label = Label(failure.at(failure.start + key.start(1), failure.start + key.end(1)))
    message = f"`{key[1]}` stands below the dash, and not inside the item"
    return Diagnostic("HB0126", message, (label,), hint=_indent_by(inner, item.strip()[2:].partition(":")[0]))


_SUSPECTS: tuple[Suspect, ...] = (
    _conflict,
    _tab,
    _dash_without_space,
    _key_beside_dash,
    _template,
    _template_in_flow,
    _escape,
    _unclosed_quote,
    _text_after_quote,
    _text_after_bracket,
    _no_space,
    _colon_in_value,
    _indented_below_value,
    _fits_nothing,
    _special_start,
    _no_value,
)
