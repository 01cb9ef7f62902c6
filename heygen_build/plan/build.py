"""From a resolved project to steps. Each scene is planned by itself; equal steps meet under one key."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from heygen_build.diagnostics import BuildError
from heygen_build.media.model import Canvas
from heygen_build.plan import prices
from heygen_build.plan.model import KEY_VERSION, Backend, BuildPlan, Estimate, PlannedFilm, PlannedScene, Step
from heygen_build.plan.requests import (
    AnyRequest,
    CaptionRequest,
    CardLayer,
    ClipLayer,
    ClipRequest,
    ColorBackground,
    FilmRequest,
    ImageBackground,
    LookSource,
    PhotoSource,
    SpeechRequest,
    StillLayer,
    UploadRequest,
    VideoRequest,
    VoiceSettings,
)
from heygen_build.plan.script import model_seconds, shown_text, spoken_text, to_ssml
from heygen_build.plan.support import unbuilt
from heygen_build.resolve.model import (
    AvatarPicture,
    Background,
    CardPicture,
    FileRef,
    Film,
    ImagePicture,
    Origin,
    PhotoPicture,
    ResolvedProject,
    Scene,
    Speech,
    Voice,
)
from heygen_build.store.digest import JsonValue, key_of

DRAFT_MARK = "DRAFT"
WORDS_PER_MINUTE = 150.0
"""HeyGen's own word model at speed 1 ([skills])."""


def plan(project: ResolvedProject, backend: Backend) -> BuildPlan:
    """Plan every film of a project. Pure: no clock, no disk, no network.

    Raises BuildError with HB09xx for what is not built yet.
    """
    missing = unbuilt(project)
    if missing:
        raise BuildError(missing)
    drawing = _Drawing(backend)
    films = tuple(_plan_film(drawing, film, alone=len(project.films) == 1) for film in project.films)
    return BuildPlan(backend, tuple(drawing.steps.values()), films, dict(drawing.files))


@dataclass(slots=True)
class _Drawing:
    """The plan while it is drawn: steps by key, in an order in which each comes after what it needs."""

    backend: Backend
    steps: dict[str, Step] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)

    def add(
        self,
        place: str,
        request: AnyRequest,
        origin: Origin,
        route: str,
        *,
        needs: dict[str, str] | None = None,
        estimate: Estimate | None = None,
    ) -> str:
        """Add a step unless an equal one is there already; give its key."""
        inputs: dict[str, JsonValue] = {
            "version": KEY_VERSION,
            "backend": self.backend,
            "request": request.model_dump(mode="json"),
            "needs": dict(needs or {}),
        }
        key = key_of(inputs)
        if key not in self.steps:
            self.steps[key] = Step(key, place, request, dict(needs or {}), inputs, origin, route, estimate)
        return key

    def file(self, ref: FileRef) -> str:
        self.files[ref.digest] = ref.path
        return ref.digest


def _plan_film(drawing: _Drawing, film: Film, *, alone: bool) -> PlannedFilm:
    canvas = Canvas(film.width, film.height, fps=film.fps, quality="draft" if drawing.backend == "draft" else "final")
    prefix = "" if alone else f"{film.name or film.slug}/"
    fades = [scene.fade for scene in film.scenes[1:]] + [0.0]
    scenes = tuple(
        _plan_scene(drawing, film, scene, canvas, prefix=f"{prefix}{scene.id}", fade_out=following / 2)
        for scene, following in zip(film.scenes, fades, strict=True)
    )
    needs = {f"clip-{index}": scene.clip for index, scene in enumerate(scenes, start=1)}
    request = FilmRequest(canvas=canvas, title=film.title)
    return PlannedFilm(film, drawing.add(f"{prefix}film", request, film.origin, "local join", needs=needs), scenes)


def _plan_scene(
    drawing: _Drawing, film: Film, scene: Scene, canvas: Canvas, *, prefix: str, fade_out: float
) -> PlannedScene:
    render = speech = None
    match scene.picture:
        case AvatarPicture() | PhotoPicture():
            render = _plan_video(drawing, film, scene, scene.picture, prefix)
        case _ if scene.speech is not None:
            speech = _plan_speech(drawing, scene.speech, prefix)
    needs = {role: key for role, key in (("video", render), ("speech", speech)) if key}
    request = ClipRequest(
        canvas=canvas,
        picture=_layer(drawing, scene),
        hold=scene.hold,
        before=scene.before,
        after=scene.after,
        fade_in=scene.fade / 2 if scene is not film.scenes[0] else 0.0,
        fade_out=fade_out,
        captions=_captions(film, scene.speech) if scene.captions else None,
        # Renders of the emulator carry the mark already; what is drawn here must carry it too.
        mark=DRAFT_MARK if drawing.backend == "draft" and render is None else None,
    )
    clip = drawing.add(f"{prefix}/clip", request, scene.origin, "local clip", needs=needs)
    return PlannedScene(scene.id, clip, render, speech)


