"""A planned film as cards and tracks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from heygen_build.execute.timing import timed_words
from heygen_build.media.captions import read_srt
from heygen_build.media.model import Canvas, Cue, MediaError, Word
from heygen_build.media.words import words_from_cues
from heygen_build.pipeline import Planned
from heygen_build.plan.model import Backend, PlannedFilm, PlannedScene, Step
from heygen_build.plan.requests import ClipRequest
from heygen_build.resolve.model import (
    AvatarPicture,
    CardPicture,
    FileRef,
    Film,
    ImagePicture,
    NewAvatarPicture,
    PhotoPicture,
    Scene,
)
from heygen_build.script.spoken import shown_text
from heygen_build.store.results import ClipMeta, ResultStore
from heygen_build.watch import places, tracks
from heygen_build.watch.view import CueView, FilmView, ScenePicture, SceneStatus, SceneView

_WORDS_FOR = {AvatarPicture: "avatar", PhotoPicture: "photo", ImagePicture: "image", CardPicture: "card"}


class Shown(Protocol):
    """Who knows the pictures of clips, by the keys of their steps."""

    def of(self, key: str) -> ScenePicture: ...


def film_view(
    planned: PlannedFilm,
    made: Planned,
    store: ResultStore,
    pictures: Shown,
    statuses: Mapping[str, SceneStatus],
    video: str | None,
) -> FilmView:
    """One film: its scenes one after another, with real lengths where their clips are made."""
    film, steps = planned.film, {step.key: step for step in made.plan.steps}
    scenes: list[SceneView] = []
    captions: list[CueView] = []
    start = 0.0
    for scene, resolved in zip(planned.scenes, film.scenes, strict=True):
        result = store.get(scene.clip)
        meta = result.meta if result and isinstance(result.meta, ClipMeta) else None
        seconds = meta.seconds if meta else _estimate(scene, resolved, steps)
        status = _status(scene, statuses)
        scenes.append(_scene(scene, resolved, steps, pictures, start, seconds, meta is not None, status))
        captions += _cues(meta.cues, start) if meta else []
        start += seconds
    joined = steps[planned.step]
    said = _said([steps[scene.clip] for scene in planned.scenes], scenes, captions, store)
    return FilmView(
        name=planned.name,
        title=film.title,
        width=film.width,
        height=film.height,
        fps=film.fps,
        format=film.format,
        seconds=round(start, 3),
        output=film.output.as_posix(),
        video=video,
        scenes=tuple(scenes),
        captions=tuple(captions if film.captions.file is None else _cues(_written(film.captions.file), 0.0)),
        overlays=tuple(tracks.overlay_spans(film, scenes, said)),
        music=tuple(tracks.music_spans(film, joined, scenes)),
        effects=tuple(tracks.sound_spans(film, scenes, said)),
        transitions=tuple(tracks.transition_spans(joined, steps, scenes)),
    )


def canvas_of(film: Film, backend: Backend) -> Canvas:
    """The frame of a film, as the plan encodes it."""
    return Canvas(film.width, film.height, fps=film.fps, quality="draft" if backend == "draft" else "final")


def cell_words(film: Film) -> dict[str, str]:
    """The values of a film's matrix cell, short enough for a menu."""
    return {axis: _short(value) for axis, value in film.cell.items()}


def _short(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("id") or value.get("name") or next(iter(value.values()), "")
    return str(value)


def _scene(
    scene: PlannedScene,
    resolved: Scene,
    steps: Mapping[str, Step],
    pictures: Shown,
    start: float,
    seconds: float,
    exact: bool,
    status: SceneStatus,
) -> SceneView:
    speech = resolved.speech
    presented = resolved.presenter.picture if resolved.presenter else resolved.picture
    return SceneView(
        id=resolved.id,
        kind=_kind(resolved),
        place=places.place_of(resolved.origin.span),
        script=shown_text(speech.script, speech.pronunciations) if speech else "",
        look=_look(presented),
        voice=speech.voice.name if speech and speech.voice else None,
        start=round(start, 3),
        seconds=round(seconds, 3),
        exact=exact,
        status=status,
        usd=_price(scene, steps),
        picture=pictures.of(scene.clip),
        clip_key=scene.clip[:16],
    )


def _kind(scene: Scene) -> str:
    name = type(scene.picture).__name__.removesuffix("Picture").lower()
    return _WORDS_FOR.get(type(scene.picture), name)


def _look(picture: object) -> str | None:
    match picture:
        case AvatarPicture(look_name=name):
            return name
        case PhotoPicture(photo=photo):
            return photo.path.name
        case NewAvatarPicture(avatar=avatar):
            return avatar.name
        case _:
            return None


def _estimate(scene: PlannedScene, resolved: Scene, steps: Mapping[str, Step]) -> float:
    """How long a scene will be: its speech by the word model, or its hold."""
    spoken = [steps[key].estimate for key in (scene.render, scene.speech) if key]
    seconds = max((one.seconds for one in spoken if one), default=resolved.hold)
    return seconds + resolved.before + resolved.after


def _price(scene: PlannedScene, steps: Mapping[str, Step]) -> float | None:
    """USD of the paid steps of a scene, None where one is unknown."""
    paid = [steps[key] for key in (scene.render, scene.speech) if key and steps[key].is_paid]
    prices = [step.estimate.usd if step.estimate else None for step in paid]
    known = [price for price in prices if price is not None]
    return None if len(known) < len(prices) else round(sum(known), 4)


def _status(scene: PlannedScene, statuses: Mapping[str, SceneStatus]) -> SceneStatus:
    own = [statuses[key] for key in (scene.render, scene.speech, scene.clip) if key and key in statuses]
    if "failed" in own:
        return "failed"
    if "working" in own:
        return "working"
    return statuses.get(scene.clip, "new")


def _cues(cues: Sequence[Cue], start: float) -> list[CueView]:
    return [CueView(start=round(start + cue.start, 3), end=round(start + cue.end, 3), text=cue.text) for cue in cues]


def _written(file: FileRef) -> tuple[Cue, ...]:
    """Captions that a person wrote; the build tells what is wrong with them, at their place."""
    try:
        return read_srt(file.path.read_text(encoding="utf-8-sig", errors="replace"))
    except (OSError, MediaError):
        return ()


def _said(
    clips: Sequence[Step], scenes: Sequence[SceneView], cues: Sequence[CueView], store: ResultStore
) -> tracks.Said:
    def words(number: int) -> Sequence[Word]:
        heard = _heard(clips[number], store)
        return heard if heard is not None else _shown_words(scenes[number], cues)

    return words


def _heard(clip: Step, store: ResultStore) -> tuple[Word, ...] | None:
    """When the words of a clip are said, as its overlays were timed; None while that is not known."""
    request = clip.request
    found = {role: store.get(key) for role, key in clip.needs.items()}
    needs = {role: result for role, result in found.items() if result is not None}
    spoken = needs.keys() & {"speech", "presenter", "video"}
    if not isinstance(request, ClipRequest) or request.captions is None or not spoken:
        return None
    words, _ = timed_words(request.captions, needs, store)
    return tuple(replace(word, start=word.start + request.before, end=word.end + request.before) for word in words)


def _shown_words(view: SceneView, cues: Sequence[CueView]) -> tuple[Word, ...]:
    """The words of a scene's captions, whose times are about those of what is said."""
    inside = (cue for cue in cues if view.start <= cue.start < view.start + view.seconds)
    lines = [Cue(cue.start - view.start, cue.end - view.start, tuple(cue.text.split("\n"))) for cue in inside]
    return tuple(words_from_cues(lines))
