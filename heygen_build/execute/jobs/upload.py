"""Files that other orders need (v3 assets)."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from heygen_build.execute.context import Needs
from heygen_build.execute.jobs.base import Collected, Job, Ordered
from heygen_build.execute.next_action import Collect
from heygen_build.plan.model import Step
from heygen_build.plan.requests import MadeUploadRequest, UploadRequest
from heygen_build.store.results import UploadMeta

TYPES = {".mp3": "audio/mpeg", ".wav": "audio/wav", ".mp4": "video/mp4", ".webm": "video/webm"}
"""What HeyGen takes as sound and as video (POST /v3/assets)."""


class UploadJob(Job):
    kind: ClassVar[str] = "upload"
    honors_key: ClassVar[bool] = True
    harmless: ClassVar[bool] = True

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        request = step.request
        assert isinstance(request, UploadRequest)
        path = self.shop.files[request.file]
        asset = await self.shop.client.upload_asset(path, mime=request.media_type, idempotency_key=idempotency_key)
        return Ordered(asset.asset_id)

    async def collect(self, step: Step, needs: Needs, order: Collect, folder: Path) -> Collected:
        return Collected(UploadMeta(asset_id=order.remote_id, account=self.shop.account))


class MadeUploadJob(UploadJob):
    """A file of another step, in the form in which that step stored it."""

    kind: ClassVar[str] = "made_upload"

    async def order(self, step: Step, needs: Needs, *, idempotency_key: str) -> Ordered:
        assert isinstance(step.request, MadeUploadRequest)
        path = self.shop.store.path(needs["file"].files[step.request.part or "audio"])
        asset = await self.shop.client.upload_asset(
            path, mime=TYPES.get(path.suffix, "audio/mpeg"), idempotency_key=idempotency_key
        )
        return Ordered(asset.asset_id)
