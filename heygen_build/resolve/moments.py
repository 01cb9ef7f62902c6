"""When something comes and goes."""

from __future__ import annotations

from heygen_build.resolve.filled import filled
from heygen_build.resolve.model import When
from heygen_build.resolve.scope import Place
from heygen_build.spec.models import MomentSpec


def when_of(place: Place, spec: MomentSpec | None) -> When | None:
    """The time that stands at a place; None where there is none. `1s` is short for `{time: 1s}`."""
    return None if spec is None else filled(When, (place, spec))
