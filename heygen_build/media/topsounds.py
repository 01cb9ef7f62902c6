"""What is heard of clips that lie over the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from heygen_build.media.encode import RATE, Samples
from heygen_build.media.model import ClipPicture
from heygen_build.media.overlays import ClipTop, Top
from heygen_build.media.sound import soften
from heygen_build.media.voices import own_sound


def top_sounds(tops: Sequence[Top], total: int) -> Iterator[Samples]:
    """The sounds of overlays with a `volume`, each with silence before it; `total` is the length of the clip."""
    seconds = total / RATE
    for top in tops:
        if not isinstance(top.content, ClipTop) or top.content.volume is None:
            continue
        first, last = (max(0, min(total, round(time.within(seconds) * RATE))) for time in (top.start, top.end))
        content = top.content
        clip = ClipPicture(Path(content.file), volume=content.volume, trim=content.trim, loop=content.loop)
        sound = own_sound(clip, max(0, last - first))
        if sound is not None and last > first:
            body = soften(sound[: last - first])
            yield np.concatenate([np.zeros((first, body.shape[1]), np.int16), body])
