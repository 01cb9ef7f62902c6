"""Speech that is heard over a picture, or alone."""

from __future__ import annotations

from heygen_build.plan import prices
from heygen_build.plan.cast import voice_of
from heygen_build.plan.drawing import Drawing, speech_estimate
from heygen_build.plan.requests import SpeechRequest
from heygen_build.resolve.model import Speech
from heygen_build.script.spoken import spoken_text, to_ssml


def plan_speech(drawing: Drawing, speech: Speech, prefix: str) -> str:
    """The key of the speech of a scene (v3 voices/speech)."""
    assert speech.voice is not None, "resolve gives every voice-over a voice"
    text = spoken_text(speech.script, speech.pronunciations)
    ssml = to_ssml(text)
    voice_id, needs = voice_of(drawing, speech.voice)
    request = SpeechRequest(
        text=ssml or text,
        voice_id=voice_id,
        input_type="ssml" if ssml else "text",
        speed=speech.voice.speed,
        locale=speech.voice.locale,
        language=speech.voice.language,
    )
    estimate = speech_estimate(text, speech.voice, prices.SPEECH)
    place, route = f"{prefix}/speech", "v3 speech (Starfish)"
    return drawing.add(place, request, speech.origin, route, needs=needs, estimate=estimate)
