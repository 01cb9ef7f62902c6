"""Trouble on demand: what a test or a user scripts for the next requests to a path."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Answer:
    """Answers with this status and does nothing. `body` replaces the JSON error (a gateway's HTML, broken JSON)."""

    status: int
    code: str = "internal_error"
    message: str = "Scripted failure"
    retry_after: int | None = None
    body: str | None = None
    content_type: str = "text/html"


@dataclass(frozen=True, slots=True)
class LostBeforeAcceptance:
    """The connection breaks before anything was done."""


@dataclass(frozen=True, slots=True)
class LostAfterAcceptance:
    """The request is carried out, then the connection breaks: the client never learns the id."""


@dataclass(frozen=True, slots=True)
class FailJob:
    """The job is accepted and fails (HTTP 200 with `status: failed`)."""

    code: str = "rendering_failed"
    message: str = "Avatar rendering timed out"


@dataclass(frozen=True, slots=True)
class StuckJob:
    """The job is accepted and never ends."""


@dataclass(frozen=True, slots=True)
class VanishedJob:
    """The job is accepted; then HeyGen knows nothing of it, and charges nothing."""


@dataclass(frozen=True, slots=True)
class ExpiredLink:
    """A download link answers 403, as a presigned link does after its time."""


@dataclass(frozen=True, slots=True)
class TruncatedFile:
    """A download breaks off after this share of its bytes, with the full Content-Length announced."""

    keep: float = 0.5


@dataclass(frozen=True, slots=True)
class EmptyFile:
    """A good answer without a single byte."""


@dataclass(frozen=True, slots=True)
class Garbled:
    """The request is carried out; of the answer this share of the bytes comes, announced as if it were all."""

    keep: float = 0.5


@dataclass(frozen=True, slots=True)
class WrongType:
    """The request is carried out and its bytes come under another content type."""

    content_type: str = "text/html"


@dataclass(frozen=True, slots=True)
class Delay:
    """Waits this long before the answer's first byte (`headers`), or between its headers and its body (`body`)."""

    seconds: float
    before: Literal["headers", "body"] = "headers"


@dataclass(frozen=True, slots=True)
class Slow:
    """Waits for `until` before the request is carried out; a test passes an event's `wait`."""

    until: Callable[[], Awaitable[object]]


Fault: TypeAlias = (
    Answer
    | LostBeforeAcceptance
    | LostAfterAcceptance
    | FailJob
    | StuckJob
    | VanishedJob
    | ExpiredLink
    | TruncatedFile
    | EmptyFile
    | Garbled
    | WrongType
    | Delay
    | Slow
)


def rate_limited(retry_after: int = 1) -> Answer:
    """429 as HeyGen answers it (v3 error codes)."""
    return Answer(429, "rate_limit_exceeded", "Too many requests. Please slow down.", retry_after=retry_after)


def retired(status: int = 410) -> Answer:
    """A generation of the API that is no more. Whether HeyGen answers 404 or 410 is not known (README)."""
    return Answer(status, "not_found" if status == 404 else "gone", "This endpoint has been retired.")


def gateway_page(status: int = 502) -> Answer:
    """A gateway's HTML where JSON was expected."""
    return Answer(status, body="<html><body><h1>502 Bad Gateway</h1></body></html>")


@dataclass(slots=True)
class Rule:
    """`left` are the faults still to come; the last one of a rule that is `forever` stays."""

    method: str
    pattern: str
    left: deque[Fault | None]
    forever: bool = False


@dataclass(slots=True)
class Script:
    """Scripted faults, used up one a request, in the order in which they were written."""

    rules: list[Rule] = field(default_factory=list)

    def add(self, method: str, path_pattern: str, faults: tuple[Fault | None, ...], *, forever: bool = False) -> None:
        """`path_pattern` is a shell pattern (`/v3/videos/*`), method `*` is any; None lets one request pass."""
        self.rules.append(Rule(method.upper(), path_pattern, deque(faults), forever))

    def take(self, method: str, path: str) -> Fault | None:
        """The fault for this request, if any; it is used up."""
        for rule in self.rules:
            if rule.left and rule.method in ("*", method) and fnmatchcase(path, rule.pattern):
                return rule.left[0] if rule.forever and len(rule.left) == 1 else rule.left.popleft()
        return None

    def clear(self) -> None:
        self.rules.clear()
