"""The other arms of v3 create-video: cinematic shots, and films of many scenes in one job."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import Collected, Ordered, asset_id, made_look, title
from heygen_build.execute.jobs.video import VideoJob
from heygen_build.execute.jobs.video_body import CAPTION, engine_of, made_engine, sound_fields
from heygen_build.execute.next_action import Collect
from heygen_build.heygen import wire
from heygen_build.plan.model import Step
from heygen_build.plan.requests import (
    CinematicRequest,
    LookSource,
    NewLookSource,
    StudioAvatar,
    StudioImage,
    StudioRequest,
    StudioScene,
    StudioVideo,
)


class CinematicJob(VideoJob):
    """A silent shot: it may come with sound or without, and never has subtitles."""

    kind: ClassVar[str] = "cinematic"

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, CinematicRequest)
        body = self.called(step, cinematic_body(step, request, needs, self.shop.project))
        created = await self.shop.client.create_video(body, idempotency_key=idempotency_key)
        return Ordered(created.video_id)

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        video = await self.wait(step, order.remote_id)
        self.finished(step, order, video.duration)
        return await self.fetch(step, video, folder, sound=False, captioned=False)


class StudioJob(VideoJob):
    """All scenes of a film; one that fails fails all of them."""

    kind: ClassVar[str] = "studio"

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, StudioRequest)
        body = self.called(step, studio_body(step, request, needs, self.shop.project))
        created = await self.shop.client.create_video(body, idempotency_key=idempotency_key)
        return Ordered(created.video_id)


def cinematic_body(step: Step, request: CinematicRequest, needs: Needs, project: str) -> wire.CreateCinematicVideo:
    """The body of POST /v3/videos, arm cinematic_avatar."""
    looks = [look or made_look(_of(needs, number)).look_id for number, look in enumerate(request.looks, start=1)]
    references = [
        wire.AssetById(asset_id=asset_id(needs, f"reference-{number}"))
        for number, _ in enumerate(request.references, start=1)
    ]
    return wire.CreateCinematicVideo(
        prompt=request.prompt,
        avatar_id=tuple(looks),
        references=tuple(references) or None,
        aspect_ratio=request.aspect_ratio,
        resolution=request.resolution,
        duration=request.seconds,
        auto_duration=True if request.seconds is None else None,
        enhance_prompt=True if request.enhance_prompt else None,
        title=title(step, project),
    )


def studio_body(step: Step, request: StudioRequest, needs: Needs, project: str) -> wire.CreateStudioVideo:
    """The body of POST /v3/videos, arm studio."""
    scenes = tuple(_scene(scene, _of(needs, number)) for number, scene in enumerate(request.scenes, start=1))
    return wire.CreateStudioVideo(
        scenes=scenes,
        title=title(step, project),
        resolution=request.resolution,
        aspect_ratio=request.aspect_ratio,
        caption=CAPTION,
    )


def _of(needs: Needs, number: int) -> Needs:
    """What one scene needs, by the roles that it would have as a job of its own."""
    end = f"-{number}"
    return {role.removesuffix(end): result for role, result in needs.items() if role.endswith(end)}


def _scene(scene: StudioScene, needs: Needs) -> wire.StudioScene:
    match scene:
        case StudioAvatar():
            return wire.StudioAvatarScene(input=_speaker(scene, needs))
        case StudioImage():
            source = wire.AssetById(asset_id=asset_id(needs, "image"))
            if scene.seconds is not None:
                return wire.StudioImageScene(source=source, duration=scene.seconds)
            sound = sound_fields(scene.script, scene.voice_id, scene.voice, needs, "audio")
            return wire.StudioImageScene(source=source, **sound)
        case StudioVideo():
            playback = wire.StudioPlayback(mute=True) if scene.volume == 0 else wire.StudioPlayback(volume=scene.volume)
            return wire.StudioVideoScene(source=wire.AssetById(asset_id=asset_id(needs, "video")), playback=playback)


def _speaker(scene: StudioAvatar, needs: Needs) -> wire.StudioAvatarInput | wire.StudioImageInput:
    sound = sound_fields(scene.script, scene.voice_id, scene.voice, needs, "audio")
    match scene.source:
        case LookSource() as look:
            avatar_id, engine = look.look_id, engine_of(look)
        case NewLookSource() as new:
            made = made_look(needs)
            avatar_id, engine = made.look_id, made_engine(new, made)
        case _:
            photo = wire.AssetById(asset_id=asset_id(needs, "photo"))
            return wire.StudioImageInput(
                image=photo, motion_prompt=scene.motion, expressiveness=scene.expressiveness, **sound
            )
    return wire.StudioAvatarInput(
        avatar_id=avatar_id,
        engine=engine,
        background=wire.StudioBackground(color=scene.background.value) if scene.background else None,
        motion_prompt=scene.motion,
        expressiveness=scene.expressiveness,
        **sound,
    )
