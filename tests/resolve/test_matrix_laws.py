"""The algebra of a matrix: products, `exclude` and `include` with the meaning they have on GitHub."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from heygen_build.resolve import matrix
from heygen_build.resolve.matrix import Axis, AxisValue, Cell
from tests.builders import origin

HERE = origin().span
NAMES = ("animal", "color", "fruit", "size")


def axis(name: str, *values: object) -> Axis:
    return Axis(name, tuple(AxisValue(value, matrix.value_name(value), HERE) for value in values))


@st.composite
def axes_of(draw: st.DrawFn) -> list[Axis]:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    values = st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True)
    return [axis(name, *draw(values)) for name in names]


@st.composite
def rules_of(draw: st.DrawFn) -> dict[str, object]:
    return dict(draw(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 5), min_size=1, max_size=3)))


def names(cells: Sequence[Cell]) -> list[str]:
    return [cell.name for cell in cells]


@given(axes_of())
def test_there_is_one_cell_for_each_combination(axes: list[Axis]) -> None:
    cells = list(matrix.product(axes))
    assert len(cells) == matrix.count(axes) == math.prod(len(axis.values) for axis in axes)
    assert len(set(names(cells))) == len(cells)


@given(axes_of())
def test_the_last_axis_turns_fastest(axes: list[Axis]) -> None:
    order = [[list(a.values).index(cell.axes[a.name]) for a in axes] for cell in matrix.product(axes)]
    assert order == sorted(order)


@given(axes_of(), rules_of())
def test_what_is_excluded_has_every_value_of_the_rule_and_nothing_else_goes(
    axes: list[Axis], rule: dict[str, object]
) -> None:
    cells = list(matrix.product(axes))
    removed = matrix.excluded(cells, rule)
    for cell in cells:
        has_all = all(cell.values.get(name) == value for name, value in rule.items())
        assert (cell in removed) == has_all


@given(axes_of(), rules_of(), rules_of())
def test_the_order_of_exclude_rules_does_not_matter(
    axes: list[Axis], first: dict[str, object], second: dict[str, object]
) -> None:
    def after(*rules: dict[str, object]) -> list[str]:
        cells = list(matrix.product(axes))
        for rule in rules:
            gone = matrix.excluded(cells, rule)
            cells = [cell for cell in cells if cell not in gone]
        return names(cells)

    assert after(first, second) == after(second, first)


@given(axes_of(), rules_of())
def test_include_never_overwrites_a_value_of_an_axis(axes: list[Axis], rule: dict[str, object]) -> None:
    by_name = {axis.name: axis for axis in axes}
    cells = list(matrix.product(axes))
    for index in matrix.included(cells, rule, by_name):
        after = matrix.extended(cells[index], rule)
        assert {name: after.values[name] for name in by_name} == cells[index].values
        assert after.values == {**cells[index].values, **rule}


def test_the_example_of_github_gives_the_films_that_github_gives() -> None:
    axes = {"fruit": axis("fruit", "apple", "pear"), "animal": axis("animal", "cat", "dog")}
    rules: list[dict[str, object]] = [
        {"color": "green"},
        {"color": "pink", "animal": "cat"},
        {"fruit": "apple", "shape": "circle"},
        {"fruit": "banana"},
        {"fruit": "banana", "animal": "cat"},
    ]
    cells, made = list(matrix.product(list(axes.values()))), []
    for rule in rules:
        found = matrix.included(cells, rule, axes)
        for index in found:
            cells[index] = matrix.extended(cells[index], rule)
        if not found:
            made.append(matrix.created(rule, axes, HERE))
    assert [cell.values for cell in [*cells, *made]] == [
        {"fruit": "apple", "animal": "cat", "color": "pink", "shape": "circle"},
        {"fruit": "apple", "animal": "dog", "color": "green", "shape": "circle"},
        {"fruit": "pear", "animal": "cat", "color": "pink"},
        {"fruit": "pear", "animal": "dog", "color": "green"},
        {"fruit": "banana"},
        {"fruit": "banana", "animal": "cat"},
    ]


def test_a_row_is_meant_by_its_key_or_by_some_of_its_columns() -> None:
    row = AxisValue({"id": "17", "plan": "pro", "seats": "3"}, "17", HERE)
    assert matrix.matches(row, "17")
    assert matrix.matches(row, 17)
    assert matrix.matches(row, {"plan": "pro"})
    assert not matrix.matches(row, {"plan": "pro", "seats": "4"})
    assert not matrix.matches(row, "pro")


def test_a_film_is_called_by_its_values_in_the_order_of_the_axes() -> None:
    cells = matrix.product([axis("locale", "es-ES"), axis("aspect", "9:16"), axis("live", True)])
    assert names(list(cells)) == ["locale=es-ES,aspect=9:16,live=true"]
