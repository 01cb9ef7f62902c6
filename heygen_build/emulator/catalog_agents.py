"""Styles of the Video Agent and brand kits. Two styles share a name: choosing by name must meet ambiguity somewhere."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_build.emulator.catalog import stable_id
from heygen_build.units import Color


@dataclass(frozen=True, slots=True)
class AgentStyle:
    """A style of the list; `colors` are what drafts are drawn in."""

    name: str
    tags: tuple[str, ...]
    colors: tuple[str, ...]
    aspect_ratio: str | None = None
    key: str | None = None

    @property
    def id(self) -> str:
        return stable_id("agent style", self.key or self.name)


@dataclass(frozen=True, slots=True)
class BrandKit:
    name: str
    colors: tuple[str, ...]

    @property
    def id(self) -> str:
        return stable_id("brand kit", self.name)


AGENT_STYLES = (
    AgentStyle("Soft Signal", ("handmade",), ("#c9a27a", "#8fa08a")),
    AgentStyle("Warm Grain", ("handmade", "cinematic"), ("#b5803a", "#3f5a45")),
    AgentStyle("Quiet Drama", ("cinematic",), ("#5a4330", "#2e2b29")),
    AgentStyle("Heritage Reel", ("cinematic", "print"), ("#6b1f2a", "#1f2f4f")),
    AgentStyle("Silk Route", ("iconic-artist",), ("#0f6b6b", "#6b1f3a")),
    AgentStyle("Swiss Pulse", ("iconic-artist", "print"), ("#1a1a1a", "#0066ff")),
    AgentStyle("Geometric Bold", ("iconic-artist",), ("#d9432f", "#22335f")),
    AgentStyle("Velvet Standard", ("cinematic",), ("#101010", "#1a237e")),
    AgentStyle("Digital Grid", ("retro-tech",), ("#0a0a0a", "#00585f")),
    AgentStyle("Contact Sheet", ("print",), ("#161616", "#4c4c4c")),
    AgentStyle("Folk Frequency", ("pop-culture", "handmade"), ("#c2185b", "#0047ab")),
    AgentStyle("Earth Pulse", ("pop-culture",), ("#a8471b", "#2f6b3a")),
    AgentStyle("Dream State", ("iconic-artist",), ("#6f6a86", "#c23b5a")),
    AgentStyle("Play Mode", ("pop-culture",), ("#2962ff", "#e0409a")),
    AgentStyle("Carnival Surge", ("pop-culture",), ("#b80f6f", "#007f84"), "9:16"),
    AgentStyle("Shadow Cut", ("cinematic",), ("#0e0f12", "#6d1116")),
    AgentStyle("Deconstructed", ("retro-tech", "iconic-artist"), ("#1a1a1a", "#d4501e")),
    AgentStyle("Maximalist Type", ("print", "iconic-artist"), ("#b3151b", "#111111")),
    AgentStyle("Data Drift", ("retro-tech",), ("#4b2699", "#065f70")),
    AgentStyle("Red Wire", ("print",), ("#a30d12", "#141414")),
    AgentStyle("Paper Theater", ("handmade",), ("#8a5a33", "#4a6a5a"), "16:9"),
    AgentStyle("Neon Nights", ("retro-tech",), ("#3a0ca3", "#b5179e"), "16:9"),
    AgentStyle("Neon Nights", ("pop-culture",), ("#003049", "#d62828"), "9:16", key="Neon Nights 2"),
)
BRAND_KITS = (
    BrandKit("Acme", ("#b02a37", "#1f2a44")),
    BrandKit("Larkfield", ("#2f6f4f", "#12303f")),
)


def style(style_id: str) -> AgentStyle | None:
    return next((found for found in AGENT_STYLES if found.id == style_id), None)


def brand_kit(kit_id: str) -> BrandKit | None:
    return next((found for found in BRAND_KITS if found.id == kit_id), None)


def colors(written: tuple[str, ...]) -> tuple[Color, ...]:
    """`#rrggbb` as colors."""
    return tuple(Color(*bytes.fromhex(text[1:7])) for text in written)
