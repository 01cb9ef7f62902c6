"""Buckets and folders, their addresses and credentials, and leases, each by itself."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from heygen_build.store.journal import Accepted, Intended
from heygen_build.store.remote_access import access, scrub
from heygen_build.store.remote_bucket import AddressError, Bucket, BucketError, check_address, open_bucket
from heygen_build.store.remote_leases import Hold, Lease, Leases, news
from heygen_build.store.results import Blob
from tests.remote.machines import SECRET


def opened(address: str) -> Bucket:
    return open_bucket(address, dict(os.environ), Path("/dev/null"))


def test_a_bucket_keeps_objects_by_name(address: str, tmp_path: Path) -> None:
    async def use(bucket: Bucket) -> None:
        assert await bucket.read("v1/a/b") is None
        assert await bucket.size("v1/a/b") is None
        assert await bucket.create("v1/a/b", b"first")
        assert not await bucket.create("v1/a/b", b"second")
        assert await bucket.read("v1/a/b") == b"first"
        await bucket.write("v1/a/c", b"over" * 1000)
        assert await bucket.size("v1/a/c") == 4000
        assert await bucket.fetch("v1/a/c", tmp_path / "c")
        assert (tmp_path / "c").read_bytes() == b"over" * 1000
        assert await bucket.names("v1/a") == ("v1/a/b", "v1/a/c")
        await bucket.remove("v1/a/b")
        await bucket.remove("v1/a/b")
        assert await bucket.names("v1/a") == ("v1/a/c",)
        assert not await bucket.fetch("v1/a/b", tmp_path / "b")
        assert await bucket.honors_conditions()

    asyncio.run(use(opened(address)))


def test_a_server_that_ignores_conditions_is_seen(careless_s3: str) -> None:
    assert not asyncio.run(opened(careless_s3).honors_conditions())


def test_of_many_machines_one_gets_the_lease(address: str) -> None:
    async def race() -> int:
        bucket = opened(address)
        contest = (Leases(bucket, f"machine {number}", is_sure=True).acquire("a" * 64) for number in range(12))
        return sum(isinstance(got, Hold) for got in await asyncio.gather(*contest))

    assert asyncio.run(race()) == 1


def test_a_lease_that_was_taken_over_is_lost_to_its_holder_and_cleared_with_its_result(address: str) -> None:
    async def use(bucket: Bucket) -> None:
        first, second, third = (Leases(bucket, name, is_sure=True) for name in ("one", "two", "three"))
        held = await first.acquire("k")
        assert isinstance(held, Hold)
        await held.tell((intended(1),))
        seen = await second.acquire("k")
        assert isinstance(seen, Lease)
        taken = await second.take_over("k", seen)
        assert isinstance(taken, Hold)
        assert taken.earlier == (intended(1),)
        assert isinstance(await third.take_over("k", seen), Lease)  # it saw a holder that is none any more
        assert isinstance(await first.acquire("k"), Lease)
        await taken.clear()
        assert isinstance(await third.acquire("k"), Hold)

    asyncio.run(use(opened(address)))


def test_a_lease_that_was_given_back_is_free(address: str) -> None:
    async def use(bucket: Bucket) -> None:
        held = await Leases(bucket, "one", is_sure=True).acquire("k")
        assert isinstance(held, Hold)
        await held.tell((intended(1),), is_released=True)
        now = await Leases(bucket, "two", is_sure=True).acquire("k")
        assert isinstance(now, Hold)
        assert now.earlier == (intended(1),)

    asyncio.run(use(opened(address)))


def test_a_lease_of_a_newer_version_is_somebodys(tmp_path: Path) -> None:
    async def use(bucket: Bucket) -> None:
        await bucket.write("v1/leases/k/000001", b'{"holders": 2}')
        assert isinstance(await Leases(bucket, "one", is_sure=True).acquire("k"), Lease)

    asyncio.run(use(opened(f"file://{tmp_path}/shared")))


def test_facts_of_another_machine_continue_ours_or_are_counted_on() -> None:
    accepted = Accepted(key="k", at=2, attempt=1, remote_id="v1")
    assert news((intended(1),), (intended(1), accepted)) == (accepted,)
    theirs = intended(1).model_copy(update={"account": "other"})
    assert [fact.attempt for fact in news((intended(1), accepted), (theirs, accepted))] == [2]


@pytest.mark.parametrize(
    "address",
    ["ftp://a/b", "bucket", "s3://", "file://share/x", "file:///", "s3://key:secret@bucket/x", "az://c/p?sig=abc"],
)
def test_addresses_that_are_none_are_refused_without_their_secrets(address: str) -> None:
    with pytest.raises(AddressError) as caught:
        check_address(address)
    assert "secret" not in str(caught.value)
    assert "sig=" not in str(caught.value)


def test_a_refusal_names_the_bucket_and_no_secret(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BucketError) as caught:
        asyncio.run(opened("s3://no-such-bucket-here/x").write("a", b"b"))
    assert str(caught.value) == "s3://no-such-bucket-here/x: there is no such bucket, container or folder"
    assert SECRET not in str(caught.value)


def test_a_bucket_of_google_that_is_not_there_is_told_as_such(gs: str) -> None:
    with pytest.raises(BucketError, match=r"^gs://elsewhere/x: there is no such bucket"):
        asyncio.run(opened("gs://elsewhere/x").write("a", b"b"))


def test_secrets_and_signatures_are_scrubbed() -> None:
    error = OSError(f"GET https://a.blob/x?sig=abc failed with {SECRET}\nDebug source: ...")
    assert scrub(error, {"AZURE_STORAGE_SAS_KEY": SECRET}) == "GET https://a.blob/x failed with …"


def test_profiles_of_the_aws_command_line_are_used_where_the_environment_has_no_key(tmp_path: Path) -> None:
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "credentials").write_text("[team]\naws_access_key_id = AKID\naws_secret_access_key = hidden\n")
    (tmp_path / ".aws" / "config").write_text("[profile team]\nregion = eu-west-1\n")
    expected = {"access_key_id": "AKID", "secret_access_key": "hidden", "region": "eu-west-1"}
    assert access({"AWS_PROFILE": "team"}, tmp_path) == expected
    assert access({"AWS_PROFILE": "team", "AWS_ACCESS_KEY_ID": "mine"}, tmp_path) == {}
    assert access({}, tmp_path) == {}


@pytest.mark.parametrize(("digest", "suffix"), [("../../etc", ".mp4"), ("a" * 64, "/../x.mp4"), ("a" * 64, ".mp4/..")])
def test_names_of_stored_files_never_lead_out_of_the_cache(digest: str, suffix: str) -> None:
    with pytest.raises(ValidationError):
        Blob(digest=digest, size=1, suffix=suffix)


def intended(attempt: int) -> Intended:
    return Intended(
        key="k", at=1.0, attempt=attempt, idempotency_key="hb-k-1", body_digest="d", usd=0.1, account="ours"
    )
