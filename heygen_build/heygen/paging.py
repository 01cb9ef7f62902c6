"""Lists of any length, and ids as pieces of a path."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TypeVar
from urllib.parse import quote

from heygen_build.heygen.channel import Outgoing
from heygen_build.heygen.errors import ApiError
from heygen_build.heygen.session import Session
from heygen_build.heygen.wire import Page

Item = TypeVar("Item")


async def pages(
    session: Session, path: str, limit: int, model: type[Page[Item]], **filters: str | None
) -> AsyncIterator[Item]:
    """All items of a list.

    Raises ApiError when the server repeats a token, because the rest would be missing silently.
    """
    wanted = tuple((name, value) for name, value in filters.items() if value is not None)
    seen: set[str] = set()
    token: str | None = None
    while True:
        paging = (("limit", str(limit)), *((("token", token),) if token else ()))
        page = await session.call(Outgoing("GET", path, (*wanted, *paging)), model)
        for item in page.data:
            yield item
        token = page.next_token
        if not token or page.has_more is False:
            return
        if token in seen:
            raise ApiError(200, None, f"{path} repeats the page token, so that the list has no end")
        seen.add(token)


def segment(identifier: str) -> str:
    """An id as one piece of a path. An id that would lead elsewhere is none."""
    if identifier in ("", ".", ".."):
        raise ValueError(f"{identifier!r} is not an id")
    return quote(identifier, safe="")
