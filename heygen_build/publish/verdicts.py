"""The tests of a project, run on its finished films: what was wanted, what is so, and the line that asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from heygen_build.diagnostics import Diagnostic, Label
from heygen_build.execute.moments import seconds_at, stretch
from heygen_build.media.breaking import columns
from heygen_build.media.finding import look_for
from heygen_build.media.model import Canvas, Cue, Word
from heygen_build.plan.clips import SOUNDS
from heygen_build.plan.model import PlannedFilm
from heygen_build.publish.safety import Outside
from heygen_build.publish.timeline import Passage, Timeline
from heygen_build.publish.verdict import Verdict
from heygen_build.resolve.model import CaptionRules, Film, FilmTests, Range, ResolvedProject, Scene, Visible
from heygen_build.script.spoken import spoken_text, word_count
from heygen_build.source.model import Route
from heygen_build.store.results import MeasuresMeta

SHOWN = 4
"""So many places are named where a test fails in more."""
_ROUNDING = 0.005
_CPS_ROUNDING = 0.5
_GAP = 0.08
"""Seconds between captions where the project names no rule: two frames at 25 a second."""


@dataclass(frozen=True, slots=True)
class _Found:
    code: str
    passed: bool
    measured: str
    wanted: str
    route: Route
    message: str
    notes: tuple[str, ...] = ()
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A finished film: `path` of its file, what was measured of it, its scenes in time, its steps' results."""

    planned: PlannedFilm
    path: Path
    timeline: Timeline
    measures: MeasuresMeta | None
    outside: tuple[Outside, ...] = ()

    @property
    def film(self) -> Film:
        return self.planned.film


def verdicts(project: ResolvedProject, evidence: Evidence) -> tuple[Verdict, ...]:
    """Every test that the project asks for. Raises `MediaError` and OSError where a file cannot be read."""
    tests = evidence.film.tests
    if tests is None:
        return ()
    found = (one for test in _TESTS for one in test(evidence, tests))
    return tuple(_verdict(project, evidence.film, one) for one in found)


def _verdict(project: ResolvedProject, film: Film, found: _Found) -> Verdict:
    assert film.tests is not None
    route = (*film.tests.origin.route, *found.route)
    span = project.document.key_span(route) if project.document else film.tests.origin.span
    which = f"`{film.name or film.slug}`: " if len(project.films) > 1 else ""
    diagnostic = Diagnostic(
        found.code,
        f"{which}{found.message}",
        (Label(span, "tested here"),),
        expected=found.wanted,
        hint=found.hint,
        notes=found.notes,
    )
    name = ".".join(str(part) for part in found.route)
    return Verdict(film.name or film.slug, name, found.passed, found.measured, found.wanted, diagnostic)


def _duration(evidence: Evidence, tests: FilmTests) -> Iterator[_Found]:
    if tests.duration is not None:
        seconds = evidence.timeline.seconds
        message = f"the film lasts {seconds:.2f} s"
        yield _ranged("HB0811", "duration", tests.duration, seconds, "s", message)


def _loudness(evidence: Evidence, tests: FilmTests) -> Iterator[_Found]:
    if tests.loudness is None:
        return
    heard = evidence.measures.loudness if evidence.measures else None
    if heard is None:
        wanted = _words_of(tests.loudness, "LUFS")
        yield _Found("HB0813", False, "no sound", wanted, ("loudness",), "the film has no sound that could be measured")
        return
    yield _ranged("HB0813", "loudness", tests.loudness, heard, "LUFS", f"the film has {heard:.1f} LUFS")


def _ranged(code: str, name: str, bounds: Range, value: float, unit: str, message: str) -> _Found:
    """A measure against its bounds. Where it fails, the place is the bound that it breaks."""
    low = bounds.min is not None and value < bounds.min - _ROUNDING
    high = bounds.max is not None and value > bounds.max + _ROUNDING
    route = (name, "min") if low else (name, "max") if high else (name,)
    return _Found(code, not (low or high), f"{value:.2f} {unit}", _words_of(bounds, unit), route, message)


def _words_of(bounds: Range, unit: str) -> str:
    parts = [] if bounds.min is None else [f"at least {bounds.min:g} {unit}"]
    parts += [] if bounds.max is None else [f"at most {bounds.max:g} {unit}"]
    return " and ".join(parts)


