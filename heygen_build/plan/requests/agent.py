"""Films that HeyGen's Video Agent writes, draws and cuts by itself from one prompt."""

from __future__ import annotations

from typing import ClassVar, Literal

from heygen_build.plan.requests.base import StepRequest


class AgentRequest(StepRequest):
    """v3 POST /v3/video-agents. `files` are digests in the order of the prompt; ids are those of looks, voices, styles.

    `messages` answer what the agent asks in mode chat, in order. A presenter or voice that has to be made first is a
    need (`look`, `voice`) and no id here.
    """

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["agent"] = "agent"
    prompt: str
    orientation: Literal["landscape", "portrait"]
    avatar_id: str | None = None
    voice_id: str | None = None
    style_id: str | None = None
    brand_kit_id: str | None = None
    files: tuple[str, ...] | None = None
    mode: Literal["chat"] | None = None
    messages: tuple[str, ...] | None = None
    incognito: Literal[True] | None = None


class OldAgentRequest(StepRequest):
    """v1 POST /v1/video_agent/generate. `seconds` is the only thing that v3 has no field for."""

    remote: ClassVar[bool] = True
    paid: ClassVar[bool] = True
    kind: Literal["old_agent"] = "old_agent"
    prompt: str
    orientation: Literal["landscape", "portrait"]
    seconds: int | None = None
    avatar_id: str | None = None
    files: tuple[str, ...] | None = None
