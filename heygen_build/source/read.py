"""From a path to decoded text, with a diagnostic for every way in which that fails."""

from __future__ import annotations

import codecs
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from heygen_build.diagnostics import BuildError, Diagnostic, Label, SourceFile, Span
from heygen_build.diagnostics.lines import span_between
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.source.witness import looked_at

MAX_BYTES = 16 * 1024 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The complement of YAML 1.2's `c-printable` (section 5.1), without the byte order mark.
_NOT_PRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is read as: how messages call it, which names are like it, and how large it may be (bytes)."""

    expected: str
    suffixes: tuple[str, ...]
    max_bytes: int
    if_empty: str | None = None
    if_large: str | None = None


PROJECT = Kind(
    "a YAML file",
    (".yaml", ".yml"),
    MAX_BYTES,
    "start with `heygen_build: 1`, a `title` and `scenes` (`heygen-build explain HB0104`)",
    "a project file holds text, not media",
)
FRAGMENT = Kind("a YAML file", (".yaml", ".yml"), MAX_BYTES, "remove it from `include`", PROJECT.if_large)
DATA = Kind("a data file", (".csv", ".json", ".jsonl", ".yaml", ".yml"), 4 * MAX_BYTES)


def read(path: Path, kind: Kind = PROJECT, *, written: str | None = None) -> SourceFile:
    """The text of a UTF-8 file within the limits of its kind; a byte order mark is dropped. Raises BuildError.

    `written` is the path as another file mentions it: names in hints are then spelled in the same way.
    """
    looked_at(path)
    shown = shown_path(path)
    data = _bytes(path, shown, kind, written)
    if data.startswith(_UTF16):
        raise _fail("HB0105", "the file is encoded in UTF-16", shown, hint="save it as UTF-8")
    file = SourceFile(shown, _decoded(data.removeprefix(codecs.BOM_UTF8), shown))
    if not file.text.strip():
        raise _fail("HB0104", "the file is empty", shown, hint=kind.if_empty)
    _refuse_control_characters(file)
    return file


def mentioned(path: Path, kind: Kind, span: Span, text: str) -> SourceFile:
    """`read` for a file that another file mentions: what is wrong with the whole file is told at the mention."""
    try:
        return read(path, kind, written=text)
    except BuildError as error:
        raise BuildError([_at_mention(found, span, text) for found in error.diagnostics]) from None


def _at_mention(found: Diagnostic, span: Span, text: str) -> Diagnostic:
    if found.labels:
        return replace(found, labels=(*found.labels, Label(span, "read because of this")))
    message, notes = found.message, found.notes
    lead = next((lead for lead in _LEADS if message.startswith(lead)), "")
    if lead:
        message = _LEADS[lead].format(text) + message.removeprefix(lead)
    if found.code == "HB0101":
        notes = (*notes, "paths are relative to the file that mentions them")
    return replace(found, message=message, labels=(Label(span),), notes=notes, path=None)


# How a message begins when the reader already sees which file is meant, and how when it has to be named.
_LEADS = {"there is no such file": "the file `{}` does not exist", "the file": "the file `{}`", "this": "`{}`"}


def shown_path(path: Path) -> str:
    """The path as people know it: relative to the working directory where it lies below, with forward slashes."""
    try:
        return path.relative_to(Path.cwd()).as_posix() if path.is_absolute() else path.as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def _bytes(path: Path, shown: str, kind: Kind, written: str | None) -> bytes:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise _not_a_file(path, shown, kind, is_folder=stat.S_ISDIR(mode))
        with path.open("rb") as stream:
            data = stream.read(kind.max_bytes + 1)
    except FileNotFoundError:
        raise _missing(path, shown, kind, written) from None
    except (OSError, ValueError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        raise _fail("HB0103", f"the file cannot be read: {reason}", shown) from None
    if len(data) > kind.max_bytes:
        limit = kind.max_bytes // 1024 // 1024
        raise _fail("HB0106", f"the file is larger than {limit} MB", shown, hint=kind.if_large)
    return data


def _missing(path: Path, shown: str, kind: Kind, written: str | None) -> BuildError:
    message, hint = "there is no such file", None
    if path.is_symlink():
        message = "there is no such file: the link points to nothing"
    else:
        hint = _near(path, kind, written)
    return BuildError([Diagnostic("HB0101", message, hint=hint, path=shown)])


def _near(path: Path, kind: Kind, written: str | None) -> str | None:
    """What may have been meant by a name that nothing has."""
    folder = path.parent if written is None else Path(written).parent
    try:
        neighbors = [entry.name for entry in path.parent.iterdir() if entry.suffix in kind.suffixes]
    except OSError:
        return f"the folder `{folder.as_posix()}` does not exist either"
    near = did_you_mean(path.name, neighbors, limit=1) or (sorted(neighbors)[:3] if written is None else [])
    names = ", ".join(f"`{(folder / name).as_posix()}`" for name in near)
    return f"did you mean {names}?" if near else None


def _not_a_file(path: Path, shown: str, kind: Kind, *, is_folder: bool) -> BuildError:
    if not is_folder:
        return _fail("HB0102", "this is not a regular file", shown, expected=kind.expected)
    inside = path / "project.yaml"
    hint = f"did you mean `{inside.as_posix()}`?" if kind is PROJECT and inside.is_file() else None
    return _fail("HB0102", "this is a folder, not a file", shown, expected=kind.expected, hint=hint)


def _decoded(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = len(data[: error.start].decode("utf-8"))
        file = SourceFile(shown, data.decode("utf-8", errors="replace"))
        span = span_between(file, offset, offset + 1)
        message = f"the file is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start} is not valid"
        raise BuildError(
            [Diagnostic("HB0105", message, (Label(span),), expected="UTF-8", hint="save the file as UTF-8")]
        ) from None


def _refuse_control_characters(file: SourceFile) -> None:
    found = [
        Diagnostic(
            "HB0107",
            f"the control character U+{ord(match[0]):04X} is not allowed in YAML",
            (Label(span_between(file, match.start(), match.end())),),
            hint="delete it; inside double quotes it can be written as an escape such as `\\x07`",
        )
        for match, _ in zip(_NOT_PRINTABLE.finditer(file.text), range(5), strict=False)
    ]
    if found:
        raise BuildError(found)


def _fail(code: str, message: str, shown: str, *, expected: str | None = None, hint: str | None = None) -> BuildError:
    return BuildError([Diagnostic(code, message, expected=expected, hint=hint, path=shown)])
