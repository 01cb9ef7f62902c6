"""Languages are found by what people call them."""

from __future__ import annotations

import pytest

from heygen_build.languages import LANGUAGES, nearest

OFFERED = tuple(LANGUAGES)


@pytest.mark.parametrize(
    "name",
    ["Spanish", "spanish", "Spanisch", "español", "Espagnol", "es", "es-XX", "es_ES", "Spansh", "SPANISH (SPAIN)"],
)
def test_spain_comes_first_whatever_spanish_is_called(name: str) -> None:
    assert nearest(name, OFFERED)[0] == "Spanish (Spain)"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Deutsch", "German (Germany)"),
        ("de-at", "German (Austria)"),
        ("German (Germny)", "German (Germany)"),
        ("日本語", "Japanese (Japan)"),
        ("中文", "Chinese (Mandarin, Simplified)"),
        ("Mandarin", "Chinese (Mandarin, Simplified)"),
        ("Norwegisch", "Norwegian Bokmål (Norway)"),
        ("Brazil", "Portuguese (Brazil)"),
        ("pt-PT", "Portuguese (Portugal)"),
        ("et", "Estonian (Estonia)"),
    ],
)
def test_a_language_is_found_by_its_code_its_own_name_and_its_country(name: str, meant: str) -> None:
    assert nearest(name, OFFERED)[0] == meant


def test_what_is_no_language_is_like_none() -> None:
    assert nearest("Klingon", OFFERED) == ()


def test_only_what_is_offered_is_named() -> None:
    assert nearest("es", ("Spanish (Mexico)", "French (France)")) == ("Spanish (Mexico)",)
