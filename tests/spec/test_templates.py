"""Templates in values: native types, strict names, the same result on every run, and the place of every mistake."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_build.spec.template import Target, Template, TemplateProblem

ANYTHING: Target[object] = Target(object)
VARIABLES: dict[str, object] = {
    "product": "Aurora",
    "price": 49,
    "live": True,
    "nothing": None,
    "brand": {"color": "#101820", "size": {"w": 3}},
    "rows": [{"n": 1}, {"n": 2}],
}


def rendered(text: str) -> object:
    return Template(text, ANYTHING).render(VARIABLES)


def problem(text: str) -> tuple[str, str]:
    """The message, and the part of the text at which it points."""
    with pytest.raises(TemplateProblem) as caught:
        rendered(text)
    return caught.value.message, text[caught.value.start : caught.value.end]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{ price }}", 49), ("{{ price }}\n", 49), ("{{- live -}}", True), ("{{ nothing }}", None),
        ("{{ rows }}", [{"n": 1}, {"n": 2}]), ("{{ brand.size }}", {"w": 3}), ("{{ (1, 2) }}", [1, 2]),
        ("{{ rows | map(attribute='n') }}", [1, 2]),
        ("{{ brand.items() }}", [["color", "#101820"], ["size", {"w": 3}]]),
        ("{{ range(3) }}", [0, 1, 2]), ("{{ '}}' }}", "}}"), ("{{ product ~ '!' }}", "Aurora!"),
        ("{{ missing | default(3) }}", 3), ("{{ missing is defined }}", False),
    ],
)  # fmt: skip
def test_a_value_that_is_one_expression_keeps_its_type(text: str, value: object) -> None:
    result = rendered(text)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" {{ price }}", " 49"), ("{{ price }}{{ price }}", "4949"), ("{{ price }} USD\n", "49 USD\n"),
        ("{% for r in rows %}{{ loop.index }}:{{ r.n }} {% endfor %}", "1:1 2:2 "), ("{# x #}", ""),
        ("{% set x = 2 %}{{ x * price }}", "98"), ("{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("é {{ product }} 日", "é Aurora 日"),
    ],
)  # fmt: skip
def test_mixed_text_is_text(text: str, value: str) -> None:
    assert rendered(text) == value


@pytest.mark.parametrize(
    ("text", "message", "part"),
    [
        ("{{ prodct }}", "there is no variable `prodct`", "prodct"),
        ("Meet {{ product }} for {{ prise }}.", "there is no variable `prise`", "prise"),
        ("{{ brand.colour }}", "`brand` has no `colour`", "colour"),
        ("{{ brand['colour'] }}", "`brand` has no `colour`", "colour"),
        ("{{ brand.size.w }}{{ brand.size.h }}", "`brand.size` has no `h`", "h"),
        ("{{ rows[0].m }}", "`rows[0]` has no `m`", "m"),
        ("{{ [price, q] }}", "there is no variable `q`", "q"),
        ("{{ -q }}", "there is no variable `q`", "q"),
        ("x{% for r in rowz %}{% endfor %}", "there is no variable `rowz`", "rowz"),
        ("{% for r in rows %}{{ r.m }}{% endfor %}", "`r` has no `m`", "m"),
        ("{{ price if false }}", "the expression has no value: is an `else` missing?", "price if false"),
        ("{{ lipsum() }}", "there is no variable `lipsum`", "lipsum"),
        ("{{ now() }}", "there is no variable `now`", "now"),
    ],
)
def test_an_undefined_name_is_an_error_that_points_at_the_name(text: str, message: str, part: str) -> None:
    assert problem(text) == (message, part)


def test_the_second_of_two_equal_attributes_is_found_when_it_is_the_wrong_one() -> None:
    with pytest.raises(TemplateProblem) as caught:
        Template("{{ a.x }} {{ b.x }}", ANYTHING).render({"a": {"x": 1}, "b": {"y": 2}})
    assert (caught.value.start, caught.value.candidates) == (15, ("y",))


def test_an_undefined_name_comes_with_the_names_that_exist() -> None:
    with pytest.raises(TemplateProblem) as caught:
        rendered("{{ prodct }}")
    assert caught.value.name == "prodct"
    assert caught.value.candidates == tuple(sorted(VARIABLES))


@pytest.mark.parametrize(
    ("text", "message", "part"),
    [
        ("a {{ price / 0 }} b {{ 1 }}", "the expression divides by zero", "price / 0"),
        ("costs {{ nothing }}", "null cannot be a part of a text", "nothing"),
        ("{{ range }}", "a function cannot be a value", "range"),
        ("{{ product.upper }}", "`upper` is a method, not a value: `upper()` calls it", "product.upper"),
        ("{{ self }}", "a TemplateReference cannot be a value", "self"),
    ],
)
def test_a_failure_points_at_the_tag_it_happened_in(text: str, message: str, part: str) -> None:
    assert problem(text) == (message, part)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ range.__globals__ }}",
        "{{ product.__init__.__globals__['os'] }}", "{{ rows.append(1) }}", "{{ brand.update(x=1) }}",
        "{{ self._TemplateReference__context }}", "{{ ''|attr('__class__') }}", "{{ '{0.__class__}'.format('') }}",
        "{{ (1).__class__.__bases__ }}", "{{ cycler.__init__ }}", "{{ joiner() }}", "{{ config }}",
        "{% set x = namespace() %}{{ x.__class__ }}",
    ],
)  # fmt: skip
def test_no_template_leaves_the_sandbox(text: str) -> None:
    before = repr(VARIABLES)
    with pytest.raises(TemplateProblem):
        rendered(text)
    assert repr(VARIABLES) == before


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x' * 10 ** 9 }}", "{{ 10 ** 100000 }}", "{{ [0] * 10 ** 9 }}", "{{ range(10 ** 9) | list }}",
        "{{ 'x'.ljust(10 ** 9) }}", "{{ 'x' | center(1000000000) }}", "{{ '%999999999d' % 1 }}",
        "{{ '%*d' % (999999999, 1) }}",
        "{{ '%999999999d' | format(1) }}", "{{ '{:999999999}'.format(1) }}", "{{ 'x' | indent(1000000000) }}",
        "{% for i in range(99999) %}{% for j in range(99999) %}xxxxxxxxxx{% endfor %}{% endfor %}",
    ],
)  # fmt: skip
def test_no_template_builds_something_huge(text: str) -> None:
    started = time.process_time()
    with pytest.raises(TemplateProblem):
        rendered(text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{ product }} {{ brand.color }}", {"product", "brand"}),
        ("{% for r in rows %}{{ r.n }}{{ loop.index }}{% endfor %}", {"rows"}),
        ("{% set a = b %}{{ a }}{{ range(2) }}", {"b"}),
        ("{# product #}", set()),
    ],
)
def test_names_are_what_is_read_from_outside(text: str, names: set[str]) -> None:
    assert Template(text, ANYTHING).names == names


@pytest.mark.parametrize(
    ("text", "message", "part"),
    [
        ("a {{ b c }}", "expected `}}`, got `c`", "c"),
        ("a\n\n{{ b\n  ! }}", "unexpected char `!`", "!"),
        ("a {{ b", "unexpected end of template, expected `}}`", "{{ b"),
        ("{{ a | nope }}", "there is no filter `nope`", "nope"),
        ("{{ a is nope }}", "there is no test `nope`", "nope"),
        ("{{ a | random }}", "there is no filter `random`", "random"),
        ("{% include 'x' %}", "`include` is not available in values", "include"),
        ("{% from 'x' import y %}", "`import` is not available in values", "from"),
        ("{% if a %}b", "the block is not closed: `{% endif %}` is missing", "{% if a %}b"),
        ("{{ }}", "expected an expression, got `}}`", "}}"),
        ("{# b", "missing end of comment tag", "{# b"),
    ],
)
def test_a_syntax_error_is_found_without_rendering_and_points_at_its_part(text: str, message: str, part: str) -> None:
    with pytest.raises(TemplateProblem) as caught:
        Template(text, ANYTHING)
    assert (caught.value.message, text[caught.value.start : caught.value.end]) == (message, part)


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text", ["{{ \n{{ \n", "a\n\n{{ product }}\n{{ prodct }}\n", "{{\n\n  prodct\n}}"])
def test_places_do_not_depend_on_how_lines_end(text: str, line_break: str) -> None:
    text = text.replace("\n", line_break)
    with pytest.raises(TemplateProblem) as caught:
        rendered(text)
    assert text[caught.value.start : caught.value.end] in ("prodct", "{")


def test_equal_texts_are_equal_templates() -> None:
    assert Template("{{ a }}", ANYTHING) == Template("{{ a }}", Target[object](str))
    assert len({Template("{{ a }}", ANYTHING), Template("{{ a }}", ANYTHING), Template("{{ b }}", ANYTHING)}) == 2


WORDS = (
    "{{ |}} |{% |%} |{# |#} |a |b.c |price |rows |if |for x in |endfor |endif |else |'s' |1 |+ |* |[ |] |( |) |-|~ |"
    "upper |\n|é |. |, |set y = |is |not |raw |endraw |macro m() |in |{ |} |\r\n|brand['color'] |loop "
)
PIECES = st.lists(st.sampled_from([*WORDS.split("|"), "|"]), max_size=14).map("".join)


@settings(max_examples=500, deadline=None)
@given(PIECES)
def test_no_text_ends_in_anything_but_a_value_or_a_problem_inside_the_text(text: str) -> None:
    try:
        Template(text, ANYTHING).render(VARIABLES)
    except TemplateProblem as found:
        place = (found.start, found.end)
    else:
        place = (0, 0)
    assert 0 <= place[0] <= place[1] <= len(text)
