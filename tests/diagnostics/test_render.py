"""How diagnostics look: what no case of a broken project shows by itself."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from heygen_build.diagnostics import BuildError, Diagnostic, Label, SourceFile
from heygen_build.diagnostics.columns import cells_of, text_width
from heygen_build.diagnostics.lines import line_starts, line_text, position_at, span_between
from heygen_build.diagnostics.render_json import render as render_json
from heygen_build.diagnostics.render_text import render
from heygen_build.diagnostics.suggest import did_you_mean, did_you_mean_text

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def label(text: str, part: str, message: str = "", path: str = "project.yaml") -> Label:
    file = SourceFile(path, text)
    start = text.index(part)
    return Label(span_between(file, start, start + len(part)), message)


def rows(*labels: Label, width: int = 80) -> list[str]:
    return render([Diagnostic("HB0201", "wrong", labels)], width=width).splitlines()


def test_nothing_is_rendered_for_no_diagnostics() -> None:
    assert render([]) == ""


def test_carets_stand_under_wide_characters() -> None:
    assert rows(label("a: 日本語 wrong", "wrong"))[-2:] == ["1 | a: 日本語 wrong", "  |           ^^^^^"]


def test_carets_under_wide_characters_are_as_wide_as_they() -> None:
    assert rows(label("a: 日本語", "本"))[-1] == "  |      ^^"


def test_combining_marks_take_no_room() -> None:
    assert rows(label("e\u0301e\u0301 x", "x"))[-1] == "  |    ^"


def test_a_tab_moves_to_the_next_stop() -> None:
    assert rows(label("ab\tx: wrong", "wrong"))[-2:] == ["1 | ab  x: wrong", "  |        ^^^^^"]


def test_a_span_of_several_lines_is_marked_where_it_begins_and_ends() -> None:
    text = "a:\n  - one\n  - two\n  - three\n\nb: 1\n"
    assert rows(label(text, "- one\n  - two\n  - three", "this list"))[2:] == [
        "  |",
        "2 |   - one",
        "  |   ^^^^^ …",
        "3 |   - two",
        "4 |   - three",
        "  |   ^^^^^^^ this list",
    ]


def test_labels_in_another_file_follow_with_their_own_path() -> None:
    shown = rows(label("a: 1", "a"), label("b: 2", "b", "from here", path="brand.yaml"))
    assert shown[1:] == [
        " --> project.yaml:1:1",
        "  |",
        "1 | a: 1",
        "  | ^",
        " ::: brand.yaml:1:1",
        "  |",
        "1 | b: 2",
        "  | - from here",
    ]


def test_a_message_that_does_not_fit_beside_its_caret_goes_below() -> None:
    shown = rows(label("x" * 36 + "!", "!", "a few words about it"), width=50)
    assert shown[-2:] == ["  |" + " " * 37 + "^", "  |" + " " * 24 + "a few words about it"]


def test_an_empty_span_at_the_end_of_the_file_has_a_caret() -> None:
    file = SourceFile("project.yaml", "a: b")
    assert rows(Label(span_between(file, 4, 4)))[-1] == "  |     ^"


def test_colors_change_nothing_but_colors() -> None:
    found = [Diagnostic("HB0201", "wrong", (label("a: b", "b", "here"),), "c", "write c", ("a note",))]
    assert ANSI.sub("", render(found, color=True)) == render(found, color=False)
    assert ANSI.search(render(found, color=True))


def test_control_characters_of_a_project_never_reach_the_terminal() -> None:
    evil = "a: \x1b[2J\x07\u202e evil"
    found = [Diagnostic("HB0201", evil, (label(evil, "evil", evil),), evil, evil, (evil,))]
    assert not set("\x1b\x07\u202e") & set(render(found))


TEXTS = st.text(alphabet="ab \t\r\n日e\u0301😀\u200d\u202e{}:-", max_size=120)


@given(TEXTS, st.integers(0, 120), st.integers(0, 120), st.integers(40, 100))
def test_every_span_of_every_text_can_be_shown_in_the_width(text: str, start: int, length: int, width: int) -> None:
    file = SourceFile("p.yaml", text)
    span = span_between(file, start, start + length)
    for row in rows(Label(span, "here"), width=width)[2:]:
        assert text_width(row) <= width


@given(TEXTS, st.integers(0, 130))
def test_a_position_and_its_offset_agree(text: str, offset: int) -> None:
    file = SourceFile("p.yaml", text)
    position = position_at(file, offset)
    assert position.offset == min(offset, len(text))
    assert line_starts(file)[position.line] + position.column == position.offset
    assert position.column <= len(line_text(file, position.line)) + 1


@given(TEXTS)
def test_a_line_has_one_cell_for_each_character(text: str) -> None:
    assert len(cells_of(text)) == len(text)


def test_json_counts_lines_from_one_and_offsets_from_zero() -> None:
    report = json.loads(render_json([Diagnostic("HB0201", "wrong", (label("a: 1\nbb: 2", "bb", "here"),), hint="h")]))
    assert report["version"] == 1
    (found,) = report["diagnostics"]
    assert found["labels"] == [
        {
            "file": "project.yaml",
            "start": {"line": 2, "column": 1, "offset": 5},
            "end": {"line": 2, "column": 3, "offset": 7},
            "message": "here",
        }
    ]
    assert (found["code"], found["title"], found["path"]) == ("HB0201", "unknown key", "project.yaml")
    assert (found["hint"], found["expected"], found["notes"]) == ("h", None, [])


def test_errors_of_a_stage_come_in_file_order() -> None:
    file = SourceFile("p.yaml", "a\nb\n")
    first, second = (Diagnostic("HB0201", "m", (Label(span_between(file, at, at + 1)),)) for at in (0, 2))
    assert BuildError([second, first]).diagnostics == (first, second)


def test_suggestions_ignore_case_and_leave_out_the_word_itself() -> None:
    assert did_you_mean("SCRIPT", ["script", "card", "SCRIPT"]) == ["script"]


def test_several_suggestions_are_joined_as_people_do() -> None:
    assert did_you_mean_text("colr", ["color", "colour", "size"]) == "did you mean `color` or `colour`?"
    assert did_you_mean_text("zzz", ["color"]) is None
