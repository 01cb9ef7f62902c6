"""Scenes with nothing left open: picture, speech, times. Defaults of the project are filled in here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.resolve.backgrounds import transition_of
from heygen_build.resolve.desk import Desk, own_or_default
from heygen_build.resolve.loops import Shot, shots
from heygen_build.resolve.memo import names_of
from heygen_build.resolve.model import (
    CUT,
    CardPicture,
    ImagePicture,
    Origin,
    Overlay,
    Picture,
    Recording,
    Scene,
    Speech,
)
from heygen_build.resolve.overlays import music_of, overlays_of, sounds_of
from heygen_build.resolve.pictures import face_of, picture_of
from heygen_build.resolve.problems import has_errors
from heygen_build.resolve.scope import Place, Scope
from heygen_build.resolve.speech import presenter_of, recording_of, speech_of
from heygen_build.spec.models import SceneSpec


@dataclass(slots=True)
class Scenes:
    """Makes the scenes of films. A scene that reads no variable of the matrix is made once for all of them."""

    desk: Desk
    _names: list[list[str]] = field(init=False)
    _openings: dict[int, tuple[Scene, Scene]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        spec = self.desk.spec
        shared = names_of(spec.defaults, spec.avatars, spec.voices, spec.styles, spec.overlays, spec.output.format)
        shared |= names_of(spec.render.api)
        self._names = [sorted(names_of(scene) | shared) for scene in spec.scenes]

    def of(self, scope: Scope) -> tuple[Scene, ...] | None:
        """The scenes of a film; None where one was wrong (and is on record)."""
        made = [self._kept(scope, index, spec) for index, spec in enumerate(self.desk.spec.scenes)]
        scenes = [scene for part in made for scene in part or ()]
        self._check_ids(scope, scenes)
        if None in made:
            return None
        if not scenes and made:
            message = "nothing is left to show: `when` is false for every scene"
            scope.error("HB0346", message, ("scenes",), at_key=True)
            return None
        return (self._opening(scenes[0]), *scenes[1:]) if scenes else ()

    def _opening(self, scene: Scene) -> Scene:
        """Nothing comes before the first scene, so it cannot follow anything. One object for equal scenes."""
        if scene.transition == CUT:
            return scene
        return self._openings.setdefault(id(scene), (scene, replace(scene, transition=CUT)))[1]

    def _kept(self, scope: Scope, index: int, spec: SceneSpec) -> tuple[Scene, ...] | None:
        place = scope.at("scenes", index)
        names = self._names[index]
        return self.desk.memo.get(place.route, names, scope.variables, lambda: self._made(place, spec))

    def _made(self, place: Place, spec: SceneSpec) -> tuple[Scene, ...] | None:
        """What one scene of the project stands for: several with `for_each`, none where `when` is false."""
        with place.scope.problems.recording() as found:
            rounds = shots(self.desk.memo, place, spec)
            made = [self._scene(shot, Place(shot.scope, place.route), spec) for shot in rounds]
        scenes = tuple(scene for scene in made if scene is not None)
        # A scene can also be missing without a problem of its own: what it reads was wrong elsewhere.
        return None if has_errors(found) or len(scenes) < len(made) else scenes

    def _scene(self, shot: Shot, place: Place, spec: SceneSpec) -> Scene | None:
        desk = self.desk
        picture, picture_origin = picture_of(desk, place, spec)
        presenter = presenter_of(desk, place.at("presenter"), spec.presenter)
        speech = speech_of(desk, place, spec, presenter.picture if presenter else picture)
        recording = recording_of(desk, place, spec)
        scene_id = self._id(shot, place, spec)
        transition, where = own_or_default(spec.transition, desk.spec.defaults.transition, place, "transition")
        overlays = (*self._shared_overlays(place), *overlays_of(desk, place.at("overlays"), spec.overlays))
        hold = _hold(place, spec, picture, speech, recording)
        captions, music = place.get(spec.captions, "captions"), music_of(desk, place.at("music"), spec.music)
        if picture is None:
            return None
        return Scene(
            id=scene_id,
            origin=place.origin,
            picture=picture,
            picture_origin=picture_origin,
            speech=speech,
            hold=hold,
            before=self._pad(place, spec, "before"),
            after=self._pad(place, spec, "after"),
            transition=transition_of(desk, where, transition),
            audio=recording,
            presenter=presenter,
            face_swap=face_of(desk, place, spec),
            face_swap_origin=place.at("face_swap").origin if spec.face_swap is not None else None,
            overlays=overlays,
            captions=captions is not False,
            music=music,
            sounds=sounds_of(desk, place.at("sounds"), spec.sounds),
        )

    def _id(self, shot: Shot, place: Place, spec: SceneSpec) -> str:
        """The written name, else the scene's number, with the number of the round where it is repeated."""
        written = place.get(spec.id, "id")
        if written is not None:
            return written
        number = f"scene-{int(place.route[-1]) + 1}"
        return number if shot.round is None else f"{number}-{shot.round}"

    def _shared_overlays(self, place: Place) -> tuple[Overlay, ...]:
        """Those of the project, on every scene. They are made in the scene's scope, because it may name the scene."""
        return overlays_of(self.desk, place.scope.at("overlays"), self.desk.spec.overlays)

    def _pad(self, place: Place, spec: SceneSpec, side: Literal["before", "after"]) -> float:
        """One side of the pad: the scene's where it names it, else the default's."""
        own = spec.pad is not None and side in spec.pad.model_fields_set
        pad, where = (spec.pad, place) if own else (self.desk.spec.defaults.pad, place.scope.at("defaults"))
        return 0.0 if pad is None else where.get(getattr(pad, side), "pad", side) or 0.0

    def _check_ids(self, scope: Scope, scenes: list[Scene]) -> None:
        first: dict[str, Scene] = {}
        for scene in scenes:
            twin = first.setdefault(scene.id, scene)
            if twin is not scene:
                _report_twin(scope, scene, twin.origin)


def _report_twin(scope: Scope, scene: Scene, first: Origin) -> None:
    message = f"two scenes are called `{scene.id}`"
    if scene.origin.route == first.route:
        label = Label(scope.span((*first.route, "id")), "for several rounds of `for_each`")
        hint = "make it different, such as `feature-{{ loop.index }}`"
        scope.problems.add(Diagnostic("HB0315", message, (label,), hint=hint))
        return
    labels = (
        Label(scope.span((*scene.origin.route, "id")), "used again here"),
        Label(scope.span((*first.route, "id")), "first used here"),
    )
    scope.problems.add(Diagnostic("HB0315", message, labels, hint="give each scene its own `id`"))


def _hold(
    place: Place, spec: SceneSpec, picture: Picture | None, speech: Speech | None, recording: Recording | None
) -> float:
    """Seconds that a silent scene lasts. Clips have a length of their own; stills and cards do not."""
    hold = place.get(spec.hold, "hold")
    is_silent = speech is None and recording is None and spec.script is None and spec.audio is None
    if is_silent and spec.hold is None and isinstance(picture, ImagePicture | CardPicture):
        hint = "add `hold: 3s`, or a `script`"
        place.error("HB0314", "a scene without speech needs to know how long it lasts", hint=hint)
    return hold or 0.0
