"""OAuth with PKCE, from registration to a revoked token."""

from __future__ import annotations

import base64
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.emulator.bench import Bench, asynchronous, opened

BACK = "http://127.0.0.1:5000/callback"
VERIFIER = "a-verifier-that-is-long-enough-to-be-one-of-rfc-7636"
CHALLENGE = base64.urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


async def code(b: Bench, client_id: str) -> str:
    query = {"client_id": client_id, "redirect_uri": BACK, "response_type": "code", "state": "s1"}
    query |= {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    sent = await b.client.get("/oauth/authorize", params=query, follow_redirects=False)
    assert sent.status_code == 302
    back = urlsplit(sent.headers["Location"])
    assert parse_qs(back.query)["state"] == ["s1"]
    return parse_qs(back.query)["code"][0]


async def register(b: Bench) -> str:
    answer = await b.client.post("/v1/oauth/register", json={"client_name": "n8n", "redirect_uris": [BACK]})
    assert answer.status_code == 201
    return str(answer.json()["client_id"])


async def token(b: Bench, **form: str) -> httpx.Response:
    return await b.client.post("/v1/oauth/token", data=form)


@asynchronous
async def test_a_client_gets_tokens_uses_renews_and_revokes_them(tmp_path: Path) -> None:
    async with opened(tmp_path, keys=frozenset({"the-key"})) as b:
        b.client.headers.pop("X-Api-Key")
        client = await register(b)
        used = await code(b, client)
        given = await token(
            b, grant_type="authorization_code", code=used, client_id=client, redirect_uri=BACK, code_verifier=VERIFIER
        )
        tokens = given.json()
        assert (tokens["token_type"], tokens["expires_in"]) == ("Bearer", 3600)
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
        assert (await b.client.get("/v3/users/me", headers=bearer)).status_code == 200
        again = await token(b, grant_type="authorization_code", code=used, code_verifier=VERIFIER)
        assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
        renewed = (await token(b, grant_type="refresh_token", refresh_token=tokens["refresh_token"])).json()
        assert (await b.client.get("/v3/users/me", headers=bearer)).status_code == 401
        fresh = {"Authorization": f"bearer {renewed['access_token']}"}
        assert (await b.client.get("/v3/users/me", headers=fresh)).status_code == 200
        assert (await b.client.post("/v1/oauth/revoke", data={"token": renewed["refresh_token"]})).status_code == 200
        assert (await b.client.get("/v3/users/me", headers=fresh)).status_code == 401


@asynchronous
async def test_tokens_and_codes_end_by_the_clock(tmp_path: Path) -> None:
    async with opened(tmp_path, keys=frozenset()) as b:
        late = await code(b, await register(b))
        b.clock.now += 601
        assert (await token(b, grant_type="authorization_code", code=late, code_verifier=VERIFIER)).status_code == 400
        good = await code(b, await register(b))
        given = (await token(b, grant_type="authorization_code", code=good, code_verifier=VERIFIER)).json()
        b.clock.now += 3601
        headers = {"Authorization": f"Bearer {given['access_token']}"}
        assert (await b.client.get("/v3/users/me", headers=headers)).status_code == 401


@pytest.mark.parametrize("redirect", ["http://evil.example/", "javascript:alert(1)", "", "http://[::1"])
@asynchronous
async def test_addresses_that_codes_must_not_go_to_are_refused(tmp_path: Path, redirect: str) -> None:
    async with opened(tmp_path) as b:
        refused = await b.client.post("/v1/oauth/register", json={"redirect_uris": [redirect]})
        assert refused.json()["error"] == "invalid_redirect_uri"
        client = await register(b)
        query = {"client_id": client, "redirect_uri": redirect}
        assert (await b.client.get("/oauth/authorize", params=query)).status_code == 400


@asynchronous
async def test_wrong_verifiers_clients_grants_and_bodies_are_told_in_oauths_words(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        client = await register(b)
        wrong = await token(b, grant_type="authorization_code", code=await code(b, client), code_verifier="guess")
        other = await token(b, grant_type="authorization_code", code=await code(b, client), client_id="another")
        strange = await token(b, grant_type="password")
        json = await b.client.post("/v1/oauth/token", content=b"{", headers={"Content-Type": "application/json"})
        errors = [answer.json()["error"] for answer in (wrong, other, strange, json)]
        assert errors == ["invalid_grant", "invalid_grant", "unsupported_grant_type", "invalid_request"]
        plain = {"client_id": client, "redirect_uri": BACK, "code_challenge_method": "plain"}
        sent = await b.client.get("/oauth/authorize", params=plain)
        assert "error=invalid_request" in sent.headers["Location"]


@asynchronous
async def test_a_client_that_registers_with_nothing_may_name_its_address_later(tmp_path: Path) -> None:
    async with opened(tmp_path) as b:
        registered = await b.client.post("/v1/oauth/register", json={})
        assert registered.status_code == 201
        client = str(registered.json()["client_id"])
        used = await code(b, client)
        given = await token(b, grant_type="authorization_code", code=used, client_id=client, code_verifier=VERIFIER)
        assert given.status_code == 200
        elsewhere = {"client_id": client, "redirect_uri": "javascript:alert(1)"}
        assert (await b.client.get("/oauth/authorize", params=elsewhere)).status_code == 400
