"""A planned film as cards and tracks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from heygen_build.execute.moments import seconds_at, stretch
from heygen_build.media.model import Canvas, Cue, Word
from heygen_build.media.words import words_from_cues
from heygen_build.pipeline import Planned
from heygen_build.plan.model import Backend, PlannedFilm, PlannedScene, Step
from heygen_build.plan.script import shown_text
from heygen_build.resolve.model import (
    AvatarPicture,
    CardPicture,
    Film,
    ImagePicture,
    NewAvatarPicture,
    Overlay,
    PhotoPicture,
    Scene,
)
from heygen_build.store.results import ClipMeta, ResultStore
from heygen_build.watch import places
from heygen_build.watch.view import CueView, FilmView, ScenePicture, SceneStatus, SceneView, SpanView

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
        captions += (
            [CueView(start=start + cue.start, end=start + cue.end, text=cue.text) for cue in meta.cues] if meta else []
        )
        start += seconds
    return FilmView(
        name=film.name or film.slug,
        title=film.title,
        width=film.width,
        height=film.height,
        fps=film.fps,
        seconds=round(start, 3),
        output=film.output.as_posix(),
        video=video,
        scenes=tuple(scenes),
        captions=tuple(captions),
        overlays=tuple(_overlays(film, scenes, captions)),
        music=tuple(_music(film, scenes, start)),
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


def _overlays(film: Film, scenes: list[SceneView], captions: list[CueView]) -> Iterator[SpanView]:
    """Overlays where they are seen; those that hang on a word are timed by the captions."""
    for resolved, view in zip(film.scenes, scenes, strict=True):
        words = _words(captions, view) if resolved.overlays else ()
        for overlay in resolved.overlays:
            label = getattr(overlay.content, "text", None) or type(overlay.content).__name__.removesuffix("Content")
            start, end = seen(overlay, words, view.seconds)
            yield SpanView(label=str(label), start=round(view.start + start, 3), end=round(view.start + end, 3))


def seen(overlay: Overlay, words: Sequence[Word], seconds: float) -> tuple[float, float]:
    """From when to when in its scene; a word that nobody says yet counts as the start."""
    start = seconds_at(overlay.start, words, 0.0, seconds) or 0.0
    end: float | None = seconds
    if overlay.until is not None:
        end = seconds_at(overlay.until, words, 0.0, seconds)
    elif overlay.length is not None:
        end = start + stretch(overlay.length, seconds)
    return start, max(start, min(seconds if end is None else end, seconds))


def _words(captions: list[CueView], view: SceneView) -> tuple[Word, ...]:
    """The words of a scene's captions, from its first frame."""
    cues = [
        Cue(cue.start - view.start, cue.end - view.start, tuple(cue.text.split("\n")))
        for cue in captions
        if view.start <= cue.start < view.start + view.seconds
    ]
    return tuple(words_from_cues(cues))


def _music(film: Film, scenes: list[SceneView], seconds: float) -> Iterator[SpanView]:
    if film.music is not None and not film.music.is_silence:
        yield SpanView(label="music", start=0.0, end=seconds)
    for resolved, view in zip(film.scenes, scenes, strict=True):
        if resolved.music is not None and not resolved.music.is_silence:
            yield SpanView(label="music", start=view.start, end=view.start + view.seconds)
