"""Links, downloads and uploads."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_build.emulator.sniff import agrees, sniff
from tests.emulator.bench import asynchronous, data_of, opened, problem_of, rows_of

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
SRT = b"1\r\n00:00:00,000 --> 00:00:01,000\r\nHello.\r\n"


@asynchronous
async def test_a_link_needs_no_key_and_serves_ranges_and_head(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        link = str((await b.detail(await b.video_id()))["video_url"])
        b.client.headers.pop("X-Api-Key")
        whole = await b.client.get(link)
        part = await b.client.get(link, headers={"Range": "bytes=95-"})
        head = await b.client.head(link)
        assert (whole.status_code, whole.headers["Content-Type"], len(whole.content)) == (200, "video/mp4", 100)
        assert (part.status_code, part.content, part.headers["Content-Range"]) == (206, b"56789", "bytes 95-99/100")
        assert (head.status_code, head.headers["Content-Length"], head.content) == (200, "100", b"")
        assert (await b.client.get(link, headers={"Range": "bytes=200-"})).status_code == 416


@asynchronous
async def test_a_link_expires_and_a_new_get_gives_a_fresh_one(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        video_id = await b.video_id()
        old = str((await b.detail(video_id))["video_url"])
        b.clock.now += 25 * 3600
        refused = await b.client.get(old)
        assert (refused.status_code, "expired" in refused.text) == (403, True)
        fresh = str((await b.detail(video_id))["video_url"])
        assert (await b.client.get(fresh)).status_code == 200


@pytest.mark.parametrize("spoil", ["signature=0", "expires=9999999999", "expires=x", "expires=²"])
@asynchronous
async def test_a_link_that_was_changed_is_refused(tmp_path: Path, spoil: str) -> None:
    async with opened(tmp_path) as b:
        link = str((await b.detail(await b.video_id()))["video_url"])
        path, _, query = link.partition("?")
        name = spoil.partition("=")[0]
        kept = "&".join(part for part in query.split("&") if not part.startswith(name))
        assert (await b.client.get(f"{path}?{kept}&{spoil}")).status_code == 403
        assert (await b.client.get(path)).status_code == 403


@asynchronous
async def test_links_carry_the_address_of_the_client_or_the_public_one(tmp_path: Path) -> None:
    async with opened(tmp_path / "a") as b:
        answer = await b.client.get("/v3/voices?limit=1", headers={"Host": "api.test:99"})
        assert str(rows_of(answer)[0]["preview_audio_url"]).startswith("http://api.test:99/files/")
    async with opened(tmp_path / "b", public_url="https://drafts.example/") as b:
        link = str((await b.detail(await b.video_id()))["video_url"])
        assert link.startswith("https://drafts.example/files/videos/")


@asynchronous
async def test_an_upload_can_be_read_listed_fetched_and_deleted(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        created = data_of(await b.client.post("/v3/assets", files={"file": ("chart.png", PNG, "image/png")}))
        assert (created["mime_type"], created["size_bytes"]) == ("image/png", len(PNG))
        asset_id = created["asset_id"]
        read = data_of(await b.client.get(f"/v3/assets/{asset_id}"))
        assert (read["id"], read["name"], read["type"]) == (asset_id, "chart.png", "image")
        assert (await b.client.get(str(created["url"]))).content == PNG
        listed = rows_of(await b.client.get("/v3/assets?username=emulator"))
        assert [row["id"] for row in listed] == [asset_id]
        assert data_of(await b.client.delete(f"/v3/assets/{asset_id}")) == {"id": asset_id}
        for response in (await b.client.get(f"/v3/assets/{asset_id}"), await b.client.delete(f"/v3/assets/{asset_id}")):
            assert problem_of(response) == (404, "asset_not_found", None)


@asynchronous
async def test_a_lying_type_is_refused_in_heygens_words(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        response = await b.client.post("/v3/assets", files={"file": ("a.jpg", PNG, "image/jpeg")})
        assert problem_of(response) == (400, "invalid_parameter", "file")
        assert response.json()["error"]["message"] == "Content type not match image/jpeg != image/png"


@asynchronous
async def test_uploads_without_a_usable_file_are_refused(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        for answer in (
            await b.client.post("/v3/assets", json={"file": "x"}),
            await b.client.post("/v3/assets", files={"document": ("a.png", PNG)}),
            await b.client.post("/v3/assets", files={"file": ("a.png", b"")}),
            await b.client.post("/v3/assets", files={"file": ("a.txt", b"plain words")}),
            await b.client.post("/v3/assets", data={"file": "words"}),
        ):
            assert problem_of(answer) == (400, "invalid_parameter", "file")
        broken = {"Content-Type": "multipart/form-data; boundary=x"}
        assert problem_of(await b.client.post("/v3/assets", content=b"junk", headers=broken))[0] == 400


@asynchronous
async def test_an_upload_of_more_than_32_mb_is_too_large(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        big = PNG + bytes(32 * 1024 * 1024)
        response = await b.client.post("/v3/assets", files={"file": ("a.png", big, "image/png")})
        assert problem_of(response) == (413, "payload_too_large", "file")


@asynchronous
async def test_the_asset_list_wants_a_username(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        assert problem_of(await b.client.get("/v3/assets")) == (400, "invalid_parameter", "username")
        assert rows_of(await b.client.get("/v3/assets?username=somebody")) == []


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\0\0\0\x20ftypisom", "video/mp4"),
        (b"\x1a\x45\xdf\xa3\0\0\0\0B\x82\x84webm", "video/webm"),
        (b"\x1a\x45\xdf\xa3\0\0\0\0B\x82\x88matroska", None),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90\0", "audio/mpeg"),
        (b"%PDF-1.7", "application/pdf"),
        (SRT, "application/x-subrip"),
        (b"", None),
        (b"\xff", None),
        (b"<html>", None),
    ],
)
def test_the_bytes_decide_what_a_file_is(content: bytes, mime: str | None) -> None:
    assert sniff(content) == mime


def test_other_names_of_a_type_agree_with_it() -> None:
    assert agrees("audio/x-wav", "audio/wav")
    assert agrees("image/JPG; charset=binary", "image/jpeg")
    assert agrees(None, "image/png")
    assert not agrees("image/jpeg", "image/png")
