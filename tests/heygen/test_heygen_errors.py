"""Every shape in which HeyGen, a gateway or a broken server says no becomes one kind of error."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heygen_build.heygen.answers import read, refusal, retry_after
from heygen_build.heygen.channel import Answer
from heygen_build.heygen.errors import ApiError, Category, categorize
from heygen_build.heygen.wire import Data, Video


def _answer(status: int, body: object, **headers: str) -> Answer:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, content)


@pytest.mark.parametrize(
    ("status", "code", "category"),
    [
        (400, "invalid_parameter", "invalid"),
        (400, "insufficient_credit", "credit"),
        (400, "AVATAR_NOT_FOUND", "not_found"),
        (400, "MOVIO_PAYMENT_INSUFFICIENT_CREDIT", "credit"),
        (400, None, "invalid"),
        (401, "internal_error", "auth"),  # v2 answers this to a wrong key (observed.md)
        (401, "400112", "auth"),
        (401, "authentication_failed", "auth"),
        (402, None, "credit"),
        (403, "resource_access_denied", "forbidden"),
        (404, "Video_Not_Found", "not_found"),
        (409, "request_in_progress", "in_progress"),
        (409, "conflict", "conflict"),
        (410, None, "not_found"),
        (413, None, "too_large"),
        (429, None, "rate"),
        (429, "quota_exceeded", "rate"),
        (500, "voice_provider_error", "server"),
        (503, None, "server"),
        (599, "", "server"),
        (307, None, "unknown"),
        (418, "teapot", "unknown"),
        (200, None, "server"),
    ],
)
def test_a_telling_code_decides_and_else_the_status(status: int, code: str | None, category: Category) -> None:
    assert categorize(status, code) == category


def test_a_v3_error_keeps_its_code_field_and_request_id() -> None:
    body = {"error": {"code": "Invalid_Parameter", "message": "too long", "param": "script", "doc_url": "x"}}
    error = refusal(_answer(400, body, x_request_id="req_7"), str)
    assert (error.code, error.param, error.request_id) == ("invalid_parameter", "script", "req_7")
    assert str(error) == "400 invalid_parameter: too long (field script) [request req_7]"


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ({"code": 400112, "message": "Unauthorized"}, "400112", "Unauthorized"),
        ({"data": None, "error": {"code": "internal_error", "message": "no"}}, "internal_error", "no"),
        ({"error": "Invalid API key", "data": None}, None, "Invalid API key"),
        ({"errors": [{"code": "x", "message": "bad", "path": ["scenes", 0]}]}, "x", "bad"),
        ({"code": 40119, "msg": "video too long", "data": None}, "40119", "video too long"),
        ({"message": " \n"}, None, '{"message": " \\n"}'),
        ({"error": None}, None, '{"error": null}'),
        ([], None, "[]"),
        (b"", None, "the server gave no reason"),
        (b"upstream timed out", None, "upstream timed out"),
        (b"<html><head><title>502 Bad\n Gateway</title>", None, "a web page instead of an answer: 502 Bad Gateway"),
        (b"<!DOCTYPE html><body>x", None, "a web page instead of an answer"),
    ],
)
def test_every_shape_of_refusal_is_read(body: object, code: str | None, message: str) -> None:
    error = refusal(_answer(500, body), str)
    assert (error.code, error.message) == (code, message)


def test_a_list_of_errors_names_its_field() -> None:
    error = refusal(_answer(400, {"errors": [{"code": "x", "message": "bad", "path": ["scenes", 0]}]}), str)
    assert error.param == "scenes.0"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>ok</html>",
        b'{"data": {"id": "v", "sta',
        b'{"id": "v", "status": "completed"}',
        b'{"data": null}',
        b'{"data": {"status": "completed"}}',
        b"\xff\xfe",
        b"[" * 5000,
        b"null",
    ],
)
def test_an_answer_that_cannot_be_read_is_the_servers_error_with_an_excerpt(body: bytes) -> None:
    with pytest.raises(ApiError) as caught:
        read(_answer(200, body, x_request_id="req_1"), Data[Video], str)
    error = caught.value
    assert (error.status, error.category, error.request_id) == (200, "server", "req_1")
    assert error.may_have_acted
    assert "cannot be read" in error.message
    assert len(error.message) < 500
    assert error.__cause__ is None
    assert error.__context__ is None


@given(
    st.integers(200, 599),
    st.binary(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["error", "errors", "code", "message", "msg", "param", "path", "data", "id", "status"]),
                inner,
            )
        ),
        max_leaves=8,
    ).map(lambda value: json.dumps(value).encode()),
)
@settings(max_examples=300, deadline=None)
def test_no_body_whatsoever_escapes_as_a_parsers_traceback(status: int, body: bytes) -> None:
    outcome: Video | ApiError
    try:
        outcome = read(_answer(status, body), Data[Video], str).data
    except ApiError as error:
        outcome = error
    assert isinstance(outcome, Video) or (outcome.message and outcome.status == status)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "12"}, 12.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "1e9"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "9" * 400}, 999_999_999.0),
        ({"retry-after": "Sat, 21 Nov 2026 04:00:30 GMT", "date": "Sat, 21 Nov 2026 04:00:00 GMT"}, 30.0),
        ({"retry-after": "Sat, 21 Nov 2026 04:00:00 GMT", "date": "Sat, 21 Nov 2026 04:00:30 GMT"}, 0.0),
        ({"retry-after": "Sat, 21 Nov 2026 04:00:30 GMT"}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_against_the_answers_own_clock(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert retry_after(headers) == seconds


def test_a_message_cannot_steer_the_terminal_or_flood_it() -> None:
    error = refusal(_answer(400, {"error": {"code": "a\x1b[2J", "message": "x\x1b]0;t\x07\ny" * 2000}}), str)
    assert str(error).isprintable()
    assert len(str(error)) < 1100
