"""Calls with the key: the one place that adds it, and only to addresses of the API's own origin.

Repeats what may be repeated.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Generic, TypeVar

from pydantic import BaseModel

from heygen_build.heygen.address import checked_base
from heygen_build.heygen.answers import read, request_id
from heygen_build.heygen.channel import Answer, Channel, Outgoing
from heygen_build.heygen.credentials import Credential
from heygen_build.heygen.errors import ApiError, TransportFailure
from heygen_build.heygen.retry import delay, may_repeat
from heygen_build.heygen.surroundings import RequestEvent, Surroundings

Model = TypeVar("Model", bound=BaseModel)
_IDEMPOTENCY_KEY = re.compile(r"[A-Za-z0-9_\-:.]{1,255}")  # api/README, idempotency


OFFICIAL_API = "https://api.heygen.com"
UPLOAD_API = "https://upload.heygen.com"
"""HeyGen's own as well (api/README, hosts), so the key may go there. Other servers have one address for all paths."""


class Session:
    """Speaks to one base address with one key."""

    def __init__(self, channel: Channel, base_url: str, credential: Credential, surroundings: Surroundings) -> None:
        self._channel = channel
        self._base = checked_base(base_url)
        self._credential = credential
        self._around = surroundings

    @property
    def base_url(self) -> str:
        return self._base

    def vouch(self, text: str) -> str:
        """Hex HMAC-SHA256 of `text` by the key, 128 bits of it."""
        return hmac.new(self._credential.key.encode(), text.encode(), sha256).hexdigest()[:32]

    async def call(
        self,
        outgoing: Outgoing,
        model: type[Model],
        *,
        idempotency_key: str | None = None,
        honored: bool = True,
        uploads: bool = False,
    ) -> Model:
        """Sends `outgoing` (its `url` is a path) until there is an answer that can be read as `model`.

        `honored` says whether the server is known to honor the Idempotency-Key of this call; `uploads` is for the one
        call of v1 that HeyGen serves on a host of its own. Raises ApiError and TransportFailure; neither holds the key.
        """
        base = UPLOAD_API if uploads and self._base == OFFICIAL_API else self._base
        request = replace(outgoing, url=base + outgoing.url, headers=self._headers(idempotency_key))
        idempotent = idempotency_key is not None and honored
        attempt, doubt = 0, False
        while True:
            tried = await self._try(request, model)
            wait = self._wait(request.method, tried.failure, idempotent, attempt)
            self._tell(request, attempt, tried, wait)
            if wait is None:
                return tried.result(doubt)
            doubt = doubt or (tried.failure is not None and tried.failure.may_have_acted)
            await self._around.sleep(wait)
            attempt += 1

    async def _try(self, request: Outgoing, model: type[Model]) -> _Tried[Model]:
        started = self._around.clock()
        answer: Answer | None = None
        outcome: Model | ApiError | TransportFailure
        try:
            answer = await self._channel.exchange(request)
            outcome = read(answer, model, self._credential.redact)
        except (ApiError, TransportFailure) as error:
            outcome = error
        return _Tried(answer, outcome, self._around.clock() - started)

    def _tell(self, request: Outgoing, attempt: int, tried: _Tried[Model], wait: float | None) -> None:
        answer, failure = tried.answer, tried.failure
        self._around.listen(
            RequestEvent(
                method=request.method,
                url=request.url,
                attempt=attempt,
                status=None if answer is None else answer.status,
                failure=None if failure is None else _word(failure),
                seconds=tried.seconds,
                request_id=None if answer is None else request_id(answer, self._credential.redact),
                repeat_in=wait,
            )
        )

    def _wait(
        self, method: str, failure: ApiError | TransportFailure | None, idempotent: bool, attempt: int
    ) -> float | None:
        if failure is None or not may_repeat(method, failure, idempotent, attempt, self._around.limits):
            return None
        retry_after = failure.retry_after if isinstance(failure, ApiError) else None
        return delay(attempt, retry_after, self._around.random())

    def _headers(self, idempotency_key: str | None) -> Mapping[str, str]:
        if idempotency_key is None:
            return {"X-Api-Key": self._credential.key}
        if not _IDEMPOTENCY_KEY.fullmatch(idempotency_key):
            raise ValueError("an idempotency key has 1 to 255 of the characters A-Z a-z 0-9 _ - : .")
        return {"X-Api-Key": self._credential.key, "Idempotency-Key": idempotency_key}


@dataclass(frozen=True, slots=True)
class _Tried(Generic[Model]):
    """One attempt: the answer, if one came, and what was read from it or why not."""

    answer: Answer | None
    outcome: Model | ApiError | TransportFailure
    seconds: float

    @property
    def failure(self) -> ApiError | TransportFailure | None:
        return self.outcome if isinstance(self.outcome, ApiError | TransportFailure) else None

    def result(self, doubt: bool) -> Model:
        """What was read; raises otherwise.

        With `doubt` an earlier attempt may have been acted on, whatever the last one says.
        """
        if isinstance(self.outcome, ApiError | TransportFailure):
            self.outcome.doubt = doubt
            raise self.outcome
        return self.outcome


def _word(failure: ApiError | TransportFailure) -> str:
    return failure.category if isinstance(failure, ApiError) else failure.kind
