"""What is said in a scene, as people read it: by its script, or by what was written down of a recording."""

from __future__ import annotations

from heygen_build.resolve.model import Scene
from heygen_build.script.spoken import shown_text


def said_text(scene: Scene) -> str:
    """The words of a scene; empty where nobody speaks, or where only HeyGen will know."""
    if scene.speech is not None:
        return shown_text(scene.speech.script, scene.speech.pronunciations)
    return shown_text(scene.audio.script) if scene.audio and scene.audio.script else ""
