"""What may be typed. Imports only argparse, because `--help` should be instant."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from heygen_build.cli import ledger_options, webhook_options
from heygen_build.cli.account_parser import ACCOUNT_VERBS, NOTHING, Asked, add_account_options, asked_of

LEDGER_VERBS = ("resume", "status", "cost", "cache", "lock")
VERBS = (
    "build",
    "test",
    "check",
    "plan",
    "watch",
    "watch-jobs",
    "report",
    "render",
    "rehearse",
    "emulate",
    "explain",
    "schema",
    *LEDGER_VERBS,
    *ACCOUNT_VERBS,
)
FORMATS = ("text", "json", "github", "sarif")

_USAGE = "usage: heygen-build [VERB] [PROJECT...] [options]"
_OVERVIEW = """\
heygen-build PROJECT...           build: order what is missing, reuse the rest, write finished videos
heygen-build VERB ...             one of the verbs below

  build PROJECT...    the same, said in full
  test PROJECT...     run the tests of finished films; orders nothing
  check PROJECT...    validate without building; everything that is wrong, with its line
  plan PROJECT...     what a build would do: each step, why, seconds, price
  watch PROJECT       a free draft at every save; --open shows it on a page of this machine
  report PROJECT      one HTML file with storyboard, script, plan, prices and problems
  watch-jobs PROJECT  wait for jobs that are open and collect them; orders nothing
  render PROJECT...   the project with every template, default and name filled in
  resume PROJECT...   go on after a timeout, or answer what became of an order that nobody answered
  status PROJECT...   orders that are open or in doubt, and what was spent
  cost                what was spent since when, from the ledgers of all projects or of those named
  cache ACTION        ls, show, verify, prune, export or import what is kept on this machine
  lock ACTION         check whether what project.lock.json pins is still there; prune what is not used
  rehearse PROJECT    hear the scenes through a live session, on a page of this machine
  emulate             serve a HeyGen-compatible API on this machine, for trying things out
  explain CODE        what a diagnostic code such as HB0322 means
  schema              print the JSON Schema of project files

  avatars             the looks that an account can use: list, search WORDS, show NAME
  voices              its voices, in the same way
  templates           its templates, with their variables
  styles              the styles of the Video Agent
  videos              what was rendered: list, show ID, download ID, delete ID
  account             who the key belongs to, and what is left to spend

