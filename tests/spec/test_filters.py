"""Filters and tests of templates: every example of the guide is true, and every mistake is told at its call."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.backends import World
from heygen_build.cli import explain
from heygen_build.cli.parser import parse
from heygen_build.spec.filters.guide import FILTERS_FOR_SCRIPTS, FILTERS_OF_JINJA, TESTS, Example, guide
from heygen_build.spec.filters.table import FILTERS
from heygen_build.spec.sandbox import environment
from heygen_build.spec.template import Target, Template, TemplateProblem

ANYTHING: Target[object] = Target(object)
VARIABLES: dict[str, object] = {"price": 49, "name": "HeyGen", "rows": [{"n": 1}], "ratio": 3}


def rendered(text: str) -> object:
    return Template(text, ANYTHING).render(VARIABLES)


def problem(text: str) -> tuple[str, str]:
    with pytest.raises(TemplateProblem) as caught:
        rendered(text)
    return caught.value.message, text[caught.value.start : caught.value.end]


@pytest.mark.parametrize("example", [*FILTERS_FOR_SCRIPTS, *FILTERS_OF_JINJA, *TESTS], ids=lambda row: row.name)
def test_the_guide_tells_the_truth(example: Example) -> None:
    result = rendered("{{ " + example.expression + " }}")
    expected = json.loads(example.result)
    assert result == expected
    assert type(result) is type(expected)
    assert example.name in example.expression


def test_the_guide_names_every_filter_and_every_test_that_has_a_name() -> None:
    filters = {example.name for example in (*FILTERS_FOR_SCRIPTS, *FILTERS_OF_JINJA)}
    assert filters == {name for name in environment.filters if not name.startswith(" ")}
    assert {example.name for example in FILTERS_FOR_SCRIPTS} == set(FILTERS)
    assert {example.name for example in TESTS} == {name for name in environment.tests if name.isidentifier()}
    assert 'currency("en-US", "USD", decimals=0)' in guide()


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ('49 | currency("en-US")', "$49.00"),
        ('49.5 | currency("es-ES")', "49,50\N{NO-BREAK SPACE}€"),
        ('49 | currency("de-DE", "USD")', "49,00\N{NO-BREAK SPACE}$"),
        ('1234 | currency("ja-JP")', "￥1,234"),
        ('-3 | currency("en-US")', "-$3.00"),
        ('1234567 | number("en-IN")', "12,34,567"),
        ('0.5 | number("es", decimals=2)', "0,50"),
        ('2 | number("en", decimals=0)', "2"),
        ('"2026-11-21" | date("EEEE, d MMMM", "de")', "Samstag, 21. November".replace("21.", "21")),
        ('"2026-11-21" | date("short", "en-US")', "11/21/26"),
        ('21 | spell_number("es")', "veintiuno"),
        ('21 | spell_number("en", form="ordinal")', "twenty-first"),
        ('1999 | spell_number("en", form="year")', "nineteen ninety-nine"),
        ('2.5 | spell_number("de")', "zwei Komma fünf"),
        ('70 | spell_number("fr-CH")', "septante"),
        ("90 | duration", "90s"),
        ("1.25 | duration", "1.25s"),
        ('"00:01:30" | duration("clock")', "1:30"),
        ('3725 | duration("clock")', "1:02:05"),
        ('0 | duration("words", "en")', "0 seconds"),
        ('3661 | duration("words", "es")', "1 hora, 1 minuto y 1 segundo"),
        ('1 | pluralize("video", "videos")', "video"),
        ('rows | pluralize("row", "rows")', "row"),
        ('0 | pluralize("video", "videos", locale="fr")', "video"),
        ('3 | pluralize("film", "filmów", locale="pl", few="filmy", many="filmów")', "filmy"),
        ('"你好 Aurora" | slug', "ni-hao-aurora"),
        ("price | slug", "49"),
        ('"a [b] (c)" | pronounce("x (y)")', r"[a \[b\] \(c\)](say:x \(y\))"),
        ('price | pronounce("forty-nine")', "[49](say:forty-nine)"),
        (r'"# Hi\n\n- a *b*\n- `c`\n\n1. d" | markdown_to_text', "Hi\n\na b\n\nc\n\nd"),
        (r'"![a chart](c.png) and <b>more</b>" | markdown_to_text', "a chart and more"),
        (r'"[HeyGen](say:Hey Jen) [x](say:y) <break time=\"1s\"/> z" | markdown_to_text',
         '[HeyGen](say:Hey Jen) [x](say:y) <break time="1s"/> z'),
        (r'"```\ncode\n```\ntext" | markdown_to_text', "text"),
    ],
)  # fmt: skip
def test_filters_write_as_people_of_a_locale_do(expression: str, result: str) -> None:
    assert rendered("{{ " + expression + " }}") == result


@pytest.mark.parametrize(
    ("text", "message", "part"),
    [
        ("a {{ price | currency }}", '`currency` needs a locale such as "en-US": currency("en-US")', "currency"),
        (
            '{{ price | currency("xx") }}',
            '`currency` takes a locale such as "en-US" or "es", not "xx"',
            'currency("xx")',
        ),
        (
            '{{ price | currency("en_US") }}',
            '`currency` takes a locale such as "en-US", not "en_US"',
            'currency("en_US")',
        ),
        (
            '{{ price | currency("es") }}',
            '`currency` needs a code, because "es" has no money of its own: currency("es", "EUR")',
            'currency("es")',
        ),
        (
            '{{ price | currency("en-US", "usd") }}',
            '`currency` takes the code of a currency such as "USD", not "usd"',
            'currency("en-US", "usd")',
        ),
        ('{{ name | number("en") }}', '`number` takes a number, and "HeyGen" is none', 'number("en")'),
        (
            '{{ price | number("en", decimals=-1) }}',
            "`decimals` of `number` is a whole number from 0 to 12, not -1",
            'number("en", decimals=-1)',
        ),
        (
            '{{ "now" | date("long", "en") }}',
            '`date` takes a day such as "2026-11-21", and "now" is none',
            'date("long", "en")',
        ),
        (
            '{{ "2026-02-30" | date("long", "en") }}',
            '`date` takes a day such as "2026-11-21", and "2026-02-30" is none',
            'date("long", "en")',
        ),
        (
            '{{ "2026-11-21" | date("HH:mm", "en") }}',
            '`date` takes full, long, medium, short or a pattern such as "d MMMM y", not "HH:mm"',
            'date("HH:mm", "en")',
        ),
        ('{{ "2026-11-21" | date }}', '`date` needs a format and a locale: date("long", "en-US")', "date"),
        ('{{ price | spell_number("zh") }}', '`spell_number` knows no number words of "zh"', 'spell_number("zh")'),
        (
            '{{ 1.5 | spell_number("en", form="ordinal") }}',
            "`spell_number` takes a whole number for its ordinal form, not 1.5",
            'spell_number("en", form="ordinal")',
        ),
        (
            '{{ price | spell_number("en", kind="year") }}',
            "`spell_number` has no argument `kind`: it takes `locale` and `form`",
            'spell_number("en", kind="year")',
        ),
        ("{{ name | duration }}", '`duration` takes seconds or a text such as `1.5s`, not "HeyGen"', "duration"),
        (
            '{{ 3 | duration("minutes") }}',
            '`duration` takes one of "unit", "clock", "words", not "minutes"',
            'duration("minutes")',
        ),
        ("{{ price | pluralize }}", '`pluralize` needs both words: pluralize("video", "videos")', "pluralize"),
        (
            '{{ price | pluralize("a", "b", several="c") }}',
            "`pluralize` has no form `several`: there are zero, two, few, many",
            'pluralize("a", "b", several="c")',
        ),
        ("{{ '!!!' | slug }}", '`slug` needs a letter or a digit, and there is none in "!!!"', "slug"),
        ("{{ name | pronounce }}", '`pronounce` needs what is said: pronounce("Hey Jen")', "pronounce"),
        ("{{ rows | markdown_to_text }}", "`markdown_to_text` takes text, and a list is none", "markdown_to_text"),
        ("{{ ratio is portrait }}", "`portrait` takes an aspect ratio such as `16:9`, not 3", "portrait"),
        (
            "{{ price | round(1, 2, 3, 4) }}",
            "`round` takes from 1 to 3 positional arguments but 5 were given",
            "round(1, 2, 3, 4)",
        ),
        ("{{ missing | number('en') }}", "there is no variable `missing`", "missing"),
    ],
)
def test_a_wrong_argument_is_told_at_the_call_with_what_was_expected(text: str, message: str, part: str) -> None:
    assert problem(text) == (message, part)


def test_the_second_of_two_equal_filters_is_found_when_it_is_the_wrong_one() -> None:
    text = '{{ price | number("en") }} {{ name | number("en") }}'
    with pytest.raises(TemplateProblem) as caught:
        rendered(text)
    assert caught.value.start == text.rindex("number")


def test_unknown_filters_know_their_neighbors_but_no_guard_of_ours() -> None:
    with pytest.raises(TemplateProblem) as caught:
        Template("{{ price | curency('en') }}", ANYTHING)
    assert "currency" in caught.value.candidates
    assert all(name.isidentifier() for name in caught.value.candidates)


@given(st.text(max_size=40), st.text(max_size=20))
def test_pronounce_survives_the_script_it_is_put_into(shown: str, spoken: str) -> None:
    from heygen_build.script.model import Said
    from heygen_build.script.parse import parse as parts_of

    if not shown.strip() or not spoken.strip():
        return
    link = Template("{{ a | pronounce(b) }}", ANYTHING).render({"a": shown, "b": spoken})
    script = parts_of(f"x {link} y")
    said = [part for part in script.parts if isinstance(part, Said)]
    assert [(part.shown, part.spoken) for part in said] == [(" ".join(shown.split()), " ".join(spoken.split()))]


@given(st.floats() | st.integers() | st.text(max_size=8) | st.none() | st.lists(st.integers(), max_size=2))
@pytest.mark.parametrize("name", sorted(FILTERS))
def test_no_value_makes_a_filter_do_anything_but_give_text_or_a_problem(name: str, value: object) -> None:
    for arguments in ("", '("en")', '("long", "en")', '("a", "b")'):
        try:
            result = Template("{{ v | " + name + arguments + " }}", ANYTHING).render({"v": value})
        except TemplateProblem:
            continue
        assert isinstance(result, str)


@pytest.mark.parametrize(
    "text",
    [
        "{{ name.upper ~ '' }}",
        "{{ name.upper | string }}",
        "{{ [name.upper] | string }}",
        "{{ '%s' % name.upper }}",
        "{{ '{}'.format(name.upper) }}",
        "{{ ['a'] | join(name.upper) }}",
        "{{ dict ~ '' }}",
        "{{ namespace() | string }}",
        "{{ self | string }}",
        "{{ {'a': range} | tojson }}",
        "{% macro m() %}{% endmacro %}{{ m | string }}",
        "{% for a in rows %}{{ loop | string }}{% endfor %}",
        "{{ name.format | list }}",
    ],
)
def test_nothing_with_an_address_in_its_text_becomes_text(text: str) -> None:
    with pytest.raises(TemplateProblem):
        rendered(text)


@pytest.mark.parametrize(
    "name", ["now", "today", "time", "random", "lipsum", "cycler", "joiner", "env", "environ", "os"]
)
def test_no_name_leads_to_the_clock_to_chance_or_to_the_environment(name: str) -> None:
    assert name not in environment.globals
    assert name not in environment.filters
    assert problem("{{ " + name + " }}")[0] == f"there is no variable `{name}`"


def test_the_locale_of_the_machine_changes_nothing() -> None:
    program = (
        "from heygen_build.spec.template import *\n"
        't = \'{{ 1234.5 | currency("es-ES") }} {{ "2026-01-02" | date("full", "fr") }}\'\n'
        "print(ascii(Template(t, Target(object)).render({})))"
    )
    outputs = set()
    for language in ("de_DE.UTF-8", "C", "xx"):
        surroundings = {**os.environ, "LC_ALL": language, "LANG": language, "LANGUAGE": language, "TZ": "Asia/Tokyo"}
        done = subprocess.run([sys.executable, "-c", program], env=surroundings, capture_output=True, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1


def test_the_libraries_of_filters_are_loaded_only_when_a_filter_is_used() -> None:
    program = (
        "import sys; import heygen_build.spec.template\n"
        "print([name for name in ('babel', 'num2words', 'markdown_it', 'slugify') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro f(n) %}{% if n %}{{ f(n-1) }}{{ f(n-1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        "{% set s = namespace(x='a') %}{% for i in range(60) %}{% set s.x = s.x ~ s.x %}{% endfor %}",
        "{% set s = namespace(x='a') %}{% for i in range(60) %}{% set s.x = s.x + s.x %}{% endfor %}",
        "{% set s = namespace(x=[1]) %}{% for i in range(60) %}{% set s.x = [s.x, s.x] %}{% endfor %}",
        "{% set s = namespace(x={}) %}{% for i in range(60) %}{% set s.x = dict(a=s.x, b=s.x) %}{% endfor %}",
        "{% set s = namespace(x=3) %}{% for i in range(60) %}{% set s.x = s.x * s.x %}{% endfor %}",
        "{% set a = 'x' * 1000000 %}{% set b %}{{ a }}{{ a }}{% endset %}",
        "{{ ('a' * 1000000) | replace('', 'b' * 1000000) }}",
        "{{ ('a' * 9999).replace('', 'b' * 9999) }}",
        "{{ ['x' * 1000000] * 1000 }}",
        "{{ [range(99999)] * 99999 }}",
        "{{ 'ab'.join(['x' * 9999] * 9999) }}",
        "{{ (['x' * 999] * 9999) | join }}",
        "{{ '{0}{0}'.format('x' * 999999) }}",
        "{{ ('%s' * 9999) % ('x' * 9999) }}",
        "{{ ('a\n' * 400000) | indent(100000) }}",
        "{{ range(99999) | batch(1) | sum(start=[]) }}",
        "{{ range(99999) | select('in', range(99999) | list) | list }}",
        "{% set b = range(99999) | list %}{% for i in b %}{{ '' if -1 in b }}{% endfor %}",
        "{% for i in range(2) recursive %}{{ loop(range(99999)) }}{% endfor %}",
        "{% set a = 'y' * 1000000 %}{% for i in range(99999) %}{% set b = a | upper %}{% endfor %}",
        "{% set a = 'y' * 1000000 %}{% for i in range(99999) %}{% set b = a.upper() %}{% endfor %}",
        "{{ ('[' * 500000) | markdown_to_text }}",
    ],
)
def test_a_template_that_would_run_for_ever_or_fill_the_memory_ends_in_a_problem(text: str) -> None:
    with pytest.raises(TemplateProblem):
        rendered(text)


def test_ordinary_work_on_ten_thousand_rows_stays_within_the_limits() -> None:
    rows = [{"id": f"c{n}", "city": "Berlin", "n": n} for n in range(10_000)]
    text = "{{ rows | selectattr('n', 'ge', 10) | map(attribute='id') | list | length }}"
    assert Template(text, ANYTHING).render({"rows": rows}) == 9990
    assert Template("{{ rows }}", ANYTHING).render({"rows": rows}) == rows


def test_the_guide_is_a_page_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = parse(["explain", "filters"])
    assert not isinstance(arguments, int)
    assert explain.run(arguments, no_world) == 0
    assert capsys.readouterr().out == guide() + "\n"
    assert max(map(len, guide().splitlines())) <= 90


def no_world() -> World:
    raise AssertionError("explaining needs nothing of the machine")
