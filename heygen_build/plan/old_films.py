"""Films that one v2 job renders whole (`api: v2`, `unit: video`): characters over colors, pictures and clips."""

from __future__ import annotations

from dataclasses import dataclass, field

from heygen_build.media.model import Canvas
from heygen_build.plan.drawing import Drawing, Setting
from heygen_build.plan.model import Estimate, PlannedScene
from heygen_build.plan.old_takes import (
    as_share,
    old_background,
    old_character,
    old_estimate,
    old_rate,
    old_upload,
    old_voice,
)
from heygen_build.plan.requests import (
    ColorBackground,
    OldLook,
    OldMedia,
    OldPhoto,
    OldScene,
    OldSilence,
    OldVideoRequest,
)
from heygen_build.plan.sounds import sound_of
from heygen_build.plan.whole import WHOLE, plan_whole
from heygen_build.resolve.checks.lengths import clip_seconds
from heygen_build.resolve.model import Film, ImagePicture, Presented, Presenter, VideoPicture

CIRCLE = 0.62
"""The width of a circle at scale 1, as a share of the frame's shorter side. HeyGen states none: a guess."""
_MARGIN = 0.04


@dataclass(slots=True)
class _Script:
    """The scenes of a job as they are put together."""

    drawing: Drawing
    needs: dict[str, str] = field(default_factory=dict)
    estimates: list[Estimate] = field(default_factory=list)

    def add(self, setting: Setting, number: int) -> OldScene:
        scene, film = setting.scene, setting.film
        picture = scene.presenter.picture if scene.presenter else scene.picture
        character = None
        if isinstance(picture, Presented):
            character = old_character(self.drawing, setting, picture, self.needs, number)
            if scene.presenter is not None:
                character = placed(character, scene.presenter, film)
        background = self._background(setting, number)
        if scene.speech is None and scene.audio is None:
            seconds = _silence(setting)
            self.estimates.append(Estimate(seconds, None))
            return OldScene(character=character, voice=OldSilence(seconds=seconds), background=background)
        sound = sound_of(self.drawing, setting)
        rate = old_rate(picture, film) if isinstance(picture, Presented) else None
        self.estimates.append(old_estimate(film, sound, rate))
        return OldScene(character=character, voice=old_voice(setting, sound, self.needs, number), background=background)

    def _background(self, setting: Setting, number: int) -> ColorBackground | OldMedia | None:
        match setting.scene.picture:
            case ImagePicture(file=file, fit=fit):
                self.needs[f"background-{number}"] = old_upload(self.drawing, setting, file, "image")
                return OldMedia(kind="image", file=file.digest, fit=fit)
            case VideoPicture(file=file, fit=fit, loop=loop):
                self.needs[f"background-{number}"] = old_upload(self.drawing, setting, file, "video")
                return OldMedia(kind="video", file=file.digest, fit=fit, loop=loop)
            case picture if isinstance(picture, Presented):
                return old_background(self.drawing, setting, picture.background, self.needs, number)
            case _:
                raise AssertionError("checks refuse scenes that v2 cannot express")

    @property
    def estimate(self) -> Estimate:
        """Scenes without a character have a price that no page states."""
        known = [estimate.usd for estimate in self.estimates if estimate.usd is not None]
        seconds = sum(estimate.seconds for estimate in self.estimates)
        return Estimate(seconds, sum(known) if len(known) == len(self.estimates) else None)


def plan_old_film(drawing: Drawing, film: Film, prefix: str, canvas: Canvas) -> tuple[PlannedScene, ...]:
    """The scenes of a film that is one render of v2."""
    script = _Script(drawing)
    settings = [Setting(film, scene, f"{prefix}{scene.id}") for scene in film.scenes]
    scenes = tuple(script.add(setting, number) for number, setting in enumerate(settings, start=1))
    test = film.render.test or None
    request = OldVideoRequest(scenes=scenes, width=film.width, height=film.height, fps=film.fps, test=test)
    estimate = Estimate(script.estimate.seconds, 0.0) if test else script.estimate
    route = f"v2 video ({len(scenes)} scenes)"
    asked, place = film.render.unit_origin or film.origin, f"{prefix}{WHOLE}/video"
    parts = tuple(scene.origin for scene in film.scenes)
    video = drawing.add(place, request, asked, route, needs=script.needs, estimate=estimate, parts=parts)
    seconds = [estimate.seconds for estimate in script.estimates]
    return plan_whole(drawing, film, prefix, canvas, video=video, seconds=seconds)


def _silence(setting: Setting) -> float:
    picture = setting.scene.picture
    if isinstance(picture, VideoPicture) and not setting.scene.hold:
        return clip_seconds(picture) or 1.0
    return setting.scene.hold or 1.0


def placed(character: OldLook | OldPhoto, presenter: Presenter, film: Film) -> OldLook | OldPhoto:
    """The presenter in its corner: `scale` and the middle's distance from that of the frame, as shares of it.

    Without a circle, scale 1 fills the frame's width; the height follows the frame's ratio.
    """
    size = presenter.size
    wide = size.value / 100 * film.width if size.unit == "%" else size.value
    short = min(film.width, film.height)
    is_circle = presenter.shape == "circle"
    scale = wide / (CIRCLE * short) if is_circle else wide / film.width
    high = wide if is_circle else film.height * scale
    x = _toward(presenter.at, "left", "right") * max(0.0, (1 - wide / film.width) / 2 - _MARGIN)
    y = _toward(presenter.at, "top", "bottom") * max(0.0, (1 - high / film.height) / 2 - (_MARGIN if is_circle else 0))
    place: dict[str, object] = {
        "framed": "circle" if is_circle else "normal",
        "scale": round(scale, 4),
        "x": round(x + as_share(presenter.offset.x, film.width), 4),
        "y": round(y + as_share(presenter.offset.y, film.height), 4),
    }
    if is_circle:
        place["circle"] = presenter.background
    elif isinstance(character, OldLook):
        place["matting"] = True
    return character.model_copy(update=place)


def _toward(anchor: str, first: str, second: str) -> int:
    words = anchor.replace("lower-third", "bottom").split("-")
    return -1 if first in words else 1 if second in words else 0