def _words_a_minute(evidence: Evidence, tests: FilmTests) -> Iterator[_Found]:
    if tests.max_wpm is None:
        return
    rates = [
        (_rate(scene, passage), passage)
        for scene, passage in zip(evidence.film.scenes, evidence.timeline.passages, strict=True)
        if scene.speech is not None
    ]
    fast = [(rate, passage) for rate, passage in rates if rate > tests.max_wpm]
    highest, where = max(rates, default=(0.0, None), key=lambda pair: pair[0])
    name = "" if where is None else f" in scene `{where.id}`"
    yield _Found(
        "HB0812",
        not fast,
        f"{highest:.0f} words a minute",
        f"at most {tests.max_wpm} words a minute",
        ("max_wpm",),
        f"{highest:.0f} words a minute are said{name}",
        _named(f"scene `{passage.id}`: {rate:.0f} words a minute" for rate, passage in fast),
        "say less in it, or give the voice a lower `speed`",
    )


def _rate(scene: Scene, passage: Passage) -> float:
    """Words a minute of the time in which is spoken: without the pads around it."""
    assert scene.speech is not None
    seconds = passage.end - passage.start - scene.before - scene.after
    words = word_count(spoken_text(scene.speech.script, scene.speech.pronunciations))
    return words / seconds * 60 if seconds > 0 else 0.0


def _black(evidence: Evidence, tests: FilmTests) -> Iterator[_Found]:
    if tests.max_black is not None:
        stretches = [(part.start, part.end) for part in evidence.measures.black] if evidence.measures else []
        yield _stretched(evidence, "HB0814", "max_black", tests.max_black, stretches, "black")


def _frozen(evidence: Evidence, tests: FilmTests) -> Iterator[_Found]:
    if tests.max_frozen is not None:
        stretches = [(part.start, part.end) for part in evidence.measures.frozen] if evidence.measures else []
        yield _stretched(evidence, "HB0815", "max_frozen", tests.max_frozen, stretches, "frozen")


def _stretched(
    evidence: Evidence, code: str, name: str, limit: float, stretches: list[tuple[float, float]], what: str
) -> _Found:
    longest = max((end - start for start, end in stretches), default=0.0)
    places = (f"{start:.2f} to {end:.2f} s{_scene_at(evidence, start)}" for start, end in stretches)
    measured = f"{longest:.2f} s" if stretches else f"nothing longer is {what}"
    message = f"the film is {what} for {longest:.2f} s"
    return _Found(code, not stretches, measured, f"at most {limit:g} s {what}", (name,), message, _named(places))


def _scene_at(evidence: Evidence, seconds: float) -> str:
    scene = next((scene for scene in evidence.timeline.scenes if scene.start <= seconds < scene.end), None)
    return "" if scene is None else f", in scene `{scene.id}`"


def _captions(evidence: Evidence, tests: FilmTests) -> Iterator[_Found]:
    if not tests.captions_readable:
        return
    rules, cues = evidence.film.captions.rules, evidence.timeline.cues
    limit = rules.max_chars if rules.is_own else min(rules.max_chars, _line_limit(evidence.film))
    gap = _GAP if rules.min_gap is None else rules.min_gap
    wrong = [*_unreadable(cues, rules, limit), *_hurried(cues, gap)]
    captions = f"{len(cues)} caption{'' if len(cues) == 1 else 's'}"
    wanted = (
        f"at most {rules.max_cps:g} characters a second, {limit} a line, {rules.max_lines} lines, {gap:g} s between"
    )
    yield _Found(
        "HB0816",
        bool(cues) and not wrong,
        f"{captions}, {len(wrong)} against the rules" if cues else "no captions",
        wanted,
        ("captions_readable",),
        f"{_count(len(wrong), 'caption')} hard to read" if cues else "the film has no captions that could be read",
        _named(wrong),
        "say less in the time, or pause between sentences" if cues else "ask for `captions`, or for no such test",
    )


def _line_limit(film: Film) -> int:
    from heygen_build.media.captions import line_limit

    return line_limit(Canvas(film.width, film.height))


