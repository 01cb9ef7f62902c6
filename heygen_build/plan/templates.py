"""Scenes from templates: one job each, by v3 or v2."""

from __future__ import annotations

from typing import Literal, get_args

from heygen_build.plan.drawing import WORDS_PER_MINUTE, Drawing, Setting
from heygen_build.plan.model import Estimate
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
from heygen_build.resolve.model import (
    Film,
    TemplateCharacter,
    TemplateMedia,
    TemplatePicture,
    TemplatePosition,
    TemplateSubtitles,
    TemplateText,
    TemplateValue,
    TemplateVoice,
)
from heygen_build.script.spoken import model_seconds

Rate = Literal[25, 30, 60]
ROUTES = {"v3": "v3 template", "v2": "v2 template"}


def plan_template(drawing: Drawing, setting: Setting, picture: TemplatePicture) -> str:
    """The key of the render of a template. Its files are uploaded first, each once for the account.

    The price is unknown: no page states one for templates.
    """
    needs: dict[str, str] = {}
    variables = {value.name: _fill(drawing, setting, value, needs) for value in picture.variables}
    film, own = setting.film, picture.options
    fits = picture.aspect_ratio is None or picture.aspect_ratio == film.aspect_ratio
    request = TemplateRequest(
        template_id=picture.template_id,
        revision=picture.revision,
        variables=variables,
        scenes=picture.scenes or None,
        # HeyGen refuses a size of another ratio; then its own size is fitted here.
        width=film.width if fits else None,
        height=film.height if fits else None,
        fps=_rate(film),
        caption=own.caption,
        subtitles=_subtitles(own.subtitles),
        reorder_music=own.reorder_music,
        keep_text_vertically_centered=own.keep_text_vertically_centered,
        brand_voice_id=own.brand_voice,
    )
    return _ordered(drawing, setting, picture, request, needs)


def _ordered(
    drawing: Drawing, setting: Setting, picture: TemplatePicture, request: TemplateRequest, needs: dict[str, str]
) -> str:
    seconds, test = model_seconds(picture.script, WORDS_PER_MINUTE), setting.film.render.test or None
    place, origin, route = f"{setting.prefix}/template", setting.scene.picture_origin, ROUTES[picture.api]
    if picture.api == "v3":
        return drawing.add(place, request, origin, route, needs=needs, estimate=Estimate(seconds, None))
    old = OldTemplateRequest.model_validate(request.model_dump(exclude={"kind"}) | {"test": test})
    return drawing.add(place, old, origin, route, needs=needs, estimate=Estimate(seconds, 0.0 if test else None))


def _subtitles(own: TemplateSubtitles | None) -> Subtitles | None:
    if own is None:
        return None
    position = own.position or TemplatePosition()
    return Subtitles(
        preset_name=own.preset_name,
        alignment=own.alignment,
        font_size=own.font_size,
        disable_highlight=own.disable_highlight,
        x=position.x,
        y=position.y,
    )


def _rate(film: Film) -> Rate | None:
    rates: tuple[Rate, ...] = get_args(Rate)
    return next((rate for rate in rates if rate == film.fps), None)


def _fill(drawing: Drawing, setting: Setting, given: TemplateValue, needs: dict[str, str]) -> Fill:
    match given.value:
        case TemplateText(content=content):
            return TextFill(content=content)
        case TemplateVoice(voice_id=voice_id, locale=locale):
            return VoiceFill(voice_id=voice_id, locale=locale)
        case TemplateCharacter(character_id=character_id, type=type_):
            return CharacterFill(character_id=character_id, type=type_)
        case TemplateMedia() as media:
            if media.file is not None:
                needs[f"variable:{given.name}"] = drawing.upload(
                    media.file, f"{setting.prefix}/{given.name}", given.origin
                )
            return MediaFill(
                type=media.type,
                file=drawing.file(media.file) if media.file else None,
                url=media.url,
                asset_id=media.asset_id,
                fit=media.fit,
                play_style=media.play_style,
                volume=media.volume,
            )
