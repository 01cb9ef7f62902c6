"""The state of the desk: what the loop told, as the page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from heygen_build.emulator.orders import Order
from heygen_build.execute.decide import Decision
from heygen_build.execute.events import StepDone, StepFailed, StepSkipped, StepStarted
from heygen_build.media.model import Canvas
from heygen_build.pipeline import Planned
from heygen_build.plan.model import PlannedFilm, film_called
from heygen_build.store.results import ResultStore
from heygen_build.watch import places, storyboard
from heygen_build.watch.compare import compare
from heygen_build.watch.glimpses import Glimpses
from heygen_build.watch.loop import Broken, Finished, Happened, PlanMade, Ready, Saved, Update
from heygen_build.watch.orders import plan_view
from heygen_build.watch.pictures import Pictures
from heygen_build.watch.view import (
    BuildView,
    CompareView,
    DeskView,
    FilmName,
    FilmView,
    ProblemView,
    SceneStatus,
    Status,
)

_MADE = ("reused", "done")


class Desk:
    """Listens to the loop; gives views. `tell` is called after each change that can be seen."""

    def __init__(
        self,
        project: Path,
        pictures: Pictures,
        store: Callable[[Planned], ResultStore],
        tell: Callable[[], None],
        order_of: Callable[[str], Order | None],
    ) -> None:
        self._project, self._pictures, self._store_of, self._tell = project, pictures, store, tell
        self._glimpses = Glimpses(pictures, order_of)
        self.version = 0
        self._status: Status = "waiting"
        self._planned: Planned | None = None
        self._store: ResultStore | None = None
        self._problems: tuple[ProblemView, ...] = ()
        self._build = BuildView()
        self._steps: dict[str, SceneStatus] = {}
        self._earlier: Planned | None = None
        self._revision: tuple[str, Planned] | None = None
        self._trouble: str | None = None
        self._paid: Planned | None = None

    def hear(self, update: Update) -> None:
        """Take in what the loop tells."""
        match update:
            case Saved(files=files):
                self._status = "building"
                self._build = BuildView(files=tuple(map(places.shown, files)))
                # A build that was broken off left steps behind that nobody works on any more.
                self._steps = {key: "changed" if told == "working" else told for key, told in self._steps.items()}
            case PlanMade(planned=planned):
                self._begin(planned)
            case Happened(event=event):
                self._happened(event)
            case Ready(seconds=seconds):
                self._build = self._build.model_copy(update={"seconds": round(seconds, 3)})
            case Finished():
                self._finish(update)
            case Broken(diagnostics=diagnostics):
                self._status = "broken"
                self._problems = tuple(map(places.problem_of, diagnostics))
        self.changed()

    def changed(self) -> None:
        """Something can be seen that could not be seen before."""
        self.version += 1
        self._tell()

    @property
    def shown(self) -> frozenset[str]:
        """The keys of the clips of the present and of what it is compared with."""
        plans = (self._planned, self._earlier, self._revision[1] if self._revision else None)
        return frozenset(key for one in plans if one for key, _ in self._clips(one))

    def set_against(self, revision: str, planned: Planned) -> None:
        """Compare with this plan from now on; its drafts lie where those of the present do."""
        self._revision = (revision, planned)
        self._want_pictures(planned)
        self.changed()

    def set_paid(self, planned: Planned) -> None:
        """What a paid build of the present would do."""
        self._paid = planned
        self.changed()

    def set_trouble(self, why: str) -> None:
        """There is no comparison with the revision that was asked for."""
        self._trouble = why
        self.changed()

    def view(self, film: str | None = None) -> DeskView:
        """Everything on the page, with the film of that name (the first one where there is none such)."""
        planned = self._planned
        films = planned.plan.films if planned else ()
        chosen = film_called(planned.plan, film) if planned else None
        shown = self._film(planned, chosen) if planned and chosen else None
        is_ahead = chosen is not None and self._status == "building" and self._build.total and self._is_made(chosen)
        return DeskView(
            version=self.version,
            status="ready" if is_ahead else self._status,
            project=places.shown(self._project),
            backend=planned.plan.backend if planned else "draft",
            films=tuple(self._name(one) for one in films),
            film=shown,
            plan=plan_view(self._paid or planned) if planned else None,
            problems=self._problems,
            build=self._build,
            compares=tuple(self._compares(shown)) if shown else (),
            trouble=self._trouble,
        )

    def is_made(self, film: str) -> bool:
        """Whether nothing is left to do for the film of this name, as far as is known."""
        return self._planned is not None and self._is_made(film_called(self._planned.plan, film))

    def video(self, name: str) -> Path | None:
        """The joined film of this name (see `FilmView.video`), if it is one of the present."""
        planned = self._planned
        for film in planned.plan.films if planned else ():
            path = self._joined(film)
            if path is not None and name == film.step + path.suffix:
                return path
        return None

    def _name(self, film: PlannedFilm) -> FilmName:
        return FilmName(
            name=film.name,
            title=film.film.title,
            cell=storyboard.cell_words(film.film),
            is_made=self._is_made(film),
        )

    def _is_made(self, film: PlannedFilm) -> bool:
        return self._steps.get(film.step) in _MADE

    def _joined(self, film: PlannedFilm) -> Path | None:
        result = self._store.get(film.step) if self._store and self._is_made(film) else None
        return self._store.path(result.files["film"]) if self._store and result else None

    def _begin(self, planned: Planned) -> None:
        if self._planned is not None and _looks(self._planned) != _looks(planned):
            self._earlier = self._planned
        self._planned, self._store = planned, self._store_of(planned)
        self._problems = tuple(map(places.problem_of, planned.project.warnings))
        runs = [decision for decision in planned.decisions if decision.runs]
        self._steps = {decision.step.key: _first_status(decision) for decision in planned.decisions}
        places_run = tuple(decision.step.place for decision in runs)
        self._build = self._build.model_copy(update={"total": len(runs), "rebuilt": places_run})
        self._want_pictures(planned)
        self._pictures.keep_only(self.shown)

    def _want_pictures(self, planned: Planned) -> None:
        assert self._store is not None, "a plan comes with its store"
        for key, canvas in self._clips(planned):
            if self._steps.get(key, "reused") == "reused":
                self._pictures.want(key, self._store, canvas)

    def _happened(self, event: object) -> None:
        if self._planned is None or self._store is None:
            return
        self._glimpses.hear(event, self._planned, self._store)
        match event:
            case StepStarted(step=step):
                self._steps[step.key] = "working"
            case StepDone(step=step):
                self._steps[step.key] = "done"
                self._build = self._build.model_copy(update={"done": self._build.done + 1})
                canvas = dict(self._clips(self._planned)).get(step.key) if step.kind == "clip" else None
                if canvas is not None:
                    self._pictures.want(step.key, self._store, canvas)
            case StepFailed(step=step, diagnostics=diagnostics):
                self._steps[step.key] = "failed"
                self._problems += tuple(map(places.problem_of, diagnostics))
            case StepSkipped(step=step):
                self._steps[step.key] = "failed"

    def _finish(self, told: Finished) -> None:
        built = told.built
        self._status = "ready" if built.artifacts.is_complete and not built.problems else "partly"
        self._problems += tuple(map(places.problem_of, built.problems))
        if self._build.seconds is None:
            self._build = self._build.model_copy(update={"seconds": round(told.ended - told.started, 3)})

    def _compares(self, shown: FilmView) -> Iterator[CompareView]:
        bases = [("the last save", self._earlier)]
        if self._revision is not None:
            bases.append(self._revision)
        for basis, planned in bases:
            if planned is not None:
                earlier = next((film for film in planned.plan.films if film.name == shown.name), None)
                before = self._view_of(planned, earlier) if earlier else None
                yield compare(basis, before, shown)

    def _film(self, planned: Planned, film: PlannedFilm) -> FilmView:
        path = self._joined(film)
        return self._view_of(planned, film, f"film/{film.step}{path.suffix}" if path else None)

    def _view_of(self, planned: Planned, film: PlannedFilm, video: str | None = None) -> FilmView:
        assert self._store is not None, "a plan comes with its store"
        return storyboard.film_view(film, planned, self._store, self._pictures, self._steps, video)

    def _clips(self, planned: Planned) -> list[tuple[str, Canvas]]:
        return [
            (scene.clip, storyboard.canvas_of(film.film, planned.plan.backend))
            for film in planned.plan.films
            for scene in film.scenes
        ]


def _looks(planned: Planned) -> list[tuple[str, list[tuple[str, str]]]]:
    """What decides how films look: another price or another name of a file does not."""
    return [(film.film.slug, [(scene.scene_id, scene.clip) for scene in film.scenes]) for film in planned.plan.films]


def _first_status(decision: Decision) -> SceneStatus:
    if not decision.runs:
        return "reused"
    return "changed" if decision.reason == "changed" else "new"
