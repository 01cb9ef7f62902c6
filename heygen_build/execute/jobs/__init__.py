"""One class for each kind of remote step: how it is ordered, found again when its answer was lost, and collected."""

from __future__ import annotations

from collections.abc import Mapping

from heygen_build.execute.jobs.base import Job
from heygen_build.execute.jobs.speech import SpeechJob
from heygen_build.execute.jobs.upload import MadeUploadJob, UploadJob
from heygen_build.execute.jobs.video import VideoJob

JOBS: Mapping[str, type[Job]] = {job.kind: job for job in (UploadJob, MadeUploadJob, VideoJob, SpeechJob)}
"""By the `kind` of the step's request."""
