"""Data files: rows of four formats that mean the same, and a place for every cell."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_build.diagnostics import BuildError, SourceFile
from heygen_build.source.csvrows import csv_rows
from heygen_build.source.data import MAX_ROWS, Rows, load_mapping, load_rows
from heygen_build.source.jsonrows import json_rows, jsonl_rows
from heygen_build.source.model import to_python
from heygen_build.source.yamlrows import yaml_rows


def written(rows: Rows, number: int, name: str) -> str:
    span = rows.rows[number].cell_span(name)
    return rows.file.text[span.start.offset : span.end.offset]


def of_csv(text: str) -> Rows:
    return csv_rows(SourceFile("data.csv", text))


def values(rows: Rows) -> list[dict[str, object]]:
    return [row.values for row in rows]


def codes(path: Path) -> list[str]:
    with pytest.raises(BuildError) as caught:
        load_rows(path)
    return [found.code for found in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".csv", "id,name\nc1,Ada\nc2,Bo\n"),
        (".json", '[{"id": "c1", "name": "Ada"},\n {"id": "c2", "name": "Bo"}]'),
        (".jsonl", '{"id": "c1", "name": "Ada"}\n\n{"id": "c2", "name": "Bo"}\n'),
        (".yaml", "- {id: c1, name: Ada}\n- id: c2\n  name: Bo\n"),
    ],
)
def test_all_formats_give_the_same_rows(work: Path, suffix: str, text: str) -> None:
    path = work / f"customers{suffix}"
    path.write_text(text)
    rows = load_rows(path)
    assert values(rows) == [{"id": "c1", "name": "Ada"}, {"id": "c2", "name": "Bo"}]
    assert rows.columns == ("id", "name")
    assert [row.number for row in rows] == [1, 2]
    assert written(rows, 1, "name").strip('"') == "Bo"


def test_a_quoted_cell_may_hold_separators_quotes_and_line_breaks() -> None:
    rows = of_csv('id,note\r\nc1,"one, ""two""\r\nthree"\r\nc2,x\r\n')
    assert values(rows) == [{"id": "c1", "note": 'one, "two"\r\nthree'}, {"id": "c2", "note": "x"}]
    assert rows.rows[1].span.start.line == 3
    assert written(rows, 0, "note") == '"one, ""two""\r\nthree"'


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_header_tells_the_separator(separator: str) -> None:
    assert values(of_csv(f"id{separator}name\nc1{separator}Ada\n")) == [{"id": "c1", "name": "Ada"}]


def test_a_single_column_needs_no_separator() -> None:
    assert values(of_csv("id\nc1\n\nc2\n")) == [{"id": "c1"}, {"id": "c2"}]


def test_a_byte_order_mark_is_no_part_of_the_first_name(work: Path) -> None:
    (work / "c.csv").write_bytes(b"\xef\xbb\xbfid,name\nc1,Ada\n")
    assert load_rows(work / "c.csv").columns == ("id", "name")


def test_unicode_line_separators_end_no_row() -> None:
    assert values(of_csv("id\none\u2028two\x85three\n")) == [{"id": "one\u2028two\x85three"}]


@pytest.mark.parametrize(
    ("text", "code", "marked"),
    [
        ("id,,name\na,b,c\n", "HB0143", ""),
        ("id,name,id\na,b,c\n", "HB0143", "id"),
        ("id,name\nc1,Ada,Bo\n", "HB0144", "Bo"),
        ("id,name\nc1\n", "HB0144", ""),
        ('id,name\nc1,"Ada\nc2,Bo\n', "HB0142", '"'),
        ('id,name\nc1,"Ada"x\n', "HB0142", '"'),
    ],
)
def test_mistakes_in_csv_point_at_the_cell(text: str, code: str, marked: str) -> None:
    with pytest.raises(BuildError) as caught:
        of_csv(text)
    (found,) = caught.value.diagnostics
    span = found.labels[0].span
    assert found.code == code
    assert text[span.start.offset : span.end.offset] == marked


def test_many_rows_of_a_wrong_length_are_counted() -> None:
    with pytest.raises(BuildError) as caught:
        of_csv("id,name\n" + "c1\n" * 1000)
    assert len(caught.value.diagnostics) == 20
    assert "980 more rows" in caught.value.diagnostics[-1].notes[0]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.xlsx", "x", "HB0140"),
        ("a.csv", "id,name\n", "HB0141"),
        ("a.csv", "  \n", "HB0104"),
        ("a.json", "{}", "HB0141"),
        ("a.json", "[]", "HB0141"),
        ("a.json", '["x"]', "HB0141"),
        ("a.json", '[{"a": 1}, ]', "HB0146"),
        ("a.json", '[{"a": 1} {"a": 2}]', "HB0146"),
        ("a.json", '[{"a": 1}', "HB0146"),
        ("a.json", '[{"a": 1}] x', "HB0146"),
        ("a.json", '[{"a": NaN}]', "HB0146"),
        ("a.json", '[{"a": 1, "a": 2}]', "HB0146"),
        ("a.json", '[{"a": "\\ud800"}]', "HB0146"),
        ("a.json", '[{"a": ' + "[" * 100_000 + "}]", "HB0146"),
        ("a.json", '[{"a": ' + "[" * 90 + "]" * 90 + "}]", "HB0146"),
        ("a.json", '[{"a": ' + "1" * 5000 + "}]", "HB0146"),
        ("a.json", "[{'a': 1}]", "HB0146"),
        ("a.jsonl", '{"a": 1} {"a": 2}\n', "HB0146"),
        ("a.jsonl", '{"a":\n1}\n', "HB0146"),
        ("a.jsonl", "[1]\n", "HB0141"),
        ("a.yaml", "a: 1\n", "HB0141"),
        ("a.yaml", "- x\n", "HB0141"),
        ("a.yaml", "- {a: 1, a: 2}\n", "HB0113"),
        ("a.yaml", "# nothing\n", "HB0141"),
    ],
)
def test_files_that_hold_no_rows_are_diagnostics(work: Path, name: str, text: str, code: str) -> None:
    (work / name).write_text(text)
    assert codes(work / name) == [code]


def test_more_rows_than_a_matrix_may_have_are_refused(work: Path) -> None:
    (work / "a.csv").write_text("id\n" + "x\n" * (MAX_ROWS + 1))
    assert codes(work / "a.csv") == ["HB0145"]


def test_a_hundred_thousand_rows_are_read_in_a_moment() -> None:
    text = "id,name,city\n" + "".join(f"c{n},Ada {n},Paris\n" for n in range(100_000))
    started = time.process_time()
    rows = of_csv(text)
    assert len(rows) == 100_000
    assert time.process_time() - started < 3


CELL = st.text(alphabet="ab,;\" '\n\r\té日😀", max_size=8)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_what_the_csv_module_writes_is_read_back_with_places(rows: list[tuple[str, str]], line_end: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerows([("one", "two"), *rows])
    found = of_csv(out.getvalue())
    assert values(found) == [{"one": one, "two": two} for one, two in rows]
    for number, row in enumerate(rows):
        assert written(found, number, "two") == '"' + row[1].replace('"', '""') + '"'


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
ROWS = st.lists(st.dictionaries(st.text(max_size=4), JSON, min_size=1, max_size=4), min_size=1, max_size=4)


@settings(max_examples=150)
@given(ROWS, st.booleans(), st.sampled_from([None, 1]))
def test_what_the_json_module_writes_is_read_back_with_places(
    rows: list[dict[str, object]], ascii_only: bool, indent: int | None
) -> None:
    found = json_rows(SourceFile("a.json", json.dumps(rows, ensure_ascii=ascii_only, indent=indent)))
    assert values(found) == rows
    for number, row in enumerate(rows):
        for name, value in row.items():
            assert json.loads(written(found, number, name)) == value


@given(ROWS)
def test_json_lines_are_read_back(rows: list[dict[str, object]]) -> None:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    assert values(jsonl_rows(SourceFile("a.jsonl", text))) == rows


@settings(max_examples=100)
@given(st.lists(st.dictionaries(st.text("abc", min_size=1), st.integers(), min_size=1, max_size=3), min_size=1))
def test_yaml_rows_are_read_back(rows: list[dict[str, object]]) -> None:
    assert values(yaml_rows(SourceFile("a.yaml", yaml.safe_dump(rows)))) == rows


@settings(max_examples=300)
@given(st.text(alphabet='[]{}:,"\\ntrue1.-e u\n', max_size=40))
def test_no_text_ends_in_a_traceback(text: str) -> None:
    for read in (json_rows, jsonl_rows, csv_rows, yaml_rows):
        with contextlib.suppress(BuildError):
            for row in read(SourceFile("data", text or " ")):
                assert row.span.start.offset <= row.span.end.offset <= len(text)
                assert all(row.cell_span(name) for name in row.values)


@pytest.mark.parametrize(
    ("name", "text"),
    [("v.yaml", "a: {b: [1, x]}\n"), ("v.json", '{"a": {"b": [1, "x"]}}'), ("v.yml", '{"a": {"b": [1, x]}}')],
)
def test_values_come_from_yaml_or_json(work: Path, name: str, text: str) -> None:
    (work / name).write_text(text)
    mapping = load_mapping(work / name)
    assert to_python(mapping) == {"a": {"b": [1, "x"]}}
    assert mapping.entries[0].value.span.start.offset == text.index("{", 1)


def test_values_in_json_may_hold_escaped_characters(work: Path) -> None:
    (work / "v.json").write_text(json.dumps({"a": "😀 é"}))
    assert to_python(load_mapping(work / "v.json")) == {"a": "😀 é"}


@pytest.mark.parametrize(
    ("name", "text"), [("v.json", "[1]"), ("v.json", '{"a": 1,}'), ("v.yaml", "- a\n"), ("v.yaml", "a: [")]
)
def test_files_that_hold_no_values_are_diagnostics(work: Path, name: str, text: str) -> None:
    (work / name).write_text(text)
    with pytest.raises(BuildError) as caught:
        load_mapping(work / name)
    assert caught.value.diagnostics[0].labels
