"""What can go wrong between us and HeyGen, as values that decide: by category, never by words in a message."""

from __future__ import annotations

from typing import Literal

Category = Literal[
    "auth",
    "forbidden",
    "credit",
    "not_found",
    "invalid",
    "conflict",
    "in_progress",
    "rate",
    "too_large",
    "server",
    "unknown",
]
Kind = Literal["refused", "dns", "tls", "proxy", "unreachable", "timeout", "reset", "truncated", "address"]

_BY_STATUS: dict[int, Category] = {
    400: "invalid",
    401: "auth",
    402: "credit",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    410: "not_found",
    413: "too_large",
    422: "invalid",
    429: "rate",
}
# Only codes that say more than their status, because v2 sends "internal_error" with a 401 and a 400 (observed.md).
_BY_CODE: dict[str, Category] = {
    **dict.fromkeys(("unauthorized", "authentication_failed", "api_key_required"), "auth"),
    **dict.fromkeys(
        (
            "insufficient_credit",
            "subscription_required",
            "plan_upgrade_required",
            "trial_limit_exceeded",
            "movio_payment_insufficient_credit",
        ),
        "credit",
    ),
    **dict.fromkeys(("resource_access_denied", "ai_vendor_access_restricted", "unlimited_mode_disabled"), "forbidden"),
    **dict.fromkeys(("conflict", "resource_not_ready", "asset_not_available"), "conflict"),
    **dict.fromkeys(("rate_limit_exceeded", "quota_exceeded"), "rate"),
    "request_in_progress": "in_progress",
    "payload_too_large": "too_large",
}


def categorize(status: int, code: str | None) -> Category:
    """The classification of api/README: a telling code first (any case), else the status.

    An unreadable 2xx is the server's.
    """
    known = (code or "").lower()
    if known in _BY_CODE:
        return _BY_CODE[known]
    if known.endswith("_not_found"):
        return "not_found"
    if status >= 500 or 200 <= status < 300:
        return "server"
    return _BY_STATUS.get(status, "unknown")


class HeyGenError(Exception):
    """Everything that a call of this package raises about HeyGen. Its text never holds the key."""

    doubt: bool = False
    """Set when an earlier attempt of the same call ended without a word about whether it was acted on."""

    @property
    def may_have_acted(self) -> bool:
        """Whether the server may have done (and charged) what was asked, in this attempt or in an earlier one."""
        return self.doubt


class ApiError(HeyGenError):
    """HeyGen answered, and not with what was asked for.

    `code` is lower case or None, `param` names the refused field, `request_id` is `X-Request-Id`; times in seconds.
    """

    def __init__(
        self,
        status: int,
        code: str | None,
        message: str,
        *,
        param: str | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.status = status
        self.code = code.lower() if code else None
        self.message = message
        self.param = param
        self.request_id = request_id
        self.retry_after = retry_after
        super().__init__(status, self.code, message)

    @property
    def category(self) -> Category:
        """What kind of refusal this is (api/README, v3 error codes)."""
        return categorize(self.status, self.code)

    @property
    def may_have_acted(self) -> bool:
        """A server error, or an answer that cannot be read, says nothing about what was done before it."""
        return self.doubt or self.category == "server"

    def __str__(self) -> str:
        head = f"{self.status} {self.code}" if self.code else str(self.status)
        field = f" (field {self.param})" if self.param else ""
        request = f" [request {self.request_id}]" if self.request_id else ""
        return f"{head}: {self.message}{field}{request}"


class TransportFailure(HeyGenError):
    """No complete answer arrived. `sent` says whether the server may have received the last attempt."""

    def __init__(self, kind: Kind, message: str, *, sent: bool) -> None:
        self.kind: Kind = kind
        self.message = message
        self.sent = sent
        super().__init__(kind, message)

    @property
    def may_have_acted(self) -> bool:
        """What was sent may have been acted on."""
        return self.doubt or self.sent

    def __str__(self) -> str:
        return f"{self.message} ({self.kind})"


class LinkExpired(HeyGenError):
    """A presigned link was refused (401, 403, 404 or 410): ask for the resource again, it carries a fresh link."""

    def __init__(self, status: int, host: str) -> None:
        self.status = status
        self.host = host
        super().__init__(status, host)

    def __str__(self) -> str:
        return f"{self.host} answered {self.status} to a download link: it has expired or was withdrawn"
