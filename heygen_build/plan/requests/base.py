"""What all requests share, and the upload that many of them need."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A piece of a request."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StepRequest(Part):
    """A kind of step. `remote`: done at HeyGen, so it is journaled; `paid`: it costs money there.

    `kind` is the subclass's own word, a `Literal` with that default. Fields that are None are not in the key, so a
    field added later with the default None leaves older keys as they were: a changed key is a render paid for again.
    """

    remote: ClassVar[bool] = False
    paid: ClassVar[bool] = False
    kind: str


class UploadRequest(StepRequest):
    """v3 POST /v3/assets: a file by the digest of its bytes."""

    remote: ClassVar[bool] = True
    kind: Literal["upload"] = "upload"
    file: str
    media_type: str


class MadeUploadRequest(StepRequest):
    """v3 POST /v3/assets: a file that its need `file` made; `part` is its name there, None the `audio`.

    Its digest is not known when the plan is drawn, so that the key of the step that makes it stands for its bytes.
    """

    remote: ClassVar[bool] = True
    kind: Literal["made_upload"] = "made_upload"
    part: Literal["video", "film"] | None = None
