"""Films that one job renders whole (`render.unit: video`): v3 create-video, arm studio.

What a studio job cannot express was refused when the project was resolved (resolve/checks/studio.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from heygen_build.media.model import Canvas
from heygen_build.plan.avatars import person_of
from heygen_build.plan.drawing import Drawing, Setting
from heygen_build.plan.model import Estimate, PlannedScene
from heygen_build.plan.requests import (
    ColorBackground,
    StudioAvatar,
    StudioImage,
    StudioRequest,
    StudioScene,
    StudioVideo,
)
from heygen_build.plan.sounds import sound_of
from heygen_build.plan.whole import WHOLE, plan_whole
from heygen_build.resolve.checks.lengths import clip_seconds
from heygen_build.resolve.model import Film, ImagePicture, Presented, VideoPicture


@dataclass(slots=True)
class _Script:
    """The scenes of a job as they are put together: what it needs, how long each will be, what it will cost."""

    drawing: Drawing
    needs: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    usd: list[float | None] = field(default_factory=list)

    def add(self, setting: Setting, number: int) -> StudioScene:
        match setting.scene.picture:
            case ImagePicture() as picture:
                return self._image(setting, number, picture)
            case VideoPicture() as picture:
                return self._video(setting, number, picture)
            case picture if isinstance(picture, Presented):
                return self._avatar(setting, number, picture)
            case _:
                raise AssertionError("checks refuse scenes that a studio job cannot express")

    def _avatar(self, setting: Setting, number: int, picture: Presented) -> StudioAvatar:
        sound, person = sound_of(self.drawing, setting), person_of(self.drawing, setting, picture)
        self._take(number, {**person.needs, **sound.needs}, sound.seconds)
        self.usd.append(sound.estimate(person.rate).usd)
        behind = picture.background
        return StudioAvatar(
            source=person.source,
            script=sound.script,
            voice_id=sound.voice_id,
            voice=sound.voice,
            background=ColorBackground(value=behind.color.hex()) if behind else None,
            motion=picture.motion,
            expressiveness=picture.expressiveness,
        )

    def _image(self, setting: Setting, number: int, picture: ImagePicture) -> StudioImage:
        scene, file = setting.scene, self.drawing.file(picture.file)
        upload = self.drawing.upload(picture.file, f"{setting.prefix}/image", scene.picture_origin)
        self.usd.append(None)
        if scene.speech is None and scene.audio is None:
            self._take(number, {"image": upload}, scene.hold)
            return StudioImage(image=file, seconds=scene.hold)
        sound = sound_of(self.drawing, setting)
        self._take(number, {"image": upload, **sound.needs}, sound.seconds)
        return StudioImage(image=file, seconds=None, script=sound.script, voice_id=sound.voice_id, voice=sound.voice)

    def _video(self, setting: Setting, number: int, picture: VideoPicture) -> StudioVideo:
        upload = self.drawing.upload(picture.file, f"{setting.prefix}/video", setting.scene.picture_origin)
        self._take(number, {"video": upload}, clip_seconds(picture) or 0.0)
        self.usd.append(None)
        volume = 0.0 if picture.volume is None else 10 ** (picture.volume / 20)
        return StudioVideo(video=self.drawing.file(picture.file), volume=round(volume, 4))

    def _take(self, number: int, needs: dict[str, str], seconds: float) -> None:
        self.needs |= {f"{role}-{number}": key for role, key in needs.items()}
        self.seconds.append(seconds)

    @property
    def estimate(self) -> Estimate:
        """No page states what stills and clips cost in a studio job, so that with them the price is unknown."""
        known = [usd for usd in self.usd if usd is not None]
        return Estimate(sum(self.seconds), sum(known) if len(known) == len(self.usd) else None)


def plan_studio(drawing: Drawing, film: Film, prefix: str, canvas: Canvas) -> tuple[PlannedScene, ...]:
    """The scenes of a film that is one render: all of them stand in one clip, each at its share of the time."""
    script = _Script(drawing)
    settings = [Setting(film, scene, f"{prefix}{scene.id}") for scene in film.scenes]
    scenes = tuple(script.add(setting, number) for number, setting in enumerate(settings, start=1))
    request = StudioRequest(scenes=scenes, aspect_ratio=film.aspect_ratio, resolution=film.resolution)
    route = f"v3 video (studio, {len(scenes)} scenes)"
    place = f"{prefix}{WHOLE}/studio"
    asked = film.render.unit_origin or film.origin
    parts = tuple(scene.origin for scene in film.scenes)
    video = drawing.add(place, request, asked, route, needs=script.needs, estimate=script.estimate, parts=parts)
    return plan_whole(drawing, film, prefix, canvas, video=video, seconds=script.seconds)
