"""The receiver: what HeyGen signed is let in once, everything else is not."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field

import httpx
import pytest

from heygen_build.webhooks import receiver as module
from heygen_build.webhooks.receiver import LARGEST, TOKEN, Receiver, application, sign

SECRET = "whsec_example"
VECTOR = b'{"event_id":"evt_1","event_type":"avatar_video.success","event_data":{"video_id":"v_1"}}'
NOW = 1_800_000_000.0


@dataclass
class Heard:
    """A receiver, and what it told others."""

    secret: str | None = SECRET
    token: str | None = None
    rung: list[list[str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.receiver = Receiver(lambda: NOW, self._ring, self.refusals.append, self.secret, self.token)

    def _ring(self, ids: Iterable[str]) -> None:
        self.rung.append(sorted(ids))

    def ask(self, *calls: httpx.Request) -> list[int]:
        """The statuses of calls that are made one after another."""

        async def all_of_them() -> list[int]:
            transport = httpx.ASGITransport(application(self.receiver))
            async with httpx.AsyncClient(transport=transport) as client:
                return [(await client.send(call)).status_code for call in calls]

        return asyncio.run(all_of_them())


def call(body: bytes = VECTOR, url: str = "http://here/hook", **headers: str) -> httpx.Request:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Request("POST", url, content=body, headers=given)


def signed(body: bytes = VECTOR, secret: str = SECRET, **headers: str) -> httpx.Request:
    return call(body, Heygen_Signature=sign(body, secret), **headers)


def test_the_documented_vector_is_let_in_and_rings_for_its_video() -> None:
    heard = Heard()
    assert sign(VECTOR, SECRET) == "faf651e5895178035875e93da6749ce214d9211d4beb7e72375dbf61920dffc5"
    assert heard.ask(signed(Heygen_Timestamp=str(int(NOW)), Heygen_Event_Id="evt_1")) == [200]
    assert heard.rung == [["v_1"]]
    assert heard.refusals == []


def test_the_header_of_the_first_version_counts_as_well() -> None:
    heard = Heard()
    assert heard.ask(call(Signature=sign(VECTOR, SECRET))) == [200]
    assert heard.rung == [["v_1"]]


@pytest.mark.parametrize(
    "stranger",
    [
        call(),
        signed(secret="whsec_other"),
        call(Heygen_Signature=""),
        call(VECTOR + b" ", Heygen_Signature=sign(VECTOR, SECRET)),
        call(url=f"http://here/hook?{TOKEN}=guessed"),
        signed(Heygen_Timestamp=str(int(NOW - 301))),
        signed(Heygen_Timestamp=str(int(NOW + 301))),
        signed(Heygen_Timestamp="soon"),
    ],
    ids=[
        "unsigned",
        "another secret",
        "empty",
        "changed body",
        "guessed token",
        "too old",
        "from the future",
        "a word",
    ],
)
def test_what_was_not_signed_rings_nothing_and_is_told(stranger: httpx.Request) -> None:
    heard = Heard()
    assert heard.ask(stranger) == [401]
    assert (heard.rung, len(heard.refusals)) == ([], 1)
    assert SECRET not in "".join(heard.refusals)


def test_nobody_is_believed_before_there_is_a_secret() -> None:
    heard = Heard(secret=None)
    assert heard.ask(signed(secret="")) == [401]
    assert heard.rung == []


def test_an_event_counts_once_however_often_it_comes() -> None:
    heard = Heard()
    again = [signed(Heygen_Event_Id="evt_9"), signed(Heygen_Event_Id="evt_9")]
    without_ids = json.dumps({"event_type": "video_agent.success", "event_data": {"session_id": "s", "video_id": "v"}})
    v1 = [call(without_ids.encode(), Signature=sign(without_ids.encode(), SECRET))] * 2
    assert heard.ask(*again, *v1) == [200] * 4
    assert heard.rung == [["v_1"], ["s", "v"]]
    assert heard.receiver.events == 2


def test_a_forged_call_does_not_make_the_real_one_look_like_a_repetition() -> None:
    heard = Heard()
    assert heard.ask(call(Heygen_Event_Id="evt_1"), signed(Heygen_Event_Id="evt_1")) == [401, 200]
    assert heard.rung == [["v_1"]]


def test_unsigned_callbacks_are_believed_by_the_secret_part_of_their_address() -> None:
    heard = Heard(secret=None, token="unguessable")
    assert heard.ask(call(url=f"http://here/?{TOKEN}=unguessable"), call(url=f"http://here/?{TOKEN}=")) == [200, 401]
    assert heard.rung == [["v_1"]]


def test_the_orders_own_words_and_folders_are_no_jobs() -> None:
    heard = Heard()
    data = {"id": "t_1", "callback_id": "proj:intro", "folder_id": "f", "video_id": None, "url": "https://files/x"}
    heard.ask(signed(json.dumps({"event_type": "video_translate.success", "event_data": data}).encode()))
    assert heard.rung == [["t_1"]]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"event_data": 3}', b"\xff"])
def test_what_heygen_signed_and_nobody_can_read_is_not_asked_for_again(body: bytes) -> None:
    heard = Heard()
    assert heard.ask(signed(body)) == [200]
    assert heard.rung == []


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_probes_before_a_registration_are_answered(method: str) -> None:
    heard = Heard()
    assert heard.ask(httpx.Request(method, "http://here/any/path")) == [200]
    assert (heard.rung, heard.refusals) == ([], [])


def test_a_body_that_is_too_large_or_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Heard()
    assert heard.ask(call(b"x" * (LARGEST + 1))) == [413]
    monkeypatch.setattr(module, "SECONDS", 0.01)

    async def slowly() -> AsyncIterator[bytes]:
        await asyncio.Event().wait()
        yield b""

    assert heard.ask(httpx.Request("POST", "http://here/", content=slowly())) == [408]


def test_the_secret_and_the_token_are_in_no_text_of_the_receiver() -> None:
    shown = repr(Receiver(lambda: NOW, print, print, SECRET, "unguessable"))
    assert (SECRET in shown, "unguessable" in shown) == (False, False)
