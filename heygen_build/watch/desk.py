"""The state of the desk: what the loop told, as the page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from heygen_build.emulator.orders import Order, VideoOrder
from heygen_build.execute.decide import Decision, cost_of
from heygen_build.execute.events import StepDone, StepFailed, StepNote, StepSkipped, StepStarted
from heygen_build.media.model import Canvas
from heygen_build.pipeline import Built, Planned
from heygen_build.plan.model import Step
from heygen_build.plan.prices import PRICES_DATE
from heygen_build.plan.requests import ClipRequest
from heygen_build.store.results import ResultStore
from heygen_build.watch import places, storyboard
from heygen_build.watch.compare import compare
from heygen_build.watch.glimpse import glimpse_of
from heygen_build.watch.loop import Broken, Finished, Happened, PlanMade, Saved, Update
from heygen_build.watch.pictures import Pictures
from heygen_build.watch.view import (
    BuildView,
    ChangeView,
    CompareView,
    DeskView,
    FilmName,
    FilmView,
    OrderView,
    PlanView,
    ProblemView,
    SceneStatus,
    Status,
)


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
        self._order_of = order_of
        self.version = 0
        self._status: Status = "waiting"
        self._planned: Planned | None = None
        self._store: ResultStore | None = None
        self._built: Built | None = None
        self._problems: tuple[ProblemView, ...] = ()
        self._build = BuildView()
        self._steps: dict[str, SceneStatus] = {}
        self._earlier: Planned | None = None
        self._revision: tuple[str, Planned] | None = None
        self._trouble: str | None = None

    def hear(self, update: Update) -> None:
        """Take in what the loop tells."""
        match update:
            case Saved(files=files):
                self._status = "building"
                self._build = BuildView(files=tuple(map(places.shown, files)))
            case PlanMade(planned=planned):
                self._begin(planned)
            case Happened(event=event):
                self._happened(event)
            case Finished(built=built, started=started, ended=ended):
                self._finish(built, ended - started)
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

    def set_trouble(self, why: str) -> None:
        """There is no comparison with the revision that was asked for."""
        self._trouble = why
        self.changed()

    def view(self, film: int = 0) -> DeskView:
        """Everything on the page, with the film of that number (the first one where there is none such)."""
        planned = self._planned
        films = planned.plan.films if planned else ()
        chosen = film if 0 <= film < len(films) else 0
        shown = self._film(planned, chosen) if planned and films else None
        return DeskView(
            version=self.version,
            status=self._status,
            project=places.shown(self._project),
            backend=planned.plan.backend if planned else "draft",
            films=tuple(
                FilmName(
                    name=one.film.name or one.film.slug, title=one.film.title, cell=storyboard.cell_words(one.film)
                )
                for one in films
            ),
            film=shown,
            plan=plan_view(planned) if planned else None,
            problems=self._problems,
            build=self._build,
            compares=tuple(self._compares(shown)) if shown else (),
            trouble=self._trouble,
        )

    def video(self, film: int) -> Path | None:
        """The joined film, once it is in its place."""
        outputs = self._built.outputs if self._built else None
        if outputs is None or not 0 <= film < len(outputs.videos):
            return None
        return outputs.videos[film]

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
        match event:
            case StepStarted(step=step):
                self._steps[step.key] = "working"
                if step.kind == "clip":
                    self._glimpse(step, None)
            case StepNote(step=step, ordered=str() as video_id):
                order = self._order_of(video_id)
                if isinstance(order, VideoOrder):
                    self._glimpse_of_render(step, order)
            case StepDone(step=step):
                self._steps[step.key] = "done"
                self._build = self._build.model_copy(update={"done": self._build.done + 1})
                if step.kind == "clip" and self._planned and self._store:
                    canvas = dict(self._clips(self._planned)).get(step.key)
                    if canvas is not None:
                        self._pictures.want(step.key, self._store, canvas)
            case StepFailed(step=step, diagnostics=diagnostics):
                self._steps[step.key] = "failed"
                self._problems += tuple(map(places.problem_of, diagnostics))
            case StepSkipped(step=step):
                self._steps[step.key] = "failed"

    def _glimpse_of_render(self, render: Step, order: VideoOrder) -> None:
        """The first picture of each clip that waits for a render which was ordered just now, and for nothing else."""
        assert self._planned is not None, "steps begin after the plan"
        for step in self._planned.plan.steps:
            if step.kind == "clip" and render.key in step.needs.values():
                self._glimpse(step, order)

    def _glimpse(self, clip: Step, order: VideoOrder | None) -> None:
        planned, store = self._planned, self._store
        assert planned is not None, "steps begin after the plan"
        assert store is not None, "a plan comes with its store"
        assert isinstance(clip.request, ClipRequest), "a clip is asked for by a ClipRequest"
        found = {role: store.get(key) for role, key in clip.needs.items()}
        needs = {role: result for role, result in found.items() if result is not None}
        missing = clip.needs.keys() - needs.keys() - {"speech", "words", "subtitled"}
        if len(missing) > (0 if order is None else 1):
            return
        rendered = self._pictures.folder / f"{clip.key}.frame.mp4"
        glimpse = glimpse_of(clip.request, store, planned.plan.files, needs, order, rendered)
        if glimpse is not None:
            self._pictures.glimpse(clip.key, glimpse)

    def _finish(self, built: Built, seconds: float) -> None:
        self._built = built
        self._status = "ready" if built.artifacts.is_complete and not built.problems else "partly"
        self._problems += tuple(map(places.problem_of, built.problems))
        self._build = self._build.model_copy(update={"seconds": round(seconds, 3)})

    def _compares(self, shown: FilmView) -> Iterator[CompareView]:
        bases = [("the last save", self._earlier)]
        if self._revision is not None:
            bases.append(self._revision)
        for basis, planned in bases:
            if planned is not None:
                names = [film.film.name or film.film.slug for film in planned.plan.films]
                before = self._view_of(planned, names.index(shown.name)) if shown.name in names else None
                yield compare(basis, before, shown)

    def _film(self, planned: Planned, number: int) -> FilmView:
        key = planned.plan.films[number].step
        video = f"film/{number}.mp4?{key[:16]}" if self.video(number) and self._status == "ready" else None
        return self._view_of(planned, number, video)

    def _view_of(self, planned: Planned, number: int, video: str | None = None) -> FilmView:
        assert self._store is not None, "a plan comes with its store"
        film = planned.plan.films[number]
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


def plan_view(planned: Planned) -> PlanView:
    """What a paid build would order: in a draft, everything that is paid for."""
    paid = [decision for decision in planned.decisions if decision.step.is_paid]
    draft = planned.plan.backend == "draft"
    orders = [Decision(decision.step, "new") for decision in paid] if draft else [one for one in paid if one.cost]
    cost = cost_of(tuple(orders))
    shown = {decision.step.key for decision in orders}
    return PlanView(
        orders=tuple(_order(decision) for decision in paid if decision.step.key in shown),
        usd=round(cost.usd, 4),
        unknown=cost.unknown,
        prices_of=PRICES_DATE,
        budget_usd=planned.project.budget_usd,
    )


def _order(decision: Decision) -> OrderView:
    step = decision.step
    return OrderView(
        step=step.place,
        route=step.route,
        why=decision.reason,
        seconds=step.estimate.seconds if step.estimate else None,
        usd=step.estimate.usd if step.estimate else None,
        place=places.place_of(step.origin.span),
        changes=tuple(
            ChangeView(field=change.field, before=change.before, after=change.after) for change in decision.changes
        ),
    )
