"""What cannot be built yet is refused by the plan, and never left out in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heygen_build.diagnostics import BuildError
from heygen_build.plan.build import plan
from heygen_build.plan.support import as_warnings, unbuilt
from heygen_build.resolve.model import (
    Captions,
    Extras,
    Film,
    Music,
    Scene,
    Translation,
)
from heygen_build.units import Color
from tests.builders import avatar, card, film, image, origin, photo, project, scene

KNOWN = film(scene("a", avatar(), "One."), scene("b", photo(), "Two."), scene("c", image()), scene("d", card(), None))


def codes(made: Film) -> list[str]:
    return [found.code for found in unbuilt(project(made))]


def test_what_earlier_versions_built_is_not_refused() -> None:
    assert codes(KNOWN) == []


SCENES: list[tuple[str, dict[str, object]]] = [
    ("HB0903", {"music": Music(search="calm piano")}),
]


@pytest.mark.parametrize(("code", "changes"), SCENES)
def test_a_scene_with_something_new_is_refused(code: str, changes: dict[str, object]) -> None:
    changed: Scene = replace(scene("a", card(), None), **changes)  # type: ignore[arg-type]
    made = film(changed)
    assert codes(made) == [code]
    with pytest.raises(BuildError) as caught:
        plan(project(made), "heygen")
    assert [found.code for found in caught.value.diagnostics] == [code]


FILMS: list[tuple[str, dict[str, object]]] = [
    ("HB0903", {"music": Music(search="calm piano")}),
    ("HB0904", {"captions": Captions(("ass",), None)}),
    ("HB0905", {"extras": Extras(chapters=True)}),
    ("HB0907", {"format": "gif", "translations": (Translation("German", film().output, origin("translations", 0)),)}),
]


@pytest.mark.parametrize(("code", "changes"), FILMS)
def test_a_film_with_something_new_is_refused(code: str, changes: dict[str, object]) -> None:
    assert codes(replace(KNOWN, **changes)) == [code]  # type: ignore[arg-type]


def test_silence_in_one_scene_is_no_music() -> None:
    assert codes(film(scene("a", card(), None, music=Music()))) == []


def test_a_key_is_told_once_for_all_films() -> None:
    loud = replace(KNOWN, music=Music(search="calm piano"))
    assert len(unbuilt(project(loud, replace(loud, name="locale=es-ES")))) == 1


def test_check_warns_with_the_same_codes() -> None:
    found = unbuilt(project(replace(KNOWN, music=Music(search="calm piano"))))
    assert [(warning.code, warning.severity) for warning in as_warnings(found)] == [("HB0903", "warning")]


def test_a_style_of_a_card_with_only_size_and_color_is_known() -> None:
    assert codes(film(scene("a", replace(card(), color=Color(1, 2, 3)), None))) == []
