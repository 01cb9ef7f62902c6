"""The bodies of orders to the Video Agent, from the requests that are keyed: digests become ids of uploads."""

from __future__ import annotations

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import asset_id, made_look, made_voice
from heygen_build.heygen.wire import AssetById
from heygen_build.heygen.wire.agents import AgentConfigV1, AgentFileV1, CreateAgentSession, CreateAgentVideoV1
from heygen_build.plan.requests import AgentRequest, OldAgentRequest


def agent_body(request: AgentRequest, needs: Needs) -> CreateAgentSession:
    """The body of POST /v3/video-agents."""
    files = tuple(AssetById(asset_id=uploaded) for uploaded in _files(request, needs))
    return CreateAgentSession(
        prompt=request.prompt,
        mode=request.mode,
        avatar_id=_look(request, needs),
        voice_id=request.voice_id or made_voice(needs),
        style_id=request.style_id,
        brand_kit_id=request.brand_kit_id,
        orientation=request.orientation,
        files=files or None,
        incognito_mode=request.incognito,
    )


def old_agent_body(request: OldAgentRequest, needs: Needs) -> CreateAgentVideoV1:
    """The body of POST /v1/video_agent/generate."""
    config = AgentConfigV1(
        duration_sec=request.seconds,
        avatar_id=_look(request, needs),
        orientation=request.orientation,
    )
    files = tuple(AgentFileV1(asset_id=uploaded) for uploaded in _files(request, needs))
    return CreateAgentVideoV1(prompt=request.prompt, config=config, files=files or None)


def _files(request: AgentRequest | OldAgentRequest, needs: Needs) -> list[str]:
    return [asset_id(needs, f"file-{number}") for number in range(1, len(request.files or ()) + 1)]


def _look(request: AgentRequest | OldAgentRequest, needs: Needs) -> str | None:
    return made_look(needs).look_id if "look" in needs else request.avatar_id
