"""The wire formats of v1, v2 and v3: envelopes, errors, pages (README, Envelopes). Knows nothing of videos."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

from starlette.responses import JSONResponse, Response

from heygen_build.emulator.jobs import Json as Json  # part of this module's surface

Item = TypeVar("Item")

Generation = Literal["v1", "v2", "v3"]

SUNSET = "Sat, 31 Oct 2026 00:00:00 GMT"
LEGACY_HEADERS = {"Deprecation": "true", "Sunset": SUNSET}
# v1's numbers for the codes of v3 (v1, "Numeric codes"); anything else says the HTTP status.
_NUMBERS = {
    "unauthorized": 400112,
    "invalid_parameter": 400175,
    "video_not_found": 40104,
    "rate_limit_exceeded": 400123,
    "webhook_not_found": 400131,
    "plan_upgrade_required": 400599,
    "content_policy_violation": 400105,
    "tts_text_invalid": 40039,
}
DOCS = "https://developers.heygen.com/docs/error-codes#"


class Problem(Exception):
    """An error answer (v3 error codes, ../api README). `param` names the offending field where there is one.

    `number` is v1's code, where it is not the usual one of `code`.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        param: str | None = None,
        retry_after: int | None = None,
        number: int | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.param = param
        self.retry_after = retry_after
        self.number = number


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


def generation_of(path: str) -> Generation:
    return "v1" if path.startswith("/v1/") else "v2" if path.startswith("/v2/") else "v3"


def v1_data(value: Json, message: str | None = None) -> Response:
    """`{"code": 100, "data": …}`; some calls say `"Success"` in `message`."""
    return JSONResponse({"code": 100, "data": value, "msg": None, "message": message})


def v2_data(value: Json, *, successor: str | None = None) -> Response:
    """`{"error": null, "data": …}`; with `successor` (`POST /v3/videos`) the warning of v2 since 2026."""
    body: dict[str, Json] = {"error": None, "data": value}
    if successor is not None:
        body["warning"] = {
            "message": f"This v2 endpoint is Legacy and will be removed on 2026-10-31. Please use {successor}.",
            "v3_endpoint": successor,
            "docs_url": "https://developers.heygen.com/docs/endpoint-comparison",
            "sunset_date": "2026-10-31",
        }
    return JSONResponse(body)


def error_of(generation: Generation, problem: Problem) -> Response:
    """The same problem in the words of a generation."""
    if generation == "v3":
        return error(problem)
    headers = {"Retry-After": str(problem.retry_after)} if problem.retry_after is not None else None
    if generation == "v1":
        number = problem.number or _NUMBERS.get(problem.code, problem.status)
        return JSONResponse({"code": number, "message": problem.message}, problem.status, headers)
    # A bad key is an "internal_error" on v2: observed, however odd.
    code = "internal_error" if problem.status == 401 else problem.code
    return JSONResponse({"data": None, "error": {"code": code, "message": problem.message}}, problem.status, headers)


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
