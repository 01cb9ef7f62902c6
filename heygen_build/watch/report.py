"""A report: one HTML file with storyboard, script, plan, prices and problems, for a review or a pull request.

Nothing in it comes from anywhere else, and nothing in it runs.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from heygen_build.diagnostics import Diagnostic
from heygen_build.media.model import MediaError
from heygen_build.pipeline import Planned
from heygen_build.store.results import ClipMeta, FilmMeta, ResultStore
from heygen_build.watch import places, storyboard
from heygen_build.watch.media import STILL_AT
from heygen_build.watch.orders import plan_view
from heygen_build.watch.view import FilmView, PlanView, ProblemView, ScenePicture

_STILL_SIZE, _QUALITY = (480, 480), 82
_FORMATS = {".mp4": "video/mp4", ".webm": "video/webm", ".gif": "image/gif", ".wav": "audio/wav", ".mp3": "audio/mpeg"}


@dataclass(frozen=True, slots=True)
class Reported:
    """What the page says of one project. `videos` are the embedded films by their number, as data addresses."""

    project: str
    backend: str = "draft"
    films: tuple[FilmView, ...] = ()
    videos: dict[int, str] = field(default_factory=dict)
    plan: PlanView | None = None
    problems: tuple[ProblemView, ...] = ()


def reported(planned: Planned, store: ResultStore, problems: tuple[Diagnostic, ...], *, with_films: bool) -> Reported:
    """A plan with the pictures of what is made already; `with_films` also holds the films themselves."""
    stills = _Stills(store)
    films = tuple(storyboard.film_view(film, planned, store, stills, {}, None) for film in planned.plan.films)
    return Reported(
        project=places.shown(planned.project.path),
        backend=planned.plan.backend,
        films=films,
        videos=dict(_videos(planned, store)) if with_films else {},
        plan=plan_view(planned),
        problems=_problems((*planned.project.warnings, *problems)),
    )


def broken(project: Path, problems: tuple[Diagnostic, ...]) -> Reported:
    """A project that cannot be read: what is wrong with it."""
    return Reported(project=places.shown(project), problems=_problems(problems))


def _problems(found: Iterable[Diagnostic]) -> tuple[ProblemView, ...]:
    return tuple(places.problem_of(one, width=80) for one in found)


def html(told: Reported) -> str:
    """The whole page."""
    from jinja2 import Environment, StrictUndefined

    assets = files("heygen_build.watch").joinpath("assets")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters |= {"usd": _usd, "clock": _clock}
    template = environment.from_string(assets.joinpath("report.html").read_text("utf-8"))
    style = assets.joinpath("desk.css").read_text("utf-8")
    return template.render(told=told, style=style, title=told.films[0].title if told.films else told.project)


class _Stills:
    """A small picture of each clip that is in the store, as an address that holds it."""

    def __init__(self, store: ResultStore) -> None:
        self._store = store

    def of(self, key: str) -> ScenePicture:
        from heygen_build.media.stills import frame_at

        result = self._store.get(key)
        if result is None or not isinstance(result.meta, ClipMeta) or "video" not in result.files:
            return ScenePicture()
        try:
            picture = frame_at(self._store.path(result.files["video"]), result.meta.seconds * STILL_AT)
        except (MediaError, OSError):
            # The report is about the project; a damaged file in the store is the next build's business.
            return ScenePicture()
        picture.thumbnail(_STILL_SIZE)
        held = io.BytesIO()
        picture.save(held, "JPEG", quality=_QUALITY)
        return ScenePicture(still=_data("image/jpeg", held.getvalue()))


def _videos(planned: Planned, store: ResultStore) -> Iterator[tuple[int, str]]:
    for number, film in enumerate(planned.plan.films):
        result = store.get(film.step)
        if result is not None and isinstance(result.meta, FilmMeta):
            path = store.path(result.files["film"])
            yield number, _data(_FORMATS.get(path.suffix, "video/mp4"), path.read_bytes())


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _usd(amount: float | None) -> str:
    return "unknown" if amount is None else f"${amount:.{3 if amount < 1 else 2}f}"


def _clock(seconds: float) -> str:
    return f"{int(seconds // 60)}:{seconds % 60:05.2f}"
