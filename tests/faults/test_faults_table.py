"""The table of `python -m tests.faults.table`, for the routes that differ most in how an order is found again."""

from __future__ import annotations

import pytest

from tests.faults.table import SAMPLES, Happening, happenings, try_out

CELLS = [(route, name, happening) for route in ("video", "speech") for name, happening in happenings(SAMPLES[route])]


@pytest.mark.parametrize(("route", "name", "happening"), CELLS, ids=[f"{route} {name}" for route, name, _ in CELLS])
def test_trouble_ends_in_a_film_or_a_clear_error_and_never_in_a_second_charge(
    route: str, name: str, happening: Happening
) -> None:
    assert try_out(route, name, happening).flaw is None
