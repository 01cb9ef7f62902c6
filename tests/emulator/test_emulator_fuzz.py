"""A few hundred random requests at every published call; `python -m tests.emulator.fuzz` sends more."""

from __future__ import annotations

import httpx
import pytest

from tests.emulator.fuzz import fuzz, judge, lax
from tests.emulator.test_emulator_schemas import SCHEMAS, needs_schemas

SHAPE = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}


@needs_schemas
@pytest.mark.timeout(120)
def test_no_random_request_ends_in_a_server_error_or_passes_against_its_schema() -> None:
    findings = fuzz(SCHEMAS or "", examples=3, seed=1)
    assert findings.wrong == []
    assert findings.tried > 300
    assert findings.answers[200] > 30


def test_the_judge_sees_server_errors_and_errors_that_are_none_of_heygens() -> None:
    assert judge(httpx.Response(200)) is None
    assert judge(httpx.Response(400, json={"error": {"code": "invalid_parameter", "message": "no"}})) is None
    assert judge(httpx.Response(500, text="oops")) == "500: oops"
    assert judge(httpx.Response(404, json={"detail": "x"})) is not None


def test_the_judge_sees_bodies_that_pass_against_their_schema() -> None:
    accepted = httpx.Response(200)
    assert lax(accepted, SHAPE, b'{"name": "a"}', "application/json") is None
    assert "'name' is a required property" in str(lax(accepted, SHAPE, None, "application/json"))
    assert lax(httpx.Response(400), SHAPE, b"{}", "application/json") is None