PROJECT is a file, a folder with a project.yaml, or a glob; without any, the nearest project.yaml upwards.
Without an API key (HEYGEN_API_KEY or HeyGen's credentials file), and with --draft, builds are free, watermarked drafts.
Exit codes: 0 done, 1 failed, 2 usage or project, 3 key, 4 timed out (the job goes on; `resume` collects it),
5 over budget or not agreed to, 6 a test of the project failed, 7 partly done, 130 interrupted, 143 terminated."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """One command as typed, checked for shape only."""

    verb: str
    projects: tuple[str, ...] = ()
    draft: bool = False
    yes: bool = False
    max_cost: float | None = None
    variables: tuple[tuple[str, str], ...] = ()
    variables_files: tuple[Path, ...] = ()
    format: str = "text"
    output_format: str = "yaml"
    cell: str | None = None
    origins: bool = False
    json: bool = False
    quiet: bool = False
    color: str = "auto"
    code: str = ""
    host: str = "127.0.0.1"
    port: int | None = None
    open: bool = False
    paid: bool = False
    against: str | None = None
    output: Path | None = None
    with_drafts: bool = False
    seed: int = 1
    adopt: tuple[str, ...] = ()
    order_again: bool = False
    steps: tuple[str, ...] = ()
    fail_fast: bool = False
    locked: bool = False
    junit: Path | None = None
    prices: Path | None = None
    since: float | None = None
    action: str = ""
    words: tuple[str, ...] = ()
    cache: Path | None = None
    older: float | None = None
    everything: bool = False
    dry_run: bool = False
    public_url: str | None = None
    state: Path | None = None
    speed: float = 0.0
    lenient: bool = False
    webhook_url: str | None = None
    listen: tuple[str, int] | None = None
    callbacks: bool = False
    liveavatar: str | None = None
    asked: Asked = NOTHING


def parse(given: Sequence[str]) -> Arguments | int:
    """The command, or an exit code where help was printed or the usage was wrong (2)."""
    words = list(given)
    verb = words.pop(0) if words and words[0] in VERBS else "build"
    if words and words[0] in ("-h", "--help") and not (given and given[0] in VERBS):
        print(f"{_USAGE}\n\n{_OVERVIEW}\n\nheygen-build VERB --help: its options.")
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
    for name in ("projects", "variables", "variables_files", "adopt", "steps", "words"):
        fields[name] = tuple(fields.get(name, ()))
    return Arguments(verb=verb, **fields)


def _parser(verb: str) -> argparse.ArgumentParser:
    name = "heygen-build" if verb == "build" else f"heygen-build {verb}"
    parser = argparse.ArgumentParser(prog=name, allow_abbrev=False, description=_about(verb))
    if verb in ("build", "test", "check", "plan", "render", "rehearse", "watch", "watch-jobs", "report", "resume"):
        _project_options(parser)
    if verb in ("build", "test", "check", "plan", "resume", "watch-jobs"):
        _format_option(parser)
    if verb == "render":
        _render_options(parser)
    if verb == "watch":
        _watch_options(parser)
    if verb == "report":
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to (default: report.html)")
        parser.add_argument("--with-drafts", action="store_true", help="draw drafts, and put them into the file")
    if verb == "rehearse":
        _rehearsal_options(parser)
    if verb in ("build", "resume"):
        ledger_options.ending_options(parser)
    if verb in ("build", "plan", "resume"):
        ledger_options.pinned_options(parser)
    if verb in ("build", "watch", "resume"):
        parser.add_argument("-y", "--yes", action="store_true", help="order without asking")
        parser.add_argument(
            "--max-cost", type=_usd, metavar="USD", help="order without asking up to this; refuse above"
        )
    if verb in ("build", "watch", "watch-jobs", "resume"):
        parser.add_argument(
            "-q", "--quiet", action="store_true", help="no plan and no progress, only results and errors"
        )
    if verb == "test":
        parser.add_argument("--junit", type=Path, metavar="FILE", help="write the verdicts as JUnit XML")
    if verb in ("build", "test", "plan", "resume"):
        parser.add_argument(
            "--json",
            action="store_true",
            help="the result as JSON on stdout; one line for each project where there are several",
        )
    if verb in ("build", "resume", "watch-jobs"):
        webhook_options.webhook_options(parser)
    if verb in ACCOUNT_VERBS:
        add_account_options(verb, parser)
    if verb in _LEDGER_OPTIONS:
        _LEDGER_OPTIONS[verb](parser)
    if verb == "emulate":
        _emulator_options(parser)
    if verb == "explain":
        parser.add_argument(
            "code",
            metavar="CODE",
            help="a diagnostic code such as HB0322, or `filters` for all filters and tests of templates",
        )
    return parser


def _about(verb: str) -> str:
    """What a verb does, as a sentence: the line of the overview, or a longer text where that leans on its neighbors."""
    if verb in _ABOUT:
        return _ABOUT[verb]
    line = next(line for line in _OVERVIEW.splitlines() if line.startswith(f"  {verb} "))
    text = line[_ABOUT_COLUMN:].strip()
    return f"{text[0].upper()}{text[1:]}."


_ABOUT = {
    "build": "Orders what is missing, reuses the rest, and writes finished videos.",
    "cache": "Lists, shows, verifies, prunes, exports or imports what is kept on this machine.",
    "voices": "The voices that an account can use: list, search WORDS, show NAME.",
    "templates": "The templates of an account, with their variables: list, search WORDS, show NAME.",
    "styles": "The styles of the Video Agent: list, search WORDS, show NAME.",
}
_ABOUT_COLUMN = 22
"""Where the texts of the overview begin."""
_LEDGER_OPTIONS = {
    "resume": ledger_options.resume_options,
    "status": ledger_options.status_options,
    "cost": ledger_options.cost_options,
    "cache": ledger_options.cache_options,
    "lock": ledger_options.lock_options,
}


def _project_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("projects", nargs="*", metavar="PROJECT", help="file, folder or glob")
    parser.add_argument("--draft", action="store_true", help="a free, watermarked draft, even where a key is set")
    parser.add_argument(
        "--var", action="append", dest="variables", type=_assignment, metavar="NAME=VALUE", help="set a variable"
    )
    parser.add_argument(
        "--vars-file",
        action="append",
        dest="variables_files",
        type=Path,
        metavar="FILE",
        help="set variables from a YAML or JSON file; later files and --var win",
    )
    parser.add_argument("--color", choices=("auto", "always", "never"), help="color in messages (default: auto)")


def _format_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="how diagnostics are written; forms for machines on stderr, for `check` on stdout (default: text)",
    )


def _render_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cell", metavar="NAME=VALUE,…", help="only the films of the matrix with these values")
    parser.add_argument(
        "--format", dest="output_format", choices=("yaml", "json"), help="how the project is written (default: yaml)"
    )
    parser.add_argument("--origins", action="store_true", help="with each value, the file and line it came from")


def _watch_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--open", action="store_true", help="show the draft on a page of this machine, and open it")
    parser.add_argument("--port", type=_port, help="port of the page (default: any free one)")
    parser.add_argument("--paid", action="store_true", help="order from HeyGen at every save instead of drafting; asks")
    parser.add_argument(
        "--against", metavar="REV", help="also compare with this branch, tag or commit on the page (with --open)"
    )


def _rehearsal_options(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Speaks the scenes of the first film that have a look and a script, through a live session, on a page of this "
        "machine. HeyGen's calls for it (/v1/streaming.*) are reported to be retired since March 2026; without a key, "
        "and against an emulator, draft clips are played instead of a stream. Nothing of it gets into a build."
    )
    parser.add_argument("--port", type=_port, help="port of the page (default: any free one)")
    parser.add_argument(
        "--liveavatar",
        metavar="AVATAR",
        help="speak through LiveAvatar, the successor, with this avatar of its own (a UUID) and the key in "
        "LIVEAVATAR_API_KEY: free sandbox sessions of a minute",
    )


def _emulator_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=_port, help="port to listen on, 0 for any free one (default: 8787)")
    parser.add_argument("--seed", type=int, help="seed of the ids it makes up (default: 1)")
    parser.add_argument(
        "--state", type=Path, metavar="DIR", help="keep jobs, uploads and charges here, and continue with them"
    )
    parser.add_argument(
        "--speed",
        type=_share,
        metavar="SHARE",
        help="how slow jobs are: 0 at once (default), 1 as slow as at HeyGen, 0.01 a hundredth of that",
    )
    parser.add_argument("--lenient", action="store_true", help="ignore unknown fields of requests, and log them")
    parser.add_argument("--public-url", metavar="URL", help="address that media links carry (default: the client's)")


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise argparse.ArgumentTypeError(f"expected NAME=VALUE, got {text!r}")
    return name.strip(), value


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"expected a port from 0 to 65535, got {text!r}")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 10, got {text!r}") from None
    if not 0 <= share <= 10:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 10, got {text!r}")
    return share


def _usd(text: str) -> float:
    try:
        amount = float(text.removeprefix("$"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected an amount in USD such as 2.50, got {text!r}") from None
    if not 0 <= amount < float("inf"):
        raise argparse.ArgumentTypeError("an amount is 0 or more")
    return amount
