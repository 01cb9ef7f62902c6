"""One class for each kind of remote step: how it is ordered, found again when its answer was lost, and collected."""

from __future__ import annotations

from collections.abc import Mapping

from heygen_build.execute.jobs.base import Job
from heygen_build.execute.jobs.lipsync import LipsyncJob
from heygen_build.execute.jobs.speech import SpeechJob
from heygen_build.execute.jobs.template import OldTemplateJob, TemplateJob
from heygen_build.execute.jobs.upload import MadeUploadJob, UploadJob
from heygen_build.execute.jobs.video import VideoJob
from heygen_build.execute.jobs.workflows import FaceSwapJob, GenerateJob

JOBS: Mapping[str, type[Job]] = {
    job.kind: job
    for job in (
        UploadJob,
        MadeUploadJob,
        VideoJob,
        SpeechJob,
        GenerateJob,
        FaceSwapJob,
        LipsyncJob,
        TemplateJob,
        OldTemplateJob,
    )
}
"""By the `kind` of the step's request."""
