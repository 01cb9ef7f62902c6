"""What HeyGen was asked for, as it arrived."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jsonschema
from pydantic import JsonValue

from tests.emulator.test_emulator_schemas import strict
from tests.workshop import Studio

Body = Mapping[str, JsonValue]


def bodies(studio: Studio, path: str = "/v3/videos") -> list[Body]:
    """The JSON bodies of the POSTs to a path, in order of arrival."""
    requests = [request for request in studio.emulator.requests if request.method == "POST" and request.path == path]
    return [json.loads(request.body) for request in requests]


def the_body(studio: Studio, path: str = "/v3/videos") -> Body:
    """The body of the only POST to a path."""
    (body,) = bodies(studio, path)
    return body


def matches_the_schema(body: Body, endpoint: str) -> bool:
    """Whether HeyGen's own schema accepts a body; where the schemas are not at hand, nothing is known against it."""
    schema = _schemas().get(endpoint)
    if schema is not None:
        jsonschema.Draft202012Validator(strict(schema)).validate(body)
    return True


@cache
def _schemas() -> dict[str, Mapping[str, JsonValue]]:
    path = os.environ.get("HEYGEN_V3_SCHEMAS")
    if path is None:
        return {}
    endpoints = json.loads(Path(path).read_text("utf-8"))["endpoints"].values()
    return {
        f"{item['Method']} {item['Endpoint']}": item["RequestSchema"] for item in endpoints if "RequestSchema" in item
    }
