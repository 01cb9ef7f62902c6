"""One class for each kind of remote step: how it is ordered, found again when its answer was lost, and collected."""

from __future__ import annotations

from collections.abc import Mapping

from heygen_build.execute.jobs.agent import AgentJob
from heygen_build.execute.jobs.base import Job
from heygen_build.execute.jobs.lipsync import LipsyncJob
from heygen_build.execute.jobs.look import LookJob
from heygen_build.execute.jobs.old_agent import OldAgentJob
from heygen_build.execute.jobs.old_video import OldAlphaJob, OldPhotoVideoJob, OldUploadJob, OldVideoJob
from heygen_build.execute.jobs.proofreads import ProofreadDubJob, ProofreadJob
from heygen_build.execute.jobs.sounds import SoundSearchJob
from heygen_build.execute.jobs.speech import SpeechJob
from heygen_build.execute.jobs.studio import CinematicJob, StudioJob
from heygen_build.execute.jobs.template import OldTemplateJob, TemplateJob
from heygen_build.execute.jobs.translations import TranslationJob
from heygen_build.execute.jobs.upload import MadeUploadJob, UploadJob
from heygen_build.execute.jobs.video import VideoJob
from heygen_build.execute.jobs.voices import CloneJob, DesignJob
from heygen_build.execute.jobs.workflows import FaceSwapJob, GenerateJob

JOBS: Mapping[str, type[Job]] = {
    job.kind: job
    for job in (
        UploadJob,
        LookJob,
        CloneJob,
        DesignJob,
        MadeUploadJob,
        VideoJob,
        CinematicJob,
        StudioJob,
        SpeechJob,
        SoundSearchJob,
        GenerateJob,
        FaceSwapJob,
        LipsyncJob,
        TranslationJob,
        ProofreadJob,
        ProofreadDubJob,
        TemplateJob,
        OldTemplateJob,
        OldUploadJob,
        OldVideoJob,
        OldPhotoVideoJob,
        OldAlphaJob,
        AgentJob,
        OldAgentJob,
    )
}
"""By the `kind` of the step's request."""
