"""`include`: mappings merge, lists replace, the including file wins, and every value keeps its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.diagnostics import BuildError, Diagnostic, SourceFile
from heygen_build.source.include import MAX_FILES
from heygen_build.source.load import load, parse
from heygen_build.source.merge import merged
from heygen_build.source.model import SourceDocument, to_python, walk


def write(folder: Path, files: dict[str, str]) -> Path:
    """Writes files; gives the path of `project.yaml`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / "project.yaml"


def loaded(folder: Path, files: dict[str, str]) -> SourceDocument:
    return load(write(folder, files))


def mistakes(folder: Path, files: dict[str, str]) -> tuple[Diagnostic, ...]:
    with pytest.raises(BuildError) as caught:
        loaded(folder, files)
    return caught.value.diagnostics


def test_mappings_merge_lists_replace_and_the_including_file_wins(work: Path) -> None:
    document = loaded(
        work,
        {
            "project.yaml": "include: [brand.yaml]\nvariables: {a: 1}\nlist: [1]\n",
            "brand.yaml": "variables: {a: 2, b: 3}\nlist: [2, 3]\nonly: here\n",
        },
    )
    assert to_python(document.root) == {
        "only": "here", "include": ["brand.yaml"], "variables": {"b": 3, "a": 1}, "list": [1],
    }  # fmt: skip


def test_later_includes_beat_earlier_ones(work: Path) -> None:
    files = {"project.yaml": "include: [one.yaml, two.yaml]\n", "one.yaml": "a: 1\nb: 1\n", "two.yaml": "a: 2\n"}
    assert to_python(loaded(work, files).root) == {"b": 1, "a": 2, "include": ["one.yaml", "two.yaml"]}


def test_paths_are_relative_to_the_file_that_mentions_them(work: Path) -> None:
    files = {
        "project.yaml": "include: [shared/brand.yaml]\n",
        "shared/brand.yaml": "include: [voices.yaml, ../colors.yaml]\n",
        "shared/voices.yaml": "voices: {}\n",
        "colors.yaml": "styles: {}\n",
    }
    document = loaded(work, files)
    assert [file.path for file in document.files] == [
        "project.yaml",
        "shared/brand.yaml",
        "shared/voices.yaml",
        "colors.yaml",
    ]


def test_every_value_keeps_the_file_it_was_written_in(work: Path) -> None:
    files = {"project.yaml": "include: [brand.yaml]\na: {x: mine}\n", "brand.yaml": "a: {x: theirs, y: theirs}\n"}
    document = loaded(work, files)
    assert document.span_of(("a", "x")).file.path == "project.yaml"
    assert document.key_span(("a", "y")).file.path == "brand.yaml"
    assert document.span_of(("a",)).file.path == "project.yaml"


def test_a_file_that_two_others_include_is_read_once(work: Path) -> None:
    files = {
        "project.yaml": "include: [one.yaml, two.yaml]\n",
        "one.yaml": "include: [base.yaml]\n",
        "two.yaml": "include: [base.yaml]\n",
        "base.yaml": "a: 1\n",
    }
    assert len(loaded(work, files).files) == 4


def test_a_mistake_in_a_shared_file_is_told_once(work: Path) -> None:
    files = {
        "project.yaml": "include: [one.yaml, two.yaml]\n",
        "one.yaml": "include: [base.yaml]\n",
        "two.yaml": "include: [base.yaml]\n",
        "base.yaml": "a: 1\na: 2\n",
    }
    assert [found.code for found in mistakes(work, files)] == ["HB0113"]


def test_mistakes_of_all_included_files_are_told_together(work: Path) -> None:
    files = {"project.yaml": "include: [one.yaml, two.yaml, no.yaml]\n", "one.yaml": "a: 1\na: 2\n", "two.yaml": "[]"}
    assert sorted(found.code for found in mistakes(work, files)) == ["HB0101", "HB0113", "HB0121"]


