"""The frame check: what to say when the shape of a look does not fit the shape of the film ([skills-may])."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.resolve.model import AgentBrief, AvatarPicture
from heygen_build.units import AspectRatio

_WIDE = (
    "Show the presenter from the chest up, in the middle; extend the set to both sides by generative fill. "
    "No bars at the sides."
)
_TALL = "Show head and shoulders of the presenter, filling the height of the frame. No bars above or below."
_SET = "Place the presenter in a clean, real setting that fits the tone."
_MIDDLE = "The film is cut to {ratio} afterwards: keep faces and all text inside the middle {ratio} of the frame."


def framing_notes(brief: AgentBrief, orientation: str, ratio: AspectRatio) -> tuple[str, ...]:
    """Sentences that end the prompt; none where look and film have one shape."""
    return tuple(_notes(brief, orientation, ratio))


def _notes(brief: AgentBrief, orientation: str, ratio: AspectRatio) -> Iterator[str]:
    if brief.avatar is not None:
        # A look of unknown shape is most often a portrait (agent-prompting.md, "Frame check").
        look = brief.look_orientation or "portrait"
        if orientation == "landscape" and look != "landscape":
            yield _WIDE
        elif orientation == "portrait" and look != "portrait":
            yield _TALL
        if isinstance(brief.avatar, AvatarPicture) and brief.avatar.look_type == "studio_avatar":
            yield _SET
    if ratio not in ("16:9", "9:16"):
        yield _MIDDLE.format(ratio=ratio)
