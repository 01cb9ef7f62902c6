"""The local clip of a scene: its picture, its sound, its captions."""

from __future__ import annotations

from heygen_build.media.model import Canvas
from heygen_build.plan.drawing import WORDS_PER_MINUTE, Drawing, Setting
from heygen_build.plan.requests import CaptionRequest, CardLayer, ClipLayer, ClipRequest, StillLayer
from heygen_build.plan.script import shown_text, spoken_text
from heygen_build.resolve.model import CardPicture, Film, ImagePicture, Scene, Speech

DRAFT_MARK = "DRAFT"


def plan_clip(drawing: Drawing, setting: Setting, canvas: Canvas, *, needs: dict[str, str], fade_out: float) -> str:
    """The key of a scene's clip. `needs`: `video` for a picture that was rendered, `speech` for a voice-over."""
    film, scene = setting.film, setting.scene
    request = ClipRequest(
        canvas=canvas,
        picture=_layer(drawing, scene),
        hold=scene.hold,
        before=scene.before,
        after=scene.after,
        fade_in=scene.fade / 2 if scene is not film.scenes[0] else 0.0,
        fade_out=fade_out,
        captions=_captions(film, scene.speech) if scene.captions else None,
        # Renders of the emulator carry the mark already; what is drawn here must carry it too.
        mark=DRAFT_MARK if drawing.backend == "draft" and "video" not in needs else None,
    )
    return drawing.add(f"{setting.prefix}/clip", request, scene.origin, "local clip", needs=needs)


def _layer(drawing: Drawing, scene: Scene) -> ClipLayer | StillLayer | CardLayer:
    match scene.picture:
        case ImagePicture(file, fit, background):
            return StillLayer(file=drawing.file(file), fit=fit, background=background.color)
        case CardPicture(text, size, color, background):
            return CardLayer(text=text, size=size, color=color, background=background.color)
        case _:
            return ClipLayer()


def _captions(film: Film, speech: Speech | None) -> CaptionRequest | None:
    if speech is None or not (film.captions.sidecar or film.captions.burn_in):
        return None
    speed = speech.voice.speed if speech.voice and speech.voice.speed else 1.0
    return CaptionRequest(
        shown=shown_text(speech.script, speech.pronunciations),
        spoken=spoken_text(speech.script, speech.pronunciations),
        words_per_minute=WORDS_PER_MINUTE * speed,
        burn_in=film.captions.burn_in,
    )
