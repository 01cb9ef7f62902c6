"""The rules of the prompt guide over one brief (agent-prompting.md, "Lint rules").

P02 is a matter of files (resolve/checks/uploads.py), P16 of the wire: a project has no callbacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from heygen_build.brief import lint_scenes, lint_style, lint_words
from heygen_build.brief.finding import Finding
from heygen_build.resolve.model import AgentBrief
from heygen_build.units import AspectRatio

_RULES: tuple[Callable[[AgentBrief], Iterator[Finding]], ...] = (
    lint_scenes.kinds_change,
    lint_scenes.graphics_fill_the_frame,
    lint_scenes.every_scene_speaks,
    lint_scenes.graphics_have_time,
    lint_scenes.frames_have_layers,
    lint_scenes.elements_move,
    lint_scenes.elements_are_not_laid_out,
    lint_style.style_is_said_once,
    lint_style.artists_come_with_rules,
    lint_style.looks_are_not_described,
    lint_words.literals_are_listed,
    lint_words.words_fill_the_time,
    lint_words.prompt_has_one_topic,
    lint_style.nothing_impossible_is_asked,
    lint_style.voice_settings_reach_the_agent,
    lint_style.presenter_is_chosen,
    lint_words.figures_are_spelled_out,
)


def lint(brief: AgentBrief, ratio: AspectRatio) -> Iterator[Finding]:
    """Everything that is wrong with a brief for a film of an aspect ratio, or questionable."""
    yield from lint_words.prompt_fits(brief, ratio)
    yield from lint_style.shapes_fit(brief, ratio)
    for rule in _RULES:
        yield from rule(brief)