def _plan_video(drawing: _Drawing, film: Film, scene: Scene, picture: AvatarPicture | PhotoPicture, prefix: str) -> str:
    assert scene.speech is not None, "resolve gives every avatar scene a script"
    needs: dict[str, str] = {}
    background = _background(drawing, picture.background, scene, prefix, needs)
    source: LookSource | PhotoSource
    if isinstance(picture, AvatarPicture):
        source = LookSource(look_id=picture.look_id, engine=picture.engine)
        rate = prices.video_rate(picture.engine, picture.look_type, film.resolution)
        route = "v3 video (avatar)"
    else:
        source = PhotoSource(photo=drawing.file(picture.photo))
        needs["photo"] = _plan_upload(drawing, picture.photo, f"{prefix}/photo", scene.picture_origin)
        rate = prices.video_rate("avatar_iv", "photo_avatar", film.resolution)
        route = "v3 video (image)"
    voice = scene.speech.voice
    request = VideoRequest(
        source=source,
        script=spoken_text(scene.speech.script, scene.speech.pronunciations),
        voice_id=voice.voice_id if voice else None,
        voice=_voice_settings(voice),
        aspect_ratio=film.aspect_ratio,
        resolution=film.resolution,
        background=background,
        motion=picture.motion,
        expressiveness=picture.expressiveness,
    )
    estimate = _estimate(request.script, voice, rate)
    return drawing.add(f"{prefix}/video", request, scene.speech.origin, route, needs=needs, estimate=estimate)


def _plan_speech(drawing: _Drawing, speech: Speech, prefix: str) -> str:
    assert speech.voice is not None, "resolve gives every voice-over a voice"
    text = spoken_text(speech.script, speech.pronunciations)
    ssml = to_ssml(text)
    request = SpeechRequest(
        text=ssml or text,
        voice_id=speech.voice.voice_id,
        input_type="ssml" if ssml else "text",
        speed=speech.voice.speed,
        locale=speech.voice.locale,
    )
    estimate = _estimate(text, speech.voice, prices.SPEECH)
    return drawing.add(f"{prefix}/speech", request, speech.origin, "v3 speech (Starfish)", estimate=estimate)


def _plan_upload(drawing: _Drawing, file: FileRef, place: str, origin: Origin) -> str:
    request = UploadRequest(file=drawing.file(file), media_type=file.media_type)
    return drawing.add(place, request, origin, "v3 assets")


def _background(
    drawing: _Drawing, background: Background | None, scene: Scene, prefix: str, needs: dict[str, str]
) -> ColorBackground | ImageBackground | None:
    if background is None:
        return None
    if background.image is None:
        return ColorBackground(value=background.color.hex())
    needs["background"] = _plan_upload(drawing, background.image, f"{prefix}/background", scene.origin)
    return ImageBackground(image=drawing.file(background.image))


def _layer(drawing: _Drawing, scene: Scene) -> ClipLayer | StillLayer | CardLayer:
    match scene.picture:
        case ImagePicture(file, fit, background):
            return StillLayer(file=drawing.file(file), fit=fit, background=background.color)
        case CardPicture(text, size, color, background):
            return CardLayer(text=text, size=size, color=color, background=background.color)
        case _:
            return ClipLayer()


def _captions(film: Film, speech: Speech | None) -> CaptionRequest | None:
    if speech is None or not (film.captions.sidecar or film.captions.burn_in):
        return None
    speed = speech.voice.speed if speech.voice and speech.voice.speed else 1.0
    return CaptionRequest(
        shown=shown_text(speech.script, speech.pronunciations),
        spoken=spoken_text(speech.script, speech.pronunciations),
        words_per_minute=WORDS_PER_MINUTE * speed,
        burn_in=film.captions.burn_in,
    )


def _voice_settings(voice: Voice | None) -> VoiceSettings:
    if voice is None:
        return VoiceSettings()
    return VoiceSettings(speed=voice.speed, pitch=voice.pitch, volume=voice.volume, locale=voice.locale)


def _estimate(script: str, voice: Voice | None, rate: float | None) -> Estimate:
    seconds = model_seconds(script, WORDS_PER_MINUTE * ((voice.speed if voice else None) or 1.0))
    return Estimate(seconds, None if rate is None else seconds * rate)
