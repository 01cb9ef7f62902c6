"""Every trouble on one route, and the worst of it on all others: `python -m tests.faults.table` tries all on all."""

from __future__ import annotations

import pytest

from heygen_build.execute.jobs import JOBS
from tests.faults.samples import SAMPLES
from tests.faults.table import cells, try_out

WORST = ("reset after acceptance", "slow headers", "truncated file", "journal full")
CELLS = [*cells(["video"]), *(cell for cell in cells(sorted(SAMPLES.keys() - {"video", "batch"})) if cell[1] in WORST)]


@pytest.mark.parametrize(("route", "name"), CELLS, ids=[f"{route} {name}" for route, name in CELLS])
def test_trouble_ends_in_a_film_or_a_clear_error_and_never_in_a_second_charge(route: str, name: str) -> None:
    assert try_out(route, name).flaw is None


def test_every_kind_of_remote_step_is_in_the_table() -> None:
    assert JOBS.keys() <= SAMPLES.keys()
