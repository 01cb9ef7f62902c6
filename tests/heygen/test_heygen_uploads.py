"""Large files: an id and an address, the bytes without the key, and the word that they are there."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
from pathlib import Path

import httpx
import pytest

from heygen_build.heygen.errors import ApiError, LinkExpired
from heygen_build.heygen.wire import Asset
from tests.heygen.play import Play

STORE = "https://bucket.example/asset?signature=abc"
SIZE = 33 * 1024 * 1024


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "intro.mp4"
    with path.open("wb") as file:
        file.truncate(SIZE)
    return path


def slot(number: int = 1, **changes: object) -> httpx.Response:
    data: dict[str, object] = {
        "asset_id": f"ast_{number}",
        "upload_url": STORE,
        "upload_headers": {"Content-Type": "video/mp4", "x-amz-meta-a": "b"},
        "expires_in_seconds": 900,
        "max_bytes": 200 * 2**20,
        "status": "pending_upload",
    }
    return httpx.Response(200, json={"data": data | changes})


COMPLETE = httpx.Response(
    200,
    json={
        "data": {"asset_id": "ast_1", "url": "u", "mime_type": "video/mp4", "size_bytes": SIZE, "status": "processing"}
    },
)


def upload(play: Play, path: Path) -> Asset:
    return asyncio.run(play.client().upload_asset(path, mime="video/mp4", idempotency_key="k"))


def test_a_file_over_32_mb_goes_to_the_object_store_without_the_key(play: Play, large: Path) -> None:
    asset = upload(play.then(slot(), httpx.Response(200), COMPLETE), large)
    begin, put, complete = play.requests
    assert asset.asset_id == "ast_1"
    assert json.loads(begin.content) == {
        "filename": "intro.mp4",
        "content_type": "video/mp4",
        "size_bytes": SIZE,
        "checksum_sha256": hashlib.sha256(bytes(SIZE)).hexdigest(),
    }
    assert (put.method, str(put.url), put.headers["x-amz-meta-a"]) == ("PUT", STORE, "b")
    assert (put.headers["Content-Length"], len(put.content)) == (str(SIZE), SIZE)
    assert "Transfer-Encoding" not in put.headers
    assert "X-Api-Key" not in put.headers
    assert complete.url.path == "/v3/assets/ast_1/complete"


@pytest.mark.parametrize(("size", "path"), [(32_000_000, "/v3/assets"), (32_000_001, "/v3/assets/direct-uploads")])
def test_the_megabytes_of_the_limit_are_the_smaller_ones(play: Play, tmp_path: Path, size: int, path: str) -> None:
    file = tmp_path / "intro.mp4"
    with file.open("wb") as opened:
        opened.truncate(size)
    answer = COMPLETE if path == "/v3/assets" else slot(max_bytes=1)
    with contextlib.suppress(ApiError):  # the store's own limit ends the large one before its bytes are sent
        upload(play.then(answer), file)
    assert [request.url.path for request in play.requests] == [path]


def test_a_store_that_stumbles_is_asked_again(play: Play, large: Path) -> None:
    upload(play.then(slot(), httpx.Response(503), httpx.Response(200), COMPLETE), large)
    assert [request.method for request in play.requests] == ["POST", "PUT", "PUT", "POST"]


def test_an_address_that_expired_is_replaced_under_another_key(play: Play, large: Path) -> None:
    upload(play.then(slot(1), httpx.Response(403), slot(2), httpx.Response(200), COMPLETE), large)
    keys = [request.headers.get("Idempotency-Key") for request in play.requests]
    assert keys == ["k-1", None, "k-2", None, "complete-ast_2"]


def test_a_store_that_goes_on_refusing_is_an_expired_link(play: Play, large: Path) -> None:
    with pytest.raises(LinkExpired):
        upload(play.then(slot(1), httpx.Response(403), slot(2), httpx.Response(403)), large)


def test_a_file_larger_than_the_account_may_send_is_refused_before_its_bytes_are_sent(play: Play, large: Path) -> None:
    with pytest.raises(ApiError, match="at most 20 MB") as caught:
        upload(play.then(slot(max_bytes=20 * 2**20)), large)
    assert (caught.value.category, len(play.requests)) == ("too_large", 1)


def test_raw_uploads_go_to_the_host_that_heygen_has_for_them(play: Play, tmp_path: Path) -> None:
    path = tmp_path / "face.png"
    path.write_bytes(b"\x89PNG")
    answer = httpx.Response(200, json={"code": 100, "data": {"id": "a1", "image_key": "image/a1/original"}})
    made = asyncio.run(play.then(answer).client().uploads.legacy(path, mime="image/png"))
    request = play.requests[0]
    assert (made.id, made.image_key) == ("a1", "image/a1/original")
    assert (str(request.url), request.headers["Content-Type"]) == ("https://upload.heygen.com/v1/asset", "image/png")
    assert request.content == b"\x89PNG"
