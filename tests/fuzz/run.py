"""Fuzzing by hand: `python -m tests.fuzz.run 100000 [--seed 1]`, or with coverage by `--atheris`.

Every case has five seconds. A case that raises, or takes longer, is written to a folder and told at the end; the exit
code is 1 then. The same seed gives the same cases.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz import corpus, targets

SECONDS = 5.0
"""A case that takes longer counts as a hang; the slowest fine one takes a tenth of it."""


class Hang(BaseException):
    """Not an Exception, because the program may catch those."""


@dataclass
class Report:
    """What happened so far. `slowest` are seconds of processor time by the kind of case."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    slowest: dict[str, float] = field(default_factory=dict)


def cases(number: int, seed: int) -> Iterator[tuple[str, str]]:
    """Kind and text of each case: the attacks as they are first, then broken seeds."""
    random = Random(seed)
    yield from (("project", text) for text in (*corpus.project_seeds(), *corpus.PROJECT_ATTACKS))
    yield from (("template", text) for text in corpus.template_seeds())
    for _ in range(number - len(corpus.project_seeds()) - len(corpus.PROJECT_ATTACKS) - len(corpus.template_seeds())):
        kind = random.choice(("project", "check", "check", "template", "template", "rows", "bytes"))
        seeds = corpus.template_seeds() if kind == "template" else corpus.project_seeds()
        parts = corpus.TEMPLATE_PARTS if kind == "template" else corpus.YAML_PARTS
        if kind == "check":
            yield kind, corpus.revalued(random.choice(seeds), random)
        elif random.random() < 0.3:
            yield kind, corpus.combined(parts, random)
        else:
            yield kind, corpus.mutate(random.choice(seeds), parts, random, random.choice(seeds))


def run_one(kind: str, text: str, folder: Path) -> str:
    """The outcome of one case; whatever it raises is a mistake of the program."""
    if kind == "template":
        return targets.template(text)
    if kind == "rows":
        return targets.rows(text)
    if kind == "check":
        return targets.checked(text, folder)
    if kind == "bytes":
        return targets.project_bytes(text.encode("utf-8", "surrogatepass"), folder)
    return targets.project(text)


def run(number: int, seed: int, folder: Path, tell: Callable[[str], None]) -> Report:
    """All cases, each with its time limit."""
    report = Report()
    signal.signal(signal.SIGALRM, _hang)
    for count, (kind, text) in enumerate(cases(number, seed), 1):
        started = time.process_time()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            report.outcomes[f"{kind}: {run_one(kind, text, folder)}"] += 1
        except Exception:  # noqa: BLE001  (exactly this is looked for)
            report.failures.append((kind, text, traceback.format_exc(limit=-4)))
        except Hang:
            report.failures.append((kind, text, f"took more than {SECONDS} seconds"))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        taken = time.process_time() - started
        report.slowest[kind] = max(report.slowest.get(kind, 0.0), taken)
        if count % 10_000 == 0:
            tell(f"{count:,} cases, {len(report.failures)} failures")
    return report


def _hang(signum: int, frame: FrameType | None) -> None:
    raise Hang


def with_atheris(arguments: list[str]) -> None:
    """Cases chosen by coverage, until stopped or for `-runs=N`. Needs `pip install atheris`."""
    # By its name, because nothing that the project installs has it, and type checkers would look for it.
    atheris = import_module("atheris")
    atheris.instrument_all()
    folder = Path(tempfile.mkdtemp(prefix="heygen-fuzz-"))

    def one(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        kind = ("project", "check", "template", "rows", "bytes")[provider.ConsumeIntInRange(0, 4)]
        text = provider.ConsumeUnicodeNoSurrogates(sys.maxsize)
        run_one(kind, text, folder)

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=100_000, help="cases (default: 100000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true", help="cases by coverage; further words go to libFuzzer")
    options, rest = parser.parse_known_args()
    if options.atheris:
        with_atheris([f"-runs={options.number}", f"-seed={options.seed}", *rest])
        return 0
    folder = Path(tempfile.mkdtemp(prefix="heygen-fuzz-"))
    started = time.perf_counter()
    report = run(options.number, options.seed, folder, lambda line: print(line, file=sys.stderr, flush=True))
    seconds = time.perf_counter() - started
    for outcome, count in sorted(report.outcomes.items()):
        print(f"{count:8,}  {outcome}")
    slowest = ", ".join(f"{kind} {taken:.2f} s" for kind, taken in sorted(report.slowest.items()))
    print(f"{sum(report.outcomes.values()):,} cases in {seconds:.0f} s; slowest: {slowest}")
    for number, (kind, text, reason) in enumerate(report.failures):
        (folder / f"{number}-{kind}.txt").write_text(text, errors="surrogatepass")
        print(f"\nFAILURE {number} ({kind}), {folder}\n{reason}")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
