"""The loader: YAML 1.2, exact places, and a diagnostic for everything else."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_build.diagnostics import BuildError, SourceFile, Span
from heygen_build.source.load import load, parse
from heygen_build.source.model import Mapping, Scalar, SourceDocument, to_python, walk
from heygen_build.source.read import read


def document(text: str) -> SourceDocument:
    file = SourceFile("project.yaml", text)
    return SourceDocument(parse(file), (file,))


def written(text: str) -> dict[tuple[str | int, ...], str]:
    """What stands in the file for each value."""
    nodes = dict(walk(document(text).root))
    return {route: text[node.span.start.offset : node.span.end.offset] for route, node in nodes.items()}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"), ("on", "on"), ("no", "no"), ("true", True), ("False", False), ("null", None), ("~", None),
        ("", None), ("16:9", "16:9"), ("1:30", "1:30"), ("010", 10), ("0o10", 8), ("0x1F", 31), ("-7", -7),
        ("1.5", 1.5), (".5", 0.5), ("1e3", 1000.0), ("1_000", "1_000"), ("2026-10-31", "2026-10-31"), ("-", None),
        ("-.inf", float("-inf")), ('"5"', "5"), ("'true'", "true"), ("!!str 5", "5"), ("! 5", "5"), ("!!float 5", 5.0),
        ("<<", "<<"), ("=", "="), ("1.2.3", "1.2.3"), ("+", "+"), (".", "."),
    ],
)  # fmt: skip
def test_scalars_follow_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    if text == "-":
        assert to_python(document("a:\n  -\n").root) == {"a": [None]}
        return
    assert to_python(document(f"a: {text}\n").root) == {"a": value}


def test_every_value_knows_where_it_was_written() -> None:
    text = "a: one\nb: [x, 'y']\n\nc:\n  - d: |\n      text\n      more\n\n  # comment\n\ne: &n {f: 1}\ng: *n\n"
    assert written(text) == {
        (): text.rstrip().removesuffix(": *n"),
        ("a",): "one",
        ("b",): "[x, 'y']",
        ("b", 0): "x",
        ("b", 1): "'y'",
        ("c",): "- d: |\n      text\n      more",
        ("c", 0): "d: |\n      text\n      more",
        ("c", 0, "d"): "|\n      text\n      more",
        ("e",): "{f: 1}",
        ("e", "f"): "1",
        ("g",): "{f: 1}",
        ("g", "f"): "1",
    }


def test_a_route_that_leads_nowhere_falls_back_to_its_nearest_ancestor() -> None:
    loaded = document("a: {b: 1}\n")
    assert loaded.span_of(("a", "x", 3)) == loaded.span_of(("a",))
    assert loaded.key_span(("a", "b")).start.column == 4


def test_a_byte_order_mark_does_not_move_positions(tmp_path: Path) -> None:
    path = tmp_path / "project.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    root = load(path).root
    assert root.entries[0].key.span.start.offset == 0


def test_windows_line_ends_are_line_ends() -> None:
    loaded = document("a: 1\r\nb: 2\r\n")
    assert loaded.key_span(("b",)).start.line == 1


def test_the_path_is_shown_relative_to_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos" / "project.yaml").write_text("a: 1\n")
    monkeypatch.chdir(tmp_path / "videos")
    assert read(tmp_path / "videos" / "project.yaml").path == "project.yaml"
    assert read(Path("../videos/project.yaml")).path == "../videos/project.yaml"


def test_a_path_that_the_system_cannot_even_name_is_a_diagnostic() -> None:
    with pytest.raises(BuildError) as caught:
        load(Path("a\0b.yaml"))
    assert caught.value.diagnostics[0].code == "HB0103"


def test_independent_mistakes_are_reported_together() -> None:
    with pytest.raises(BuildError) as caught:
        document("a: 1\na: 2\n<<: 3\nb: {{ c }}\nd: !x y\n")
    assert [found.code for found in caught.value.diagnostics] == ["HB0113", "HB0118", "HB0112", "HB0115"]


def test_an_alias_repeats_the_whole_value() -> None:
    assert to_python(document("a: &x [1, {b: c}]\nd: [*x, *x]\n").root)["d"] == [[1, {"b": "c"}]] * 2  # type: ignore[index]


def bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize("text", [bomb(40), "a: " + "[" * 5000, "a: " + "{a: " * 2000, "a:\n" + "- " * 3000 + "x\n"])
def test_bombs_end_in_a_diagnostic_at_once(text: str) -> None:
    started = time.process_time()
    with pytest.raises(BuildError) as caught:
        document(text)
    assert caught.value.diagnostics[-1].code in ("HB0117", "HB0119")
    assert time.process_time() - started < 2


def spans_of(text: str) -> list[Span]:
    """The places of all nodes, or of all mistakes; anything but BuildError is a failure."""
    try:
        return [node.span for _, node in walk(document(text).root)]
    except BuildError as error:
        return [label.span for found in error.diagnostics for label in found.labels]


def check_no_traceback(text: str) -> None:
    """Either a document or diagnostics, and all places lie in the file."""
    for span in spans_of(text):
        assert 0 <= span.start.offset <= span.end.offset <= len(text)


SYNTAX = "a|b: |: |- |\n|\n  |\n    |\t|{|}|[|]|, |'|\"|>-|&x |*x|{{ y }}|{% if|#| #|!!str |!t |<<: |? |---|..."
ODDITIES = "\\u00|\x85|\u2028|\r|日本|😀|é|1|true|%|@|`|\ufeff|=|~"
FRAGMENTS = st.lists(st.sampled_from([*SYNTAX.split("|"), *ODDITIES.split("|"), "|"]), max_size=30).map("".join)


@settings(max_examples=400, deadline=None)
@given(FRAGMENTS)
def test_no_text_ends_in_a_traceback(text: str) -> None:
    if text.strip():
        check_no_traceback("k: v\n" + text)
        check_no_traceback(text)


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=60))
def test_no_bytes_end_in_a_traceback(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.yaml"
    path.write_bytes(data)
    with contextlib.suppress(BuildError):
        assert isinstance(load(path).root, Mapping)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(alphabet="ab: #-'\"{}\n日", max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=10,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(["one", "two", "three"]), PLAIN, min_size=1), st.booleans())
def test_what_a_dumper_writes_is_read_back(data: dict[str, object], flow: bool) -> None:
    text = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=True)
    loaded = document(text)
    assert to_python(loaded.root) == data
    for _, node in walk(loaded.root):
        if isinstance(node, Scalar) and node.style == "plain" and "\n" not in node.text:
            assert text[node.span.start.offset : node.span.end.offset] == node.text
