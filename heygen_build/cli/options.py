"""The options of the verbs about projects, one function for each group of options that belong together."""

from __future__ import annotations

import argparse
from pathlib import Path

from heygen_build.cli.typed import assignment, port, share, usd, web_address
from heygen_build.starters import STARTERS

FORMATS = ("text", "json", "github", "sarif")


def project_options(parser: argparse.ArgumentParser) -> None:
    """Which projects, and with what values."""
    parser.add_argument("projects", nargs="*", metavar="PROJECT", help="file, folder or glob")
    parser.add_argument("--draft", action="store_true", help="a free, watermarked draft, even where a key is set")
    parser.add_argument(
        "--var", action="append", dest="variables", type=assignment, metavar="NAME=VALUE", help="set a variable"
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


def format_option(parser: argparse.ArgumentParser) -> None:
    """How what is wrong is told."""
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="how diagnostics are written; forms for machines on stderr, for `check` on stdout (default: text)",
    )


def render_options(parser: argparse.ArgumentParser) -> None:
    """How the resolved project is shown."""
    parser.add_argument("--cell", metavar="NAME=VALUE,…", help="only the films of the matrix with these values")
    parser.add_argument(
        "--format", dest="output_format", choices=("yaml", "json"), help="how the project is written (default: yaml)"
    )
    parser.add_argument("--origins", action="store_true", help="with each value, the file and line it came from")


def watch_options(parser: argparse.ArgumentParser) -> None:
    """The page of watch mode."""
    parser.add_argument("--open", action="store_true", help="show the draft on a page of this machine, and open it")
    parser.add_argument("--port", type=port, help="port of the page (default: any free one)")
    parser.add_argument("--paid", action="store_true", help="order from HeyGen at every save instead of drafting; asks")
    parser.add_argument(
        "--against", metavar="REV", help="also compare with this branch, tag or commit on the page (with --open)"
    )


def rehearsal_options(parser: argparse.ArgumentParser) -> None:
    """Where a rehearsal is heard."""
    parser.description = (
        "Speaks the scenes of the first film that have a look and a script, through a live session, on a page of this "
        "machine. HeyGen's calls for it (/v1/streaming.*) are reported to be retired since March 2026; without a key, "
        "and against an emulator, draft clips are played instead of a stream. Nothing of it gets into a build."
    )
    parser.add_argument("--port", type=port, help="port of the page (default: any free one)")
    parser.add_argument(
        "--liveavatar",
        metavar="AVATAR",
        help="speak through LiveAvatar, the successor, with this avatar of its own (a UUID) and the key in "
        "LIVEAVATAR_API_KEY: free sandbox sessions of a minute",
    )


def emulator_options(parser: argparse.ArgumentParser) -> None:
    """How the emulator serves."""
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=port, help="port to listen on, 0 for any free one (default: 8787)")
    parser.add_argument("--seed", type=int, help="seed of the ids it makes up (default: 1)")
    parser.add_argument(
        "--state", type=Path, metavar="DIR", help="keep jobs, uploads and charges here, and continue with them"
    )
    parser.add_argument(
        "--speed",
        type=share,
        metavar="SHARE",
        help="how slow jobs are: 0 at once (default), 1 as slow as at HeyGen, 0.01 a hundredth of that",
    )
    parser.add_argument("--lenient", action="store_true", help="ignore unknown fields of requests, and log them")
    parser.add_argument(
        "--public-url", type=web_address, metavar="URL", help="address that media links carry (default: the client's)"
    )


def report_options(parser: argparse.ArgumentParser) -> None:
    """The file of a report."""
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to (default: report.html)")
    parser.add_argument("--with-drafts", action="store_true", help="draw drafts, and put them into the file")


def spending_options(parser: argparse.ArgumentParser) -> None:
    """Agreeing to pay."""
    parser.add_argument("-y", "--yes", action="store_true", help="order without asking")
    limit_option(parser, "order without asking up to this: whole films in their order, and none beyond it")


def limit_option(parser: argparse.ArgumentParser, told: str = "show which films this amount reaches") -> None:
    """What a run may spend."""
    parser.add_argument("--max-cost", type=usd, metavar="USD", help=told)


def quiet_option(parser: argparse.ArgumentParser) -> None:
    """How much is told."""
    parser.add_argument("-q", "--quiet", action="store_true", help="no plan and no progress, only results and errors")


def verdict_options(parser: argparse.ArgumentParser) -> None:
    """What a CI server reads of the tests."""
    parser.add_argument("--junit", type=Path, metavar="FILE", help="write the verdicts as JUnit XML")


def json_option(parser: argparse.ArgumentParser) -> None:
    """Results for machines."""
    text = "the result as JSON on stdout; one line for each project where there are several"
    parser.add_argument("--json", action="store_true", help=text)


def code_option(parser: argparse.ArgumentParser) -> None:
    """What is explained."""
    text = "a diagnostic code such as HB0322, or `filters` for all filters and tests of templates"
    parser.add_argument("code", metavar="CODE", help=text)


def init_options(parser: argparse.ArgumentParser) -> None:
    """Where a new project goes, and what it begins with."""
    listed = "; ".join(f"{name}: {what}" for name, what in STARTERS.items())
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="where to (default: here); it is made if needed")
    parser.add_argument(
        "--template",
        choices=tuple(STARTERS),
        help=f"what to begin with; without it a terminal asks, and elsewhere it is the first. {listed}",
    )


def doctor_options(parser: argparse.ArgumentParser) -> None:
    """What is looked at, and how it is told."""
    text = "projects whose shared cache and schema are looked at as well (default: the nearest, if there is one)"
    parser.add_argument("projects", nargs="*", metavar="PROJECT", help=text)
    parser.add_argument("--offline", action="store_true", help="look at this machine only, and ask nobody")
    parser.add_argument("--draft", action="store_true", help="a key is not needed, also in CI: only drafts are built")
    parser.add_argument("--json", action="store_true", help="what was found as JSON on stdout")
    parser.add_argument("--color", choices=("auto", "always", "never"), help="color in messages (default: auto)")
