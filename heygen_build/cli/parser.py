"""What may be typed. Imports only argparse, because `--help` should be instant."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from heygen_build.cli import ledger_options as ledger
from heygen_build.cli import options
from heygen_build.cli.account_parser import ACCOUNT_VERBS, add_account_options, asked_of
from heygen_build.cli.arguments import Arguments as Arguments
from heygen_build.cli.overview import OVERVIEW, USAGE, about
from heygen_build.cli.webhook_options import webhook_options

TYPE_CHECKING = False  # as in `main`: importing `typing` for it would slow `--help` down
if TYPE_CHECKING:
    from typing import NoReturn

_Group = Callable[[argparse.ArgumentParser], None]
"""Adds options that belong together to the parser of a verb."""

_BUILDING: tuple[_Group, ...] = (
    options.project_options,
    options.format_option,
    ledger.ending_options,
    ledger.pinned_options,
    options.spending_options,
    options.quiet_option,
    options.json_option,
    webhook_options,
)
_OPTIONS: Mapping[str, tuple[_Group, ...]] = {
    "build": _BUILDING,
    "test": (options.project_options, options.format_option, options.verdict_options, options.json_option),
    "init": (options.init_options,),
    "check": (options.project_options, options.format_option),
    "plan": (
        options.project_options,
        options.format_option,
        ledger.pinned_options,
        options.limit_option,
        options.json_option,
    ),
    "watch": (options.project_options, options.watch_options, options.spending_options, options.quiet_option),
    "watch-jobs": (options.project_options, options.format_option, options.quiet_option, webhook_options),
    "report": (options.project_options, options.report_options),
    "render": (options.project_options, options.render_options),
    "rehearse": (options.project_options, options.rehearsal_options),
    "doctor": (options.doctor_options,),
    "emulate": (options.emulator_options,),
    "explain": (options.code_option,),
    "schema": (),
    "resume": (*_BUILDING, ledger.resume_options),
    "status": (ledger.status_options,),
    "cost": (ledger.cost_options,),
    "cache": (ledger.cache_options,),
    "lock": (ledger.lock_options,),
    **{verb: (partial(add_account_options, verb),) for verb in ACCOUNT_VERBS},
}
VERBS = tuple(_OPTIONS)
_LISTS = ("projects", "variables", "variables_files", "adopt", "steps", "words")
"""What may be said several times."""


def parse(given: Sequence[str]) -> Arguments | int:
    """The command, or an exit code where help was printed or the usage was wrong (2)."""
    words = list(given)
    verb = words.pop(0) if words and words[0] in VERBS else "build"
    if words and words[0] in ("-h", "--help") and not (given and given[0] in VERBS):
        print(f"{USAGE}\n\n{OVERVIEW}\n\nheygen-build VERB --help: its options.")
        return 0
    try:
        parsed = _parser(verb).parse_args(words)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    return _arguments(verb, parsed)


def _arguments(verb: str, parsed: argparse.Namespace) -> Arguments:
    fields = {name: value for name, value in vars(parsed).items() if value is not None}
    if verb in ACCOUNT_VERBS:
        fields["asked"] = asked_of(fields)
    for name in _LISTS:
        fields[name] = tuple(fields.get(name, ()))
    return Arguments(verb=verb, **fields)


class _Parser(argparse.ArgumentParser):
    """Says what was probably meant by a misspelled option or word."""

    def error(self, message: str) -> NoReturn:
        super().error(f"{message}{self._meant(message)}")

    def _meant(self, message: str) -> str:
        from heygen_build.diagnostics.suggest import did_you_mean  # here, because most commands are right

        if found := _UNKNOWN.search(message):
            near = did_you_mean(found[1], self._option_string_actions, limit=1)
        elif found := _NO_CHOICE.search(message):
            near = did_you_mean(found[1], re.findall(r"[\w-]+", found[2]), limit=1)
        else:
            near = []
        return f"; did you mean {near[0]}?" if near else ""


_UNKNOWN = re.compile(r"unrecognized arguments: (-[^\s=]+)")
_NO_CHOICE = re.compile(r"invalid choice: '([^']*)' \(choose from (.*)\)")


def _parser(verb: str) -> argparse.ArgumentParser:
    name = "heygen-build" if verb == "build" else f"heygen-build {verb}"
    parser = _Parser(prog=name, allow_abbrev=False, description=about(verb))
    for add_options in _OPTIONS[verb]:
        add_options(parser)
    return parser
