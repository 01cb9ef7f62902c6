"""From the picture of a scene to the layers of its clip: words and lengths become shares and pixels of the canvas."""

from __future__ import annotations

from dataclasses import replace

from heygen_build.media.layers import Frame, Move, Spot, Trim, View
from heygen_build.media.model import Canvas
from heygen_build.plan.drawing import Drawing
from heygen_build.plan.lettering import lettering
from heygen_build.plan.requests import CardLayer, ClipLayer, GroundLayer, InsetLayer, NoLayer, StillLayer
from heygen_build.resolve.lettering import cast_of
from heygen_build.resolve.model import (
    Anchor,
    AvatarPicture,
    Background,
    CardPicture,
    GeneratedPicture,
    ImagePicture,
    NewAvatarPicture,
    NoPicture,
    Pan,
    PhotoPicture,
    Presenter,
    Scene,
    TextStyle,
    VideoPicture,
    Zoom,
)
from heygen_build.resolve.presented import is_composed_here
from heygen_build.units import Color

ROOM_TO_MOVE = 1.125
"""How much a picture is enlarged that has to be panned over: fitted to the frame, most have nowhere to go."""
CARD_WEIGHT = 700
"""Of cards that say nothing else; the room before gives it to them."""
CLEAR = Color(0, 0, 0, 0)
_MARGIN = 0.035
"""Between a framed presenter and the edges of the frame, as a share of its shorter side."""
PLACES: dict[Anchor, tuple[float, float]] = {
    "top-left": (0.0, 0.0),
    "top": (0.5, 0.0),
    "top-right": (1.0, 0.0),
    "left": (0.0, 0.5),
    "center": (0.5, 0.5),
    "right": (1.0, 0.5),
    "bottom-left": (0.0, 1.0),
    "bottom": (0.5, 1.0),
    "bottom-right": (1.0, 1.0),
    "lower-third": (0.0, 0.8),
}
_PICTURE_KINDS = ClipLayer | StillLayer | CardLayer | NoLayer


def picture_layer(drawing: Drawing, scene: Scene, canvas: Canvas, *, speaks: bool, alpha: bool) -> _PICTURE_KINDS:
    """The picture of a scene. `speaks`: something else says the words; `alpha`: the film may be transparent."""
    match scene.picture:
        case ImagePicture(file, fit, background, zoom, pan):
            ground = ground_layer(drawing, background, canvas)
            return StillLayer(file=drawing.file(file), fit=fit, ground=ground, move=move_of(zoom, pan))
        case CardPicture() as card:
            return _card(drawing, card, canvas)
        case VideoPicture() as video:
            return _clip(drawing, scene, video, canvas)
        case GeneratedPicture() as made:
            return ClipLayer(
                volume=None if made.mute else made.volume,
                trim=_trim(made.trim),
                speed=None if made.speed == 1 else made.speed,
                loop=True if made.loop else None,
            )
        case NoPicture():
            return NoLayer()
        case AvatarPicture() | PhotoPicture() | NewAvatarPicture() as picture:
            if is_composed_here(picture) and picture.background is not None:
                ground = ground_layer(drawing, picture.background, canvas)
                return ClipLayer(role="presenter", matte="alpha", ground=ground)
            return ClipLayer(matte="alpha", ground=GroundLayer(color=CLEAR)) if alpha else ClipLayer()
        case _:
            # What models make may come with sound of its own: under somebody who speaks it would be in the way.
            return ClipLayer(volume=None if speaks else 0.0)


def ground_layer(drawing: Drawing, background: Background, canvas: Canvas) -> GroundLayer:
    """What is behind a picture."""
    return GroundLayer(
        color=background.color,
        gradient=background.gradient,
        image=drawing.file(background.image) if background.image else None,
        video=drawing.file(background.video) if background.video else None,
        fit=None if background.fit == "cover" else background.fit,
        move=move_of(background.zoom, None),
        trim=_trim(background.trim),
        loop=None if background.loop else False,
        blur=background.blur.pixels(canvas.height) if background.blur else None,
    )


def inset_layer(presenter: Presenter, canvas: Canvas) -> InsetLayer:
    """A presenter, whose render is the need `presenter`."""
    is_framed = presenter.shape != "rectangle" or presenter.background is not None or presenter.border is not None
    x, y = PLACES[presenter.at]
    frame = Frame(
        shape=presenter.shape,
        radius=presenter.radius.pixels(canvas.height) if presenter.shape == "rounded" else 0.0,
        background=presenter.background,
        border=presenter.border.color if presenter.border else None,
        border_width=presenter.border.width.pixels(canvas.height) if presenter.border else 0.0,
    )
    spot = Spot(
        width=presenter.size.pixels(canvas.width),
        x=x,
        y=y,
        # Who is cut out stands on the edge of the frame; floating above it, people look like stickers.
        margin=round(_MARGIN * min(canvas.width, canvas.height)) if is_framed else 0.0,
        dx=presenter.offset.x.pixels(canvas.width),
        dy=presenter.offset.y.pixels(canvas.height),
    )
    clip = ClipLayer(role="presenter", matte=presenter.matte)
    return InsetLayer(clip=clip, spot=spot, frame=frame, shadow=cast_of(presenter.shadow, canvas))


def move_of(zoom: Zoom | None, pan: Pan | None) -> Move | None:
    """A zoom about its anchor, a pan over what the frame does not show, or both."""
    if zoom is None and pan is None:
        return None
    x, y = PLACES[zoom.at] if zoom else (0.5, 0.5)
    first, last = (zoom.start, zoom.end) if zoom else (ROOM_TO_MOVE, ROOM_TO_MOVE)
    if pan is None:
        return Move(View(first, x, y), View(last, x, y))
    (left, top), (right, bottom) = PLACES[pan.start], PLACES[pan.end]
    return Move(View(first, left, top, left, top), View(last, right, bottom, right, bottom))


def _card(drawing: Drawing, card: CardPicture, canvas: Canvas) -> CardLayer:
    style = card.style or TextStyle(weight=CARD_WEIGHT)
    # A share of the height, but a portrait frame is narrow: there the width decides, so that words stay whole.
    size = max(8.0, round(card.size * min(canvas.height, canvas.width)))
    letters = replace(lettering(drawing, style, canvas), size=size, color=card.color)
    return CardLayer(text=card.text, style=letters, ground=ground_layer(drawing, card.background, canvas))


def _clip(drawing: Drawing, scene: Scene, video: VideoPicture, canvas: Canvas) -> ClipLayer:
    is_spoken = video.lipsync is not None
    is_rendered = is_spoken or scene.face_swap is not None
    return ClipLayer(
        # A swapped face leaves the clip as long as it was, so it is cut here. Moved lips speak from the first frame
        # to the last, with the sound of the scene: HeyGen is told which part of the clip to use.
        file=None if is_rendered else drawing.file(video.file),
        fit=video.fit,
        volume=0.0 if is_spoken else video.volume,
        trim=None if is_spoken else _trim(video.trim),
        speed=None if video.speed == 1 else video.speed,
        loop=True if video.loop else None,
        move=move_of(video.zoom, None),
        ground=ground_layer(drawing, video.background, canvas),
    )


def _trim(trim: Trim) -> Trim | None:
    return None if trim == Trim() else trim
