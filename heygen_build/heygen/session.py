"""Calls with the key: the one place that adds it, and only to addresses of the API's own origin.

Repeats what may be repeated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from heygen_build.heygen.address import checked_base
from heygen_build.heygen.answers import read, request_id
from heygen_build.heygen.channel import Answer, Channel, Outgoing
from heygen_build.heygen.credentials import Credential
from heygen_build.heygen.errors import ApiError, HeyGenError, TransportFailure
from heygen_build.heygen.retry import delay, may_repeat
from heygen_build.heygen.surroundings import RequestEvent, Surroundings

Model = TypeVar("Model", bound=BaseModel)
_IDEMPOTENCY_KEY = re.compile(r"[A-Za-z0-9_\-:.]{1,255}")  # README, idempotency


class Session:
    """Speaks to one base address with one key."""

    def __init__(self, channel: Channel, base_url: str, credential: Credential, surroundings: Surroundings) -> None:
        self._channel = channel
        self._base = checked_base(base_url)
        self._credential = credential
        self._around = surroundings

    async def call(
        self, outgoing: Outgoing, model: type[Model], *, idempotency_key: str | None = None, honored: bool = True
    ) -> Model:
        """Sends `outgoing` (its `url` is a path) until there is an answer that can be read as `model`.

        `honored` says whether the server is known to honor the Idempotency-Key of this call. Raises ApiError and
        TransportFailure; neither holds the key.
        """
        request = replace(outgoing, url=self._base + outgoing.url, headers=self._headers(idempotency_key))
        idempotent = idempotency_key is not None and honored
        attempt = 0
        while True:
            outcome = await self._once(request, model, attempt, idempotent)
            if not isinstance(outcome, float):
                break
            await self._around.sleep(outcome)
            attempt += 1
        if isinstance(outcome, HeyGenError):
            raise outcome
        return outcome

    async def _once(
        self, request: Outgoing, model: type[Model], attempt: int, idempotent: bool
    ) -> Model | HeyGenError | float:
        """One attempt: what was read, why not, or the seconds after which to try again."""
        started = self._around.clock()
        answer: Answer | None = None
        outcome: Model | HeyGenError
        try:
            answer = await self._channel.exchange(request)
            outcome = read(answer, model, self._credential.redact)
        except (ApiError, TransportFailure) as error:
            outcome = error
        failure = outcome if isinstance(outcome, ApiError | TransportFailure) else None
        wait = self._wait(request.method, failure, idempotent, attempt)
        self._around.listen(
            RequestEvent(
                method=request.method,
                url=request.url,
                attempt=attempt,
                status=None if answer is None else answer.status,
                failure=_word(failure),
                seconds=self._around.clock() - started,
                request_id=None if answer is None else request_id(answer, self._credential.redact),
                repeat_in=wait,
            )
        )
        return outcome if wait is None else wait

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


def _word(failure: ApiError | TransportFailure | None) -> str | None:
    if failure is None:
        return None
    return failure.category if isinstance(failure, ApiError) else failure.kind
