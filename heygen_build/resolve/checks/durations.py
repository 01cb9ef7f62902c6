"""Lengths of scenes, sounds and clips."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.checks.evidence import Shown, error, warning
from heygen_build.resolve.checks.facts import AUDIO_SECONDS, SCENE_SECONDS
from heygen_build.resolve.checks.lengths import clip_seconds, scene_seconds, speech_seconds, spoken, words_a_minute
from heygen_build.resolve.model import Presented, VideoPicture
from heygen_build.script.spoken import word_count

_HELD_TOO_LONG = 2.0
"""Seconds that the last frame of a clip may stand still without looking like a mistake."""


def scene_is_short_enough(shown: Shown) -> Iterator[Diagnostic]:
    """HeyGen renders scenes of at most 30 minutes ([docs])."""
    scene, seconds = shown.scene, scene_seconds(shown.scene)
    if seconds > SCENE_SECONDS and isinstance(shown.speaker, Presented):
        message = f"the scene lasts about {seconds / 60:.0f} minutes, and HeyGen renders at most {SCENE_SECONDS // 60}"
        yield error("HB0410", message, Label(scene.origin.span), hint="split it into several scenes")


def sound_is_short_enough(shown: Shown) -> Iterator[Diagnostic]:
    """Avatars speak to sound of at most 10 minutes ([docs])."""
    audio = shown.scene.audio
    if audio is None or not isinstance(shown.speaker, Presented):
        return
    if (audio.file.seconds or 0.0) > AUDIO_SECONDS:
        minutes = (audio.file.seconds or 0.0) / 60
        message = f"the recording lasts {minutes:.1f} minutes, and an avatar speaks to at most {AUDIO_SECONDS // 60}"
        yield error("HB0410", message, Label(audio.origin.span), hint="cut it, and split the scene")


def speech_fits_the_clip(shown: Shown) -> Iterator[Diagnostic]:
    """A voice-over that is longer than its clip holds the clip's last frame."""
    scene = shown.scene
    if (
        not isinstance(scene.picture, VideoPicture)
        or scene.picture.loop
        or scene.picture.lipsync
        or scene.speech is None
    ):
        return
    clip, speech = clip_seconds(scene.picture), speech_seconds(scene)
    if clip is None or speech - clip <= _HELD_TOO_LONG:
        return
    message = f"the script takes about {speech:.1f} s, and the clip has {clip:.1f} s: its last frame stands still"
    pace = word_count(spoken(scene)) / clip * 60 if clip else 0.0
    notes = (
        f"it would take {pace:.0f} words a minute to end with the clip, and the voice says {words_a_minute(scene):.0f}",
    )
    hint = "shorten the script, `loop` the clip, or use more of it"
    yield warning("HB0462", message, Label(scene.speech.origin.span), hint=hint, notes=notes if clip else ())
