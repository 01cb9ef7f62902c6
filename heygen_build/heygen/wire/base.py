"""What all bodies share: strict requests, lenient responses, pages, and the words for a job's state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, JsonValue, TypeAdapter, model_validator

JobState = Literal["in_progress", "done", "failed", "missing"]

_STATES: Mapping[str, JobState] = {
    **dict.fromkeys(("succeeded", "success", "complete", "completed"), "done"),
    **dict.fromkeys(("failed", "error", "cancelled", "canceled", "deleted"), "failed"),
    "not_found": "missing",
}
_OBJECT: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])


def job_state(word: str) -> JobState:
    """The meaning of a status word.

    Unknown words mean "in progress", because HeyGen adds words (api/README, vocabularies).
    """
    return _STATES.get(word.strip().lower(), "in_progress")


# Validators are built at first use (defer_build), because a build that finds nothing to do imports these classes too.


class Request(BaseModel):
    """A body that we send.

    Unknown fields cannot be set, because the real API answers them with 400 (api/README, envelopes).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    def body(self) -> dict[str, JsonValue]:
        """The JSON object to send: fields that were left open are absent, so that the server's defaults hold."""
        return _OBJECT.validate_json(self.json_bytes())

    def json_bytes(self) -> bytes:
        """`body()` as UTF-8 bytes, fields in the order of the class."""
        return self.model_dump_json(exclude_none=True).encode()


class Response(BaseModel):
    """A body that we receive.

    Unknown fields are ignored, and null counts as absent, so that a default can be a real value.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {name: item for name, item in value.items() if item is not None}


class JobError(Response):
    """Why a job failed: a code to decide by (often absent) and a message to show.

    Never an HTTP error (api/README, v3 errors).
    """

    code: str | None = None
    message: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _text_is_a_message(cls, value: object) -> object:
        return {"message": value} if isinstance(value, str) else value


def _unix_seconds(value: object) -> object:
    """v3 answers Unix seconds, v2 sometimes ISO 8601 (observed.md); an unreadable date must not fail a paid job."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


Timestamp = Annotated[float | None, BeforeValidator(_unix_seconds)]
"""Unix seconds, UTC; None when absent or unreadable."""

Item = TypeVar("Item")


class Page(Response, Generic[Item]):
    """One page of a list; `next_token` asks for the next one. `has_more` is None where the answer does not say."""

    data: tuple[Item, ...] = ()
    has_more: bool | None = None
    next_token: str | None = None


class Data(Response, Generic[Item]):
    """The envelope of a single answer: `{"data": …}` (api/README, envelopes)."""

    data: Item
