"""Other speech for the lips of a clip (v3.md, "Lipsync")."""

from __future__ import annotations

from typing import Literal

from heygen_build.heygen.wire.assets import AssetById, AssetByUrl
from heygen_build.heygen.wire.base import JobState, Request, Response, Timestamp, job_state


class CreateLipsync(Request):
    """`POST /v3/lipsyncs`. Files are never sent in the body here; `start_time` and `end_time` are seconds."""

    video: AssetById | AssetByUrl
    audio: AssetById | AssetByUrl
    mode: Literal["speed", "precision"] | None = None
    title: str | None = None
    enable_caption: bool | None = None
    enable_dynamic_duration: bool | None = None
    disable_music_track: bool | None = None
    enable_speech_enhancement: bool | None = None
    start_time: float | None = None
    end_time: float | None = None
    callback_url: str | None = None
    callback_id: str | None = None


class LipsyncCreated(Response):
    lipsync_id: str


class Lipsync(Response):
    """A job. `duration` in seconds; the links are presigned, and may come some seconds after the status."""

    id: str
    status: str
    title: str | None = None
    duration: float | None = None
    video_url: str | None = None
    caption_url: str | None = None
    failure_message: str | None = None
    created_at: Timestamp = None

    @property
    def state(self) -> JobState:
        """The status word's meaning."""
        return job_state(self.status)
