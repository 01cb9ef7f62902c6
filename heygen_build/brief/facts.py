"""What production experience says about prompts of the Video Agent, as data (agent-prompting.md, ../api).

Numbers are advice of the vendor, except for the one that says "server": what breaks that is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["a-roll", "b-roll", "overlay"]
Energy = Literal["high", "medium", "low"]

LONGEST_PROMPT = 10_000
"""Characters; server."""

WORDS_A_MINUTE = 150.0
NATURAL_SECONDS = 60.0
"""Up to here a conversational film flows naturally: a script, no scenes with labels."""
TOLERANCE = 0.2
"""The share by which words may miss the target length before it is worth a word."""


@dataclass(frozen=True, slots=True)
class SceneKind:
    """A frame of the scene grammar. `seconds` is the useful range of one scene, `layers` the fewest that fill it."""

    name: str
    frame: str
    seconds: tuple[float, float]
    layers: int


SCENE_KINDS: dict[Kind, SceneKind] = {
    "a-roll": SceneKind("A-ROLL", "presenter full frame", (6.0, 10.0), 0),
    "b-roll": SceneKind("FULL SCREEN B-ROLL", "no presenter, layered graphics", (10.0, 15.0), 4),
    "overlay": SceneKind(
        "A-ROLL + OVERLAY", "presenter on a third of the width, content beside, no overlap", (8, 12), 3
    ),
}
BLACK_FRAMES = 5.0
"""B-roll of at most this many seconds shows black frames."""
MOST_ALIKE = 2
"""Scenes of one kind in a row."""
LEAST_B_ROLL = 2
"""Full-screen B-roll scenes in a film that is told scene by scene."""

VERBS: dict[Energy, tuple[str, ...]] = {
    "high": ("slam", "crash", "punch", "stamp", "shatter"),
    "medium": ("cascade", "slide", "drop", "fill", "draw"),
    "low": ("type on", "fade in", "float", "morph", "count up"),
}
"""Verbs of motion that the agent follows, in their base form."""
MORE_VERBS = (
    "appear", "bloom", "blur", "bounce", "build", "burst", "climb", "close", "collapse", "cross", "dissolve", "drift",
    "drive", "emerge", "enter", "expand", "explode", "fade", "fall", "flash", "flicker", "flip", "fly", "fold",
    "freeze", "glide", "glitch", "glow", "grow", "hover", "jump", "land", "leave", "light up", "move", "open", "orbit",
    "pan", "peel", "pop", "pour", "pulse", "push", "race", "ripple", "rise", "roll", "rotate", "run", "scale",
    "scatter", "scroll", "shake", "shift", "shimmer", "shrink", "snap", "spin", "split", "spread", "stack", "stream",
    "stretch", "sweep", "swing", "switch", "tick", "tilt", "track", "transform", "travel", "turn", "type", "unfold",
    "wave", "wipe", "zoom",
)  # fmt: skip
"""Other verbs that say how something moves: a rule must not complain about good English."""

LEAST_PRESENTER = 60
"""Words that describe a presenter who is no look of the account."""
LAYOUT_WORDS = (
    "upper-left", "upper left", "upper-right", "upper right", "lower-left", "lower left", "lower-right", "lower right",
    "top-left", "top left", "top-right", "top right", "bottom-left", "bottom left", "bottom-right", "bottom right",
    "center-screen", "center screen", "centre screen", "left-aligned", "right-aligned", "x=", "y=",
)  # fmt: skip
"""Words of layouts: prompts full of them gave short, poor films."""
APPEARANCE_WORDS = (
    "blazer", "shirt", "suit", "jacket", "dress", "hoodie", "sweater", "glasses", "beard", "hair", "haired", "blonde",
    "brunette", "tie", "scarf", "wearing", "wears", "dressed", "year-old", "years old", "tall", "slim", "skin",
)  # fmt: skip
"""Words about looks, which contradict a look that was chosen."""
ARTISTS = (
    "sagmeister", "eksell", "satyajit ray", "cassandre", "abedini", "müller-brockmann", "muller-brockmann", "tanaka",
    "vignelli", "crouwel", "brodovitch", "terrazas", "ghariokwu", "tomaszewski", "ahn sang-soo", "hillmann", "brody",
    "paula scher", "anadol", "tartakover", "bauhaus", "warhol", "mondrian", "kandinsky", "saul bass", "wes anderson",
    "hokusai", "banksy", "matisse", "picasso",
)  # fmt: skip
"""Names that stand for a style; alone, each means something else in every render."""
COLOR_WORDS = (
    "color", "colour", "palette", "black", "white", "red", "blue", "green", "yellow", "orange", "gold", "pink", "grey",
    "gray", "purple", "violet", "teal", "navy", "cream", "brown", "burgundy", "sepia", "amber", "kraft", "pastel",
)  # fmt: skip
TYPE_WORDS = ("type", "typography", "font", "serif", "sans", "letter", "helvetica", "monospace", "caps", "handwrit")
MOTION_WORDS = ("motion", "move", "animate", "cut", "wipe", "dissolve", "transition", "drift", "slide", "zoom", "frame")
VERBATIM_WORDS = (
    "verbatim", "word for word", "word-for-word", "exactly as written", "do not change the script",
    "do not change a word", "without changing a word",
)  # fmt: skip
SEVERAL_SPEAKERS = (
    "different voice", "another voice", "second voice", "different avatar", "another avatar", "second avatar",
    "different presenter", "another presenter", "second presenter", "two presenters", "two avatars",
)  # fmt: skip
