"""Why steps were not started: told after a build, from what failed and what the money did not reach. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Set

from heygen_build.execute.engine import Artifacts
from heygen_build.plan.model import BuildPlan


def why_not_started(plan: BuildPlan, artifacts: Artifacts, beyond: Set[str] = frozenset()) -> Mapping[str, str]:
    """Step keys with the reason, in the order of the plan. `beyond` are keys that the money does not reach."""
    failed = {failure.step.key: failure.step.place for failure in artifacts.failures}
    skipped = {step.key for step in artifacts.skipped}
    blamed = dict(failed)
    reasons: dict[str, str] = {}
    for step in plan.steps:
        cause = next((blamed[need] for need in step.needs.values() if need in blamed), None)
        if step.key not in skipped:
            continue
        if cause is not None:
            blamed[step.key] = cause
            reasons[step.key] = f"needs {cause}, which failed"
        elif step.key in beyond:
            reasons[step.key] = "beyond the budget"
        else:
            reasons[step.key] = _halted(artifacts)
    return reasons


def _halted(artifacts: Artifacts) -> str:
    """Nothing more was begun, although nothing that the step needs is missing."""
    first = artifacts.failures[0].step.place if artifacts.failures else None
    return "not ordered in this run" if first is None else f"the build stopped when {first} failed"
