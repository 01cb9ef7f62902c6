"""What a presenter speaks to: a script, a recording, or speech that was made first."""

from __future__ import annotations

from dataclasses import dataclass, field

from heygen_build.plan.cast import VOICE, voice_of
from heygen_build.plan.drawing import Drawing, Setting, speech_estimate, voice_settings
from heygen_build.plan.model import Estimate
from heygen_build.plan.requests import MadeUploadRequest, VoiceSettings
from heygen_build.plan.speech import plan_speech
from heygen_build.resolve.model import Origin, Speech
from heygen_build.script.spoken import spoken_text


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound of a video order. Exactly one of `script` and `audio` (the key of an upload) is set.

    `speech` is the key of the step that made the audio, whose word times are the captions'. `made_voice` is that of the
    step which makes or finds the voice; then there is no `voice_id`. `seconds` is the length:
    measured for recordings, by the word model for everything else.
    """

    origin: Origin
    seconds: float
    script: str | None = None
    voice_id: str | None = None
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    audio: str | None = None
    speech: str | None = None
    made_voice: str | None = None
    is_measured: bool = False

    @property
    def needs(self) -> dict[str, str]:
        roles = {"audio": self.audio, VOICE: self.made_voice}
        return {role: key for role, key in roles.items() if key is not None}

    def estimate(self, rate: float | None) -> Estimate:
        """What a video of this sound takes, at `rate` USD a second (None: no page states one)."""
        usd = None if rate is None else self.seconds * rate
        return Estimate(self.seconds, usd, is_measured=self.is_measured)


def sound_of(drawing: Drawing, setting: Setting) -> Sound:
    """The sound of a scene in which somebody speaks."""
    film, scene = setting.film, setting.scene
    if scene.audio is not None:
        file = scene.audio.file
        audio = drawing.upload(file, f"{setting.prefix}/audio", scene.audio.origin)
        return Sound(scene.audio.origin, file.seconds or 0.0, audio=audio, is_measured=file.seconds is not None)
    assert scene.speech is not None, "resolve gives every presenter a script or a recording"
    if film.render.speech == "audio_first":
        return _made_first(drawing, setting, scene.speech)
    return _spoken(drawing, scene.speech)


def audio_of(drawing: Drawing, setting: Setting) -> Sound:
    """The sound of a scene as an upload, for calls that take no script."""
    speech = setting.scene.speech
    if speech is None or setting.scene.audio is not None:
        return sound_of(drawing, setting)
    return _made_first(drawing, setting, speech)


def _spoken(drawing: Drawing, speech: Speech) -> Sound:
    """HeyGen speaks the script itself."""
    voice_id, needs = voice_of(drawing, speech.voice)
    script = spoken_text(speech.script, speech.pronunciations)
    return Sound(
        speech.origin,
        speech_estimate(script, speech.voice, None).seconds,
        script=script,
        voice_id=voice_id,
        made_voice=needs.get(VOICE),
        voice=voice_settings(speech.voice),
    )


def _made_first(drawing: Drawing, setting: Setting, speech: Speech) -> Sound:
    """Starfish speaks first; the presenter is synchronized to that very sound (`render.speech: audio_first`)."""
    made = plan_speech(drawing, speech, setting.prefix)
    place, route = f"{setting.prefix}/audio", "v3 assets (of the speech)"
    audio = drawing.add(place, MadeUploadRequest(), speech.origin, route, needs={"file": made})
    script = spoken_text(speech.script, speech.pronunciations)
    return Sound(speech.origin, speech_estimate(script, speech.voice, None).seconds, audio=audio, speech=made)
