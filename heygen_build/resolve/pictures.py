"""The picture of a scene: exactly one of all the kinds there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from heygen_build.media.layers import Fit
from heygen_build.resolve.avatars import avatar_named
from heygen_build.resolve.backgrounds import background_of
from heygen_build.resolve.briefs import brief_of
from heygen_build.resolve.desk import Desk, own_or_default
from heygen_build.resolve.filled import filled, plain
from heygen_build.resolve.looks import pan_of, style_of, trim_of, zoom_of
from heygen_build.resolve.model import (
    AgentPicture,
    Background,
    CardPicture,
    CinematicPicture,
    FileRef,
    GeneratedPicture,
    ImagePicture,
    Lipsync,
    NoPicture,
    Origin,
    OutputFormat,
    Picture,
    TextStyle,
    VideoPicture,
)
from heygen_build.resolve.scope import Place
from heygen_build.resolve.templates import template_of
from heygen_build.spec.models import SceneSpec
from heygen_build.units import Length

CARD_SIZE = Length(9.0, "%")
"""Height of a card's letters where no style says it."""
CARD_WEIGHT = 700
CINEMATIC_SECONDS = 10.0
"""What v3 `cinematic_avatar` makes where no duration is named."""
SOUNDS = ("wav", "mp3")
Made = tuple[Picture | None, Origin]


def picture_of(desk: Desk, place: Place, spec: SceneSpec) -> Made:
    """The picture of a scene and its place; None where something was wrong (and is on record)."""
    for key, make in _MAKERS.items():
        if getattr(spec, key) is not None:
            return make(desk, place, spec), place.at(key).origin
    chosen, where = own_or_default(spec.avatar, desk.spec.defaults.avatar, place, "avatar")
    if chosen is None or _is_sound_alone(desk, place):
        if _is_sound_alone(desk, place):
            return NoPicture(), place.origin
        _report_nothing(place, spec)
        return None, place.origin
    made = avatar_named(desk, where, chosen, _behind_avatar(desk, place, spec))
    fit: Fit | None = place.get(spec.fit, "fit")
    return (made if made is None or fit is None else replace(made, fit=fit)), where.origin


def _is_sound_alone(desk: Desk, place: Place) -> bool:
    form: OutputFormat | None = place.scope.get(desk.spec.output.format, ("output", "format"))
    return form in SOUNDS


def _report_nothing(place: Place, spec: SceneSpec) -> None:
    if spec.script is None and spec.audio is None:
        hint = "give it an `avatar` with a `script`, an `image` or a `card`"
        place.error("HB0311", "this scene has no picture", hint=hint)
    else:
        key = "script" if spec.script is not None else "audio"
        hint = "add `avatar:`, or a default one under `defaults`"
        place.error("HB0311", "this scene speaks, but no avatar is there to speak it", key, at_key=True, hint=hint)


def _behind_avatar(desk: Desk, place: Place, spec: SceneSpec) -> Background | None:
    """What HeyGen shows behind an avatar; None leaves it to the look."""
    written, where = own_or_default(spec.background, desk.spec.defaults.background, place, "background")
    return background_of(desk, where, written, for_upload=True)


def _behind(desk: Desk, place: Place, spec: SceneSpec) -> Background:
    """What is behind a picture that is drawn here."""
    written, where = own_or_default(spec.background, desk.spec.defaults.background, place, "background")
    return background_of(desk, where, written, for_upload=False) or Background()


def _card(desk: Desk, place: Place, spec: SceneSpec) -> CardPicture | None:
    card, at = spec.card, place.at("card")
    if card is None:
        return None
    text = at.get(card.text, "text")
    style = _card_style(desk, at, spec)
    own = background_of(desk, at.at("background"), card.background, for_upload=False)
    background = own or _behind(desk, place, spec)
    if text is None or style is None:
        return None
    return CardPicture(text.strip(), _share(style), style.color, background, style)


def _card_style(desk: Desk, at: Place, spec: SceneSpec) -> TextStyle | None:
    """The card's own size and color win over its style."""
    card = spec.card
    assert card is not None, "only cards come here"
    style = style_of(desk, at.at("style"), card.style, size=CARD_SIZE, weight=CARD_WEIGHT)
    if style is None:
        return None
    size, color = at.get(card.size, "size"), at.get(card.color, "color")
    return replace(style, size=size or style.size, color=color or style.color)


