"""One good answer of every endpoint of the Video Agent."""

from __future__ import annotations

import httpx

from tests.emulator.bench import Bench, JsonObject, data_of
from tests.emulator.making import photo, uploaded

AGENTS = "/v3/video-agents"
PROMPT = "A film of 10 seconds about rain. Every roof collects water. A tank keeps it."


async def begun(b: Bench, **fields: object) -> JsonObject:
    """The answer to an order; all of it can be replaced."""
    return data_of(await b.client.post(AGENTS, json={"prompt": PROMPT, **fields}))


async def session(b: Bench, session_id: object) -> JsonObject:
    return data_of(await b.client.get(f"{AGENTS}/{session_id}"))


async def agents(b: Bench) -> dict[str, httpx.Response]:
    file = await uploaded(b, "tank.png", photo())
    created = await b.client.post(AGENTS, json={"prompt": PROMPT, "mode": "chat", "files": [file]})
    one = f"{AGENTS}/{data_of(created)['session_id']}"
    sent = await b.client.post(one, json={"message": "For gardeners."})
    return {
        f"POST {AGENTS}": created,
        f"POST {AGENTS}/{{session_id}}": sent,
        f"GET {AGENTS}/{{session_id}}": await b.client.get(one),
        f"GET {AGENTS}/{{session_id}}/videos": await b.client.get(f"{one}/videos"),
        f"GET {AGENTS}/{{session_id}}/resources/{{resource_id}}": await b.client.get(
            f"{one}/resources/{file['asset_id']}"
        ),
        f"POST {AGENTS}/{{session_id}}/stop": await b.client.post(f"{one}/stop", json={}),
        f"GET {AGENTS}": await b.client.get(AGENTS),
        f"GET {AGENTS}/styles": await b.client.get(f"{AGENTS}/styles?limit=100"),
        "GET /v3/brand-kits": await b.client.get("/v3/brand-kits"),
    }
