"""Local steps: clips and films, made by the media room in worker processes. Free, and safe to repeat."""

from __future__ import annotations

import functools
from itertools import accumulate
from math import isfinite
from pathlib import Path

from heygen_build.execute.context import Needs, Workshop
from heygen_build.execute.materials import Materials
from heygen_build.execute.overlays import cues_from_file, read_captions, style_of, tops_of
from heygen_build.execute.soundtrack import Track
from heygen_build.execute.timing import broken, sound_seconds, timed_words, until
from heygen_build.media import captions
from heygen_build.media.model import (
    Chapter,
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
    Subtitles,
    TransitionJob,
    Word,
    half_frames,
)
from heygen_build.media.overlays import Top
from heygen_build.plan.model import Step
from heygen_build.plan.requests import ClipRequest, FilmRequest, MeasureRequest, TransitionRequest
from heygen_build.store.files import work_folder
from heygen_build.store.results import (
    AnyMeta,
    ClipMeta,
    FilmMeta,
    MeasuresMeta,
    StepResult,
    StretchMeta,
    TransitionMeta,
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
            case MeasureRequest() as request:
                return await self._measures(step, request, needs)
            case _:
                raise AssertionError(f"{step.kind} is not a local step")

    async def _clip(self, step: Step, request: ClipRequest, needs: Needs) -> StepResult:
        from heygen_build.media.clip import render_clip, render_sound

        materials = Materials(self._shop.files, self._shop.store, needs)
        words, timing = self._words(request, needs)
        cues = () if request.captions is None or request.captions.hidden else self._cues(request, words, needs)
        is_own = request.captions is not None and request.captions.file is not None
        drawn = cues_from_file(request, materials) if is_own else cues
        job = clip_job(request, materials, drawn, tops_of(request, materials, words))
        with work_folder(self._shop.store.scratch()) as folder:
            video, sound = folder / f"clip.{'webm' if job.alpha else 'mp4'}", folder / "clip.wav"
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
        with work_folder(self._shop.store.scratch()) as folder:
            film = folder / f"film.{form}"
            if form == "wav" or form == "mp3":
                info = await self._join_sounds(step, request, needs, form, film)
            else:
                info = await self._join(step, request, needs, form, film)
            return self._keep(step, {"film": film}, FilmMeta(seconds=info.duration))

    async def _join(self, step: Step, request: FilmRequest, needs: Needs, form: FilmFormat, out: Path) -> MediaInfo:
        from heygen_build.media.film import join_film

        clips = [needs[role] for role in numbered(needs, "clip")]
        track = self._track(request, clips, needs)
        joined = tuple(self._clip_of(clip) for clip in clips)
        job = FilmJob(
            request.canvas,
            joined,
            form,
            title=request.title,
            comment=_comment(step),
            beds=track.beds,
            effects=track.effects,
            loudness=request.loudness,
            joins=tuple(self._join_of(needs.get(f"transition-{number}")) for number in range(1, len(clips) + 1)),
            chapters=_chapters(request, clips),
            source=request.source,
            subtitles=self._subtitles(request, clips, needs),
        )
        return await self._shop.runner.run(join_film, job, out)

    def _subtitles(self, request: FilmRequest, clips: list[StepResult], needs: Needs) -> Subtitles | None:
        """The captions that a film carries."""
        if request.captions is None:
            return None
        if request.captions.file is not None:
            materials = Materials(self._shop.files, self._shop.store, needs)
            return Subtitles(read_captions(materials, request.captions.file), request.captions.language)
        begins = accumulate((_seconds(clip) for clip in clips), initial=0.0)
        shown = [captions.shift(_shown(clip), begin) for clip, begin in zip(clips, begins, strict=False)]
        return Subtitles(tuple(cue for cues in shown for cue in cues), request.captions.language)

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
        with work_folder(self._shop.store.scratch()) as folder:
            video = folder / f"transition.{'webm' if job.alpha else 'mp4'}"
            await self._shop.runner.run(render_transition, job, video)
            half = half_frames(job.seconds, job.canvas.fps)
            return self._keep(step, {"video": video}, TransitionMeta(seconds=2 * half / job.canvas.fps, half=half))

    async def _join_sounds(
        self, step: Step, request: FilmRequest, needs: Needs, form: SoundFormat, out: Path
    ) -> MediaInfo:
        from heygen_build.media.finish import join_sounds

        clips = [needs[role] for role in numbered(needs, "clip")]
        track = self._track(request, clips, needs)
        heard = tuple(Heard(self._path(clip, "sound"), _seconds(clip)) for clip in clips)
        job = SoundJob(
            request.canvas.fps,
            heard,
            form,
            title=request.title,
            comment=_comment(step),
            beds=track.beds,
            effects=track.effects,
            loudness=request.loudness,
            chapters=_chapters(request, clips),
            source=request.source,
        )
        return await self._shop.runner.run(join_sounds, job, out)

    async def _measures(self, step: Step, request: MeasureRequest, needs: Needs) -> StepResult:
        from heygen_build.media.measuring import measure_film

        film = needs["film"]
        assert isinstance(film.meta, FilmMeta)
        look = functools.partial(
            measure_film, loudness=request.loudness is True, black=request.black, frozen=request.frozen
        )
        found = await self._shop.runner.run(look, self._path(film, "film"))
        meta = MeasuresMeta(
            seconds=film.meta.seconds,
            loudness=found.loudness.integrated if found.loudness else None,
            peak=found.loudness.peak if found.loudness and isfinite(found.loudness.peak) else None,
            black=tuple(StretchMeta(start=part.start, end=part.end) for part in found.black),
            frozen=tuple(StretchMeta(start=part.start, end=part.end) for part in found.frozen),
        )
        return self._keep(step, {}, meta)

    def _track(self, request: FilmRequest, clips: list[StepResult], needs: Needs) -> Track:
        lengths = [_seconds(clip) for clip in clips]
        return Track(request, lengths, needs, self._shop.files, self._shop.store)

    def _path(self, result: StepResult, name: str) -> Path:
        return self._shop.store.path(result.files[name])

    def _words(self, request: ClipRequest, needs: Needs) -> tuple[tuple[Word, ...], str]:
        return ((), "none") if request.captions is None else timed_words(request.captions, needs, self._shop.store)

    def _cues(self, request: ClipRequest, words: tuple[Word, ...], needs: Needs) -> tuple[Cue, ...]:
        """The captions of what is said, which end with their scene."""
        if not words or request.captions is None:
            return ()
        return tuple(until(broken(request, words), sound_seconds(request.captions, needs) + request.after))

    def _keep(self, step: Step, files: dict[str, Path], meta: AnyMeta) -> StepResult:
        return self._shop.store.put(step.key, inputs=step.inputs, files=files, meta=meta, created=self._shop.clock())


def numbered(needs: Needs, role: str) -> list[str]:
    """The roles `role-1`, `role-2`, … in the order of their numbers."""
    return sorted((name for name in needs if name.startswith(f"{role}-")), key=lambda name: int(name.split("-")[1]))


def clip_job(request: ClipRequest, materials: Materials, cues: tuple[Cue, ...], tops: tuple[Top, ...] = ()) -> ClipJob:
    """What the media room is told: the same request, with files in the place of digests."""
    return ClipJob(
        canvas=request.canvas,
        picture=materials.picture(request.picture),
        sound=materials.voice(request),
        inset=materials.inset(request.inset) if request.inset else None,
        hold=request.hold,
        before=request.before,
        after=request.after,
        tops=tops,
        cues=cues,
        caption_style=style_of(request, materials),
        fade_in=request.fade_in,
        fade_out=request.fade_out,
        mark=request.mark,
        alpha=request.alpha is True,
        keyframe=request.keyframe,
        as_is=request.as_is is True,
    )


def _chapters(request: FilmRequest, clips: list[StepResult]) -> tuple[Chapter, ...]:
    lengths = [_seconds(clip) for clip in clips]
    begins = [0.0, *accumulate(lengths)]
    starts = [begins[mark.clip - 1] + mark.share * lengths[mark.clip - 1] for mark in request.chapters or ()]
    ends = [*starts[1:], begins[-1]]
    return tuple(map(Chapter, (mark.title for mark in request.chapters or ()), starts, ends))


def _seconds(result: StepResult) -> float:
    assert isinstance(result.meta, ClipMeta)
    return result.meta.seconds


def _shown(result: StepResult) -> tuple[Cue, ...]:
    assert isinstance(result.meta, ClipMeta)
    return result.meta.cues


def _comment(step: Step) -> str:
    return f"heygen-build {step.key[:16]}"
