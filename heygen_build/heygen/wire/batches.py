"""`/v3/videos/batches`: many orders in one request (v3.md)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from heygen_build.heygen.wire.base import JobError, JobState, Request, Response, job_state
from heygen_build.heygen.wire.videos import CreateVideo

MOST_ITEMS = 100


class CreateVideoBatch(Request):
    """1 to 100 videos; the batch's title is for people, each video has its own."""

    videos: Annotated[tuple[CreateVideo, ...], Field(min_length=1, max_length=MOST_ITEMS)]
    title: str | None = None
    callback_url: str | None = None


class BatchCreated(Response):
    """The batch is accepted (202); more fields are not described."""

    batch_id: str


class BatchItem(Response):
    """One order of a batch. `video_id` is absent until the job exists, and for an item that was refused."""

    item_index: int
    status: str
    video_id: str | None = None
    error: JobError | None = None

    @property
    def state(self) -> JobState:
        """The status word's meaning."""
        return job_state(self.status)


class Batch(Response):
    """How a batch is doing. The fields of the page lie beside its items here."""

    batch_id: str
    status: str = "processing"
    total_items: int | None = None
    items: tuple[BatchItem, ...] = ()
    has_more: bool | None = None
    next_token: str | None = None
