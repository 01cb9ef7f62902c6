"""The real network transport against a server on this machine: what breaks, and whether the server may have acted."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from heygen_build.heygen import channel
from heygen_build.heygen.client import HeyGen
from heygen_build.heygen.errors import TransportFailure
from heygen_build.heygen.transport import Message, _Network, as_failure, httpx, make_transport
from heygen_build.heygen.wire import CreateAvatarVideo

if TYPE_CHECKING:
    from tests.heygen.play import Play

HELLO = CreateAvatarVideo(avatar_id="look_1", script="Hello.")
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def _request(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    return head, await reader.readexactly(int(lengths[0]) if lengths else 0)


def _against(play: Play, serve: Serve, use: Callable[[HeyGen, str], Awaitable[None]]) -> None:
    """Runs `use` with a client of the network transport and the address of a server that treats each connection so."""

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        finally:
            writer.close()

    async def both() -> None:
        server = await asyncio.start_server(once, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, play.client(base_url=url, transport=make_transport(proxies={})) as client:
            await use(client, url)

    asyncio.run(both())


def _json(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def test_an_order_and_an_upload_arrive_as_they_were_meant(play: Play, tmp_path: Path) -> None:
    heard: list[tuple[bytes, bytes]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in (b'{"data":{"video_id":"v","status":"waiting"}}', b'{"data":{"asset_id":"a"}}'):
            heard.append(await _request(reader))
            writer.write(_json(answer))
            await writer.drain()

    (tmp_path / "f.png").write_bytes(b"\x89PNG" * 50_000)

    async def use(client: HeyGen, url: str) -> None:
        assert (await client.create_video(HELLO, idempotency_key="k")).video_id == "v"
        assert (await client.upload_asset(tmp_path / "f.png", mime="image/png", idempotency_key="k")).asset_id == "a"

    _against(play, serve, use)
    (order, body), (upload, form) = heard
    assert order.startswith(b"POST /v3/videos HTTP/1.1\r\n")
    assert b"idempotency-key: k" in order.lower()
    assert body == HELLO.json_bytes()
    assert b"transfer-encoding" not in upload.lower()
    assert (tmp_path / "f.png").read_bytes() in form


@pytest.mark.parametrize(
    "said",
    [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", b"HTTP/1.1 2", b"SSH-2.0-OpenSSH\r\n\r\n"],
    ids=["nothing", "half a body", "half a head", "another protocol"],
)
def test_a_line_that_breaks_after_the_request_may_have_ordered_something(play: Play, said: bytes) -> None:
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await _request(reader)
        writer.write(said)
        await writer.drain()

    async def use(client: HeyGen, url: str) -> None:
        with pytest.raises(TransportFailure) as caught:
            await client.create_video(HELLO, idempotency_key="k")
        assert (caught.value.kind, caught.value.sent, caught.value.may_have_acted) == ("reset", True, True)

    _against(play, serve, use)
    assert connections == 3


def test_a_line_that_is_reset_may_have_ordered_something(play: Play) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _request(reader)
        sock: socket.socket = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset instead of an end

    async def use(client: HeyGen, url: str) -> None:
        with pytest.raises(TransportFailure) as caught:
            await client.create_video(HELLO, idempotency_key="k")
        assert (caught.value.kind, caught.value.sent) == ("reset", True)

    _against(play, serve, use)


def test_a_refused_connection_has_ordered_nothing(play: Play) -> None:
    async def use() -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
            url = f"http://127.0.0.1:{taken.getsockname()[1]}"
            async with play.client(base_url=url, transport=make_transport(proxies={})) as client:
                with pytest.raises(TransportFailure) as caught:
                    await client.create_video(HELLO, idempotency_key="k")
        assert (caught.value.kind, caught.value.sent, play.slept) == ("refused", False, [1, 2])

    asyncio.run(use())


def test_a_server_without_tls_is_a_matter_of_trust_and_not_repeated(play: Play) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()

    async def use(client: HeyGen, url: str) -> None:
        secure = url.replace("http:", "https:")
        async with play.client(base_url=secure, transport=make_transport(proxies={})) as other:
            with pytest.raises(TransportFailure) as caught:
                await other.account()
        assert (caught.value.kind, caught.value.sent, play.slept) == ("tls", False, [])

    _against(play, serve, use)


def test_an_answer_that_trickles_forever_is_given_up(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time is up when the server says so, because a loaded machine may need any time to get there."""
    closed, limits = asyncio.Event(), list[asyncio.Timeout]()

    def timeout(seconds: float | None) -> asyncio.Timeout:
        assert seconds == 30
        limits.append(asyncio.timeout(None))
        return limits[-1]

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        await writer.drain()
        limits[-1].reschedule(asyncio.get_running_loop().time())
        await reader.read()  # until the client hangs up
        closed.set()

    async def use(client: HeyGen, url: str) -> None:
        line = channel.Channel(make_transport(proxies={}))
        with pytest.raises(TransportFailure) as caught:
            await line.exchange(channel.Outgoing("GET", f"{url}/x", seconds=30))
        await line.aclose()
        assert (caught.value.kind, caught.value.sent) == ("timeout", True)
        await closed.wait()

    monkeypatch.setattr(channel, "asyncio", SimpleNamespace(timeout=timeout))
    _against(play, serve, use)