def _share(style: TextStyle) -> float:
    """Height of the letters as a share of the frame's height; pixels count as of a frame of 1080."""
    return style.size.value / (100 if style.size.unit == "%" else 1080)


def _image(desk: Desk, place: Place, spec: SceneSpec) -> ImagePicture | None:
    file = desk.files.get(place, spec.image, "image", "image")
    fit: Fit | None = place.get(spec.fit, "fit")
    background = _behind(desk, place, spec)
    zoom, pan = zoom_of(place.at("zoom"), spec.zoom), pan_of(place.at("pan"), spec.pan)
    return None if file is None else ImagePicture(file, fit or "cover", background, zoom, pan)


def _video(desk: Desk, place: Place, spec: SceneSpec) -> VideoPicture | None:
    file = desk.files.get(place, spec.video, "video", "video")
    trim = trim_of(place.at("trim"), spec.trim, file)
    background, zoom = _behind(desk, place, spec), zoom_of(place.at("zoom"), spec.zoom)
    lipsync = None if spec.lipsync is None else filled(Lipsync, (place.at("lipsync"), spec.lipsync))
    if file is None:
        return None
    return VideoPicture(
        file,
        place.get(spec.fit, "fit") or "cover",
        background,
        trim,
        place.get(spec.speed, "speed") or 1.0,
        place.get(spec.loop, "loop") or False,
        _volume(place, spec),
        zoom,
        lipsync,
    )


def _volume(place: Place, spec: SceneSpec) -> float | None:
    if place.get(spec.mute, "mute"):
        return None
    return place.get(spec.volume, "volume") or 0.0


def face_of(desk: Desk, place: Place, spec: SceneSpec) -> FileRef | None:
    """The face that replaces the one in the picture."""
    if spec.face_swap is None:
        return None
    return desk.files.get(place.at("face_swap"), spec.face_swap.image, "image", "image", for_upload=True)


def _generate(desk: Desk, place: Place, spec: SceneSpec) -> GeneratedPicture | None:
    order, at = spec.generate, place.at("generate")
    if order is None:
        return None
    return filled(
        GeneratedPicture,
        (at, order),
        reference_image=desk.files.get(at, order.reference_image, "image", "reference_image", for_upload=True),
        tail_image=desk.files.get(at, order.tail_image, "image", "tail_image", for_upload=True),
        config=plain(at, "config", order.config),
        trim=trim_of(place.at("trim"), spec.trim, None),
        speed=place.get(spec.speed, "speed"),
        loop=place.get(spec.loop, "loop"),
        volume=place.get(spec.volume, "volume"),
        # Models make sounds of their own, which would be in the way of somebody who speaks.
        mute=place.get(spec.mute, "mute") or (spec.volume is None and (spec.script or spec.audio) is not None),
    )


def _cinematic(desk: Desk, place: Place, spec: SceneSpec) -> CinematicPicture | None:
    order, at = spec.cinematic, place.at("cinematic")
    if order is None:
        return None
    presenters = [avatar_named(desk, at.at("avatars", index), name) for index, name in enumerate(order.avatars)]
    references = [
        desk.files.get(at, name, "media", "references", index) for index, name in enumerate(order.references or ())
    ]
    prompt = at.get(order.prompt, "prompt")
    if prompt is None:
        return None
    written = "duration" in order.model_fields_set
    seconds = (at.get(order.duration, "duration") or None) if written else CINEMATIC_SECONDS  # `auto` is read as 0
    return CinematicPicture(
        prompt,
        tuple(presenter for presenter in presenters if presenter is not None),
        tuple(file for file in references if file is not None),
        seconds,
        at.get(order.enhance_prompt, "enhance_prompt") or False,
    )


def _agent(desk: Desk, place: Place, spec: SceneSpec) -> AgentPicture | None:
    brief = brief_of(desk, place.at("agent"), spec.agent)
    return None if brief is None else AgentPicture(brief)


_MAKERS: dict[str, Callable[[Desk, Place, SceneSpec], Picture | None]] = {
    "card": _card,
    "image": _image,
    "video": _video,
    "generate": _generate,
    "cinematic": _cinematic,
    "template": template_of,
    "agent": _agent,
}
"""By the key of the source. An avatar is what is left."""
