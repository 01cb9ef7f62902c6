"""How long scenes will be, as far as anybody can tell before they are made."""

from __future__ import annotations

from heygen_build.resolve.checks.facts import WORDS_A_MINUTE
from heygen_build.resolve.model import Scene, VideoPicture
from heygen_build.script.spoken import model_seconds, spoken_text


def words_a_minute(scene: Scene) -> float:
    """The pace of the scene's voice by the word model."""
    voice = scene.speech.voice if scene.speech else None
    return WORDS_A_MINUTE * ((voice.speed if voice else None) or 1.0)


def spoken(scene: Scene) -> str:
    """What is said in the scene; an empty text where nothing is."""
    return spoken_text(scene.speech.script, scene.speech.pronunciations) if scene.speech else ""


def speech_seconds(scene: Scene) -> float:
    """The length of the recorded sound, or of the script by the word model."""
    if scene.audio is not None:
        return scene.audio.file.seconds or 0.0
    return model_seconds(spoken(scene), words_a_minute(scene))


def clip_seconds(picture: VideoPicture) -> float | None:
    """The length of the part of a clip that is used; None where the file does not tell."""
    end = picture.trim.end if picture.trim.end is not None else picture.file.seconds
    return None if end is None else max(end - picture.trim.start, 0.0) / picture.speed


def scene_seconds(scene: Scene) -> float:
    """From the first picture of the scene to the last, with its pads."""
    clip = clip_seconds(scene.picture) if isinstance(scene.picture, VideoPicture) else None
    longest = max(speech_seconds(scene), scene.hold, 0.0 if clip is None else clip)
    return scene.before + longest + scene.after
