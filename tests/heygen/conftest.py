"""Every test of the client gets a server that plays a script."""

from __future__ import annotations

import pytest

from tests.heygen.play import Play


@pytest.fixture
def play() -> Play:
    return Play()
