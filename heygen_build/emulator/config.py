"""How an emulator behaves. Plain values: a test reads them like a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from heygen_build.emulator.jobs import AfterPolls, AfterSeconds, Immediate, Realistic

Progression: TypeAlias = Immediate | AfterPolls | AfterSeconds | Realistic
IMMEDIATE = Immediate()


@dataclass(frozen=True, slots=True)
class Config:
    """`seed` fixes all generated ids and the signing secret; `mark` is drawn into every video.

    `public_url` is what media links begin with (default: the address the client used). `keys` are the accepted API
    keys, None accepts any. `folder` holds uploads and drawings; without one a temporary folder is used and removed.
    `workers` are drawing processes, 0 draws on a thread of this process. `patience` is how long (s) a status request
    waits for a drawing that should be done before it answers `processing`; clients give up after 30 s. `lenient`
    ignores and logs unknown fields where the API refuses them. `keep` writes jobs, uploads and charges into `folder`,
    and continues with those it finds there. `agreeable`: people who were filmed have agreed already (drafts).
    """

    seed: int = 1
    progression: Progression = IMMEDIATE
    public_url: str | None = None
    keys: frozenset[str] | None = None
    balance_usd: float = 1000.0
    max_jobs: int = 10
    mark: str = "DRAFT"
    folder: Path | None = None
    workers: int = 2
    patience: float = 20.0
    lenient: bool = False
    keep: bool = False
    agreeable: bool = False
