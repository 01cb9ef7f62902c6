"""One command as it was typed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heygen_build.cli.account_parser import NOTHING, Asked


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
    folder: str = "."
    template: str | None = None
    offline: bool = False
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
