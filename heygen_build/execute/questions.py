"""Questions that only a person can answer: an order whose fate, or whose result, no call tells.

The answers are the flags of `heygen-build resume`. Until there is one, nothing is ordered in the step's place.
"""

from __future__ import annotations

from heygen_build.execute.context import Workshop
from heygen_build.execute.jobs.base import Job
from heygen_build.execute.problems import StepError, at_step
from heygen_build.plan.model import Step


def unanswered(step: Step, job: Job, shop: Workshop, why: str) -> StepError:
    """An order was sent, no answer came, and no call says whether it arrived."""
    message = f"an order of `{step.place}` was sent and no answer came; {why}"
    return _question(step, job, shop, "HB0708", message)


def lost(step: Step, job: Job, shop: Workshop, why: str) -> StepError:
    """The order was taken, and perhaps charged, and its result cannot be fetched."""
    return _question(step, job, shop, "HB0709", f"`{step.place}` was ordered, and {why}")


def _question(step: Step, job: Job, shop: Workshop, code: str, message: str) -> StepError:
    command = f"heygen-build resume {shop.project_file} --step {step.place}"
    adopt = f"if HeyGen's own pages show it: `{command} --adopt ID`; "
    again = f"to order it again, which costs again: `{command} --order-again`"
    price = step.estimate.usd if step.estimate else None
    notes = ("nothing was ordered in its place", *(() if price is None else (f"price: about ${price:.3f}",)))
    return StepError(at_step(step, code, message, hint=(adopt if job.adoptable else "") + again, notes=notes))
