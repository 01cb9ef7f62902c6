"""The kinds of jobs: how long each takes at HeyGen, and which words its resource uses (README, "Status vocabularies").

An engineer who adds an endpoint adds a row here; everything else about a job is in `tasks`.
"""

from __future__ import annotations

from dataclasses import dataclass

from heygen_build.emulator.jobs import Status

MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Words:
    """What a resource calls the four states of a job."""

    pending: str = "pending"
    processing: str = "processing"
    completed: str = "completed"
    failed: str = "failed"

    def say(self, status: Status) -> str:
        match status:
            case "pending":
                return self.pending
            case "processing":
                return self.processing
            case "completed":
                return self.completed
            case "failed":
                return self.failed


PLAIN = Words()
RUNNING = Words("pending", "running")
BUSY = Words("processing", "processing")


@dataclass(frozen=True, slots=True)
class Kind:
    """`takes_slot`: whether an open job counts against the account's concurrent jobs (README, Limits).

    `events` are the webhook events of success and failure, `id_field` is what both call the job's id.
    """

    name: str
    typical_seconds: float
    words: Words = PLAIN
    takes_slot: bool = True
    events: tuple[str, str] | None = None
    id_field: str = "id"
    prefix: str = ""


def _video_events(prefix: str) -> tuple[str, str]:
    return f"{prefix}.success", f"{prefix}.fail"


VIDEO = Kind("video", 8 * MINUTE, events=_video_events("avatar_video"), id_field="video_id")
# The session's video holds the slot; the words are those of a session that asks nothing.
AGENT_SESSION = Kind(
    "agent_session",
    25 * MINUTE,
    Words("thinking", "generating"),
    takes_slot=False,
    events=_video_events("video_agent"),
    id_field="session_id",
)
LIPSYNC = Kind("lipsync", 8 * MINUTE, RUNNING, id_field="lipsync_id")
TRANSLATION = Kind(
    "translation", 12 * MINUTE, RUNNING, events=_video_events("video_translate"), id_field="video_translation_id"
)
PROOFREAD = Kind("proofread", 4 * MINUTE, BUSY, events=_video_events("proofread_creation"), id_field="proofread_id")
AVATAR = Kind(
    "avatar", 2 * MINUTE, BUSY, takes_slot=False, events=_video_events("instant_avatar"), id_field="avatar_id"
)
VOICE_CLONE = Kind(
    "voice_clone", MINUTE, Words("processing", "processing", "complete"), takes_slot=False, id_field="voice_clone_id"
)
WORKFLOW = Kind(
    "workflow",
    3 * MINUTE,
    Words("submitted", "running"),
    id_field="execution_id",
)
BACKGROUND_REMOVAL = Kind("background_removal", 3 * MINUTE)
CLIPPING = Kind("ai_clipping", 10 * MINUTE, RUNNING, events=_video_events("ai_clipping"), id_field="job_id")
HYPERFRAMES = Kind(
    "hyperframes",
    3 * MINUTE,
    Words("queued", "rendering"),
    events=_video_events("hyperframes_video"),
    id_field="render_id",
)
PHOTO_GENERATION = Kind(
    "photo_generation",
    MINUTE,
    Words("pending", "processing", "success"),
    takes_slot=False,
    events=_video_events("photo_avatar_generation"),
    id_field="generation_id",
)
PHOTO_TRAINING = Kind(
    "photo_training",
    2 * MINUTE,
    Words("pending", "training", "ready"),
    takes_slot=False,
    events=_video_events("photo_avatar_train"),
    id_field="flow_id",
)
STREAMING_TASK = Kind("streaming_task", 0.0, takes_slot=False, id_field="task_id")

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        VIDEO,
        AGENT_SESSION,
        LIPSYNC,
        TRANSLATION,
        PROOFREAD,
        AVATAR,
        VOICE_CLONE,
        WORKFLOW,
        BACKGROUND_REMOVAL,
        CLIPPING,
        HYPERFRAMES,
        PHOTO_GENERATION,
        PHOTO_TRAINING,
        STREAMING_TASK,
    )
}
