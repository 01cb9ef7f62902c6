"""What HeyGen was asked for, as it arrived."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jsonschema

from tests.emulator.test_emulator_schemas import strict
from tests.workshop import Studio

Body = Mapping[str, object]


def bodies(studio: Studio, path: str = "/v3/videos") -> list[Body]:
    """The JSON bodies of the POSTs to a path, in order of arrival."""
    requests = [request for request in studio.emulator.requests if request.method == "POST" and request.path == path]
    return [json.loads(request.body) for request in requests]


def the_body(studio: Studio, path: str = "/v3/videos") -> Body:
    """The body of the only POST to a path."""
    (body,) = bodies(studio, path)
    return body


def at(body: object, *path: str | int) -> object:
    """What stands at a path of a body: `at(body, "scenes", 0, "type")`."""
    for part in path:
        body = body[part] if isinstance(body, list) and isinstance(part, int) else _member(body, part)
    return body


def _member(body: object, name: str | int) -> object:
    assert isinstance(body, dict), f"{name} is asked of {body!r}"
    return body[name]


def matches_the_schema(body: object, endpoint: str) -> bool:
    """Whether HeyGen's own schema accepts a body; where the schemas are not at hand, nothing is known against it."""
    schema = _schemas().get(endpoint)
    if schema is not None:
        described = strict(schema)
        assert isinstance(described, dict)
        jsonschema.Draft202012Validator(described).validate(body)
    return True


@cache
def _schemas() -> dict[str, Mapping[str, object]]:
    path = os.environ.get("HEYGEN_V3_SCHEMAS")
    if path is None:
        return {}
    endpoints = json.loads(Path(path).read_text("utf-8"))["endpoints"].values()
    return {
        f"{item['Method']} {item['Endpoint']}": item["RequestSchema"] for item in endpoints if "RequestSchema" in item
    }
