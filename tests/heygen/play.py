"""A server that plays a script, and a client that talks to it without waiting."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.credentials import Credential
from heygen_build.heygen.surroundings import RequestEvent
from heygen_build.heygen.transport import Transport, httpx

CANARY = "sk_V2_Canary0123456789=="
Step: TypeAlias = "httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]"


@dataclass
class Play:
    """Answers with `steps` in order, the last one forever. Keeps what was asked, heard and slept."""

    steps: deque[Step] = field(default_factory=deque)
    requests: list[httpx.Request] = field(default_factory=list)
    events: list[RequestEvent] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def then(self, *steps: Step) -> Play:
        self.steps.extend(steps)
        return self

    def client(self, *, base_url: str = "https://api.heygen.com", transport: Transport | None = None) -> HeyGen:
        return HeyGen(
            base_url=base_url,
            credential=Credential(CANARY, "test"),
            transport=transport or httpx.MockTransport(self._answer),
            sleep=self._sleep,
            random=lambda: 0.5,
            clock=lambda: 0.0,
            on_request=self.events.append,
        )

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        step = self.steps.popleft() if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, Exception):
            raise step
        if isinstance(step, httpx.Response):  # a response can be sent only once
            return httpx.Response(step.status_code, headers=step.headers, content=step.content)
        return step(request)
