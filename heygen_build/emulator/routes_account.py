"""v3 users/me: one account with a prepaid wallet."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from heygen_build.emulator import wire
from heygen_build.emulator.account import EMAIL, FIRST_NAME, LAST_NAME, USERNAME
from heygen_build.emulator.serving import endpoint
from heygen_build.emulator.wire import Json
from heygen_build.emulator.world import World


def routes(world: World) -> list[Route]:
    return [endpoint(world, "GET", "/v3/users/me", me)]


async def me(world: World, request: Request) -> Response:
    world.collect()
    wallet: Json = {
        "currency": "usd",
        "remaining_balance": round(world.state.balance_usd, 4),
        "auto_reload": {"enabled": False, "threshold_usd": None, "amount_usd": None},
    }
    return wire.data(
        {
            "username": USERNAME,
            "email": EMAIL,
            "first_name": FIRST_NAME,
            "last_name": LAST_NAME,
            "billing_type": "wallet",
            "wallet": wallet,
            "subscription": None,
            "usage_based": None,
        }
    )
