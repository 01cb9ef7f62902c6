"""From a path to decoded text, with a diagnostic for every way in which that fails."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

from heygen_build.diagnostics import BuildError, Diagnostic, Label, SourceFile
from heygen_build.diagnostics.lines import span_between
from heygen_build.diagnostics.suggest import did_you_mean

MAX_BYTES = 16 * 1024 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The complement of YAML 1.2's `c-printable` (section 5.1), without the byte order mark.
_NOT_PRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def read(path: Path) -> SourceFile:
    """The text of a YAML file of at most 16 MiB; a UTF-8 byte order mark is dropped. Raises BuildError."""
    shown = shown_path(path)
    data = _bytes(path, shown)
    if data.startswith(_UTF16):
        raise _fail("HB0105", "the file is encoded in UTF-16", shown, hint="save it as UTF-8")
    file = SourceFile(shown, _decoded(data.removeprefix(codecs.BOM_UTF8), shown))
    if not file.text.strip():
        raise _fail(
            "HB0104", "the file is empty", shown, hint="`heygen-build init` writes a project file to start from"
        )
    _refuse_control_characters(file)
    return file


def shown_path(path: Path) -> str:
    """The path as people know it: relative to the working directory where it lies below, with forward slashes."""
    try:
        return path.relative_to(Path.cwd()).as_posix() if path.is_absolute() else path.as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def _bytes(path: Path, shown: str) -> bytes:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise _not_a_file(path, shown, is_folder=stat.S_ISDIR(mode))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _missing(path, shown) from None
    except (OSError, ValueError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
        raise _fail("HB0103", f"the file cannot be read: {reason}", shown) from None
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise _fail("HB0106", f"the file is larger than {limit} MB", shown, hint="a project file holds text, not media")
    return data


def _missing(path: Path, shown: str) -> BuildError:
    if path.is_symlink():
        return _fail("HB0101", "there is no such file: the link points to nothing", shown)
    try:
        neighbors = [entry.name for entry in path.parent.iterdir() if entry.suffix in (".yaml", ".yml")]
    except OSError:
        return _fail("HB0101", "there is no such file", shown, hint=f"the folder `{path.parent}` does not exist either")
    near = did_you_mean(path.name, neighbors, limit=1) or sorted(neighbors)[:3]
    names = ", ".join(f"`{(path.parent / name).as_posix()}`" for name in near)
    return _fail("HB0101", "there is no such file", shown, hint=f"did you mean {names}?" if near else None)


def _not_a_file(path: Path, shown: str, *, is_folder: bool) -> BuildError:
    if not is_folder:
        return _fail("HB0102", "this is not a regular file", shown, expected="a YAML file")
    inside = path / "project.yaml"
    hint = f"did you mean `{inside.as_posix()}`?" if inside.is_file() else None
    return _fail("HB0102", "this is a folder, not a file", shown, expected="a YAML file", hint=hint)


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
