"""The local clip of a scene: its picture, its sound, its captions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from heygen_build.media.model import Canvas, half_frames
from heygen_build.plan.as_is import is_taken_as_it_is
from heygen_build.plan.drawing import WORDS_PER_MINUTE, Drawing, Setting
from heygen_build.plan.layers import inset_layer, picture_layer
from heygen_build.plan.lettering import caption_style
from heygen_build.plan.overlays import overlay_layers, progress_is_shown, waits_for_words
from heygen_build.plan.requests import CaptionRequest, CaptionTrack, ClipLayer, ClipRequest, PictureLayer
from heygen_build.plan.transitions import overlaps
from heygen_build.resolve.checks.evidence import locale_of
from heygen_build.resolve.model import (
    AgentPicture,
    Film,
    GeneratedPicture,
    Presented,
    Scene,
    TemplatePicture,
    VideoPicture,
)
from heygen_build.resolve.said import said_text
from heygen_build.script.spoken import shown_text, spoken_text

DRAFT_MARK = "DRAFT"
SOUNDS = ("wav", "mp3")
"""Formats of films without a picture."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clip is in its film: `number` from 1, `lengths` the steps that tell how long all its clips are.

    `fade_out` is how long it takes to go to black (seconds). Without `lengths`, its time in the film is not known.
    """

    number: int
    fade_out: float
    lengths: Mapping[str, str]


def plan_clip(drawing: Drawing, setting: Setting, canvas: Canvas, *, needs: dict[str, str], place: Place) -> str:
    """The key of a scene's clip.

    `needs`: `video` for a picture that was rendered, `presenter` for the render of a presenter over it, `speech` for
    a voice-over. A picture without a file of its own is the `video`: of any size, rate and length, with or without
    sound. Its own sound is left out where somebody else speaks.
    """
    film, scene = setting.film, setting.scene
    heard = _heard(drawing, setting, canvas, needs)
    unseen = film.format in SOUNDS
    overlays = () if unseen else overlay_layers(drawing, scene, canvas)
    request = heard.model_copy(
        update={
            "fade_in": scene.fade / 2 if scene is not film.scenes[0] else 0.0,
            "fade_out": place.fade_out,
            "captions": _captions(drawing, film, scene, canvas, timed=waits_for_words(overlays)),
            "mark": DRAFT_MARK if drawing.backend == "draft" and not _carries_mark(scene, heard.picture) else None,
            "unseen": True if unseen else None,
            "as_is": True if is_taken_as_it_is(film) else None,
            "keyframe": half_frames(scene.transition.seconds, canvas.fps) if overlaps(film, scene) else None,
            "overlays": overlays or None,
            "number": place.number if place.lengths else None,
        }
    )
    everything = {**needs, **place.lengths}
    return drawing.add(f"{setting.prefix}/clip", request, scene.origin, "local clip", needs=everything)


def plan_length(drawing: Drawing, setting: Setting, canvas: Canvas, needs: dict[str, str]) -> str:
    """The key of the sound of a scene alone: it is as long as the clip, and made long before it."""
    request = _heard(drawing, setting, canvas, needs).model_copy(update={"unseen": True})
    return drawing.add(f"{setting.prefix}/length", request, setting.scene.origin, "local sound", needs=needs)


def knows_its_time(film: Film) -> bool:
    """Whether the clips of a film show something that depends on when they are seen in it."""
    drawn_file = film.captions.file is not None and film.captions.burn_in is not None
    return film.format not in SOUNDS and (drawn_file or progress_is_shown(film))


def _heard(drawing: Drawing, setting: Setting, canvas: Canvas, needs: dict[str, str]) -> ClipRequest:
    """The clip with nothing laid over it."""
    film, scene = setting.film, setting.scene
    alpha = film.format == "webm"
    recording = scene.audio.file if scene.audio and not _speaks_itself(scene) else None
    speaks = bool({"speech", "presenter"} & needs.keys()) or recording is not None
    return ClipRequest(
        canvas=canvas,
        picture=picture_layer(drawing, scene, canvas, speaks=speaks, alpha=alpha),
        inset=inset_layer(scene.presenter, canvas) if scene.presenter else None,
        recording=drawing.file(recording) if recording else None,
        hold=scene.hold,
        before=scene.before,
        after=scene.after,
        fade_in=0.0,
        fade_out=0.0,
        captions=None,
        mark=None,
        alpha=True if alpha else None,
    )


def _speaks_itself(scene: Scene) -> bool:
    """Whether the recording of a scene is in the sound of its render: somebody in the picture speaks it."""
    picture = scene.picture
    is_synced = isinstance(picture, VideoPicture) and picture.lipsync is not None
    return scene.presenter is not None or isinstance(picture, Presented) or is_synced


def _carries_mark(scene: Scene, picture: PictureLayer) -> bool:
    """Whether it is the emulator that marked the picture: a render of it that is seen whole.

    Clips of another ratio than the film's are cut, and their marks may be cut off with the rest.
    """
    if not isinstance(picture, ClipLayer) or picture.file is not None:
        return False
    is_of_its_ratio = not isinstance(scene.picture, GeneratedPicture | VideoPicture)
    return is_of_its_ratio and picture.matte is None and picture.move is None


def _captions(drawing: Drawing, film: Film, scene: Scene, canvas: Canvas, *, timed: bool) -> CaptionRequest | None:
    """What is shown of what is said; `timed`: overlays wait for words, whether captions are shown or not."""
    speech, is_told = scene.speech, scene.audio is not None or isinstance(scene.picture, TemplatePicture | AgentPicture)
    drawn = drawn_captions(drawing, film, canvas) if scene.captions else None
    if speech is None and not is_told and (drawn is None or drawn["file"] is None):
        return None
    if drawn is not None:
        return said_in(scene).model_copy(update=drawn)
    return said_in(scene).model_copy(update={"hidden": True}) if timed else None


def drawn_captions(drawing: Drawing, film: Film, canvas: Canvas) -> dict[str, object] | None:
    """How the captions of a film are broken and drawn, as fields of a `CaptionRequest`; None where it has none."""
    captions = film.captions
    if not (captions.sidecar or captions.burn_in or captions.track):
        return None
    style = caption_style(drawing, captions, canvas)
    return {
        "burn_in": style,
        "rules": captions.rules if captions.rules.is_own else None,
        "file": drawing.file(captions.file) if captions.file and style else None,
    }


def caption_track(drawing: Drawing, film: Film) -> CaptionTrack | None:
    """The captions that a film carries for players to show."""
    captions = film.captions
    if not captions.track or film.format != "mp4":
        return None
    language = captions.language or locale_of(film)
    return CaptionTrack(language=language, file=drawing.file(captions.file) if captions.file else None)


def said_in(scene: Scene) -> CaptionRequest:
    """What is said in a scene, and how fast; nothing is drawn of it."""
    speech = scene.speech
    if speech is None:
        # What is in a recording, a template or the agent's mind is only known to HeyGen, and told in its subtitles,
        # unless it was written down.
        said, seconds = said_text(scene), scene.audio.file.seconds if scene.audio else None
        request = CaptionRequest(shown=said, spoken=said, words_per_minute=WORDS_PER_MINUTE, burn_in=None)
        return request.model_copy(update={"seconds": seconds}) if said and not _speaks_itself(scene) else request
    speed = speech.voice.speed if speech.voice and speech.voice.speed else 1.0
    return CaptionRequest(
        shown=shown_text(speech.script, speech.pronunciations),
        spoken=spoken_text(speech.script, speech.pronunciations),
        words_per_minute=WORDS_PER_MINUTE * speed,
        burn_in=None,
    )
