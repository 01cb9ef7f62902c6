"""When each scene of a finished film is seen, and what is read and said in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from heygen_build.media.model import Cue
from heygen_build.plan.model import BuildPlan, PlannedFilm, PlannedScene, Step
from heygen_build.plan.outputs import scene_title
from heygen_build.plan.requests import AgentRequest, OldAgentRequest
from heygen_build.publish.manifest import ManifestScene, SourceLine
from heygen_build.resolve.model import Origin, Scene
from heygen_build.resolve.said import said_text
from heygen_build.store.results import ClipMeta, StepResult, VideoMeta


class Sources(Protocol):
    """Where source lines are told from."""

    def source(self, origin: Origin) -> SourceLine: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """One scene as people read it: `start` and `end` in seconds of the film.

    `text` is the script as it is shown; of scenes whose words only HeyGen knows, that of its subtitles. `speaker` is
    the name of the voice, None where nobody speaks or nobody knows who.
    """

    id: str
    title: str
    start: float
    end: float
    text: str
    speaker: str | None
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A finished film in time: `scenes` for the manifest, `passages` the same for people, `cues` of the whole."""

    scenes: tuple[ManifestScene, ...]
    passages: tuple[Passage, ...]
    cues: tuple[Cue, ...]

    @property
    def seconds(self) -> float:
        return self.passages[-1].end


def timeline_of(plan: BuildPlan, planned: PlannedFilm, results: Mapping[str, StepResult], at: Sources) -> Timeline:
    """The scenes of a film that is done, one after the other; all of their clips are among the results."""
    from heygen_build.media.captions import shift

    asked = {step.key: step.estimate.seconds for step in plan.steps if step.estimate and is_agent(step)}
    scenes: list[ManifestScene] = []
    passages: list[Passage] = []
    cues: list[Cue] = []
    start = 0.0
    for scene, resolved in zip(planned.scenes, planned.film.scenes, strict=True):
        meta = results[scene.clip].meta
        assert isinstance(meta, ClipMeta)
        begin, end = (start + share * meta.seconds for share in scene.span)
        shown = shift(meta.cues, start)
        scenes.append(_scene(scene, at.source(resolved.origin), (begin, end), meta, results, asked))
        passages.append(_passage(resolved, begin, end, shown))
        if scene.span[0] == 0.0:
            cues += shown
        if scene.span[1] == 1.0:
            start += meta.seconds
    return Timeline(tuple(scenes), tuple(passages), tuple(cues))


def is_agent(step: Step) -> bool:
    """Whether the Video Agent makes it, who keeps to a length only roughly."""
    return isinstance(step.request, AgentRequest | OldAgentRequest)


def _scene(
    scene: PlannedScene,
    source: SourceLine,
    span: tuple[float, float],
    clip: ClipMeta,
    results: Mapping[str, StepResult],
    asked: Mapping[str, float],
) -> ManifestScene:
    render = results.get(scene.render) if scene.render else None
    return ManifestScene(
        id=scene.scene_id,
        source=source,
        start=round(span[0], 3),
        end=round(span[1], 3),
        clip=scene.clip,
        render=scene.render,
        remote_id=render.meta.remote_id if render and isinstance(render.meta, VideoMeta) else None,
        speech=scene.speech,
        asked_seconds=asked.get(scene.render or "") or None,
        timing=clip.timing,
        conformed=clip.notes,
    )


def _passage(scene: Scene, start: float, end: float, shown: tuple[Cue, ...]) -> Passage:
    cues = tuple(cue for cue in shown if start <= (cue.start + cue.end) / 2 < end)
    speech = scene.speech
    text = said_text(scene) or " ".join(" ".join(cue.lines) for cue in cues)
    speaker = speech.voice.name if speech and speech.voice else None
    return Passage(scene.id, scene_title(scene), round(start, 3), round(end, 3), text, speaker or None, cues)
