"""Formats for machines: workflow commands of GitHub, and SARIF."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.diagnostics import Diagnostic, Label, SourceFile
from heygen_build.diagnostics.lines import span_between
from heygen_build.diagnostics.render_github import render as render_github
from heygen_build.diagnostics.render_sarif import render as render_sarif


def label(text: str, part: str, message: str = "", path: str = "videos/project.yaml") -> Label:
    start = text.index(part)
    return Label(span_between(SourceFile(path, text), start, start + len(part)), message)


TEXT = "heygen_build: 1\ntitel: Aurora\n"
MISTAKE = Diagnostic("HB0201", "the key `titel` is unknown", (label(TEXT, "titel"),), hint="did you mean `title`?")


def test_github_shows_a_mistake_at_its_line_and_columns() -> None:
    assert render_github([MISTAKE]) == (
        "::error file=videos/project.yaml,line=2,endLine=2,col=1,endColumn=6,title=HB0201 unknown key"
        "::the key `titel` is unknown%0Ahint: did you mean `title`?\n"
    )


def test_github_is_told_no_columns_of_a_place_with_several_lines() -> None:
    shown = render_github([Diagnostic("HB0201", "wrong", (label(TEXT, TEXT.strip()),))])
    assert "line=1,endLine=2,title=" in shown


def test_commas_colons_and_percents_cannot_break_out_of_a_property() -> None:
    shown = render_github([Diagnostic("HB0201", "50%", (label("a", "a", path="a,b:c%d.yaml"),))])
    assert shown.startswith("::error file=a%2Cb%3Ac%25d.yaml,line=1")
    assert shown.endswith("::50%25\n")


def test_warnings_and_notes_have_commands_of_their_own() -> None:
    shown = render_github([Diagnostic("HB0201", "m", severity="warning"), Diagnostic("HB0201", "m", severity="note")])
    assert [line.split()[0] for line in shown.splitlines()] == ["::warning", "::notice"]


@given(st.text(max_size=60), st.text(min_size=1, max_size=20))
def test_no_text_starts_a_second_workflow_command(message: str, path: str) -> None:
    shown = render_github(
        [Diagnostic("HB0201", message, (label("a", "a", path=path),), hint=message, notes=(message,))]
    )
    assert re.fullmatch(r"::error file=[^\x00-\x1f]*\n", shown)


POSITION = {"type": "integer", "minimum": 1}
OFFSET = {"type": "integer", "minimum": 0}
PLACE = {
    "type": "object",
    "required": ["artifactLocation"],
    "properties": {
        "artifactLocation": {"type": "object", "required": ["uri"], "properties": {"uri": {"format": "uri-reference"}}},
        "region": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                **dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), POSITION),
                **dict.fromkeys(("charOffset", "charLength"), OFFSET),
            },
        },
    },
}
TEXT_FORM = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {
                                    "rules": {
                                        "uniqueItems": True,
                                        "items": {
                                            "required": ["id"],
                                            "properties": dict.fromkeys(
                                                ("shortDescription", "fullDescription", "help"), TEXT_FORM
                                            ),
                                        },
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "items": {
                            "required": ["message", "ruleId"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"pattern": r"^HB\d{4}$"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": TEXT_FORM,
                                "locations": {"items": {"properties": {"physicalLocation": PLACE}}},
                                "relatedLocations": {
                                    "items": {
                                        "required": ["id", "physicalLocation", "message"],
                                        "properties": {"physicalLocation": PLACE, "message": TEXT_FORM},
                                    }
                                },
                                "partialFingerprints": {"additionalProperties": {"type": "string"}},
                            },
                        }
                    },
                },
            },
        },
    },
}
"""The main structure of a SARIF 2.1.0 log, sections 3.13 to 3.30: what our run uses of it, and nothing else."""


def sarif(*diagnostics: Diagnostic) -> dict[str, object]:
    """The one run, of a log that has the structure."""
    log = json.loads(render_sarif(diagnostics))
    jsonschema.validate(log, SARIF)
    run: dict[str, object] = log["runs"][0]
    return run


def results(*diagnostics: Diagnostic) -> list[dict[str, object]]:
    found: list[dict[str, object]] = sarif(*diagnostics)["results"]  # type: ignore[assignment]
    return found


def test_sarif_gives_the_place_and_the_page_of_a_mistake() -> None:
    run = sarif(MISTAKE)
    (found,) = results(MISTAKE)
    assert found["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "videos/project.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {
                    "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 6, "charOffset": 16, "charLength": 5,
                },
            }
        }
    ]  # fmt: skip
    assert "heygen-build explain HB0201" in json.dumps(run["tool"])
    assert found["message"] == {"text": "the key `titel` is unknown\nhint: did you mean `title`?"}


def test_sarif_keeps_secondary_places_as_related_ones() -> None:
    (found,) = results(Diagnostic("HB0113", "twice", (label(TEXT, "titel"), label(TEXT, "1", "first defined here"))))
    related = found["relatedLocations"]
    assert isinstance(related, list)
    assert related[0]["message"] == {"text": "first defined here"}


def test_a_run_without_results_closes_old_alerts() -> None:
    assert results() == []


def test_every_result_names_its_rule_by_index() -> None:
    run = sarif(MISTAKE, Diagnostic("HB0101", "missing", path="a b.yaml"), MISTAKE)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]  # type: ignore[index]
    assert rules == ["HB0101", "HB0201"]
    for found in run["results"]:  # type: ignore[attr-defined]
        assert rules[found["ruleIndex"]] == found["ruleId"]


def fingerprints(*texts: str) -> list[object]:
    return [
        found["partialFingerprints"]
        for text in texts
        for found in results(Diagnostic("HB0201", "wrong", (label(text, "titel"),)))
    ]


def test_a_fingerprint_survives_lines_that_move() -> None:
    first, second, third = fingerprints("titel: a", "b: 1\n\n  titel: a", "titel: c")
    assert first == second
    assert first != third


def test_equal_mistakes_on_equal_lines_have_fingerprints_of_their_own() -> None:
    first, second = (found["partialFingerprints"] for found in results(MISTAKE, MISTAKE))
    assert first != second


@pytest.mark.parametrize(
    ("path", "uri"),
    [("a b/ä.yaml", "a%20b/%C3%A4.yaml"), ("../p.yaml", "../p.yaml"), ("/x/p.yaml", "file:///x/p.yaml")],
)
def test_paths_are_uris(path: str, uri: str) -> None:
    (found,) = results(Diagnostic("HB0201", "m", path=path))
    assert f'"{uri}"' in json.dumps(found)
