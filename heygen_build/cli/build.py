"""`heygen-build PROJECT`: the product."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from heygen_build.backends import World, credential_of, in_ci
from heygen_build.cli import console, junit, money, quick
from heygen_build.cli.build_report import details, refusal, report, summary, up_to_date
from heygen_build.cli.display import Display, PlainDisplay, SilentDisplay
from heygen_build.cli.parser import Arguments
from heygen_build.cli.plan_report import render
from heygen_build.cli.projects import each_project
from heygen_build.cli.tests_report import tests_summary
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.answers import Answer
from heygen_build.execute.events import Event
from heygen_build.execute.purse import OVER_BUDGET
from heygen_build.execute.shortage import BEYOND
from heygen_build.pipeline import Built, Options, Planned, build
from heygen_build.store.files import write_text
from heygen_build.webhooks.wish import PORT, WebhookWish

FAILED = 1
NO_KEY = 3
TESTS_FAILED = 6
PARTLY_DONE = 7


def run(arguments: Arguments, world: Callable[[], World], answers: Sequence[Answer] = ()) -> int:
    """Builds every project named; the exit code is that of the first one that did not succeed."""
    _refuse_silent_drafts(arguments, world())
    left = money.Left(arguments.max_cost)

    def build_one(path: Path, alone: bool) -> int:
        # One amount for the whole command, however many projects it names.
        return _build_one(path, replace(arguments, max_cost=left.usd), world(), alone, answers, left)

    return each_project(arguments, build_one)


def exit_code(built: Built) -> int:
    """0 when everything is done; 5 where the budget ended it; 6 when only a test failed; 7 when some films are done and
    others are not; else the code of the failure."""
    if any(problem.code == BEYOND for problem in built.problems):
        return OVER_BUDGET
    if built.artifacts.is_complete and not built.problems:
        return 0 if all(verdict.passed for verdict in built.verdicts) else TESTS_FAILED
    codes = {failure.exit_code for failure in built.artifacts.failures}
    if OVER_BUDGET in codes:
        return OVER_BUDGET
    if built.outputs is None:
        return next(iter(codes), FAILED)
    if built.outputs.films:
        return PARTLY_DONE
    return codes.pop() if len(codes) == 1 else 1


def _build_one(
    path: Path, arguments: Arguments, world: World, alone: bool, answers: Sequence[Answer], left: money.Left
) -> int:
    options = options_of(arguments)
    session = _Session(arguments, alone, left)
    started = world.clock()
    try:
        making = build(path, options, world, authorize=session.authorize, listen=session.listen, answers=answers)
        built = asyncio.run(making)
    finally:
        session.close()
    failures = [failure.diagnostic for failure in built.artifacts.failures]
    failed = [verdict.diagnostic for verdict in built.verdicts if not verdict.passed]
    console.show_diagnostics([*failures, *built.problems, *built.warnings, *failed], arguments)
    if arguments.json:
        console.print_json(report(built), alone=alone)
    elif built.outputs is not None:
        for video in built.outputs.videos:
            print(os.path.relpath(video))
    if arguments.junit is not None:
        write_text(arguments.junit, junit.render(built))
    if not arguments.quiet:
        console.say("\n".join(filter(None, (summary(built), details(built)))))
        if built.verdicts:
            console.say(tests_summary(built.verdicts))
    code = exit_code(built)
    if code == 0 and world.environ is os.environ:
        _remember(path, arguments, built, started)
    return code


def options_of(arguments: Arguments) -> Options:
    """What was typed, as the pipeline takes it."""
    return Options(
        draft=arguments.draft,
        variables=dict(arguments.variables),
        variables_files=arguments.variables_files,
        max_usd=arguments.max_cost,
        fail_fast=arguments.fail_fast,
        locked=arguments.locked,
        prices=arguments.prices,
        webhook=_webhook(arguments),
    )


def _webhook(arguments: Arguments) -> WebhookWish | None:
    if arguments.webhook_url is None and arguments.listen is None:
        if arguments.callbacks:
            hint = "add --webhook-url URL"
            raise BuildError([Diagnostic("HB0621", "--callbacks without an address to put into orders", hint=hint)])
        return None
    host, port = arguments.listen or ("127.0.0.1", PORT)
    return WebhookWish(
        arguments.webhook_url,
        host,
        port,
        arguments.callbacks,
        say=(lambda line: None) if arguments.quiet else console.say,
        tell=lambda found: console.show_diagnostics([found], arguments),
    )


def _remember(path: Path, arguments: Arguments, built: Built, started: float) -> None:
    """Let the next call answer at once if nothing changes. A build with warnings tells them every time."""
    project, outputs = built.planned.project, built.outputs
    if outputs is None or outputs.manifest is None or project.warnings:
        return
    files = [file for film in outputs.films for file in film.files]
    quick.remember(
        path,
        arguments,
        os.environ,
        read=[
            *(Path(source.path) for source in project.sources),
            *(file.path for file in project.files),
            *arguments.variables_files,
        ],
        written=[outputs.manifest, *(outputs.folder / file.path for file in files)],
        videos=[str(video) for video in outputs.videos],
        summary=up_to_date(built),
        started=started,
    )


class _Session:
    """What a person sees and is asked during one build."""

    def __init__(self, arguments: Arguments, alone: bool, left: money.Left) -> None:
        self._arguments = arguments
        self._alone = alone
        self._left = left
        self._display: Display | None = None

    def authorize(self, planned: Planned) -> None:
        console.show_diagnostics(planned.project.warnings, self._arguments)
        if not self._arguments.quiet:
            console.say(render(planned, console.width()) + "\n")
        ask = console.ask if console.is_terminal() else None
        try:
            money.authorize(planned, money.Consent(self._arguments.yes, ask))
        except BuildError as error:
            self._refuse(planned, error)
            raise
        self._left.take(planned)
        withheld = planned.allowance.withheld
        self._display = self._choose(
            [one.step.place for one in planned.decisions if one.runs and one.step.key not in withheld]
        )
        self._display.__enter__()

    def _refuse(self, planned: Planned, error: BuildError) -> None:
        """Whoever reads JSON or JUnit gets what would have been ordered as well."""
        if self._arguments.json:
            console.print_json(refusal(planned, error), alone=self._alone)
        if self._arguments.junit is not None:
            write_text(self._arguments.junit, junit.refusal(planned, error))

    def listen(self, event: Event) -> None:
        assert self._display is not None, "authorize() comes first"
        self._display(event)

    def close(self) -> None:
        if self._display is not None:
            self._display.__exit__(None, None, None)

    def _choose(self, places: Sequence[str]) -> Display:
        if self._arguments.quiet or not places:
            return SilentDisplay()
        if not console.can_draw():
            return PlainDisplay(len(places))
        from heygen_build.cli.live import LiveDisplay

        return LiveDisplay(places, self._arguments.color)


def _refuse_silent_drafts(arguments: Arguments, world: World) -> None:
    """A CI job whose key is missing must not publish a draft as if it were the real thing."""
    if in_ci(world.environ) and not arguments.draft and credential_of(world) is None:
        hint = "set HEYGEN_API_KEY in the job's secrets, or say --draft if a watermarked draft is what you want"
        message = "CI is set and there is no API key, so this would only build a draft"
        raise BuildError([Diagnostic("HB0612", message, hint=hint)], exit_code=NO_KEY)
