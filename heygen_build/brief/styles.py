"""The twenty visual styles that HeyGen publishes for prompts, as data (agent-prompting.md, "Visual style library").

Told in our own words. The designers after whom they are named are left out of prompts: a name without colors, type
and motion means something else in every render, and with them it adds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from heygen_build.brief.facts import Energy


@dataclass(frozen=True, slots=True)
class VisualStyle:
    """`colors` are words or `#rrggbb`; `energy` says which verbs of motion and which transitions fit."""

    name: str
    mood: str
    uses: tuple[str, ...]
    colors: tuple[str, ...]
    type: str
    motion: str
    transitions: tuple[str, ...]
    energy: Energy

    @property
    def title(self) -> str:
        """`swiss-pulse` as `Swiss Pulse`."""
        return self.name.replace("-", " ").title()

    def prompt(self) -> str:
        """The lines of a STYLE block: name, colors, type, motion, transitions."""
        return "\n".join(
            (
                f"{self.title}: {self.mood}.",
                f"Colors: {', '.join(self.colors)}.",
                f"Type: {self.type}.",
                f"Motion: {self.motion}.",
                f"Transitions: {', '.join(self.transitions)}.",
            )
        )


_ALL = (
    VisualStyle(
        "soft-signal", "intimate", ("personal", "wellness"), ("amber", "cream", "dusty rose", "sage", "honey"),
        "handwritten lower case", "slow drift", ("soft dissolve", "light leak"), "low",
    ),
    VisualStyle(
        "warm-grain", "organic", ("nature", "environment"), ("ochre", "forest green", "terracotta", "cream", "brown"),
        "rounded sans serif", "gentle moves under 16 mm film grain", ("gentle wipe", "soft dissolve"), "low",
    ),
    VisualStyle(
        "quiet-drama", "contemplative", ("personal", "profiles"), ("sepia", "deep brown", "soft gold", "charcoal"),
        "clean serif", "long holds", ("fade to black", "soft dissolve"), "low",
    ),
    VisualStyle(
        "heritage-reel", "nostalgic", ("history",), ("faded gold", "burgundy", "navy", "cream"),
        "centered serif", "vignette with a slight jitter of old film", ("iris wipe",), "low",
    ),
    VisualStyle(
        "silk-route", "mysterious", ("culture", "global stories"), ("teal", "burgundy", "gold", "lapis", "black"),
        "elegant, widely spaced", "layers that move at different depths", ("flowing dissolve",), "low",
    ),
    VisualStyle(
        "swiss-pulse", "precise", ("data", "finance"), ("#1a1a1a", "white", "#0066ff"),
        "bold Helvetica, numbers at 80 to 120 pt", "counters and bars on a 12-column grid", ("grid wipe", "hard cut"),
        "medium",
    ),
    VisualStyle(
        "geometric-bold", "minimal", ("essays", "premium"), ("at most three flat colors in a frame",),
        "bold type used as a picture", "few shapes, 60 % of the frame stays empty", ("clean cut",), "medium",
    ),
    VisualStyle(
        "velvet-standard", "premium", ("investors", "brand films"), ("black", "white", "#1a237e or #c9a84c"),
        "thin capitals, wide spacing", "slow reveals", ("slow cross-dissolve",), "low",
    ),
    VisualStyle(
        "digital-grid", "technical", ("infrastructure", "data"), ("#0a0a0a", "#00e5ff", "#ffb300", "#00ff88"),
        "monospace", "pixel grid with scan lines", ("grid wipe",), "medium",
    ),
    VisualStyle(
        "contact-sheet", "editorial", ("journalism", "investigation"), ("black and white with high contrast",),
        "bold sans serif notes", "grain and tight crops", ("hard cut", "snap zoom"), "high",
    ),
    VisualStyle(
        "folk-frequency", "vivid", ("culture", "food"), ("hot pink", "orange", "cobalt", "yellow", "emerald"),
        "rounded bold", "patterns that repeat in rhythm", ("color wipe",), "high",
    ),
    VisualStyle(
        "earth-pulse", "communal", ("music", "nature"), ("burnt orange", "green", "yellow", "terracotta"),
        "bold and expressive", "cuts on the beat, freeze frames", ("beat cut",), "high",
    ),
    VisualStyle(
        "dream-state", "surreal", ("opinion", "abstract ideas"), ("muted tones", "one shock accent"),
        "thin and floating", "haze, shapes that morph, never a hard cut", ("morph dissolve",), "low",
    ),
    VisualStyle(
        "play-mode", "playful", ("pop", "fun"), ("electric blue", "hot pink", "lime", "yellow"),
        "oversized and tilted", "spring physics", ("pop cut", "bounce"), "high",
    ),
    VisualStyle(
        "carnival-surge", "euphoric", ("milestones", "fun"), ("#ff1493", "#ffe000", "#00ced1", "orange", "violet"),
        "massive and angled", "confetti, clips of one to two seconds", ("smash cut", "pop cut"), "high",
    ),
    VisualStyle(
        "shadow-cut", "dark", ("investigation",), ("black", "cold gray", "blood red or toxic green"),
        "angular", "slow push-in", ("cut to black", "hard cut"), "medium",
    ),
    VisualStyle(
        "deconstructed", "raw", ("technology news",), ("#1a1a1a", "#d4501e", "#f0f0f0"),
        "angled and overlapping", "glitch", ("smash cut", "white flash"), "high",
    ),
    VisualStyle(
        "maximalist-type", "loud", ("launches",), ("red", "yellow", "black", "white"),
        "text over 50 to 80 % of the frame", "kinetic type", ("smash cut",), "high",
    ),
    VisualStyle(
        "data-drift", "futuristic", ("AI", "research"), ("#7c3aed", "#06b6d4", "#0a0a0a", "silver"),
        "thin and futuristic", "particles", ("liquid dissolve",), "low",
    ),
    VisualStyle(
        "red-wire", "urgent", ("breaking news",), ("red", "black", "white", "yellow"),
        "condensed capitals", "tickers and split screens", ("snap cut",), "high",
    ),
)  # fmt: skip

STYLES: dict[str, VisualStyle] = {style.name: style for style in _ALL}
"""By the names that a project may write under `style`."""

_RELIABLE = "swiss-pulse"
"""Near the top of the vendor's own ranking."""
DEFAULT = """Plain and clean, in blue, black and white.
Motion: calm motion graphics for numbers and ideas, stock footage for real places.
Transitions: hard cut."""
"""The STYLE block of a brief that names none: one look for all scenes is better than one for each."""


def suggested(text: str) -> str:
    """The name of a style whose mood or use a text mentions; else of one that works reliably."""
    words = set(re.findall(r"\w+", text.lower()))
    fitting = (
        style for style in _ALL if words & set(re.findall(r"\w+", f"{style.mood} {' '.join(style.uses)}".lower()))
    )
    return next(fitting, STYLES[_RELIABLE]).name
