"""The diagnostics of the composer: one small function for each mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Dict

from heygen_build.diagnostics import Diagnostic, Label, SourceFile, Span
from heygen_build.diagnostics.lines import line_text, position_at, span_between
from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.source.model import Mapping, Node, Scalar
from heygen_build.source.read import PROJECT

_COMMENT = re.compile(r"\s+#.*$|\s+$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def unreadable(file: SourceFile, reason: str) -> Diagnostic:
    return Diagnostic("HB0110", f"the file is not well-formed YAML: {reason}", path=file.path)


def second_document(span: Span) -> Diagnostic:
    message = "the file holds more than one YAML document"
    return Diagnostic("HB0120", message, (Label(span, "the second one starts here"),), hint="one file is one project")


def not_a_list(file: SourceFile, root: Node | None) -> Diagnostic:
    start = root.span.start.offset if root is not None else 0
    label = Label(span_between(file, start, start + 1))
    return Diagnostic(
        "HB0141",
        "the file must hold a list of rows",
        (label,),
        expected="one line such as `- {id: c17, name: Ada}` for each row",
    )


def not_a_mapping(file: SourceFile, root: Node | None) -> Diagnostic:
    expected = "a mapping such as `heygen_build: 1`, one `key: value` on each line"
    if root is None or (isinstance(root, Scalar) and root.value is None):
        return Diagnostic("HB0104", "the file is empty but for comments", path=file.path, hint=PROJECT.if_empty)
    kind = "a list" if not isinstance(root, Scalar) else "a single value"
    first = span_between(file, root.span.start.offset, _end_of_line(file, root.span))
    return Diagnostic("HB0121", f"the file holds {kind}, not a project", (Label(first),), expected=expected)


def _end_of_line(file: SourceFile, span: Span) -> int:
    start = span.start
    return min(span.end.offset, start.offset - start.column + len(line_text(file, start.line)))


def bad_scalar(span: Span, message: str) -> Diagnostic:
    return Diagnostic("HB0122", message, (Label(span),), hint="put it in quotes if it is meant as text")


def unknown_tag(span: Span, tag: str) -> Diagnostic:
    name = tag.replace("tag:yaml.org,2002:", "!!")
    hint = "remove the tag; a value that starts with `!` needs quotes"
    return Diagnostic("HB0115", f"the tag `{name}` means nothing here", (Label(span),), hint=hint)


def unknown_alias(span: Span, name: str, anchors: Iterable[str]) -> Diagnostic:
    hint = did_you_mean_text(name, anchors) or "a value that starts with `*` needs quotes"
    message = f"there is no anchor `&{name}` above this alias"
    return Diagnostic("HB0116", message, (Label(span),), hint=hint)


def cyclic_alias(span: Span, name: str) -> Diagnostic:
    message = f"the alias `*{name}` stands inside its own anchor"
    return Diagnostic("HB0116", message, (Label(span),), hint="write the value out")


def alias_bomb(span: Span, limit: int) -> Diagnostic:
    message = f"the aliases of this file expand to more than {limit:,} values"
    return Diagnostic("HB0117", message, (Label(span, "passed here"),), hint="write fewer aliases to aliases")


def too_deep(span: Span, limit: int) -> Diagnostic:
    message = f"values are nested more than {limit} levels deep"
    return Diagnostic("HB0119", message, (Label(span),), hint="check for brackets that were not closed")


def unquoted_template(file: SourceFile, offset: int) -> Diagnostic:
    """`offset` is where the value starts; it goes to the end of its line, or of its part of a list or mapping."""
    place = position_at(file, offset)
    line = line_text(file, place.line)
    is_flow = _is_open(line[: place.column])
    value = _flow_value(line[place.column :]) if is_flow else _line_value(line[place.column :])
    if not is_flow and not line[: place.column].strip(" -"):
        outside = _outside_of_values(file, offset, value)
        if outside is not None:
            return outside
    label = Label(span_between(file, offset, offset + len(value)))
    hint = f"put the value in quotes: {_quoted(value)}"
    if value.count("{{") > value.count("}}"):
        hint = 'put the value in quotes, from its first brace to its last: "{{ … }}"'
    if value.startswith("{"):
        return Diagnostic("HB0112", "a value that starts with a template needs quotes", (label,), hint=hint)
    return Diagnostic("HB0112", "inside brackets a value with a template needs quotes", (label,), hint=hint)


def _outside_of_values(file: SourceFile, offset: int, value: str) -> Diagnostic | None:
    """Templates in the place of keys and around lines, as other tools have them."""
    if re.fullmatch(r"\{%.*%\}", value):
        label = Label(span_between(file, offset, offset + len(value)))
        hint = "repeat scenes with `for_each`, leave them out with `when`, and make many films with `matrix`"
        return Diagnostic("HB0129", "a template stands around lines, not inside a value", (label,), hint=hint)
    key = re.match(r"\{\{.*?\}\}[^:]*(?=:(?:\s|$))", value)
    if key is None:
        return None
    label = Label(span_between(file, offset, offset + len(key[0])))
    hint = "keys are fixed; a list or mapping under `variables` can hold names that vary"
    return Diagnostic("HB0129", "a template cannot be a key", (label,), hint=hint)


def _is_open(before: str) -> bool:
    """Whether a bracket is open before a value; brackets in quotes do not count."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", before)
    return bare.count("[") + bare.count("{") > bare.count("]") + bare.count("}")