def test_a_download_over_the_network_resumes_where_it_broke(play: Play, tmp_path: Path) -> None:
    file = bytes(range(256)) * 1000
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head, _ = await _request(reader)
        asked.append(head.lower())
        if len(asked) == 1:
            writer.write(b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: %d\r\n\r\n' % len(file) + file[:100_000])
        else:
            start = int(head.lower().split(b"range: bytes=")[1].split(b"-")[0])
            last = len(file) - 1
            range_ = b"Content-Range: bytes %d-%d/%d\r\n" % (start, last, len(file))
            rest = file[start:]
            writer.write(b"HTTP/1.1 206 Partial\r\n%sContent-Length: %d\r\n\r\n%s" % (range_, len(rest), rest))
        await writer.drain()

    async def use(client: HeyGen, url: str) -> None:
        assert (await client.download(f"{url}/f?sig=1", tmp_path / "f")).size == len(file)

    _against(play, serve, use)
    assert (tmp_path / "f").read_bytes() == file
    assert len(asked) == 2
    assert b'if-range: "1"' in asked[1]
    assert not any(b"x-api-key" in head for head in asked)


def test_two_hundred_requests_share_their_connections(play: Play) -> None:
    connections = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while not reader.at_eof():
            try:
                await _request(reader)
            except asyncio.IncompleteReadError:
                return
            writer.write(_json(b'{"data":{"id":"v","status":"processing"}}'))
            await writer.drain()

    async def use(client: HeyGen, url: str) -> None:
        for _ in range(10):
            await asyncio.gather(*(client.get_video("v") for _ in range(20)))

    _against(play, serve, use)
    assert connections <= 20


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("https://api.heygen.com/v3/x", "http://proxy:3128"),
        ("https://files.corp.example/x", None),
        ("https://corp.example/x", None),
        ("https://notcorp.example/x", "http://proxy:3128"),
        ("http://127.0.0.1:8787/x", None),
        ("http://localhost:8787/x", None),
    ],
)
def test_proxies_of_the_environment_are_used_but_never_for_this_machine(url: str, proxy: str | None) -> None:
    network = _Network({"https": "http://proxy:3128", "http": "http://proxy:3128", "no": "corp.example, .x.org"})
    assert network._proxy_for(url) == proxy


def test_a_star_means_no_proxy_at_all() -> None:
    assert _Network({"https": "http://proxy:3128", "no": "*"})._proxy_for("https://api.heygen.com") is None


def _caused(error: httpx.HTTPError, cause: BaseException) -> httpx.HTTPError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind", "sent"),
    [
        (_caused(httpx.ConnectError("x"), socket.gaierror(-2, "Name or service not known")), "dns", False),
        (_caused(httpx.ConnectError("x"), ssl.SSLCertVerificationError("bad")), "tls", False),
        (httpx.ConnectError("x"), "unreachable", False),
        (httpx.ConnectTimeout("x"), "timeout", False),
        (httpx.PoolTimeout("x"), "timeout", False),
        (httpx.ReadTimeout("x"), "timeout", True),
        (httpx.WriteTimeout("x"), "timeout", True),
        (httpx.ProxyError("x"), "proxy", False),
        (httpx.UnsupportedProtocol("x"), "address", False),
        (httpx.RemoteProtocolError("x"), "reset", True),
        (FileNotFoundError("SSL_CERT_FILE"), "tls", False),
        (TimeoutError(), "timeout", True),
        (BrokenPipeError(), "reset", True),
    ],
    ids=repr,
)
def test_each_failure_has_a_kind_and_says_whether_something_was_sent(
    error: httpx.HTTPError | OSError, kind: str, sent: bool
) -> None:
    failure = as_failure(error, "api.heygen.com")
    assert (failure.kind, failure.sent) == (kind, sent)
    assert "api.heygen.com" in str(failure)


def test_a_server_inside_the_process_answers_without_a_network(play: Play) -> None:
    paths: list[str] = []

    async def app(scope: Message, receive: object, send: Callable[[Message], Awaitable[None]]) -> None:
        paths.append(str(scope["path"]))
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b'{"data":{"id":"v","status":"completed"}}'})

    async def use() -> None:
        async with play.client(base_url="http://127.0.0.1:1", transport=make_transport(app)) as client:
            assert (await client.get_video("v")).state == "done"

    asyncio.run(use())
    assert paths == ["/v3/videos/v"]
