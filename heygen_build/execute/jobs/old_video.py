"""Videos of v2 and v1: many scenes in one job, transparent clips, photos, and the uploads that they need."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, TypedDict

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import Collected, Job, Ordered, asset_id, made_voice, title
from heygen_build.execute.jobs.legacy import LegacyJob
from heygen_build.execute.jobs.tasks import address
from heygen_build.execute.next_action import Collect
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.wire import legacy as wire
from heygen_build.heygen.wire.templates import Dimension
from heygen_build.plan.model import Step
from heygen_build.plan.requests import (
    ColorBackground,
    OldAlphaRequest,
    OldAudio,
    OldLook,
    OldMedia,
    OldPhoto,
    OldPhotoVideoRequest,
    OldScene,
    OldSilence,
    OldText,
    OldUploadRequest,
    OldVideoRequest,
)
from heygen_build.store.results import UploadMeta


class OldUploadJob(Job):
    """v1's uploads. Their ids are kept as those of other uploads are."""

    kind: ClassVar[str] = "old_upload"
    honors_key: ClassVar[bool] = False
    harmless: ClassVar[bool] = True

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, OldUploadRequest)
        path = self.shop.files[request.file]
        if request.gives == "talking_photo":
            return Ordered(await self.shop.client.legacy.upload_photo(path, mime=request.media_type))
        asset = await self.shop.client.uploads.legacy(path, mime=request.media_type)
        if request.gives == "asset":
            return Ordered(asset.id)
        if asset.image_key is None:
            raise ApiError(200, None, "the upload of a picture was answered without an image_key")
        return Ordered(asset.image_key)

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        return Collected(UploadMeta(asset_id=order.remote_id, account=self.shop.account))


class OldVideoJob(LegacyJob):
    kind: ClassVar[str] = "old_video"

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, OldVideoRequest)
        body = self.called(step, old_video_body(request, needs, title(step, self.shop.project)))
        return Ordered(await self.shop.client.legacy.create_video(body))


class OldPhotoVideoJob(LegacyJob):
    kind: ClassVar[str] = "old_photo_video"

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, OldPhotoVideoRequest)
        spoken = request.script is not None
        body = wire.CreatePhotoVideo(
            image_key=asset_id(needs, "photo"),
            video_title=title(step, self.shop.project),
            script=request.script,
            voice_id=(request.voice_id or made_voice(needs)) if spoken else None,
            audio_asset_id=None if spoken else asset_id(needs, "audio"),
            video_orientation=request.orientation,
            fit=request.fit or "cover",
            custom_motion_prompt=request.motion,
            enhance_custom_motion_prompt=request.enhance_motion,
        )
        return Ordered(await self.shop.client.legacy.create_photo_video(body))


class OldAlphaJob(LegacyJob):
    """Its call takes no title, so that an order whose answer was lost cannot be found by one."""

    kind: ClassVar[str] = "old_alpha"
    form: ClassVar[str] = "webm"
    has_title: ClassVar[bool] = False

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, OldAlphaRequest)
        spoken = request.script is not None
        body = wire.CreateTransparentVideo(
            avatar_pose_id=request.look_id,
            avatar_style=request.style or "normal",
            input_text=request.script,
            voice_id=(request.voice_id or made_voice(needs)) if spoken else None,
            input_audio=None if spoken else await address(self.shop.client, needs, "audio"),
            dimension=Dimension(width=request.width, height=request.height),
        )
        return Ordered(await self.shop.client.legacy.create_transparent_video(body))


def old_video_body(request: OldVideoRequest, needs: Needs, name: str) -> wire.CreateLegacyVideo:
    """The body of POST /v2/video/generate. Captions are asked for as a file wherever a text is spoken."""
    speaks = any(isinstance(scene.voice, OldText) for scene in request.scenes)
    return wire.CreateLegacyVideo(
        video_inputs=tuple(_scene(scene, needs, number) for number, scene in enumerate(request.scenes, start=1)),
        dimension=Dimension(width=request.width, height=request.height),
        title=name,
        caption_mode="file_only" if speaks else None,
        fps=float(request.fps) if request.fps != USUAL_FPS else None,
        test=request.test,
    )


