"""Servers of the program itself: a free port, an answer, an end, and an address that is taken."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from heygen_build.serving import served


async def _hello(request: Request) -> Response:
    return PlainTextResponse("hello")


APP = Starlette(routes=[Route("/", _hello)])


async def _ask(port: int) -> str:
    async with httpx.AsyncClient(trust_env=False) as client:
        return (await client.get(f"http://127.0.0.1:{port}/")).text


def test_an_application_is_served_on_a_free_port_while_the_block_runs() -> None:
    async def story() -> None:
        async with served(APP, "127.0.0.1", 0) as port:
            assert await _ask(port) == "hello"
        with pytest.raises(httpx.ConnectError):
            await _ask(port)

    asyncio.run(story())


def test_a_port_that_is_taken_is_told_at_once() -> None:
    async def story() -> None:
        async with served(APP, "127.0.0.1", 0) as port:
            with pytest.raises(OSError, match="in use"):
                async with served(APP, "127.0.0.1", port):
                    raise AssertionError("two servers at one address")

    asyncio.run(story())
