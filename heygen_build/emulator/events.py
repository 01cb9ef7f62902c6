"""Webhook events: which there are, and what a finished job says in one (webhooks, "Payload")."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from heygen_build.emulator.jobs import Failure, Job, Json, Made, Render
from heygen_build.emulator.kinds import KINDS

_ABOUT = {
    "avatar_video": "A video",
    "avatar_video_gif": "The GIF of a video",
    "avatar_video_caption": "The subtitles of a video",
    "video_translate": "A translation",
    "instant_avatar": "A digital twin",
    "photo_avatar_generation": "A generation of photos",
    "photo_avatar_train": "A training of a photo avatar",
    "photo_avatar_add_motion": "A photo's motion",
    "proofread_creation": "A proofread session",
    "live_avatar": "A live avatar",
    "video_agent": "A Video Agent session",
    "hyperframes_video": "A composition",
    "ai_clipping": "A clipping job",
}
EVENT_TYPES: dict[str, str] = {
    f"{prefix}.{end}": f"{what} {'is finished' if end == 'success' else 'failed'}"
    for prefix, what in _ABOUT.items()
    for end in ("success", "fail")
} | {
    "video_translate.preflight.validation_failed": "The source of a translation cannot be translated",
    "video_translate.preflight.download_failed": "The source of a translation cannot be downloaded",
    "personalized_video": "A personalized video is finished",
    "batch.finished": "All items of a batch are over",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `at` in Unix seconds; `id` is the same in every delivery and repetition."""

    id: str
    number: int
    type: str
    data: dict[str, Json]
    at: float


Link = Callable[[str], str | None]


def of_job(job: Job, link: Link) -> Iterator[tuple[str, dict[str, Json]]]:
    """(event type, event data) of a job that is over. `link` gives the signed link of one of its files."""
    kind = KINDS[job.kind]
    success, fail = kind.events or (f"{job.kind}.success", f"{job.kind}.fail")
    known: dict[str, Json] = {kind.id_field: job.id, "callback_id": job.callback_id}
    if job.kind == "translation":
        known |= {"video_translate_id": job.id, "output_language": job.facts.get("output_language")}
    if job.kind == "agent_session":
        known |= {"video_id": job.follows}
    if isinstance(job.outcome, Failure):
        yield fail, known | {"msg": job.outcome.message, "message": job.outcome.message}
        return
    yield success, known | {"url": link("video")} | _extras(job, link)
    if job.kind == "video" and isinstance(job.outcome, Render) and job.outcome.subtitles:
        yield "avatar_video_caption.success", known | {"caption_url": link("subtitles")}


def _extras(job: Job, link: Link) -> dict[str, Json]:
    if job.kind == "video":
        return {
            "gif_download_url": link("gif"),
            "video_page_url": f"https://app.heygen.com/videos/{job.id}",
            "video_share_page_url": None,
            "folder_id": job.facts.get("folder_id"),
        }
    if job.kind == "agent_session":
        return {"video_url": link("video")}
    if isinstance(job.outcome, Made):
        return {"files": {label: link(label) for label in job.outcome.files}}
    return {}
