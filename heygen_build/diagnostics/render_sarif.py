"""Diagnostics as SARIF 2.1.0 (OASIS), which code scanning services and editors read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TypeAlias
from urllib.parse import quote

from heygen_build import __version__
from heygen_build.diagnostics.codes import CODES
from heygen_build.diagnostics.lines import line_text
from heygen_build.diagnostics.model import Diagnostic, Label, Span

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The name by which readers of SARIF know the checkout; our paths are relative to it."""
FINGERPRINT = "heygenBuildLine/v1"


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """One run as JSON with a line feed at the end. Lines and columns count from 1, in characters; ends are exclusive.

    A run without results is written as well, because services close old alerts by it.
    """
    found = list(diagnostics)
    codes = sorted({diagnostic.code for diagnostic in found})
    run: dict[str, Json] = {
        "tool": {"driver": {"name": "heygen-build", "version": __version__, "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": _results(found, codes),
    }
    log: dict[str, Json] = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> Json:
    entry = CODES.get(code)
    title, page = (entry.title, entry.page) if entry else (code, code)
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": page},
        "help": {"text": f"{page}\n\n`heygen-build explain {code}` prints this page."},
    }


def _results(found: Sequence[Diagnostic], codes: list[str]) -> list[Json]:
    """Equal mistakes on equal lines are told apart by their number."""
    seen: Counter[str] = Counter()
    results: list[Json] = []
    for diagnostic in found:
        identity = _identity(diagnostic)
        seen[identity] += 1
        fingerprint = hashlib.sha256(f"{identity}\n{seen[identity]}".encode()).hexdigest()[:32]
        results.append(_result(diagnostic, codes.index(diagnostic.code), fingerprint))
    return results


def _identity(diagnostic: Diagnostic) -> str:
    """What stays when lines move: code, file, message and the line's own text."""
    span = diagnostic.labels[0].span if diagnostic.labels else None
    place = (span.file.path, line_text(span.file, span.start.line).strip()) if span else (diagnostic.path or "", "")
    return "\n".join((diagnostic.code, diagnostic.message, *place))


def _result(diagnostic: Diagnostic, index: int, fingerprint: str) -> Json:
    result: dict[str, Json] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": diagnostic.severity,
        "message": {"text": _text(diagnostic)},
        "locations": _locations(diagnostic),
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    related: list[Json] = [_related(number, label) for number, label in enumerate(diagnostic.labels[1:], 1)]
    return result | {"relatedLocations": related} if related else result


def _text(diagnostic: Diagnostic) -> str:
    lines = [diagnostic.message]
    if diagnostic.expected:
        lines.append(f"expected: {diagnostic.expected}")
    if diagnostic.hint:
        lines.append(f"hint: {diagnostic.hint}")
    return "\n".join([*lines, *(f"note: {note}" for note in diagnostic.notes)])


def _locations(diagnostic: Diagnostic) -> list[Json]:
    if diagnostic.labels:
        return [{"physicalLocation": _physical(diagnostic.labels[0].span)}]
    if diagnostic.path is not None:
        return [{"physicalLocation": {"artifactLocation": _artifact(diagnostic.path)}}]
    return []


def _related(number: int, label: Label) -> Json:
    return {
        "id": number,
        "physicalLocation": _physical(label.span),
        "message": {"text": label.message or "see also"},
    }


def _physical(span: Span) -> dict[str, Json]:
    region: Json = {
        "startLine": span.start.line + 1,
        "startColumn": span.start.column + 1,
        "endLine": span.end.line + 1,
        "endColumn": span.end.column + 1,
        "charOffset": span.start.offset,
        "charLength": span.end.offset - span.start.offset,
    }
    return {"artifactLocation": _artifact(span.file.path), "region": region}


def _artifact(path: str) -> dict[str, Json]:
    pure = PurePath(path)
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    return {"uri": quote(pure.as_posix()), "uriBaseId": ROOT}
