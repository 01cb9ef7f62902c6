"""A state folder: the account as one JSON file, written whole and renamed into place before an answer leaves.

What is being drawn is kept as its order, so that a restart draws it again under the same job, id and price.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from heygen_build.emulator.codec import decode, encode
from heygen_build.emulator.jobs import Job
from heygen_build.emulator.ledger import Kept
from heygen_build.emulator.orders import Order
from heygen_build.emulator.state import Asset, Charge, State
from heygen_build.emulator.world import World

FILE = "state.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything of a `State` that does not follow from the rest, and the orders of unfinished drawings."""

    format: int
    deposit_usd: float
    numbers: int
    random: tuple[object, ...]
    taken: dict[str, Job]
    deleted: dict[str, Job]
    assets: dict[str, Asset]
    speeches: dict[str, str]
    charges: list[Charge]
    kept: dict[tuple[str, str], Kept]
    tables: dict[str, dict[str, object]]
    orders: dict[str, Order]


class StateFolderError(Exception):
    """A state file that cannot be read, because it is damaged or of another version, or a folder that takes none."""


class Keeper:
    """Writes the state of `world` into its folder when it has changed. Without `active` it does nothing."""

    def __init__(self, world: World, active: bool) -> None:
        self._world = world
        self._active = active
        self._written = ""

    @property
    def path(self) -> Path:
        return self._world.folder / FILE

    def load(self) -> None:
        """Continues with what the folder holds, which must be one to write in. Raises `StateFolderError`."""
        if not self._active:
            return
        self._try_folder()
        if not self.path.exists():
            return
        try:
            snapshot = decode(json.loads(self.path.read_text("utf-8")))
        except (ValueError, TypeError) as wrong:
            raise StateFolderError(f"{self.path} cannot be read: {wrong}") from wrong
        if not isinstance(snapshot, Snapshot) or snapshot.format != FORMAT:
            raise StateFolderError(f"{self.path} is of another version")
        _restore(self._world, snapshot)

    def _try_folder(self) -> None:
        # Tried now, because later every single answer would fail with it.
        try:
            self._world.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self._world.folder):
                return
        except OSError as wrong:
            raise StateFolderError(f"{self._world.folder} cannot be written to: {wrong.strerror or wrong}") from wrong

    def save(self) -> None:
        """Writes what changed."""
        if not self._active:
            return
        text = json.dumps(encode(_snapshot(self._world)), ensure_ascii=False)
        if text == self._written:
            return
        self._world.folder.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path)
        self._written = text


def saving(app: ASGIApp, keeper: Keeper) -> ASGIApp:
    """The application, which answers only after its state is on disk: an id that a client knows is never lost."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_saved(message: Message) -> None:
            if message["type"] == "http.response.start":
                keeper.save()
            await send(message)

        await app(scope, receive, send_saved)

    return serve


def _snapshot(world: World) -> Snapshot:
    state = world.state
    open_drawings = {job.drawing for job in state.unsettled()}
    return Snapshot(
        format=FORMAT,
        deposit_usd=state.deposit_usd,
        numbers=state.numbers,
        random=state.random.getstate(),
        taken=state.taken,
        deleted=state.deleted,
        assets=state.assets,
        speeches=state.speeches,
        charges=state.charges,
        kept=state.ledger.kept,
        tables=state.tables,
        orders={key: order for key, order in world.orders.items() if key in open_drawings},
    )


def _restore(world: World, snapshot: Snapshot) -> None:
    state = State(seed=world.config.seed, balance_usd=snapshot.deposit_usd)
    state.numbers = snapshot.numbers
    state.random.setstate(snapshot.random)
    state.taken, state.deleted = snapshot.taken, snapshot.deleted
    state.assets, state.speeches, state.charges = snapshot.assets, snapshot.speeches, snapshot.charges
    state.ledger.kept.update(snapshot.kept)
    state.tables = snapshot.tables
    state.restore()
    world.state = state
    _begin_again(world, snapshot.orders)


def _begin_again(world: World, orders: Mapping[str, Order]) -> None:
    """Equal orders have equal keys; one that is on disk already is not drawn again."""
    for job in world.state.unsettled():
        order = orders.get(job.drawing) if job.drawing is not None else None
        if order is not None:
            job.drawing = world.begin(order)