def _line_value(rest: str) -> str:
    """The value without a comment behind it; a `#` inside of braces begins none."""
    value = _COMMENT.sub("", rest)
    return value if value.count("{") == value.count("}") else rest.rstrip()


def _flow_value(rest: str) -> str:
    """The value up to the comma or bracket that ends it; those inside of a template do not."""
    match = re.match(r"(?:\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|[^,\]}])*", rest)
    return (match[0] if match else rest).rstrip()


def _quoted(value: str) -> str:
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def is_windows_path(text: str) -> bool:
    """Whether a text in double quotes, quotes included, is the path of a file whose backslashes begin escapes.

    Only names without spaces and with a suffix: `"A:\\nYes."` is the line of a dialog.
    """
    return re.fullmatch(r'"[A-Za-z]:(?:\\[\w.-]+)+\.\w{2,5}"', text) is not None


def windows_path(span: Span, text: str) -> Diagnostic:
    """`text` with its quotes, as written."""
    path = text.strip('"')
    message = "a backslash begins an escape in double quotes, so this is no path"
    hint = f"use slashes (`{path.replace(chr(92), '/')}`) or single quotes"
    return Diagnostic("HB0127", message, (Label(span),), hint=hint)


def key_mistake(
    file: SourceFile, node: Node, earlier: Dict[str, Span], is_flow: bool, parent_start: int
) -> Diagnostic | None:
    """What is wrong with a node in the place of a key, or None for a good key."""
    if is_flow and isinstance(node, Mapping) and node.span.start.offset == parent_start + 1:
        return unquoted_template(file, parent_start)
    if not isinstance(node, Scalar) and file.text.startswith("{{", node.span.start.offset):
        return unquoted_template(file, node.span.start.offset)
    if not isinstance(node, Scalar):
        return Diagnostic("HB0114", "a list or mapping cannot be a key", (Label(node.span),), expected="a name")
    if node.value == "<<" and node.style == "plain":
        hint = "write the keys out, or put what scenes share under `defaults`"
        return Diagnostic("HB0118", "merge keys (`<<`) are not supported", (Label(node.span),), hint=hint)
    if not isinstance(node.value, str):
        return _not_text(node)
    if node.value in earlier:
        labels = (Label(node.span), Label(earlier[node.value], "first defined here"))
        return Diagnostic("HB0113", f"the key `{node.value}` is defined twice", labels, hint="keep one of them")
    if node.style == "plain" and (node.value != node.value.strip()):
        hint = "indent with normal spaces, which editors can show"
        return Diagnostic("HB0114", "this key begins or ends with a no-break space", (Label(node.span),), hint=hint)
    if _CONTROL.search(node.value):
        return Diagnostic("HB0114", "a key cannot hold control characters", (Label(node.span),), expected="a name")
    return None


def _not_text(node: Scalar) -> Diagnostic:
    if node.text == "":
        return Diagnostic("HB0114", "a key is missing before this `:`", (Label(node.span),), expected="a name")
    kind = "a boolean" if isinstance(node.value, bool) else "null" if node.value is None else "a number"
    message = f"the key `{node.text}` is {kind}, and keys must be text"
    return Diagnostic("HB0114", message, (Label(node.span),), hint=f'write it in quotes: "{node.text}"')
