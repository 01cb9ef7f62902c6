"""From bytes to typed answers, and from unhappy answers to ApiError.

No traceback of a parser ever leaves this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import parsedate_to_datetime
from html import unescape
from typing import TypeVar

from pydantic import BaseModel, JsonValue, TypeAdapter, ValidationError

from heygen_build.heygen.channel import Answer
from heygen_build.heygen.errors import ApiError

Model = TypeVar("Model", bound=BaseModel)
_JSON: TypeAdapter[JsonValue] = TypeAdapter(JsonValue)
_EXCERPT = 200  # characters
_TITLE = re.compile(r"<title[^>]*>([^<]*)", re.IGNORECASE)


def read(answer: Answer, model: type[Model], hide: Callable[[str], str]) -> Model:
    """The body as `model`. Raises ApiError for another status than 2xx and for a body that is not what was promised.

    `hide` takes secrets out of a text; no text of the answer gets into the error without it.
    """
    if not 200 <= answer.status < 300:
        raise refusal(answer, hide)
    problem = ""
    try:
        return model.model_validate_json(answer.body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        problem = f"{place}: {first['msg']}" if place else first["msg"]
    text = excerpt(_hidden(answer, hide))
    message = f"the answer cannot be read: {problem}; it begins {text!r}"
    raise ApiError(answer.status, None, message, request_id=request_id(answer, hide))


def refusal(answer: Answer, hide: Callable[[str], str]) -> ApiError:
    """An unhappy answer as an error, from any generation of the API, a gateway's HTML page, or an empty body."""
    code, message, param = _said(_parsed(answer.body))
    return ApiError(
        answer.status,
        code and _printable(hide(code)),
        _printable(hide(message or "")) or _without_words(_hidden(answer, hide)),
        param=param and _printable(hide(param)),
        request_id=request_id(answer, hide),
        retry_after=retry_after(answer.headers),
    )


def request_id(answer: Answer, hide: Callable[[str], str]) -> str | None:
    """The server's name for this exchange (`X-Request-Id`), which HeyGen's support asks for."""
    found = answer.headers.get("x-request-id")
    return _printable(hide(found)) if found else None


def _hidden(answer: Answer, hide: Callable[[str], str]) -> Answer:
    """Hides before an excerpt is cut, because half a key is a leak too."""
    return replace(
        answer,
        body=hide(answer.body.decode("utf-8", "replace")).encode(),
        headers={name: hide(value) for name, value in answer.headers.items()},
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait: a number, or a date measured against the answer's own Date header.

    None when absent or unreadable.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
        return max(0.0, (until - parsedate_to_datetime(headers.get("date", ""))).total_seconds())
    except (ValueError, TypeError):
        return None


def excerpt(answer: Answer) -> str:
    """The beginning of a body as one line of text, at most 200 characters."""
    line = _printable(answer.body[: 4 * _EXCERPT].decode("utf-8", "replace"))
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1] + "…"


def _printable(text: str) -> str:
    """One line of at most 1,000 characters, none of which can steer a terminal."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())[:1000]


def _parsed(body: bytes) -> JsonValue:
    try:
        return _JSON.validate_json(body)
    except ValidationError:
        return None


def _said(body: JsonValue) -> tuple[str | None, str | None, str | None]:
    """Code, message and field. v3: `error{}` or `errors[]`; v2: `error{}` or a string; v1: code and message on top."""
    if not isinstance(body, dict):
        return None, None, None
    error = body.get("error")
    errors = body.get("errors")
    if isinstance(errors, list) and errors:
        error = errors[0]
    if isinstance(error, str):
        return None, error, None
    source = error if isinstance(error, dict) else body
    return _text(source.get("code")), _text(source.get("message") or source.get("msg")), _field(source)


def _field(source: Mapping[str, JsonValue]) -> str | None:
    path = source.get("param") or source.get("path")
    return ".".join(str(part) for part in path) if isinstance(path, list) else _text(path)


def _text(value: JsonValue) -> str | None:
    return str(value) if isinstance(value, str | int) and value != "" and not isinstance(value, bool) else None


def _without_words(answer: Answer) -> str:
    """A message for an answer that has none: the title of an HTML page, the beginning of a text, or just the fact."""
    if 300 <= answer.status < 400:
        return (
            "the server redirects, which is not followed: the key must not go elsewhere. Check the API's base address."
        )
    text = excerpt(answer)
    if not text:
        return "the server gave no reason"
    if "html" not in text[:80].lower():
        return text
    title = _TITLE.search(answer.body[:10_000].decode("utf-8", "replace"))
    words = " ".join(unescape(title[1]).split())[:_EXCERPT] if title else ""
    return f"a web page instead of an answer: {words}" if words else "a web page instead of an answer"
