"""Films and scenes of the Video Agent: one job each, by v3 or on request by v1."""

from __future__ import annotations

from heygen_build.brief.compile import compile_brief, orientation_of
from heygen_build.brief.words import target_seconds
from heygen_build.plan import prices
from heygen_build.plan.cast import plan_look, voice_of
from heygen_build.plan.drawing import Drawing, Setting
from heygen_build.plan.model import Estimate
from heygen_build.plan.requests import AgentRequest, OldAgentRequest
from heygen_build.resolve.model import AgentBrief, AgentPicture, AvatarPicture, Film, NewAvatarPicture, Scene

WHOLE_FILM = "agent"
"""What the only scene of a film from one brief is called."""
_V1_SECONDS = (5, 300)


def as_scene(brief: AgentBrief) -> Scene:
    """A film from one brief is a film of one scene, which is as long as what the agent makes."""
    return Scene(
        id=WHOLE_FILM,
        origin=brief.origin,
        picture=AgentPicture(brief),
        picture_origin=brief.origin,
        speech=None,
        hold=0.0,
        before=0.0,
        after=0.0,
    )


def plan_agent(drawing: Drawing, setting: Setting, picture: AgentPicture) -> str:
    """The key of the step that orders a film from the agent. Files are uploaded first, numbered as in the prompt."""
    brief, film, prefix = picture.brief, setting.film, setting.prefix
    needs = {
        f"file-{number}": drawing.upload(used.file, f"{prefix}/file-{number}", brief.origin)
        for number, used in enumerate(brief.files, 1)
    }
    if isinstance(brief.avatar, NewAvatarPicture):
        needs["look"] = plan_look(drawing, brief.avatar.avatar, brief.origin)
    estimate = _estimate(brief)
    if film.render.api == "v1":
        request, route = _old(drawing, brief, film), "v1 video agent"
        return drawing.add(f"{prefix}/film", request, brief.origin, route, needs=needs, estimate=estimate)
    voice_id, made = voice_of(drawing, brief.voice)
    order = AgentRequest(
        prompt=compile_brief(brief, film.aspect_ratio).text,
        orientation=orientation_of(brief, film.aspect_ratio),
        avatar_id=_look_id(brief),
        voice_id=voice_id,
        style_id=brief.style.id if brief.style else None,
        brand_kit_id=brief.brand_kit,
        files=_digests(drawing, brief),
        mode="chat" if brief.mode == "chat" else None,
        messages=brief.messages or None,
        incognito=True if brief.incognito else None,
    )
    route = f"v3 video agent{' (chat)' if brief.mode == 'chat' else ''}"
    return drawing.add(f"{prefix}/film", order, brief.origin, route, needs=needs | made, estimate=estimate)


def _old(drawing: Drawing, brief: AgentBrief, film: Film) -> OldAgentRequest:
    seconds, (low, high) = target_seconds(brief), _V1_SECONDS
    return OldAgentRequest(
        prompt=compile_brief(brief, film.aspect_ratio).text,
        orientation=orientation_of(brief, film.aspect_ratio),
        seconds=min(max(round(seconds), low), high) if seconds else None,
        avatar_id=_look_id(brief),
        files=_digests(drawing, brief),
    )


def _look_id(brief: AgentBrief) -> str | None:
    return brief.avatar.look_id if isinstance(brief.avatar, AvatarPicture) else None


def _digests(drawing: Drawing, brief: AgentBrief) -> tuple[str, ...] | None:
    return tuple(drawing.file(used.file) for used in brief.files) or None


def _estimate(brief: AgentBrief) -> Estimate:
    """By the length that is asked for. A plain prompt says none that a program could rely on, so its price is open."""
    seconds = target_seconds(brief)
    return Estimate(seconds, seconds * prices.VIDEO_AGENT) if seconds else Estimate(0.0, None)
