"""A downloaded file is whole or absent, however often the line breaks."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_build.heygen.errors import ApiError, LinkExpired, TransportFailure
from heygen_build.heygen.transport import httpx
from tests.heygen.play import Play

if TYPE_CHECKING:
    from heygen_build.heygen.download import Downloaded

FILE = bytes(range(256)) * 40
LINK = "https://files.example/v.mp4?X-Amz-Signature=sig"


class _Breaking(httpx.AsyncByteStream):
    def __init__(self, content: bytes, error: Exception | None) -> None:
        self._content = content
        self._error = error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._content), 1000):
            yield self._content[start : start + 1000]
        if self._error is not None:
            raise self._error


@dataclass
class _Store:
    """Serves a file with ranges; each request ends after the next number of bytes in `breaks`."""

    content: bytes = FILE
    breaks: list[int] = field(default_factory=list)
    etag: str | None = '"1"'
    ranges: bool = True
    error: Exception | None = field(default_factory=lambda: httpx.ReadError("broke"))
    asked: list[str | None] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        wanted = request.headers.get("Range")
        self.asked.append(wanted)
        same = request.headers.get("If-Range", self.etag) == self.etag
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and self.ranges and same else 0
        headers = {"Content-Length": str(len(self.content) - start), "Content-Type": "Video/MP4; x=1"}
        headers.update({"ETag": self.etag} if self.etag else {})
        headers.update({"Content-Range": f"bytes {start}-{len(self.content) - 1}/{len(self.content)}"} if start else {})
        rest = self.content[start:]
        stream = _Breaking(rest[: self.breaks.pop(0)], self.error) if self.breaks else _Breaking(rest, None)
        return httpx.Response(206 if start else 200, headers=headers, stream=stream)


def _fetch(play: Play, to: Path, *, expect_bytes: int | None = None) -> Downloaded:
    return asyncio.run(play.client().download(LINK, to, expect_bytes=expect_bytes))


def _only(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_arrives_whole_and_alone_with_its_type(play: Play, tmp_path: Path) -> None:
    done = _fetch(play.then(_Store()), tmp_path / "v.mp4", expect_bytes=len(FILE))
    assert (done.size, done.content_type) == (len(FILE), "video/mp4")
    assert (tmp_path / "v.mp4").read_bytes() == FILE
    assert _only(tmp_path) == ["v.mp4"]
    assert play.requests[0].headers["Accept-Encoding"] == "identity"


def test_after_a_broken_line_only_the_rest_is_asked_for(play: Play, tmp_path: Path) -> None:
    store = _Store(breaks=[3000, 2000])
    _fetch(play.then(store), tmp_path / "v.mp4")
    assert store.asked == [None, "bytes=3000-", "bytes=5000-"]
    assert [request.headers.get("If-Range") for request in play.requests] == [None, '"1"', '"1"']
    assert (tmp_path / "v.mp4").read_bytes() == FILE


def test_a_line_that_breaks_often_is_endured_as_long_as_it_gets_on(play: Play, tmp_path: Path) -> None:
    store = _Store(breaks=[500] * 12)
    _fetch(play.then(store), tmp_path / "v.mp4")
    assert (tmp_path / "v.mp4").read_bytes() == FILE
    assert len(store.asked) == 13


def test_a_line_that_gets_nowhere_is_given_up_and_leaves_nothing(play: Play, tmp_path: Path) -> None:
    store = _Store(breaks=[3000, 0, 0, 0, 0])
    with pytest.raises(TransportFailure) as caught:
        _fetch(play.then(store), tmp_path / "v.mp4")
    assert (caught.value.kind, len(store.asked)) == ("reset", 3)
    assert _only(tmp_path) == []


def test_a_file_that_changed_meanwhile_is_fetched_anew(play: Play, tmp_path: Path) -> None:
    old = _Store(content=b"o" * 5000, breaks=[3000], etag='"old"')
    new = _Store(etag='"new"')
    _fetch(play.then(old, new), tmp_path / "v.mp4")
    assert (tmp_path / "v.mp4").read_bytes() == FILE


def test_a_file_of_another_length_is_not_joined_to_the_first_part(play: Play, tmp_path: Path) -> None:
    old = _Store(content=b"o" * 5000, breaks=[3000], etag=None)
    _fetch(play.then(old, _Store(etag=None)), tmp_path / "v.mp4")
    assert (tmp_path / "v.mp4").read_bytes() == FILE


def test_a_server_without_ranges_is_asked_for_everything_again(play: Play, tmp_path: Path) -> None:
    _fetch(play.then(_Store(breaks=[3000, 4000], ranges=False)), tmp_path / "v.mp4")
    assert (tmp_path / "v.mp4").read_bytes() == FILE


def test_a_range_that_the_server_refuses_starts_again(play: Play, tmp_path: Path) -> None:
    _fetch(play.then(_Store(breaks=[3000]), httpx.Response(416), _Store()), tmp_path / "v.mp4")
    assert (tmp_path / "v.mp4").read_bytes() == FILE


def test_a_file_that_ends_early_without_an_error_is_continued(play: Play, tmp_path: Path) -> None:
    store = _Store(breaks=[3000], error=None)
    _fetch(play.then(store), tmp_path / "v.mp4")
    assert store.asked == [None, "bytes=3000-"]
    assert (tmp_path / "v.mp4").read_bytes() == FILE


@pytest.mark.parametrize("expected", [len(FILE) + 1, len(FILE) - 1])
def test_a_file_of_the_wrong_size_is_refused(play: Play, tmp_path: Path, expected: int) -> None:
    with pytest.raises(TransportFailure, match="were expected"):
        _fetch(play.then(_Store()), tmp_path / "v.mp4", expect_bytes=expected)
    assert _only(tmp_path) == []


def test_a_file_without_announced_length_is_checked_against_the_expected_one(play: Play, tmp_path: Path) -> None:
    def unannounced(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=_Breaking(FILE[:100], None))

    with pytest.raises(TransportFailure, match="sent 100 of"):
        _fetch(play.then(unannounced), tmp_path / "v.mp4", expect_bytes=len(FILE))


def test_a_broken_file_without_announced_length_is_fetched_anew(play: Play, tmp_path: Path) -> None:
    def broken(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=_Breaking(FILE[:3000], httpx.ReadError("broke")))

    _fetch(play.then(broken, _Store()), tmp_path / "v.mp4")
    assert "Range" not in play.requests[1].headers
    assert (tmp_path / "v.mp4").read_bytes() == FILE


def test_a_file_that_is_stored_compressed_arrives_as_itself(play: Play, tmp_path: Path) -> None:
    packed = gzip.compress(FILE)
    headers = {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=headers, stream=_Breaking(packed, None))

    assert _fetch(play.then(answer), tmp_path / "v.srt").size == len(FILE)
    assert (tmp_path / "v.srt").read_bytes() == FILE


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refused_link_says_that_it_expired_without_showing_its_signature(
    play: Play, tmp_path: Path, status: int
) -> None:
    with pytest.raises(LinkExpired) as caught:
        _fetch(play.then(httpx.Response(status, text="<Error>")), tmp_path / "v.mp4")
    assert (caught.value.status, caught.value.host) == (status, "files.example")
    assert "X-Amz" not in f"{caught.value} {caught.value!r}"
    assert (play.slept, _only(tmp_path)) == ([], [])


def test_a_link_that_expires_halfway_says_so(play: Play, tmp_path: Path) -> None:
    with pytest.raises(LinkExpired):
        _fetch(play.then(_Store(breaks=[3000]), httpx.Response(403)), tmp_path / "v.mp4")


def test_a_busy_store_is_asked_again_and_then_reported(play: Play, tmp_path: Path) -> None:
    with pytest.raises(ApiError) as caught:
        _fetch(play.then(httpx.Response(503, text="SlowDown", headers={"Retry-After": "7"})), tmp_path / "v.mp4")
    assert (caught.value.status, caught.value.message, play.slept) == (503, "SlowDown", [7, 7])


def test_an_existing_file_stays_as_it_was_when_the_download_fails(play: Play, tmp_path: Path) -> None:
    (tmp_path / "v.mp4").write_bytes(b"old")
    with pytest.raises(LinkExpired):
        _fetch(play.then(httpx.Response(403)), tmp_path / "v.mp4")
    assert (tmp_path / "v.mp4").read_bytes() == b"old"
    assert _only(tmp_path) == ["v.mp4"]


def test_a_canceled_download_leaves_nothing(play: Play, tmp_path: Path) -> None:
    started = asyncio.Event()

    class Hanging(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"x"
            started.set()
            await asyncio.Event().wait()

    async def cancel_midway() -> None:
        client = play.then(lambda _: httpx.Response(200, stream=Hanging())).client()
        task = asyncio.create_task(client.download(LINK, tmp_path / "v.mp4"))
        await started.wait()
        assert len(_only(tmp_path)) == 1
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel_midway())
    assert _only(tmp_path) == []


def test_progress_counts_up_to_the_whole(play: Play, tmp_path: Path) -> None:
    heard: list[tuple[int, int | None]] = []
    client = play.then(_Store(breaks=[3000])).client()
    asyncio.run(client.download(LINK, tmp_path / "v.mp4", on_bytes=lambda size, total: heard.append((size, total))))
    assert heard == sorted(heard)
    assert heard[-1] == (len(FILE), len(FILE))


def test_a_redirect_is_followed_for_a_file(play: Play, tmp_path: Path) -> None:
    play.then(httpx.Response(302, headers={"Location": "https://cdn.example/v"}), _Store())
    assert _fetch(play, tmp_path / "v.mp4").size == len(FILE)
    assert str(play.requests[1].url) == "https://cdn.example/v"


@pytest.mark.parametrize("location", ["http://cdn.example/v", "ftp://cdn.example/v", "https://u:p@cdn.example/"])
def test_a_redirect_to_an_unsafe_place_is_refused(play: Play, tmp_path: Path, location: str) -> None:
    with pytest.raises(TransportFailure) as caught:
        _fetch(play.then(httpx.Response(302, headers={"Location": location})), tmp_path / "v.mp4")
    assert (caught.value.kind, len(play.requests)) == ("address", 1)


def test_redirects_in_a_circle_end(play: Play, tmp_path: Path) -> None:
    with pytest.raises(TransportFailure, match="too often"):
        _fetch(play.then(httpx.Response(302, headers={"Location": LINK})), tmp_path / "v.mp4")


@pytest.mark.parametrize("link", ["", "v.mp4", "http://files.example/v", "s3://bucket/v", "https://", "https://[x"])
def test_a_link_that_is_none_is_refused_without_asking(play: Play, tmp_path: Path, link: str) -> None:
    with pytest.raises(TransportFailure) as caught:
        asyncio.run(play.then(_Store()).client().download(link, tmp_path / "v.mp4"))
    assert (caught.value.kind, caught.value.sent, play.requests) == ("address", False, [])


@given(
    st.binary(max_size=9000),
    st.lists(st.integers(0, 9000), max_size=8),
    st.sampled_from([None, '"1"', 'W/"1"']),
    st.booleans(),
    st.sampled_from([None, httpx.ReadError("broke"), httpx.ReadTimeout("slow")]),
)
@settings(max_examples=150, deadline=None)
def test_law_a_download_ends_with_exactly_the_file_or_with_an_error(
    tmp_path_factory: pytest.TempPathFactory,
    content: bytes,
    breaks: list[int],
    etag: str | None,
    ranges: bool,
    error: Exception | None,
) -> None:
    folder = tmp_path_factory.mktemp("law")
    store = _Store(content, list(breaks), etag, ranges, error)
    try:
        _fetch(Play().then(store), folder / "f")
    except TransportFailure:
        assert _only(folder) == []
    else:
        assert (folder / "f").read_bytes() == content
        assert _only(folder) == ["f"]