USUAL_FPS = 25


def _scene(scene: OldScene, needs: Needs, number: int) -> wire.SceneInput:
    return wire.SceneInput(
        character=_character(scene, needs, number),
        voice=_voice(scene, needs, number),
        background=_background(scene, needs, number),
    )


def _character(scene: OldScene, needs: Needs, number: int) -> wire.AvatarCharacter | wire.TalkingPhoto | None:
    character = scene.character
    if character is None:
        return None
    return _avatar(character) if isinstance(character, OldLook) else _talking_photo(character, needs, number)


class _Placed(TypedDict):
    scale: float | None
    offset: wire.Offset | None
    matting: bool | None
    circle_background_color: str | None
    use_avatar_iv_model: bool | str | None


def _placed(character: OldLook | OldPhoto) -> _Placed:
    """What both kinds of characters have; what is as usual is not sent."""
    is_placed = (character.scale, character.x, character.y) != (1.0, 0.0, 0.0)
    return _Placed(
        scale=character.scale if is_placed else None,
        offset=wire.Offset(x=character.x, y=character.y) if is_placed else None,
        matting=character.matting,
        circle_background_color=character.circle.hex() if character.circle else None,
        use_avatar_iv_model=(character.iv_word or True) if character.is_iv else None,
    )


def _avatar(look: OldLook) -> wire.AvatarCharacter:
    assert look.framed != "square", "checks refuse squares of looks"
    return wire.AvatarCharacter(avatar_id=look.look_id, avatar_style=look.framed, **_placed(look))


def _talking_photo(photo: OldPhoto, needs: Needs, number: int) -> wire.TalkingPhoto:
    assert photo.framed != "closeUp", "checks refuse close-ups of photos"
    return wire.TalkingPhoto(
        talking_photo_id=photo.look_id or asset_id(needs, f"photo-{number}"),
        talking_photo_style=None if photo.framed == "normal" else photo.framed,
        talking_style=photo.talking_style,
        expression=photo.expression,
        super_resolution=photo.super_resolution,
        **_placed(photo),
    )


def _voice(scene: OldScene, needs: Needs, number: int) -> wire.TextVoice | wire.AudioVoice | wire.SilenceVoice:
    match scene.voice:
        case OldSilence(seconds=seconds):
            return wire.SilenceVoice(duration=seconds)
        case OldAudio():
            return wire.AudioVoice(audio_asset_id=asset_id(needs, f"audio-{number}"))
        case OldText() as text:
            role = f"voice-{number}"
            made = made_voice({"voice": needs[role]}) if role in needs else None
            voice_id = text.voice_id or made
            assert voice_id is not None, "checks refuse texts without a voice"
            return wire.TextVoice(
                voice_id=voice_id,
                input_text=text.script,
                speed=text.voice.speed,
                pitch=text.voice.pitch,
                emotion=text.emotion,
                locale=text.voice.locale,
            )


def _background(
    scene: OldScene, needs: Needs, number: int
) -> wire.ColorBehind | wire.ImageBehind | wire.VideoBehind | None:
    match scene.background:
        case None:
            return None
        case ColorBackground(value=value):
            return wire.ColorBehind(value=value)
        case OldMedia(kind="image", fit=fit):
            return wire.ImageBehind(image_asset_id=asset_id(needs, f"background-{number}"), fit=fit)
        case OldMedia(fit=fit, loop=loop):
            play = "loop" if loop else "freeze"
            uploaded = asset_id(needs, f"background-{number}")
            return wire.VideoBehind(video_asset_id=uploaded, play_style=play, fit=fit)