def test_the_chain_of_a_cycle_is_shown_link_by_link(work: Path) -> None:
    files = {
        "project.yaml": "include: [one.yaml]\n",
        "one.yaml": "include: [two.yaml]\n",
        "two.yaml": "include: [three.yaml]\n",
        "three.yaml": "include: [one.yaml]\n",
    }
    (found,) = mistakes(work, files)
    assert found.code == "HB0131"
    assert [label.span.file.path for label in found.labels] == ["three.yaml", "one.yaml", "two.yaml"]


def test_a_link_out_of_the_repository_is_refused(work: Path) -> None:
    outside = work / "outside.yaml"
    outside.write_text("a: 1\n")
    (work / "repo" / ".git").mkdir(parents=True)
    (work / "repo" / "brand.yaml").symlink_to(outside)
    write(work / "repo", {"project.yaml": "include: [brand.yaml]\n"})
    with pytest.raises(BuildError) as caught:
        load(work / "repo" / "project.yaml")
    assert [found.code for found in caught.value.diagnostics] == ["HB0332"]


@pytest.mark.parametrize("name", ["loop.yaml", '"a\\0b.yaml"', "pipe.yaml", ("x" * 5000) + ".yaml"])
def test_names_that_no_file_can_have_are_diagnostics(work: Path, name: str) -> None:
    (work / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(work / "pipe.yaml")
    (found,) = mistakes(work, {"project.yaml": f"include: [{name}]\n"})
    assert found.code in ("HB0101", "HB0102", "HB0103")
    assert found.labels[0].span.file.path == "project.yaml"


def test_the_number_of_files_is_limited(work: Path) -> None:
    files = {f"f{number}.yaml": f"a{number}: 1\n" for number in range(MAX_FILES)}
    (found,) = mistakes(work, {"project.yaml": f"include: [{', '.join(files)}]\n", **files})
    assert found.code == "HB0134"


def test_a_long_chain_of_includes_is_followed_to_its_limit(work: Path) -> None:
    files = {f"f{number}.yaml": f"include: [f{number + 1}.yaml]\n" for number in range(MAX_FILES + 10)}
    (found,) = mistakes(work, {"project.yaml": "include: [f0.yaml]\n", **files})
    assert found.code == "HB0134"


TREES = st.dictionaries(
    st.sampled_from("abc"),
    st.recursive(
        st.integers(0, 9),
        lambda inner: st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
        max_leaves=8,
    ),
    min_size=1,
)


def tree(data: object) -> object:
    return parse(SourceFile("project.yaml", yaml.safe_dump(data)))


def merge_by_definition(low: dict[str, object], high: dict[str, object]) -> dict[str, object]:
    result = {**low, **high}
    for name in low.keys() & high.keys():
        lower, higher = low[name], high[name]
        if isinstance(lower, dict) and isinstance(higher, dict):
            result[name] = merge_by_definition(lower, higher)
    return result


@given(st.lists(TREES, min_size=1, max_size=4))
def test_merging_follows_its_definition(trees: list[dict[str, object]]) -> None:
    expected = trees[0]
    for higher in trees[1:]:
        expected = merge_by_definition(expected, higher)
    *below, above = [parse(SourceFile(f"{number}.yaml", yaml.safe_dump(data))) for number, data in enumerate(trees)]
    assert to_python(merged(below, above)) == expected


@given(st.lists(TREES, min_size=1, max_size=4))
def test_every_merged_value_stands_in_its_file_as_it_is(trees: list[dict[str, object]]) -> None:
    *below, above = [parse(SourceFile(f"{number}.yaml", yaml.safe_dump(data))) for number, data in enumerate(trees)]
    for route, node in walk(merged(below, above)):
        written = node.span.file.text[node.span.start.offset : node.span.end.offset]
        if isinstance(node_value := to_python(node), int):
            assert written == str(node_value), route
