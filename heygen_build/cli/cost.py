"""`heygen-build cost`: what was spent, by project and kind, from the ledgers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from heygen_build.backends import EMULATED, World
from heygen_build.cli.console import print_json
from heygen_build.cli.ledgers import facts_of
from heygen_build.cli.parser import Arguments
from heygen_build.cli.projects import find_projects
from heygen_build.places import cache_root
from heygen_build.store.known import known_projects
from heygen_build.store.ledger import discrepancy, entries, spending

_WORTH_TELLING = 0.01


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KindCost(_Frozen):
    """Charges of one kind of step. `unknown` counts those without a known price; they are not in `usd`."""

    kind: str
    orders: int
    seconds: float
    usd: float
    unknown: int


class ProjectCost(_Frozen):
    """What one project spent."""

    project: str
    usd: float
    kinds: tuple[KindCost, ...]
    unexplained_usd: float = Field(description="What the wallet lost beyond what the price table explains.")


class CostReport(_Frozen):
    """The answer of `heygen-build cost --json`. Its schema is `schemas/cost.v1.json`."""

    cost: Literal[1] = 1
    since: float | None = Field(description="Unix seconds; null counts everything.")
    usd: float
    unknown: int
    projects: tuple[ProjectCost, ...]


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Prints the sums. Projects without a charge are left out."""
    here = world()
    since = None if arguments.since is None else here.clock() - arguments.since
    root = cache_root(here, None)
    paths = find_projects(arguments.projects, Path.cwd()) if arguments.projects else known_projects(root)
    made = cost_of(paths, since)
    if arguments.json:
        print_json(made, alone=True)
    else:
        print("\n".join(_lines(made)))
    return 0


def cost_of(projects: tuple[Path, ...], since: float | None) -> CostReport:
    """What these projects spent since a time (Unix seconds)."""
    seen: set[tuple[str, int, str]] = set()
    found = [_project(path, since or 0.0, seen) for path in _one_a_journal(projects)]
    counted = tuple(one for one in found if one.kinds)
    return CostReport(
        since=since,
        usd=round(sum(one.usd for one in counted), 6),
        unknown=sum(kind.unknown for one in counted for kind in one.kinds),
        projects=counted,
    )


def _one_a_journal(projects: tuple[Path, ...]) -> tuple[Path, ...]:
    """Project files of one folder share a journal: it is counted once."""
    return tuple({path.resolve().parent: path for path in reversed(projects)}.values())


def _project(path: Path, since: float, seen: set[tuple[str, int, str]]) -> ProjectCost:
    """`seen` are orders that another project's ledger has as well, because it took them over from a build that died."""
    facts = facts_of(path)
    made = [entry for entry in entries(facts) if (entry.key, entry.attempt, entry.account) not in seen]
    seen.update((entry.key, entry.attempt, entry.account) for entry in made)
    spent = spending([entry for entry in made if not entry.account.startswith(EMULATED)], since=since)
    return ProjectCost(
        project=str(path),
        usd=round(sum(one.usd for one in spent), 6),
        kinds=tuple(
            KindCost(
                kind=one.kind or "order",
                orders=one.orders,
                seconds=round(one.seconds, 3),
                usd=round(one.usd, 6),
                unknown=one.unknown,
            )
            for one in spent
        ),
        unexplained_usd=round(discrepancy(facts, since=since), 6),
    )


def _lines(made: CostReport) -> Iterator[str]:
    for project in made.projects:
        yield f"{os.path.relpath(project.project)}  ${project.usd:.2f}"
        for kind in project.kinds:
            unknown = f", {kind.unknown} at unknown prices" if kind.unknown else ""
            yield f"  {kind.orders} {kind.kind}  {kind.seconds:.1f} s  ${kind.usd:.4f}{unknown}"
        if abs(project.unexplained_usd) >= _WORTH_TELLING:
            yield f"  the wallet says ${project.unexplained_usd:+.2f} beside the price table"
    unknown = f" plus {made.unknown} orders at unknown prices" if made.unknown else ""
    yield f"total ${made.usd:.2f}{unknown}"
