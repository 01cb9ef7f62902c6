"""Rules about the scenes of a brief: P03 to P09 of the prompt guide (agent-prompting.md, "Lint rules")."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from heygen_build.brief.facts import BLACK_FRAMES, LEAST_B_ROLL, MOST_ALIKE, SCENE_KINDS, Energy
from heygen_build.brief.finding import Finding
from heygen_build.brief.motion import examples, layout_word, moves
from heygen_build.brief.styles import STYLES
from heygen_build.resolve.model import AgentBrief
from heygen_build.source.model import Route

_TOLD_SCENE_BY_SCENE = 3


def kinds_change(brief: AgentBrief) -> Iterator[Finding]:
    """P03: more than two scenes of one type in a row."""
    place = 0
    for kind, run in groupby(scene.kind for scene in brief.scenes):
        count = len(list(run))
        if kind is not None and count > MOST_ALIKE:
            message = f"{count} scenes in a row are `{kind}`"
            hint = "change between `a-roll`, `b-roll` and `overlay` after two at the latest"
            yield Finding("HB0473", "P03", message, ("scenes", place + MOST_ALIKE, "kind"), hint)
        place += count


def graphics_fill_the_frame(brief: AgentBrief) -> Iterator[Finding]:
    """P04: fewer than two full-screen B-roll scenes in a film that is told scene by scene."""
    kinds = [scene.kind for scene in brief.scenes]
    if len(kinds) >= _TOLD_SCENE_BY_SCENE and any(kinds) and kinds.count("b-roll") < LEAST_B_ROLL:
        count = {0: "none", 1: "only one"}[kinds.count("b-roll")]
        message = f"of {len(kinds)} scenes, {count} is `b-roll`"
        yield Finding("HB0474", "P04", message, ("scenes",), "give numbers and dense facts the whole frame")


def every_scene_speaks(brief: AgentBrief) -> Iterator[Finding]:
    """P05: a scene without voice-over. The shape of the project asks for one; a template may leave it empty."""
    for index, scene in enumerate(brief.scenes):
        if not scene.voiceover.strip():
            hint = "write what is said, or make the picture a visual of the scene before"
            at = ("scenes", index, "voiceover")
            yield Finding("HB0475", "P05", "this scene says nothing", at, hint, "error")


def graphics_have_time(brief: AgentBrief) -> Iterator[Finding]:
    """P06: B-roll of 5 seconds and less, or outside of 10 to 15."""
    low, high = SCENE_KINDS["b-roll"].seconds
    for index, scene in enumerate(brief.scenes):
        if scene.kind != "b-roll" or not scene.duration or low <= scene.duration <= high:
            continue
        message = f"a `b-roll` scene of {scene.duration:g} s is {_why(scene.duration, low)}"
        at = ("scenes", index, "duration")
        yield Finding("HB0476", "P06", message, at, f"give it {low:g} to {high:g} s, and words to fill them")


def _why(seconds: float, low: float) -> str:
    if seconds <= BLACK_FRAMES:
        return "so short that black frames appear"
    return "too short for its graphics to build up" if seconds < low else "long for one picture"


def frames_have_layers(brief: AgentBrief) -> Iterator[Finding]:
    """P07: B-roll with fewer than four layers, overlays with fewer than three."""
    for index, scene in enumerate(brief.scenes):
        kind = SCENE_KINDS[scene.kind] if scene.kind else None
        if kind is None or len(scene.visuals) >= kind.layers:
            continue
        has = f"{len(scene.visuals)} layer{'s' * (len(scene.visuals) != 1)}" if scene.visuals else "no layers"
        message = f"this `{scene.kind}` scene has {has}, and at least {kind.layers} fill its frame"
        at = ("scenes", index, "visuals") if scene.visuals else ("scenes", index)
        hint = "add a background, a hero element, supporting data, or an information bar to `visuals`"
        yield Finding("HB0477", "P07", message, at, hint)


def elements_move(brief: AgentBrief) -> Iterator[Finding]:
    """P08: an element without a verb of motion."""
    for index, scene in enumerate(brief.scenes):
        for layer, text in enumerate(scene.visuals):
            if not moves(text):
                hint = f"say how it comes, with English verbs: {examples(_energy(brief))}"
                at = ("scenes", index, "visuals", layer)
                yield Finding("HB0478", "P08", "this element has no verb of motion", at, hint)


def _energy(brief: AgentBrief) -> Energy:
    style = STYLES.get(brief.style.name or "") if brief.style else None
    return style.energy if style else "medium"


def elements_are_not_laid_out(brief: AgentBrief) -> Iterator[Finding]:
    """P09: words of layout, coordinates, positions in percent."""
    texts: list[tuple[Route, str | None]] = [(("prompt",), brief.prompt)]
    for index, scene in enumerate(brief.scenes):
        texts.append((("scenes", index, "stage"), scene.stage))
        texts += [(("scenes", index, "visuals", layer), text) for layer, text in enumerate(scene.visuals)]
    for at, text in texts:
        found = layout_word(text) if text else None
        if found is not None:
            message = f"`{found[0]}` places an element; the agent lays out its frames itself"
            hint = "say what the element does and what it stands for"
            yield Finding("HB0479", "P09", message, at, hint, text=text, start=found.start(), end=found.end())
