"""`heygen-build resume`: a build, which always goes on where the last one ended, with answers to its questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest

from heygen_build.backends import World
from heygen_build.cli import build
from heygen_build.cli.parser import Arguments
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.answers import Answer


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Writes the answers down and builds. Raises BuildError (exit 2) for answers that fit no question."""
    return build.run(replace(arguments, verb="build"), world, answers_of(arguments))


def answers_of(arguments: Arguments) -> tuple[Answer, ...]:
    """The answers that were typed: an id for each `--step` in turn, or another order for every `--step`."""
    if arguments.adopt and arguments.order_again:
        raise _refused("an order is adopted or ordered again, not both", "answer one after the other")
    if arguments.steps and not (arguments.adopt or arguments.order_again):
        raise _refused("--step says what an answer is for, and there is none", "add --adopt ID or --order-again")
    if arguments.order_again:
        return tuple(Answer(step, None) for step in arguments.steps or (None,))
    if arguments.steps and len(arguments.steps) != len(arguments.adopt):
        raise _refused("--adopt and --step come in pairs", "write --step PLACE --adopt ID for each")
    return tuple(Answer(step, given) for given, step in zip_longest(arguments.adopt, arguments.steps))


def _refused(message: str, hint: str) -> BuildError:
    return BuildError([Diagnostic("HB0710", message, hint=hint)])
