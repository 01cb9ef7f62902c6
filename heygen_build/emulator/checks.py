"""The rules between the fields of a video request and the things they name (v3, "Validation checks")."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heygen_build.emulator import frames, prices
from heygen_build.emulator.catalog import Catalog, Look, Voice
from heygen_build.emulator.inputs import IMAGES, SOUNDS, find_file
from heygen_build.emulator.locales import speak_in
from heygen_build.emulator.orders import BACKDROP, Recording, Saying, Sound, VideoOrder
from heygen_build.emulator.state import State
from heygen_build.emulator.video_body import AssetInput, Script, SoundSource, VideoBody, VoiceSettings
from heygen_build.emulator.wire import Problem, invalid
from heygen_build.units import Color


@dataclass(frozen=True, slots=True)
class Accepted:
    """A request that can be drawn: what to draw, its price, and what it is expected to cost (USD)."""

    order: VideoOrder
    what: str
    usd_per_second: float
    estimate: float


@dataclass(frozen=True, slots=True)
class Examiner:
    """Checks requests against the catalog and the account's files; `folder` is the emulator's own."""

    catalog: Catalog
    state: State
    folder: Path
    mark: str

    def accept(self, body: VideoBody) -> Accepted:
        """Raises the `Problem` the API would answer."""
        look = self.look(body.avatar_id) if body.avatar_id is not None else None
        _check_engine(body, look, self.catalog)
        _check_motion(body, look)
        _check_background(body, look)
        photo = find_file(body.image, self.state, self.folder, IMAGES) if body.image is not None else None
        if look is not None and look.photo is not None:
            photo = look.photo
        sound = self.sound(body, look)
        background = self._background(body.background)
        check_watermark(body.watermark)
        return self._accepted(body, look, photo, sound, background)

    def _accepted(
        self, body: VideoBody, look: Look | None, photo: Path | None, sound: Sound, background: Color | Path
    ) -> Accepted:
        width, height = frames.size(body.aspect, body.resolution, frames.source_size(look, photo))
        order = VideoOrder(
            sound=sound,
            width=width,
            height=height,
            costume=look.costume if look and not photo else None,
            photo=photo,
            background=background,
            fit="contain" if body.fit == "contain" and photo else "cover",
            subtitles=body.caption,
            burned_in=body.caption_style is not None,
            mark=self.mark,
            is_transparent=body.output_format == "webm",
        )
        kind = look.avatar_type if look else "photo_avatar"
        rate = prices.video_rate(body.engine, kind, body.resolution)
        seconds = prices.spoken_seconds(sound.text, sound.speed) if isinstance(sound, Saying) else 0.0
        what = f"{body.engine} {kind} {body.resolution}"
        return Accepted(order, what, rate, seconds * rate)

    def look(self, look_id: str) -> Look:
        """A look that can be used. 404 `avatar_not_found`, 400 for one that is not ready."""
        look = self.catalog.look(look_id)
        if look is None:
            raise Problem(404, "avatar_not_found", f"Avatar {look_id} not found", param="avatar_id")
        if look.status == "pending_consent":
            message = f"Avatar {look.id} cannot be used before consent is given"
            raise Problem(400, "avatar_consent_required", message, param="avatar_id")
        if look.status in ("processing", "failed"):
            raise Problem(400, "avatar_not_usable", f"Avatar {look.id} is not ready", param="avatar_id")
        return look

    def sound(self, body: VideoBody, look: Look | None) -> Sound:
        return self.sound_of(body.sound, body.settings, look)

    def sound_of(self, sound: SoundSource, settings: VoiceSettings, look: Look | None) -> Sound:
        """A recording, or a script in its voice; without one, in that of the `look`."""
        if isinstance(sound, AssetInput):
            return Recording(find_file(sound, self.state, self.folder, SOUNDS))
        return self._saying(sound, settings, look)

    def _saying(self, script: Script, settings: VoiceSettings, look: Look | None) -> Saying:
        voice_id = script.voice_id or (look.default_voice_id if look else "")
        voice = find_voice(self.catalog, voice_id)
        if settings.engine_type is not None and settings.engine_type not in voice.engines:
            param = "voice_settings.engine_settings"
            raise invalid(param, f"Voice {voice.id} does not support {settings.engine_type} settings")
        timbre = speak_in(voice, settings.locale, "voice_settings.locale")
        return Saying(pauses(script.text, voice), timbre, settings.speed, settings.pitch, settings.volume)

    def _background(self, background: Color | AssetInput | None) -> Color | Path:
        if isinstance(background, AssetInput):
            return find_file(background, self.state, self.folder, IMAGES)
        return background or BACKDROP


def find_voice(catalog: Catalog, voice_id: str, param: str | None = "voice_id") -> Voice:
    voice = catalog.voice(voice_id)
    if voice is None:
        raise Problem(404, "voice_not_found", f"Voice {voice_id} not found", param=param)
    if voice.status in ("processing", "failed"):
        raise Problem(400, "voice_not_usable", f"Voice {voice_id} is not ready", param=param)
    return voice


def pauses(text: str, voice: Voice) -> str:
    """Break tags are dropped for voices that cannot pause (speech, "Pauses")."""
    return text if voice.support_pause else frames.BREAK.sub(" ", text)


def _check_engine(body: VideoBody, look: Look | None, catalog: Catalog) -> None:
    if look is None:
        return
    if body.engine not in look.engines:
        raise invalid(
            "engine", f"Avatar {look.id} does not support {body.engine}; it supports {', '.join(look.engines)}"
        )
    if body.reference_look_id is not None:
        reference = catalog.look(body.reference_look_id)
        if reference is None or reference.group_id != look.group_id or reference.avatar_type != "digital_twin":
            raise invalid("engine.reference_look_id", "must be a digital twin look of the same group")
    if body.engine == "avatar_iii" and body.resolution == "4k" and look.avatar_type == "photo_avatar":
        raise invalid("resolution", "4k is not available for photo avatars on avatar_iii")


def _check_motion(body: VideoBody, look: Look | None) -> None:
    photo = look is None or look.avatar_type == "photo_avatar"
    if body.motion_prompt and (body.engine == "avatar_iii" or not (photo or body.engine == "avatar_v")):
        raise invalid("motion_prompt", f"motion_prompt is not supported for this avatar on {body.engine}")
    if body.expressiveness and not (photo and body.engine == "avatar_iv"):
        raise invalid("expressiveness", "expressiveness is supported for photo avatars on avatar_iv only")


def _check_background(body: VideoBody, look: Look | None) -> None:
    if body.output_format == "webm" and body.background is not None:
        raise invalid("background", "background cannot be combined with output_format webm")
    if (body.output_format == "webm" or body.remove_background) and look is not None and not look.matting:
        param = "output_format" if body.output_format == "webm" else "remove_background"
        raise invalid(param, f"Avatar {look.id} was not trained with matting")


def check_watermark(wanted: bool) -> None:
    if wanted:
        raise Problem(402, "plan_upgrade_required", "watermark is available to Enterprise accounts", param="watermark")
