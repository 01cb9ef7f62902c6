"""Problems of many films are told once each."""

from __future__ import annotations

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.problems import SHOWN_ALIKE, Problems
from tests.builders import origin

WRONG = Diagnostic("HB0303", "wrong", (Label(origin().span),))


def test_a_problem_of_every_film_is_told_as_one_of_the_project() -> None:
    problems = Problems()
    for name in ("locale=en", "locale=es"):
        problems.enter_film(name)
        problems.add(WRONG)
    assert problems.errors == [WRONG]


def test_a_problem_of_some_films_names_the_first_and_counts_the_others() -> None:
    problems = Problems()
    for number in range(5):
        problems.enter_film(f"row={number}")
        if number > 1:
            problems.add(WRONG)
            problems.add(WRONG)
    assert [found.notes for found in problems.errors] == [("in the film `row=2`, and in 2 more",)]


def test_a_problem_of_one_film_shows_its_row_of_data() -> None:
    problems = Problems()
    row = Label(origin("row").span, "with this `customer`")
    problems.enter_film("a")
    problems.enter_film("b", lambda text: (row,))
    problems.add(Diagnostic("HB0303", "elsewhere"))
    assert problems.errors[0].labels == (row,)
    assert problems.errors[0].notes == ("in the film `b`",)


def test_of_many_alike_at_one_place_only_the_first_are_told() -> None:
    problems = Problems()
    for number in range(100):
        problems.add(Diagnostic("HB0331", f"file {number} does not exist", WRONG.labels))
    assert len(problems.errors) == SHOWN_ALIKE
    assert problems.errors[-1].notes == ("and 97 more like this",)


def test_a_recording_hears_what_is_added_meanwhile_and_nothing_else() -> None:
    problems = Problems()
    with problems.recording() as outer:
        problems.add(WRONG)
        with problems.recording() as inner:
            problems.add(Diagnostic("HB0302", "inner"))
    problems.add(Diagnostic("HB0305", "after"))
    assert [found.code for found in outer] == ["HB0303", "HB0302"]
    assert [found.code for found in inner] == ["HB0302"]