def _unreadable(cues: tuple[Cue, ...], rules: CaptionRules, limit: int) -> Iterator[str]:
    for cue in cues:
        speed = sum(map(columns, cue.lines)) / max(cue.end - cue.start, 1e-3)
        widest = max(map(columns, cue.lines), default=0)
        if speed > rules.max_cps + _CPS_ROUNDING:
            yield f"{_at(cue)}: {speed:.0f} characters a second"
        elif len(cue.lines) > rules.max_lines:
            yield f"{_at(cue)}: {len(cue.lines)} lines"
        elif widest > limit:
            yield f"{_at(cue)}: a line of {widest} characters"


def _hurried(cues: tuple[Cue, ...], gap: float) -> Iterator[str]:
    for before, after in pairwise(cues):
        between = after.start - before.end
        if between < gap - _ROUNDING:
            yield f"{_at(after)}: {max(between, 0.0):.2f} s after the one before"


def _at(cue: Cue) -> str:
    return f"{cue.start:.2f} s, “{' '.join(cue.lines)}”"


def _overlays(evidence: Evidence, tests: FilmTests) -> Iterator[_Found]:
    if tests.overlays_in_safe_area:
        places = [
            f"scene `{one.scene}`: {one.what}, {one.pixels:.0f} pixels out at the {one.side}"
            for one in evidence.outside
        ]
        yield _Found(
            "HB0817",
            not places,
            f"{len(places)} outside",
            "overlays within 90% of the frame",
            ("overlays_in_safe_area",),
            f"{_count(len(places), 'overlay')} outside the safe area",
            _named(places),
            "move them with `at` and `offset`, or make them smaller",
        )


def _visible(evidence: Evidence, tests: FilmTests) -> Iterator[_Found]:
    words = _spoken(evidence.timeline)
    for index, wanted in enumerate(tests.visible):
        at = seconds_at(wanted.at, words, 0.0, evidence.timeline.seconds)
        route = ("visible", index)
        never = _never_seen(evidence, wanted, at)
        if never is not None or at is None:
            name = wanted.image.path.name
            yield _Found("HB0818", False, "no such picture", f"{name} is seen", (*route, "at"), never or "")
        else:
            yield _looked_for(evidence, wanted, at, route)


def _never_seen(evidence: Evidence, wanted: Visible, at: float | None) -> str | None:
    """Why the film has no picture at this time; None where it has one."""
    name, seconds = wanted.image.path.name, evidence.timeline.seconds
    if at is None:
        return f"nobody says `{wanted.at.word}`, so that {name} cannot be looked for"
    if evidence.film.format in SOUNDS:
        return f"{name} cannot be seen in a film of sound alone"
    written = at if wanted.at.word else stretch(wanted.at.time, seconds)
    if not 0 <= written <= seconds + 1 / evidence.film.fps:
        return f"{name} cannot be seen at {written:.2f} s: the film lasts {seconds:.2f} s"
    return None


def _looked_for(evidence: Evidence, wanted: Visible, at: float, route: Route) -> _Found:
    name, last = wanted.image.path.name, evidence.timeline.seconds - 0.5 / evidence.film.fps
    sight = look_for(wanted.image.path, evidence.path, min(at, last))
    return _Found(
        "HB0818",
        sight.is_found,
        f"likeness {sight.likeness:.2f} at {at:.2f} s",
        f"{name} is seen at {at:.2f} s",
        route,
        f"{name} is not seen at {at:.2f} s{_scene_at(evidence, at)}",
        (f"the likeliest place in the frame is {sight.likeness:.0%} like it",),
    )


def _spoken(timeline: Timeline) -> tuple[Word, ...]:
    from heygen_build.media.captions import words_from_cues

    return words_from_cues(timeline.cues)


def _named(places: Iterable[str]) -> tuple[str, ...]:
    found = list(places)
    more = len(found) - SHOWN
    return tuple(found[:SHOWN]) + ((f"and {more} more",) if more > 0 else ())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{' is' if number == 1 else 's are'}"


_TESTS: tuple[Callable[[Evidence, FilmTests], Iterator[_Found]], ...] = (
    _duration,
    _words_a_minute,
    _loudness,
    _black,
    _frozen,
    _captions,
    _overlays,
    _visible,
)
