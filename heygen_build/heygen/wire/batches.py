"""`/v3/…/batches` and `/v3/…/statuses`: many orders, and many questions, in one request (v3.md)."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_build.heygen.wire.base import JobError, JobState, Response, job_state

MOST_ITEMS = 100


@dataclass(frozen=True, slots=True)
class BatchRoute:
    """A kind of jobs that can be ordered and asked about together; the answers look alike for all of them (v3.md)."""

    root: str
    """The path of a single order, such as `/v3/videos`."""
    bodies: str
    """The field of a batch that holds the bodies of its orders."""
    ids: str
    """The parameter of the bulk status call."""


VIDEOS = BatchRoute("/v3/videos", "videos", "video_ids")
LIPSYNCS = BatchRoute("/v3/lipsyncs", "lipsyncs", "lipsync_ids")
TRANSLATIONS = BatchRoute("/v3/video-translations", "video_translations", "video_translation_ids")


class BatchCreated(Response):
    """The batch is accepted (202); more fields are not described."""

    batch_id: str


class BatchItem(Response):
    """One order of a batch. `video_id`, the id of a job of any kind, is absent until the job exists, and for an item
    that was refused."""

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
