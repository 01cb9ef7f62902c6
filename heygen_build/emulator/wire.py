"""The v3 wire format: envelopes, errors, request ids, pages. Knows nothing of videos or voices."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias, TypeVar

from starlette.responses import JSONResponse, Response

Json: TypeAlias = "Mapping[str, Json] | Sequence[Json] | str | int | float | bool | None"
Item = TypeVar("Item")

DOCS = "https://developers.heygen.com/docs/error-codes#"


class Problem(Exception):
    """An error answer (v3 error codes, ../api README). `param` names the offending field where there is one."""

    def __init__(
        self, status: int, code: str, message: str, *, param: str | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.param = param
        self.retry_after = retry_after


def invalid(param: str, message: str) -> Problem:
    """400 `invalid_parameter`, the answer to anything wrong in a request."""
    return Problem(400, "invalid_parameter", message, param=param)


def data(value: Json, status: int = 200) -> Response:
    """The success envelope `{"data": …}`."""
    return JSONResponse({"data": value}, status)


def error(problem: Problem) -> Response:
    """The error envelope. `param` is left out, not null, when it does not apply (observed on the real API)."""
    body: dict[str, Json] = {"code": problem.code, "message": problem.message}
    if problem.param is not None:
        body["param"] = problem.param
    body["doc_url"] = DOCS + problem.code.replace("_", "-")
    headers = {"Retry-After": str(problem.retry_after)} if problem.retry_after is not None else None
    return JSONResponse({"error": body}, problem.status, headers)


def cut(
    items: Sequence[Item], order: Callable[[Item], int], limit: int, token: str | None
) -> tuple[list[Item], str | None]:
    """One page of `items`, which ascend by `order`, and the token of the next one, or None on the last.

    The token holds the place of the last item given, so that items added or deleted meanwhile disturb nothing.
    """
    after = _read_token(token)
    rest = [item for item in items if after is None or order(item) > after]
    page = rest[:limit]
    return page, (_write_token(order(page[-1])) if len(rest) > limit else None)


def page(items: Sequence[Json], next_token: str | None) -> Response:
    """The list envelope `{"data": […], "has_more": …, "next_token": …}`."""
    return JSONResponse({"data": list(items), "has_more": next_token is not None, "next_token": next_token})


def _write_token(place: int) -> str:
    return base64.urlsafe_b64encode(json.dumps({"after": place}).encode()).decode()


def _read_token(token: str | None) -> int | None:
    if not token:
        return None
    try:
        place = json.loads(base64.urlsafe_b64decode(token.encode()))["after"]
    except (binascii.Error, ValueError, KeyError, TypeError) as wrong:
        raise invalid("token", "token is not a cursor of this list") from wrong
    if not isinstance(place, int):
        raise invalid("token", "token is not a cursor of this list")
    return place
