"""`pytest tests/looks --update-looks` draws the pictures anew: look at each of them afterwards."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-looks", action="store_true", help="rewrite tests/looks/pictures/*.jpg")


@pytest.fixture
def update_looks(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-looks", default=False))
