"""Templates that only insert variables take a shortcut, and nobody can tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heygen_build.spec import jinja, lookups
from heygen_build.spec.template import Target, Template, TemplateProblem

ANY: Target[object] = Target(object)
VARIABLES: dict[str, object] = {
    "product": "Aurora",
    "price": 49,
    "ratio": 0.5,
    "live": True,
    "nothing": None,
    "big": "x" * 600_000,
    "features": [{"name": "Fast"}],
    "customer": {"id": "c17", "items": "shadowed", "deep": {"er": 1}},
    "loop": {"index": 1},
}
NAMES = [
    "product", "price", "ratio", "live", "nothing", "big", "features", "customer", "customer.id", "customer.items",
    "customer.deep.er", "customer.nope", "nope", "nope.er", "loop.index", "range", "dict", "none", "true", "not",
    "self", "if", "in", "product.upper", "features.name", "customer.deep",
]  # fmt: skip
PIECES = st.one_of(
    st.sampled_from(NAMES).map(lambda name: "{{ " + name + " }}"),
    st.sampled_from(NAMES).map(lambda name: "{{\n" + name + "\t}}"),
    st.sampled_from(
        [" ", "\n", "Meet ", "}}", "%}", "{", "$", "日本", "{{", "{{ product | upper }}", "{#", "{{- price }}", "\r\n"]
    ),
)


def outcome(text: str) -> object:
    try:
        return Template(text, ANY).render(VARIABLES)
    except TemplateProblem as problem:
        return (problem.message, problem.start, problem.end, problem.name, problem.candidates)


@given(st.lists(PIECES, max_size=5).map("".join))
def test_the_shortcut_gives_what_jinja_gives(text: str) -> None:
    short = outcome(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookups, "simple", lambda text: None)
        assert outcome(text) == short


@given(st.lists(PIECES, max_size=5).map("".join))
def test_the_shortcut_reads_the_variables_that_jinja_reads(text: str) -> None:
    short = lookups.simple(text)
    if short is not None:
        assert short.names == jinja.parse(text).names
        assert short.is_expression == jinja.parse(text).is_expression


@pytest.mark.parametrize(
    "text", ["{{ product }}", "Meet {{ product }}.\n", "{{ customer.deep.er }}{{ price }}", "{{x}}"]
)
def test_text_with_lookups_takes_the_shortcut(text: str) -> None:
    assert lookups.simple(text) is not None


@pytest.mark.parametrize(
    "text", ["{{ a | upper }}", "{% if a %}{% endif %}", "{{ not }}", "{{ range }}", "a", "{{ a }}{{", "{{{ a }}"]
)
def test_everything_else_is_left_to_jinja(text: str) -> None:
    assert lookups.simple(text) is None


DEEP = [
    "{{ " + "(" * 200 + "1" + ")" * 200 + " }}",
    "{{ " + "[" * 5000 + " }}",
    "{{ " + "-" * 5000 + "1 }}",
    "{{ 1" + "+1" * 5000 + " }}",
    "{{ product" + " | upper" * 3000 + " }}",
    "{% if live %}" * 90 + "{% endif %}" * 90,
    "{% for a in features %}" * 25 + "{% endfor %}" * 25,
]


@pytest.mark.parametrize("text", DEEP, ids=range(len(DEEP)))
def test_deep_templates_are_refused_before_they_run(text: str) -> None:
    with pytest.raises(TemplateProblem):
        Template(text, ANY)


def test_a_long_but_flat_template_is_fine() -> None:
    assert Template("{{ product }} | {% if live %}x{% endif %}" * 300, ANY).render(VARIABLES) == "Aurora | x" * 300
