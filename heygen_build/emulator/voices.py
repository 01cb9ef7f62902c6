"""Speech for a video: spoken by the draft voice, or heard from a recording (then the mouth follows its loudness)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from heygen_build.draft.model import DraftVoice, Mouth, MouthShape, Samples, Speech, SpeechError
from heygen_build.draft.speech import speak
from heygen_build.emulator.orders import Saying
from heygen_build.emulator.studio import DrawingError
from heygen_build.media.model import MediaError
from heygen_build.media.sound import decode_sound

RATE = 48_000
_STEP_SECONDS = 0.08
_QUIETEST_PEAK = 200.0  # of 32767: below this a recording counts as silence, and its noise moves no mouth
# Shares of the loudest step. Loudness says little about sounds, but enough to open and close a mouth in time.
_SHAPES: tuple[tuple[float, MouthShape], ...] = ((0.55, "ai"), (0.3, "o"), (0.12, "e"), (0.04, "mbp"), (-1.0, "rest"))


def say(saying: Saying) -> Speech:
    """Raises `DrawingError` `voice_provider_error` when the speech engine fails."""
    timbre = saying.timbre
    pitch = min(max(round(timbre.pitch + saying.pitch), 0), 99)
    voice = DraftVoice(timbre.language, timbre.variant, pitch, timbre.words_per_minute)
    try:
        speech = speak(saying.text, voice, speed=saying.speed)
    except SpeechError as wrong:
        raise DrawingError("voice_provider_error", f"The draft voice failed: {wrong}") from wrong
    if saying.volume == 1.0:
        return speech
    quieter = (speech.samples * saying.volume).astype(np.int16)
    return Speech(quieter, speech.words, speech.mouths, speech.rate)


def hear(path: Path) -> Speech:
    """A recording as mono 48 kHz; no words, because nobody transcribes here. `DrawingError` for what is no sound."""
    try:
        stereo = decode_sound(path)
    except MediaError as wrong:
        raise DrawingError("invalid_audio", f"The audio could not be read: {wrong}") from wrong
    if stereo is None or not len(stereo):
        raise DrawingError("invalid_audio", "The file holds no sound")
    samples = np.asarray(stereo.mean(axis=1), dtype=np.int16)
    return Speech(samples, (), mouths(samples))


def mouths(samples: Samples) -> tuple[Mouth, ...]:
    """Mouth shapes by loudness, at most one every 80 ms; begins and ends at rest."""
    step = int(RATE * _STEP_SECONDS)
    whole = samples[: len(samples) // step * step].reshape(-1, step).astype(np.float64)
    loudness = np.sqrt((whole**2).mean(axis=1)) if len(whole) else np.zeros(0)
    loudest = max(float(loudness.max(initial=0.0)), _QUIETEST_PEAK)
    shapes = [Mouth(0.0, "rest")]
    for index, level in enumerate(loudness / loudest):
        shape = _shape(float(level))
        if shape != shapes[-1].shape:
            shapes.append(Mouth(index * _STEP_SECONDS, shape))
    if shapes[-1].shape != "rest":
        shapes.append(Mouth(len(samples) / RATE, "rest"))
    return tuple(shapes)


def _shape(level: float) -> MouthShape:
    return next(shape for floor, shape in _SHAPES if level >= floor)
