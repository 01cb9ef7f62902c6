"""JSON text as nodes with places: a strict reader (RFC 8259) that says in people's words what is wrong."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # public by its name, missing in the stubs

from heygen_build.diagnostics import SourceFile
from heygen_build.diagnostics.lines import span_between
from heygen_build.source.model import Entry, Mapping, Node, Scalar, Sequence

MAX_DEPTH = 64
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_]+")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_PYTHON = {"True": "true", "False": "false", "None": "null", "NaN": "null"}
_SURROGATE = re.compile("[\ud800-\udfff]")


class JsonMistake(ValueError):
    """What is wrong at a character offset of the text."""

    def __init__(self, message: str, offset: int, hint: str | None = None) -> None:
        self.offset, self.hint = offset, hint
        super().__init__(message)


def node_at(file: SourceFile, start: int) -> tuple[Node, int]:
    """The value that begins at `start`, and the offset of its end. Raises JsonMistake."""
    return _Reader(file).value(start, 1)


class _Reader:
    def __init__(self, file: SourceFile) -> None:
        self.file, self.text = file, file.text

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        char = self.text[at : at + 1]
        if depth > MAX_DEPTH:
            raise JsonMistake(f"values are nested more than {MAX_DEPTH} levels deep", at)
        if char == "{":
            return self._object(at, depth)
        if char == "[":
            return self._array(at, depth)
        if char == '"':
            return self._string(at)
        return self._word(at)

    def _object(self, start: int, depth: int) -> tuple[Node, int]:
        entries: dict[str, Entry] = {}
        at = self._skip(start + 1)
        while self.text[at : at + 1] != "}":
            key, after = self._key(at)
            if key.text in entries:
                raise JsonMistake(f"the name `{key.text}` stands twice in one object", at, "keep one of them")
            at = self._skip(after)
            if self.text[at : at + 1] != ":":
                raise JsonMistake("a `:` is missing behind the name", at)
            value, after = self.value(self._skip(at + 1), depth + 1)
            entries[key.text] = Entry(key, value)
            at = self._separator(self._skip(after), "}")
        return Mapping(tuple(entries.values()), span_between(self.file, start, at + 1)), at + 1

    def _array(self, start: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        at = self._skip(start + 1)
        while self.text[at : at + 1] != "]":
            item, after = self.value(at, depth + 1)
            items.append(item)
            at = self._separator(self._skip(after), "]")
        return Sequence(tuple(items), span_between(self.file, start, at + 1)), at + 1

    def _separator(self, at: int, closing: str) -> int:
        """The offset of the next part, or of the closing bracket."""
        char = self.text[at : at + 1]
        if char == closing:
            return at
        if char != ",":
            raise JsonMistake(f"a `,` or `{closing}` is missing here", min(at, len(self.text)))
        following = self._skip(at + 1)
        if self.text[following : following + 1] == closing:
            raise JsonMistake(f"a comma stands before the `{closing}`", at, "remove it")
        return following

    def _key(self, at: int) -> tuple[Scalar, int]:
        if self.text[at : at + 1] != '"':
            raise JsonMistake("a name in double quotes is missing here", at, 'write `"name": value`')
        return self._string(at)

    def _string(self, at: int) -> tuple[Scalar, int]:
        try:
            value, end = scanstring(self.text, at + 1, True)
        except json.JSONDecodeError as error:
            raise JsonMistake(_lower(error.msg), min(error.pos, len(self.text) - 1)) from None
        if _SURROGATE.search(value):
            raise JsonMistake("this text holds one half of a character", at, "escapes above \\uFFFF come in pairs")
        return Scalar(value, value, "double", span_between(self.file, at, end)), end

    def _word(self, at: int) -> tuple[Scalar, int]:
        number = _NUMBER.match(self.text, at)
        if number:
            return self._number(number)
        word = _WORD.match(self.text, at)
        name = word[0] if word else ""
        if name not in _WORDS:
            hint = f"write `{_PYTHON[name]}`" if name in _PYTHON else "text stands in double quotes"
            raise JsonMistake("a value is missing here" if not name else f"`{name}` is not a value", at, hint)
        end = at + len(name)
        return Scalar(_WORDS[name], name, "plain", span_between(self.file, at, end)), end

    def _number(self, found: re.Match[str]) -> tuple[Scalar, int]:
        if len(found[0]) > 300:
            raise JsonMistake(f"a number of {len(found[0])} characters is too long", found.start())
        value = float(found[0]) if found[1] or found[2] else int(found[0])
        return Scalar(value, found[0], "plain", span_between(self.file, found.start(), found.end())), found.end()

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:].removesuffix(" starting at").removesuffix(" at")
