"""Words and ranges of the language that several mappings share. Names of HeyGen are spelled as HeyGen spells them."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from heygen_build.spec.types import Finite

VariableType: TypeAlias = Literal["string", "number", "boolean", "color", "path", "list", "map", "enum"]
Engine: TypeAlias = Literal["avatar_iii", "avatar_iv", "avatar_v"]
Expressiveness: TypeAlias = Literal["high", "medium", "low"]
Fit: TypeAlias = Literal["cover", "contain"]
SubtitleFormat: TypeAlias = Literal["srt", "vtt", "ass", "ttml"]
TranscriptFormat: TypeAlias = Literal["txt", "md", "json"]
OutputFormat: TypeAlias = Literal["mp4", "webm", "gif", "wav", "mp3"]
ExportFormat: TypeAlias = Literal["otio", "remotion", "hyperframes"]
Anchor: TypeAlias = Literal[
    "top-left", "top", "top-right", "left", "center", "right", "bottom-left", "bottom", "bottom-right", "lower-third"
]
Side: TypeAlias = Literal["left", "right", "up", "down"]
Align: TypeAlias = Literal["left", "center", "right"]
Shape: TypeAlias = Literal["rectangle", "rounded", "circle"]
Matte: TypeAlias = Literal["alpha", "green"]
Animation: TypeAlias = Literal[
    "fade", "slide-up", "slide-down", "slide-left", "slide-right", "pop", "typewriter", "none"
]
CaptionLook: TypeAlias = Literal["boxed", "karaoke", "outline", "shadow", "bar", "pop", "minimal"]
DubbingMode: TypeAlias = Literal["speed", "precision"]
Orientation: TypeAlias = Literal["landscape", "portrait"]
Gender: TypeAlias = Literal["male", "female"]

Provider: TypeAlias = Literal[
    "veo_3_1", "veo_3_1_fast", "veo3", "veo3_fast", "veo2", "kling_pro", "kling_v2", "sora_v2", "sora_v2_pro",
    "runway_gen4", "seedance_lite", "seedance_pro", "ltx_distilled",
]  # fmt: skip
"""Providers of HeyGen's workflow node `GenerateVideoNode`."""

EngineType: TypeAlias = Literal["elevenlabs", "fish", "starfish"]
EngineModel: TypeAlias = Literal[
    "eleven_multilingual_v2", "eleven_turbo_v2_5", "eleven_flash_v2_5", "eleven_v3", "s1", "s2-pro"
]
"""Models of v3 `engine_settings`: those in `eleven_…` belong to `elevenlabs`, the others to `fish`."""

AgentStyle: TypeAlias = Literal[
    "soft-signal", "warm-grain", "quiet-drama", "heritage-reel", "silk-route", "swiss-pulse", "geometric-bold",
    "velvet-standard", "digital-grid", "contact-sheet", "folk-frequency", "earth-pulse", "dream-state", "play-mode",
    "carnival-surge", "shadow-cut", "deconstructed", "maximalist-type", "data-drift", "red-wire",
]  # fmt: skip
"""The visual styles that HeyGen publishes for prompts of the Video Agent."""

Emotion: TypeAlias = Literal["Excited", "Friendly", "Serious", "Soothing", "Broadcaster"]
OldStyle: TypeAlias = Literal["normal", "closeUp", "circle", "square"]
TalkingStyle: TypeAlias = Literal["stable", "expressive"]
OldExpression: TypeAlias = Literal["default", "happy"]
OldScale: TypeAlias = Annotated[Finite, Field(gt=0, le=5)]
"""Words and ranges of v2 video/generate."""

Speed: TypeAlias = Annotated[Finite, Field(ge=0.5, le=2)]
"""v3 voices/speech takes up to 2, videos up to 1.5."""
ClipSpeed: TypeAlias = Annotated[Finite, Field(ge=0.25, le=4)]
Pitch: TypeAlias = Annotated[int, Field(ge=-50, le=50)]
Volume: TypeAlias = Annotated[Finite, Field(ge=0, le=1)]
Share: TypeAlias = Annotated[Finite, Field(ge=0, le=1)]
Dollars: TypeAlias = Annotated[Finite, Field(ge=0)]
Degrees: TypeAlias = Annotated[Finite, Field(ge=-360, le=360)]
Weight: TypeAlias = Annotated[int, Field(ge=100, le=900)]
FrameRate: TypeAlias = Annotated[int, Field(ge=24, le=60)]
Lines: TypeAlias = Annotated[int, Field(ge=1, le=20)]
Ordinal: TypeAlias = Annotated[int, Field(ge=1)]
Speakers: TypeAlias = Annotated[int, Field(ge=1, le=20)]
CharactersPerLine: TypeAlias = Annotated[int, Field(ge=10, le=100)]
CaptionLines: TypeAlias = Annotated[int, Field(ge=1, le=4)]
CharactersPerSecond: TypeAlias = Annotated[Finite, Field(ge=5, le=50)]
WordsPerMinute: TypeAlias = Annotated[int, Field(ge=50, le=400)]
