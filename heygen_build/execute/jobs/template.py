"""Videos from templates: v3's end as v3 videos, v2's as those of v1's status call."""

from __future__ import annotations

from typing import ClassVar, TypedDict

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import Ordered, asset_id, title
from heygen_build.execute.jobs.legacy import LegacyJob
from heygen_build.execute.jobs.video import VideoJob
from heygen_build.heygen.wire import templates as wire
from heygen_build.plan.model import Step
from heygen_build.plan.requests import (
    CharacterFill,
    Fill,
    MediaFill,
    OldTemplateRequest,
    Subtitles,
    TemplateRequest,
    TextFill,
    VoiceFill,
)


class TemplateJob(VideoJob):
    kind: ClassVar[str] = "template"

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, TemplateRequest)
        body = wire.GenerateTemplate(
            variables=filled(request, needs),
            scene_ids=request.scenes,
            dimension=dimension(request),
            fps=request.fps,
            title=title(step, self.shop.project),
            **options(request),
        )
        generate, body = self.shop.client.templates.generate, self.called(step, body)
        return Ordered((await generate(request.template_id, body, idempotency_key=idempotency_key)).id)


class OldTemplateJob(LegacyJob):
    kind: ClassVar[str] = "old_template"

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, OldTemplateRequest)
        body = wire.GenerateTemplateV2(
            variables=filled(request, needs),
            scene_ids=request.scenes,
            dimension=dimension(request),
            fps=request.fps,
            title=title(step, self.shop.project),
            test=request.test,
            **options(request),
        )
        return Ordered(await self.shop.client.templates.generate_v2(request.template_id, self.called(step, body)))


class Options(TypedDict):
    """What both generations take beside the values."""

    caption: bool | None
    subtitles: wire.TemplateSubtitles | None
    reorder_music: bool | None
    keep_text_vertically_centered: bool | None
    brand_voice_id: str | None


def options(request: TemplateRequest | OldTemplateRequest) -> Options:
    return Options(
        caption=request.caption,
        subtitles=_subtitles(request.subtitles) if request.subtitles else None,
        reorder_music=request.reorder_music,
        keep_text_vertically_centered=request.keep_text_vertically_centered,
        brand_voice_id=request.brand_voice_id,
    )


def _subtitles(asked: Subtitles) -> wire.TemplateSubtitles:
    is_placed = (asked.x, asked.y) != (None, None)
    return wire.TemplateSubtitles(
        preset_name=asked.preset_name,
        alignment=asked.alignment,
        font_size=asked.font_size,
        disable_highlight=asked.disable_highlight,
        position=wire.SubtitlePosition(x=asked.x, y=asked.y) if is_placed else None,
    )


def dimension(request: TemplateRequest | OldTemplateRequest) -> wire.Dimension | None:
    if request.width is None or request.height is None:
        return None
    return wire.Dimension(width=request.width, height=request.height)


def filled(request: TemplateRequest | OldTemplateRequest, needs: Needs) -> dict[str, wire.FilledVariable]:
    """The values as they are sent: digests become ids of uploads."""
    return {name: _variable(name, fill, needs) for name, fill in request.variables.items()}


def _variable(name: str, fill: Fill, needs: Needs) -> wire.FilledVariable:
    match fill:
        case TextFill(content=content):
            return wire.FilledVariable(name=name, type="text", properties=wire.TextValue(content=content))
        case VoiceFill(voice_id=voice_id, locale=locale):
            voice = wire.VoiceValue(voice_id=voice_id, locale=locale)
            return wire.FilledVariable(name=name, type="voice", properties=voice)
        case CharacterFill(character_id=character_id, type=type_):
            character = wire.CharacterValue(character_id=character_id, type=type_)
            return wire.FilledVariable(name=name, type="character", properties=character)
        case MediaFill() as media:
            uploaded = asset_id(needs, f"variable:{name}") if media.file is not None else media.asset_id
            properties = wire.MediaValue(
                url=media.url,
                asset_id=uploaded,
                fit=media.fit,
                play_style=media.play_style,
                volume=media.volume,
            )
            return wire.FilledVariable(name=name, type=media.type, properties=properties)
