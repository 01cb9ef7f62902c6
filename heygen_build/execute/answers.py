"""What a person answers to open questions (`heygen-build resume`), written down as facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.diagnostics.suggest import did_you_mean
from heygen_build.execute.jobs import JOBS
from heygen_build.execute.next_action import Ask, Recover, next_action
from heygen_build.plan.model import BuildPlan, Step
from heygen_build.store.journal import Abandoned, Accepted, Journal


@dataclass(frozen=True, slots=True)
class Answer:
    """`adopt` is HeyGen's id of the order, None to order again. `step` is a place or a key (or its start); None where
    only one question is open."""

    step: str | None
    adopt: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """A step that waits for an answer, and the number of the attempt in doubt."""

    step: Step
    attempt: int


def open_questions(plan: BuildPlan, journal: Journal, account: str) -> tuple[Question, ...]:
    """Steps whose last order has no known end: it may be found or repeated safely, or a person must say."""
    found: list[Question] = []
    for step in plan.steps:
        action = next_action(journal.facts(step.key), account) if step.is_remote else None
        if isinstance(action, Ask | Recover):
            found.append(Question(step, action.attempt))
    return tuple(found)


def answer(answers: Sequence[Answer], plan: BuildPlan, journal: Journal, account: str, now: float) -> None:
    """Write the answers down. Raises BuildError (exit 2) for one that fits no question; then nothing is written."""
    questions = open_questions(plan, journal, account)
    meant = [(given, _meant(given, questions)) for given in answers]
    for given, question in meant:
        step, attempt = question.step, question.attempt
        if given.adopt is None:
            journal.append(Abandoned(key=step.key, at=now, attempt=attempt))
        else:
            journal.append(Accepted(key=step.key, at=now, attempt=attempt, remote_id=given.adopt, adopted=True))


def _meant(given: Answer, questions: Sequence[Question]) -> Question:
    question = _asked(given.step, questions)
    if given.adopt is not None and not JOBS[question.step.kind].adoptable:
        message = f"{question.step.place} cannot be adopted: HeyGen has no call that gives its result by an id"
        raise _refused(message, "`--order-again` orders it anew, which costs again")
    return question


def _asked(name: str | None, questions: Sequence[Question]) -> Question:
    places = [question.step.place for question in questions]
    if not questions:
        raise _refused("no order waits for an answer", "`heygen-build resume PROJECT` without flags goes on building")
    if name is None:
        if len(questions) == 1:
            return questions[0]
        listed = ", ".join(places[:8])
        raise _refused(f"{len(questions)} orders wait for an answer: {listed}", "say which one with --step PLACE")
    for question in questions:
        if name == question.step.place or (len(name) >= 8 and question.step.key.startswith(name)):
            return question
    near = did_you_mean(name, places)
    hint = f"did you mean {near[0]}?" if near else f"these do: {', '.join(places[:8])}"
    raise _refused(f"no order of `{name}` waits for an answer", hint)


def _refused(message: str, hint: str) -> BuildError:
    return BuildError([Diagnostic("HB0710", message, hint=hint)])
