"""Speech for a video: spoken by the draft voice, or heard from a recording (then the mouth follows its loudness)."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from heygen_build.draft.speech import DraftVoice, Mouth, MouthShape, Samples, Speech, SpeechError
from heygen_build.draft.speech import speak as speak_draft
from heygen_build.emulator.orders import Saying
from heygen_build.emulator.studio import DrawingError

RATE = 48_000
_STEP_SECONDS = 0.08
# Shares of the loudest step. Loudness says little about sounds, but enough to open and close a mouth in time.
_SHAPES: tuple[tuple[float, MouthShape], ...] = ((0.55, "ai"), (0.3, "o"), (0.12, "e"), (0.04, "mbp"))


def say(saying: Saying) -> Speech:
    """Raises `DrawingError` `voice_provider_error` when the speech engine fails."""
    timbre = saying.timbre
    pitch = min(max(round(timbre.pitch + saying.pitch), 0), 99)
    voice = DraftVoice(timbre.language, timbre.variant, pitch, timbre.words_per_minute)
    try:
        speech = speak_draft(saying.text, voice, speed=saying.speed)
    except SpeechError as wrong:
        raise DrawingError("voice_provider_error", f"The draft voice failed: {wrong}") from wrong
    if saying.volume == 1.0:
        return speech
    quieter = (speech.samples * saying.volume).astype(np.int16)
    return Speech(quieter, speech.words, speech.mouths, speech.rate)


def hear(path: Path) -> Speech:
    """A recording as mono 48 kHz; no words, because nobody transcribes here. `DrawingError` for what is no sound."""
    try:
        samples = _decode(path)
    except (av.FFmpegError, OSError, IndexError) as wrong:
        raise DrawingError("invalid_audio", "The audio file could not be read") from wrong
    if not len(samples):
        raise DrawingError("invalid_audio", "The audio file holds no sound")
    return Speech(samples, (), mouths(samples))


def _decode(path: Path) -> Samples:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    parts: list[NDArray[np.int16]] = []
    with av.open(str(path)) as container:
        for frame in container.decode(container.streams.audio[0]):
            parts += [piece.to_ndarray().reshape(-1) for piece in resampler.resample(frame)]
        parts += [piece.to_ndarray().reshape(-1) for piece in resampler.resample(None)]
    return np.concatenate(parts).astype(np.int16) if parts else np.zeros(0, np.int16)


def mouths(samples: Samples) -> tuple[Mouth, ...]:
    """Mouth shapes by loudness, one every 80 ms where they change; ends at rest."""
    step = int(RATE * _STEP_SECONDS)
    whole = samples[: len(samples) // step * step].reshape(-1, step).astype(np.float64)
    loudness = np.sqrt((whole**2).mean(axis=1)) if len(whole) else np.zeros(0)
    loudest = max(float(loudness.max(initial=0.0)), 200.0)
    shapes: list[Mouth] = [Mouth(0.0, "rest")]
    for index, level in enumerate(loudness / loudest):
        shape = next((shape for floor, shape in _SHAPES if level >= floor), "rest")
        if shape != shapes[-1].shape:
            shapes.append(Mouth(index * _STEP_SECONDS, shape))
    if shapes[-1].shape != "rest":
        shapes.append(Mouth(len(samples) / RATE, "rest"))
    return tuple(shapes)
