"""Estimates of renders whose sound is there already: what was a model's guess becomes the length of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from heygen_build.plan.model import BuildPlan, Estimate, Step


def measured(plan: BuildPlan, seconds_of: Callable[[str], float | None]) -> BuildPlan:
    """The plan with exact estimates for what is made of sounds, clips and films that exist already.

    `seconds_of` gives the length of what a key made, None where it is not made yet. Keys stay as they are: how long
    something will be is no part of what was asked for.
    """
    steps = {step.key: step for step in plan.steps}
    return replace(plan, steps=tuple(_measured(step, steps, seconds_of) for step in plan.steps))


def _measured(step: Step, steps: dict[str, Step], seconds_of: Callable[[str], float | None]) -> Step:
    made = _made_of(step, steps)
    seconds = None if made is None else seconds_of(made)
    if step.estimate is None or seconds is None:
        return step
    return replace(step, estimate=_of(seconds, step.estimate))


def _made_of(step: Step, steps: dict[str, Step]) -> str | None:
    """The step that makes what this one is as long as: speech, the film that is dubbed, the clip that is changed."""
    for role in ("audio", "film", "proofread", *(["target"] if step.kind == "face_swap" else [])):
        need = steps.get(step.needs.get(role, ""))
        upload = steps.get(need.needs["film"]) if need is not None and "film" in need.needs else need
        made = upload.needs.get("file") if upload is not None else None
        if made is not None:
            return made
    return None


def _of(seconds: float, guess: Estimate) -> Estimate:
    rate = None if guess.usd is None or guess.seconds <= 0 else guess.usd / guess.seconds
    return Estimate(seconds, None if rate is None else rate * seconds, is_measured=True)
