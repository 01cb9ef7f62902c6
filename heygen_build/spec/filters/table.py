"""The filters and tests that the project language adds to Jinja's own. Their libraries load when first used."""

from __future__ import annotations

from heygen_build.spec.filters import numbers, tests, words
from heygen_build.spec.filters.guarded import Filter

FILTERS: dict[str, Filter] = {
    "currency": numbers.currency,
    "date": numbers.date,
    "duration": numbers.duration,
    "markdown_to_text": words.markdown_to_text,
    "number": numbers.number,
    "pluralize": words.pluralize,
    "pronounce": words.pronounce,
    "slug": words.slug,
    "spell_number": numbers.spell_number,
}
TESTS: dict[str, Filter] = {
    "landscape": tests.landscape,
    "language": tests.language,
    "portrait": tests.portrait,
    "square": tests.square,
}
