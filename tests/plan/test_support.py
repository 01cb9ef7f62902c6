"""What cannot be built yet is refused by the plan, and never left out in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heygen_build.diagnostics import BuildError
from heygen_build.plan.build import plan
from heygen_build.plan.support import as_warnings, unbuilt
from heygen_build.resolve.model import (
    Film,
    Translation,
)
from heygen_build.units import Color
from tests.builders import avatar, card, film, image, origin, photo, project, scene

KNOWN = film(scene("a", avatar(), "One."), scene("b", photo(), "Two."), scene("c", image()), scene("d", card(), None))


def codes(made: Film) -> list[str]:
    return [found.code for found in unbuilt(project(made))]


def test_what_earlier_versions_built_is_not_refused() -> None:
    assert codes(KNOWN) == []


DUBBED: dict[str, object] = {
    "format": "gif",
    "translations": (Translation("German", film().output, origin("translations", 0)),),
}
NEW = replace(KNOWN, **DUBBED)  # type: ignore[arg-type]
FILMS: list[tuple[str, dict[str, object]]] = [
    ("HB0907", DUBBED),
]


@pytest.mark.parametrize(("code", "changes"), FILMS)
def test_a_film_with_something_new_is_refused(code: str, changes: dict[str, object]) -> None:
    made = replace(KNOWN, **changes)  # type: ignore[arg-type]
    assert codes(made) == [code]
    with pytest.raises(BuildError) as caught:
        plan(project(made), "heygen")
    assert [found.code for found in caught.value.diagnostics] == [code]


def test_a_key_is_told_once_for_all_films() -> None:
    assert len(unbuilt(project(NEW, replace(NEW, name="locale=es-ES")))) == 1


def test_check_warns_with_the_same_codes() -> None:
    found = unbuilt(project(NEW))
    assert [(warning.code, warning.severity) for warning in as_warnings(found)] == [("HB0907", "warning")]


def test_a_style_of_a_card_with_only_size_and_color_is_known() -> None:
    assert codes(film(scene("a", replace(card(), color=Color(1, 2, 3)), None))) == []
