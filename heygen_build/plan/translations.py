"""Dubbed versions of a finished film: the film is uploaded once, each language is an order of its own."""

from __future__ import annotations

from heygen_build.plan import prices
from heygen_build.plan.drawing import Drawing
from heygen_build.plan.footage import GENERATED_SECONDS
from heygen_build.plan.model import Estimate, PlannedTranslation
from heygen_build.plan.requests import (
    MadeUploadRequest,
    ProofreadDubRequest,
    ProofreadRequest,
    TranslationRequest,
)
from heygen_build.resolve.checks.lengths import scene_seconds
from heygen_build.resolve.model import Film, GeneratedPicture, Scene, Translation


def plan_translations(drawing: Drawing, film: Film, key: str, prefix: str) -> tuple[PlannedTranslation, ...]:
    """The dubbed versions of the film whose step is `key`."""
    if not film.translations:
        return ()
    place, request = f"{prefix}film/upload", MadeUploadRequest(part="film")
    upload = drawing.add(place, request, film.translations[0].origin, "v3 assets (of the film)", needs={"file": key})
    seconds = sum(_seconds(scene) for scene in film.scenes)
    return tuple(_planned(drawing, translation, upload, seconds, prefix) for translation in film.translations)


def _seconds(scene: Scene) -> float:
    """How long a scene will be, as far as anybody can tell before it is made."""
    return max(scene_seconds(scene), GENERATED_SECONDS if isinstance(scene.picture, GeneratedPicture) else 0.0)


def _planned(
    drawing: Drawing, translation: Translation, upload: str, seconds: float, prefix: str
) -> PlannedTranslation:
    place = f"{prefix}{translation.language}"
    if translation.proofread is None:
        return PlannedTranslation(translation, _direct(drawing, translation, upload, seconds, place), None)
    session = _session(drawing, translation, upload, seconds, place)
    # A draft goes on with what the emulator wrote: nobody corrects placeholders.
    if translation.corrected is None and drawing.backend != "draft":
        return PlannedTranslation(translation, None, session)
    return PlannedTranslation(translation, _corrected(drawing, translation, session, seconds, place), session)


def _direct(drawing: Drawing, translation: Translation, upload: str, seconds: float, place: str) -> str:
    """v3 video-translations."""
    needs = {"film": upload}
    for role, file in (("srt", translation.srt), ("audio", translation.audio)):
        if file is not None:
            needs[role] = drawing.upload(file, f"{place}/{role}", translation.origin)
    request = TranslationRequest(
        language=translation.language,
        mode=translation.mode,
        captions=translation.captions,
        audio_only=True if translation.audio_only else None,
        speakers=translation.speakers,
        glossary=translation.glossary,
        dynamic_duration=translation.dynamic_duration,
        speech_enhancement=True if translation.speech_enhancement else None,
        disable_music_track=True if translation.disable_music_track else None,
        srt=drawing.file(translation.srt) if translation.srt else None,
        audio=drawing.file(translation.audio) if translation.audio else None,
    )
    route = f"v3 translation ({_way(translation)})"
    estimate = _dubbing(translation, seconds)
    return drawing.add(f"{place}/translation", request, translation.origin, route, needs=needs, estimate=estimate)


def _session(drawing: Drawing, translation: Translation, upload: str, seconds: float, place: str) -> str:
    """v3 proofreads: what is corrected later is not in its key, so that a correction opens no second session."""
    request = ProofreadRequest(
        language=translation.language,
        mode=translation.mode,
        speakers=translation.speakers,
        glossary=translation.glossary,
        dynamic_duration=translation.dynamic_duration,
        speech_enhancement=True if translation.speech_enhancement else None,
        disable_music_track=True if translation.disable_music_track else None,
    )
    estimate = Estimate(seconds, seconds * prices.PROOFREAD)
    route = "v3 proofread (subtitles)"
    needs = {"film": upload}
    return drawing.add(f"{place}/proofread", request, translation.origin, route, needs=needs, estimate=estimate)


def _corrected(drawing: Drawing, translation: Translation, session: str, seconds: float, place: str) -> str:
    """v3 proofreads/generate, with the subtitles as they are in the project."""
    corrected, needs = translation.corrected, {"proofread": session}
    if corrected is not None:
        needs["srt"] = drawing.upload(corrected, f"{place}/srt", translation.origin)
    request = ProofreadDubRequest(
        captions=translation.captions,
        audio_only=True if translation.audio_only else None,
        srt=drawing.file(corrected) if corrected else None,
    )
    route = f"v3 proofread (dubbing, {_way(translation)})"
    estimate = _dubbing(translation, seconds)
    return drawing.add(f"{place}/translation", request, translation.origin, route, needs=needs, estimate=estimate)


def _way(translation: Translation) -> str:
    return "sound alone" if translation.audio_only else translation.mode


def _dubbing(translation: Translation, seconds: float) -> Estimate:
    rate = prices.TRANSLATION_AUDIO if translation.audio_only else prices.TRANSLATION[translation.mode]
    return Estimate(seconds, seconds * rate)
