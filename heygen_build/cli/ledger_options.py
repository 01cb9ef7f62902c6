"""The options of the verbs about money and what is kept: resume, status, cost, cache, lock."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

CACHE_ACTIONS = ("ls", "show", "verify", "prune", "export", "import")
LOCK_ACTIONS = ("check", "prune")
_AGES = {"h": 3600.0, "d": 86400.0, "w": 7 * 86400.0}


def resume_options(parser: argparse.ArgumentParser) -> None:
    """Answers to questions that a build ended with."""
    parser.add_argument(
        "--adopt", action="append", metavar="ID", help="the order arrived: HeyGen's id of it, one for each --step"
    )
    parser.add_argument(
        "--order-again", action="store_true", help="order the step again, which costs again; with --step only that"
    )
    parser.add_argument(
        "--step", action="append", dest="steps", metavar="PLACE", help="the step an answer is for, such as hook/video"
    )


def ending_options(parser: argparse.ArgumentParser) -> None:
    """How a build behaves when something fails, and what it leaves for a CI server."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--fail-fast", action="store_true", help="order nothing more after the first failure")
    group.add_argument(
        "--keep-going",
        dest="fail_fast",
        action="store_false",
        default=False,
        help="go on with everything that does not need what failed (the default)",
    )
    parser.add_argument("--junit", type=Path, metavar="FILE", help="write what was done and what failed as JUnit XML")


def pinned_options(parser: argparse.ArgumentParser) -> None:
    """What names mean and what things cost."""
    parser.add_argument("--locked", action="store_true", help="refuse to change what project.lock.json pins")
    parser.add_argument("--prices", type=Path, metavar="FILE", help="prices of your own, over those of the program")


def cost_options(parser: argparse.ArgumentParser) -> None:
    """What was spent."""
    parser.add_argument("projects", nargs="*", metavar="PROJECT", help="projects to count; all that are known if none")
    parser.add_argument("--since", type=age, metavar="AGE", help="only charges of the last 12h, 30d or 8w")
    parser.add_argument("--json", action="store_true", help="the sums as JSON on stdout")


def status_options(parser: argparse.ArgumentParser) -> None:
    """What is open."""
    parser.add_argument("projects", nargs="*", metavar="PROJECT", help="file, folder or glob")
    parser.add_argument("--json", action="store_true", help="the orders as JSON on stdout")


def cache_options(parser: argparse.ArgumentParser) -> None:
    """What is kept on this machine."""
    parser.add_argument("action", choices=CACHE_ACTIONS, help="what to do with the cache")
    parser.add_argument("words", nargs="*", metavar="WHAT", help="a key (show), or an archive (export, import)")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="the cache folder (default: HEYGEN_BUILD_CACHE)")
    parser.add_argument("--older", type=age, metavar="AGE", help="prune: only what was made before, such as 30d")
    parser.add_argument("--all", action="store_true", dest="everything", help="prune: also what a lock file needs")
    parser.add_argument("--dry-run", action="store_true", help="prune: say what would go, and let it stay")
    parser.add_argument("--json", action="store_true", help="the result as JSON on stdout")


def lock_options(parser: argparse.ArgumentParser) -> None:
    """What project.lock.json pins."""
    parser.add_argument("action", choices=LOCK_ACTIONS, help="check: are its looks and voices still there; prune it")
    parser.add_argument("projects", nargs="*", metavar="PROJECT", help="file, folder or glob")
    parser.add_argument("--json", action="store_true", help="what was found as JSON on stdout")


def age(text: str) -> float:
    """Seconds of `12h`, `30d` or `8w`."""
    match = re.fullmatch(r"(\d{1,5})([hdw])", text, re.ASCII)
    if match is None:
        raise argparse.ArgumentTypeError(f"expected an age such as 12h, 30d or 8w, got {text!r}")
    return int(match[1]) * _AGES[match[2]]
