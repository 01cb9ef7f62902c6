"""`pytest tests/resolve --update-resolved` rewrites tests/resolve/cases/*/expected.yaml."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-resolved", action="store_true", help="rewrite tests/resolve/cases/*/expected.yaml")


@pytest.fixture
def update_resolved(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-resolved", default=False))
