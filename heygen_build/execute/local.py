"""Local steps: clips and films, made by the media room in worker processes. Free, and safe to repeat."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from heygen_build.execute.context import Needs, Workshop
from heygen_build.execute.materials import Materials
from heygen_build.media import captions
from heygen_build.media.layers import WHOLE
from heygen_build.media.model import (
    Bed,
    Clip,
    ClipJob,
    Cue,
    FilmFormat,
    FilmJob,
    Heard,
    Join,
    MediaInfo,
    SoundFormat,
    SoundJob,
    TransitionJob,
    Word,
    half_frames,
)
from heygen_build.plan.model import Step
from heygen_build.plan.requests import CaptionRequest, ClipRequest, FilmRequest, TransitionRequest
from heygen_build.store.results import (
    ClipMeta,
    FilmMeta,
    ResultStore,
    SpeechMeta,
    StepResult,
    TransitionMeta,
    VideoMeta,
)
from heygen_build.units import Color

_WHITE = Color(255, 255, 255)


class LocalSteps:
    """Makes clips and films. Raises MediaError, WorkerLostError and OSError."""

    def __init__(self, shop: Workshop) -> None:
        self._shop = shop

    async def run(self, step: Step, needs: Needs) -> StepResult:
        match step.request:
            case ClipRequest() as request:
                return await self._clip(step, request, needs)
            case TransitionRequest() as request:
                return await self._transition(step, request, needs)
            case FilmRequest() as request:
                return await self._film(step, request, needs)
            case _:
                raise AssertionError(f"{step.kind} is not a local step")

    async def _clip(self, step: Step, request: ClipRequest, needs: Needs) -> StepResult:
        from heygen_build.media.clip import render_clip, render_sound

        cues, timing = self._cues(request, needs)
        job = clip_job(request, Materials(self._shop.files, self._shop.store, needs), cues)
        with tempfile.TemporaryDirectory(dir=self._shop.store.scratch()) as folder:
            video, sound = Path(folder) / f"clip.{'webm' if job.alpha else 'mp4'}", Path(folder) / "clip.wav"
            files: dict[str, Path] = {"sound": sound}
            made: Clip | Heard
            if request.unseen:
                made = await self._shop.runner.run(render_sound, job, sound)
            else:
                made = await self._shop.runner.run(render_clip, job, video, sound)
                files["video"] = video
            shown = captions.shift(cues, request.before)
            meta = ClipMeta(seconds=made.duration, cues=shown, timing=timing, notes=made.notes)
            return self._keep(step, files, meta)

    async def _film(self, step: Step, request: FilmRequest, needs: Needs) -> StepResult:
        form = request.format or "mp4"
        clips = [needs[role] for role in numbered(needs, "clip")]
        with tempfile.TemporaryDirectory(dir=self._shop.store.scratch()) as folder:
            film = Path(folder) / f"film.{form}"
            if form == "wav" or form == "mp3":
                info = await self._join_sounds(step, request, clips, form, film)
            else:
                info = await self._join(step, request, needs, form, film)
            return self._keep(step, {"film": film}, FilmMeta(seconds=info.duration))

    async def _join(self, step: Step, request: FilmRequest, needs: Needs, form: FilmFormat, out: Path) -> MediaInfo:
        from heygen_build.media.film import join_film

        clips = [needs[role] for role in numbered(needs, "clip")]
        joined = tuple(self._clip_of(clip) for clip in clips)
        job = FilmJob(
            request.canvas,
            joined,
            form,
            title=request.title,
            comment=_comment(step),
            beds=self._beds(request, clips),
            loudness=request.loudness,
            joins=tuple(self._join_of(needs.get(f"transition-{number}")) for number in range(1, len(clips) + 1)),
        )
        return await self._shop.runner.run(join_film, job, out)

    def _clip_of(self, clip: StepResult) -> Clip:
        return Clip(self._path(clip, "video"), self._path(clip, "sound"), _seconds(clip))

    def _join_of(self, transition: StepResult | None) -> Join | None:
        if transition is None:
            return None
        assert isinstance(transition.meta, TransitionMeta)
        return Join(self._path(transition, "video"), transition.meta.half)

    async def _transition(self, step: Step, request: TransitionRequest, needs: Needs) -> StepResult:
        from heygen_build.media.transitions import render_transition

        job = TransitionJob(
            canvas=request.canvas,
            before=self._clip_of(needs["before"]),
            after=self._clip_of(needs["after"]),
            kind=request.motion,
            seconds=request.seconds,
            direction=request.direction or "left",
            color=request.color or _WHITE,
            alpha=request.alpha is True,
        )
        with tempfile.TemporaryDirectory(dir=self._shop.store.scratch()) as folder:
            video = Path(folder) / f"transition.{'webm' if job.alpha else 'mp4'}"
            await self._shop.runner.run(render_transition, job, video)
            half = half_frames(job.seconds, job.canvas.fps)
            return self._keep(step, {"video": video}, TransitionMeta(seconds=2 * half / job.canvas.fps, half=half))

    async def _join_sounds(
        self, step: Step, request: FilmRequest, clips: list[StepResult], form: SoundFormat, out: Path
    ) -> MediaInfo:
        from heygen_build.media.finish import join_sounds

        heard = tuple(Heard(self._path(clip, "sound"), _seconds(clip)) for clip in clips)
        job = SoundJob(
            request.canvas.fps,
            heard,
            form,
            title=request.title,
            comment=_comment(step),
            beds=self._beds(request, clips),
            loudness=request.loudness,
        )
        return await self._shop.runner.run(join_sounds, job, out)

    def _beds(self, request: FilmRequest, clips: list[StepResult]) -> tuple[Bed, ...]:
        begins = [0.0, *accumulate(_seconds(clip) for clip in clips)]
        return tuple(
            Bed(
                path=self._shop.files[bed.file],
                begin=begins[bed.first - 1],
                end=begins[bed.last],
                volume=bed.volume,
                duck=bed.duck,
                fade_in=bed.fade_in,
                fade_out=bed.fade_out,
                loop=bed.loop,
                trim=bed.trim or WHOLE,
                position=0.0 if bed.own else begins[bed.first - 1],
            )
            for bed in request.beds or ()
        )

    def _path(self, result: StepResult, name: str) -> Path:
        return self._shop.store.path(result.files[name])

    def _cues(self, request: ClipRequest, needs: Needs) -> tuple[tuple[Cue, ...], str]:
        if request.captions is None:
            return (), "none"
        words, timing = timed_words(request.captions, needs, self._shop.store)
        if not words:
            return (), timing
        cues = captions.cues_from_words(words, max_chars=captions.line_limit(request.canvas))
        return tuple(_until(cues, sound_seconds(needs) + request.after)), timing

    def _keep(self, step: Step, files: dict[str, Path], meta: ClipMeta | FilmMeta | TransitionMeta) -> StepResult:
        return self._shop.store.put(step.key, inputs=step.inputs, files=files, meta=meta, created=self._shop.clock())


def numbered(needs: Needs, role: str) -> list[str]:
    """The roles `role-1`, `role-2`, … in the order of their numbers."""
    return sorted((name for name in needs if name.startswith(f"{role}-")), key=lambda name: int(name.split("-")[1]))


def clip_job(request: ClipRequest, materials: Materials, cues: tuple[Cue, ...]) -> ClipJob:
    """What the media room is told: the same request, with files in the place of digests."""
    return ClipJob(
        canvas=request.canvas,
        picture=materials.picture(request.picture),
        sound=materials.voice(request),
        inset=materials.inset(request.inset) if request.inset else None,
        hold=request.hold,
        before=request.before,
        after=request.after,
        cues=cues,
        caption_style=request.captions.burn_in if request.captions else None,
        fade_in=request.fade_in,
        fade_out=request.fade_out,
        mark=request.mark,
        alpha=request.alpha is True,
        keyframe=request.keyframe,
    )


def _seconds(result: StepResult) -> float:
    assert isinstance(result.meta, ClipMeta)
    return result.meta.seconds


def _comment(step: Step) -> str:
    return f"heygen-build {step.key[:16]}"


def timed_words(request: CaptionRequest, needs: Needs, store: ResultStore) -> tuple[tuple[Word, ...], str]:
    """The shown words with the best times there are, and where those came from."""
    for role in ("speech", "words"):
        meta = needs[role].meta if role in needs else None
        if isinstance(meta, SpeechMeta) and meta.words:
            return captions.align(request.shown, meta.words), "speech words"
    for role in ("presenter", "video", "subtitled"):
        cues = _subtitles(needs[role], store) if role in needs else ()
        if cues:
            heard = captions.words_from_cues(cues)
            return captions.align(request.shown, heard) if request.shown else heard, "HeyGen subtitles"
    if not request.shown:
        return (), "none"
    return _model(request, sound_seconds(needs)), "word model"


def sound_seconds(needs: Needs) -> float:
    """How long the speech of a clip lasts: that of whoever speaks, the voice-over before the presenter."""
    speaking = next(needs[role] for role in ("speech", "presenter", "video") if role in needs)
    assert isinstance(speaking.meta, SpeechMeta | VideoMeta)
    return speaking.meta.seconds


def _subtitles(render: StepResult, store: ResultStore) -> tuple[Cue, ...]:
    """The subtitle file that came with a render; empty where none did."""
    if "subtitles" not in render.files:
        return ()
    text = store.path(render.files["subtitles"]).read_text(encoding="utf-8-sig", errors="replace")
    return captions.read_srt(text)


def _until(cues: tuple[Cue, ...], end: float) -> Iterator[Cue]:
    """Cues that end with their scene: a line that is held for readability must not run into the next scene."""
    for cue in cues:
        if cue.start < end:
            yield Cue(cue.start, min(cue.end, end), cue.lines)


def _model(request: CaptionRequest, seconds: float) -> tuple[Word, ...]:
    """The word model of what is said, stretched to the length the speech really has, under the shown words."""
    words = captions.model_words(request.spoken, words_per_minute=request.words_per_minute)
    if words and seconds > 0:
        factor = seconds / words[-1].end
        words = tuple(Word(word.text, word.start * factor, word.end * factor) for word in words)
    return captions.align(request.shown, words)
