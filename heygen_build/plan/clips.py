"""The local clip of a scene: its picture, its sound, its captions."""

from __future__ import annotations

from heygen_build.media.model import Canvas, half_frames
from heygen_build.plan.drawing import WORDS_PER_MINUTE, Drawing, Setting
from heygen_build.plan.layers import inset_layer, picture_layer
from heygen_build.plan.requests import CaptionRequest, ClipLayer, ClipRequest, PictureLayer
from heygen_build.plan.script import shown_text, spoken_text
from heygen_build.plan.transitions import overlaps
from heygen_build.resolve.model import AgentPicture, Film, Presented, Scene, TemplatePicture, VideoPicture

DRAFT_MARK = "DRAFT"
SOUNDS = ("wav", "mp3")
"""Formats of films without a picture."""


def plan_clip(drawing: Drawing, setting: Setting, canvas: Canvas, *, needs: dict[str, str], fade_out: float) -> str:
    """The key of a scene's clip.

    `needs`: `video` for a picture that was rendered, `presenter` for the render of a presenter over it, `speech` for
    a voice-over. A picture without a file of its own is the `video`: of any size, rate and length, with or without
    sound. Its own sound is left out where somebody else speaks.
    """
    film, scene = setting.film, setting.scene
    alpha = film.format == "webm"
    recording = scene.audio.file if scene.audio and not _speaks_itself(scene) else None
    speaks = bool({"speech", "presenter"} & needs.keys()) or recording is not None
    picture = picture_layer(drawing, scene, canvas, speaks=speaks, alpha=alpha)
    request = ClipRequest(
        canvas=canvas,
        picture=picture,
        inset=inset_layer(scene.presenter, canvas) if scene.presenter else None,
        recording=drawing.file(recording) if recording else None,
        hold=scene.hold,
        before=scene.before,
        after=scene.after,
        fade_in=scene.fade / 2 if scene is not film.scenes[0] else 0.0,
        fade_out=fade_out,
        captions=_captions(film, scene) if scene.captions else None,
        mark=DRAFT_MARK if drawing.backend == "draft" and not _carries_mark(picture) else None,
        alpha=True if alpha else None,
        unseen=True if film.format in SOUNDS else None,
        keyframe=half_frames(scene.transition.seconds, canvas.fps) if overlaps(film, scene) else None,
    )
    return drawing.add(f"{setting.prefix}/clip", request, scene.origin, "local clip", needs=needs)


def _speaks_itself(scene: Scene) -> bool:
    """Whether the recording of a scene is in the sound of its render: somebody in the picture speaks it."""
    picture = scene.picture
    is_synced = isinstance(picture, VideoPicture) and picture.lipsync is not None
    return scene.presenter is not None or isinstance(picture, Presented) or is_synced


def _carries_mark(picture: PictureLayer) -> bool:
    """Whether it is the emulator that marked the picture: a render of it that fills the frame."""
    if not isinstance(picture, ClipLayer) or picture.file is not None:
        return False
    return picture.matte is None and picture.move is None


def _captions(film: Film, scene: Scene) -> CaptionRequest | None:
    speech, is_told = scene.speech, scene.audio is not None or isinstance(scene.picture, TemplatePicture | AgentPicture)
    if not (film.captions.sidecar or film.captions.burn_in) or (speech is None and not is_told):
        return None
    return said_in(scene).model_copy(update={"burn_in": film.captions.burn_in})


def said_in(scene: Scene) -> CaptionRequest:
    """What is said in a scene, and how fast; nothing is drawn of it."""
    speech = scene.speech
    if speech is None:
        # What is in a recording, a template or the agent's mind is only known to HeyGen, and told in its subtitles.
        return CaptionRequest(shown="", spoken="", words_per_minute=WORDS_PER_MINUTE, burn_in=None)
    speed = speech.voice.speed if speech.voice and speech.voice.speed else 1.0
    return CaptionRequest(
        shown=shown_text(speech.script, speech.pronunciations),
        spoken=spoken_text(speech.script, speech.pronunciations),
        words_per_minute=WORDS_PER_MINUTE * speed,
        burn_in=None,
    )
