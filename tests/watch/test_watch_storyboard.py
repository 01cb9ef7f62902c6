"""Where the timeline draws overlays: where they are seen in the film."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heygen_build.media.model import Word
from heygen_build.moments import Moment
from heygen_build.resolve.model import Overlay, TextContent, TextStyle, When
from heygen_build.watch.tracks import seen
from tests.builders import origin

WORDS = (Word("Meet", 0.5, 1.0), Word("Aurora", 1.0, 2.0))
WHOLE = Overlay(TextContent("Aurora", TextStyle()), origin("overlays", 0))


@pytest.mark.parametrize(
    ("overlay", "expected"),
    [
        (WHOLE, (0.0, 10.0)),
        (replace(WHOLE, start=When(Moment(2.0, "s"))), (2.0, 10.0)),
        (replace(WHOLE, start=When(Moment(2.0, "s")), length=Moment(3.0, "s")), (2.0, 5.0)),
        (replace(WHOLE, start=When(Moment(50.0, "%")), length=Moment(80.0, "%")), (5.0, 10.0)),
        (replace(WHOLE, until=When(Moment(2.0, "end"))), (0.0, 8.0)),
        (replace(WHOLE, start=When(word="Aurora"), length=Moment(3.0, "s")), (1.0, 4.0)),
        (replace(WHOLE, start=When(word="nobody says this")), (0.0, 10.0)),
    ],
)
def test_an_overlay_is_drawn_where_it_is_seen(overlay: Overlay, expected: tuple[float, float]) -> None:
    assert seen(overlay, WORDS, 10.0) == pytest.approx(expected)
