"""Workflow nodes (workflows.md): `/v1` paths with v3's envelope. Not known to end with the rest of v1."""

from __future__ import annotations

from heygen_build.heygen.channel import WRITE_SECONDS, Outgoing
from heygen_build.heygen.paging import segment
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire.base import Data
from heygen_build.heygen.wire.workflows import Execution, StartFaceSwap, StartGeneration

_ROOT = "/v1/workflows/executions"


class Workflows:
    """Calls of workflow nodes; reached as `HeyGen.workflows`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def start(self, body: StartGeneration | StartFaceSwap) -> Execution:
        """Runs a node: this costs money, and no key keeps a repeat from costing it twice, so it is never repeated."""
        order = Outgoing("POST", _ROOT, json=body.json_bytes(), seconds=WRITE_SECONDS)
        return (await self._session.call(order, Data[Execution])).data

    async def get(self, execution_id: str) -> Execution:
        """The node's state, with fresh links once it is done."""
        return (await self._session.call(Outgoing("GET", f"{_ROOT}/{segment(execution_id)}"), Data[Execution])).data
