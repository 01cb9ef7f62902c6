"""One node of a workflow, run by itself (workflows.md): clips from prompts, and other faces in clips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, JsonValue, field_validator

from heygen_build.heygen.wire.base import JobError, JobState, Request, Response, job_state

Provider: TypeAlias = Literal[
    "veo_3_1", "veo_3_1_fast", "veo3", "veo3_fast", "veo2", "kling_pro", "kling_v2", "sora_v2", "sora_v2_pro",
    "runway_gen4", "seedance_lite", "seedance_pro", "ltx_distilled",
]  # fmt: skip
"""The models that `GenerateVideoNode` knows. What each takes beside a prompt is not published."""


class GenerateVideo(Request):
    """The input of `GenerateVideoNode`. Pictures are public addresses; nothing is known about `config`."""

    prompt: Annotated[str, Field(min_length=1)]
    provider: Provider | None = None
    aspect_ratio: str | None = None
    reference_image_url: str | None = None
    tail_image_url: str | None = None
    config: Mapping[str, JsonValue] | None = None


class SwapFace(Request):
    """The input of `FaceswapNode`: one clear face from the front, and the clip it goes into."""

    source_image_url: str
    target_video_url: str


class StartGeneration(Request):
    """`POST /v1/workflows/executions` for a clip from a prompt."""

    workflow_type: Literal["GenerateVideoNode"] = "GenerateVideoNode"
    input: GenerateVideo


class StartFaceSwap(Request):
    """`POST /v1/workflows/executions` for another face."""

    workflow_type: Literal["FaceswapNode"] = "FaceswapNode"
    input: SwapFace


class ExecutionVideo(Response):
    video_url: str | None = None
    video_id: str | None = None


class ExecutionOutput(Response):
    """What a node made: `video` from prompts, `video_url` alone from swapped faces."""

    video: ExecutionVideo | None = None
    video_url: str | None = None
    asset_id: str | None = None


class Execution(Response):
    """A node that runs or ran. An unknown id is the status `not_found` of a good answer, or an HTTP 404."""

    execution_id: str
    status: str = "submitted"
    output: ExecutionOutput | None = None
    error: JobError | None = None

    @field_validator("output", mode="before")
    @classmethod
    def _nothing_yet(cls, value: object) -> object:
        """An output that is no object (a text, a list) is none that could be read."""
        return value if isinstance(value, dict) else None

    @property
    def state(self) -> JobState:
        """The status word's meaning; the running words are not published, so that unknown ones are in progress."""
        return job_state(self.status)

    @property
    def video_url(self) -> str | None:
        """The clip, wherever the node puts its address. Temporary."""
        if self.output is None:
            return None
        return self.output.video_url or (self.output.video.video_url if self.output.video else None)
