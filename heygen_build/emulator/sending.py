"""Webhook calls over the network."""

from __future__ import annotations

from heygen_build.emulator.outbox import Post

TIMEOUT_SECONDS = 10.0  # webhooks, "Delivery rules"


async def send(post: Post) -> int:
    """POSTs and gives the status. Raises `OSError` when nobody answers in time. Redirects are answers, not followed."""
    import httpx

    # No proxies of the environment, because receivers are mostly on this machine.
    async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
        try:
            response = await client.post(post.url, content=post.body, headers=post.headers)
        except (httpx.HTTPError, httpx.InvalidURL) as wrong:
            raise OSError(str(wrong) or type(wrong).__name__) from wrong
    return response.status_code
