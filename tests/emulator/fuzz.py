"""Random requests, made from the published API description by schemathesis, against the emulator in this process.

`python -m tests.emulator.fuzz --examples 300` runs it longer than the tests do, with other requests every time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import httpx
import hypothesis
import jsonschema
import requests
import schemathesis
import schemathesis.core.result
from hypothesis import HealthCheck
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode

from tests.emulator.bench import ABIGAIL, BRIAN, Bench, data_of, opened

Schema: TypeAlias = dict[str, object]
Operations: TypeAlias = dict[str, Schema]

_QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]


def published(path: str) -> Operations:
    """`METHOD /path` → its row of v3-schemas.json."""
    rows: dict[str, Schema] = json.loads(Path(path).read_text("utf-8"))["endpoints"]
    return {f"{row['Method']} {row['Endpoint']}": row | {"Name": name} for name, row in rows.items()}


def described(rows: Operations, known: Mapping[str, list[str]]) -> Schema:
    """An OpenAPI 3.1 document.

    `known` are ids that exist, by the name of their field: requests use them often, to get beyond "not found".
    """
    paths: dict[str, dict[str, object]] = {}
    for place, row in rows.items():
        method, _, path = place.partition(" ")
        operation: Schema = {
            "operationId": place,
            "parameters": [_parameter(one, known) for one in _listed(row.get("params"))],
            "responses": {"default": {"description": "any"}},
        }
        if row.get("RequestSchema"):
            kind = str(row.get("ContentType") or "application/json")
            schema = _closed(rows, row["RequestSchema"], known)
            operation["requestBody"] = {"required": True, "content": {kind: {"schema": schema}}}
        paths.setdefault(path, {})[method.lower()] = operation
    return {"openapi": "3.1.0", "info": {"title": "HeyGen", "version": "3"}, "paths": paths}


def _listed(value: object) -> list[Schema]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _parameter(one: Schema, known: Mapping[str, list[str]]) -> Schema:
    schema = {name: value for name, value in one.items() if name not in ("name", "in", "required", "description")}
    if one["in"] == "path":
        schema = {"type": "string", "enum": [*known.get(str(one["name"]), []), "nobody"]}
    return {"name": one["name"], "in": one["in"], "required": bool(one.get("required")), "schema": schema}


def _closed(rows: Operations, schema: object, known: Mapping[str, list[str]]) -> object:
    """References put in place, known ids among the values, `nullable` in JSON Schema's words, no discriminators."""
    if isinstance(schema, list):
        return [_closed(rows, one, known) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _closed(rows, _referred(rows, str(schema["$ref"])), known)
    left_out = ("discriminator", "nullable")
    closed = {name: _closed(rows, value, known) for name, value in schema.items() if name not in left_out}
    properties = closed.get("properties")
    if isinstance(properties, dict):
        for name in properties.keys() & known.keys():
            if isinstance(properties[name], dict) and properties[name].get("type") == "string":
                properties[name] = {"type": "string", "enum": [*known[name], "nobody"]}
    return {"anyOf": [{"type": "null"}, closed]} if schema.get("nullable") is True else closed


def _referred(rows: Operations, reference: str) -> object:
    """`#/endpoints/VideoCreate/RequestSchema`: another endpoint's body."""
    name = reference.split("/")[2]
    return next(row["RequestSchema"] for row in rows.values() if row["Name"] == name)


@dataclass
class Findings:
    """What was tried, and what went wrong, in words."""

    tried: int = 0
    answers: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


async def existing(b: Bench) -> dict[str, list[str]]:
    """Ids of things that are there, by the names that requests have for them."""
    video = await b.video_id()
    upload = await b.client.post("/v3/assets", files={"file": ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40)})
    hook = data_of(await b.client.post("/v3/webhooks/endpoints", json={"url": "https://hooks.example/"}))
    return {
        "avatar_id": [ABIGAIL.id],
        "look_id": [ABIGAIL.id],
        "group_id": [ABIGAIL.group_id],
        "voice_id": [BRIAN.id],
        "video_id": [video],
        "asset_id": [str(data_of(upload)["asset_id"])],
        "endpoint_id": [str(hook["endpoint_id"])],
    }


def judge(response: httpx.Response) -> str | None:
    """What is wrong with an answer, if anything: a 5xx, or an error that is not HeyGen's."""
    if response.status_code >= 500 and response.status_code != 501:
        return f"{response.status_code}: {response.text[:300]}"
    if response.status_code < 400:
        return None
    try:
        error = response.json()["error"]
        fine = isinstance(error["code"], str) and isinstance(error["message"], str)
    except (ValueError, KeyError, TypeError):
        fine = False
    return None if fine else f"{response.status_code} is no error of HeyGen's: {response.text[:300]}"


def lax(response: httpx.Response, shape: object, body: object, kind: str | None) -> str | None:
    """A body that the published schema refuses must not be accepted."""
    if response.status_code >= 300 or kind != "application/json" or not isinstance(shape, dict):
        return None
    wrong = next(jsonschema.Draft202012Validator(shape).iter_errors(_json(body)), None)
    return (
        f"{response.status_code} for a body against its schema: {wrong.json_path}: {wrong.message[:200]}"
        if wrong
        else None
    )


def _json(body: object) -> object:
    """No body at all counts as an empty object (observed)."""
    text = body if isinstance(body, bytes | str) else b""
    parsed: object = json.loads(text) if text else {}
    return parsed


def fuzz(schemas: str, examples: int, seed: int, only: str = "") -> Findings:
    """Up to `examples` good and as many bad requests of every published call; the same ones for one `seed`."""
    findings, rows = Findings(), published(schemas)
    with tempfile.TemporaryDirectory() as name, asyncio.Runner() as runner:
        world = opened(Path(name), balance_usd=1e9, max_jobs=10**9)
        bench = runner.run(world.__aenter__())
        try:
            known = runner.run(existing(bench))
            for operation in _operations(described(rows, known), only):
                place = f"{operation.method.upper()} {operation.path}"
                # Items of a batch are judged one by one, and refused in the batch's own status.
                shape = {} if place.endswith("/batches") else _closed(rows, rows[place].get("RequestSchema") or {}, {})
                for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                    send = _sender(bench, runner, findings, place, shape)
                    _run(operation.as_strategy(generation_mode=mode), send, examples, seed)
        finally:
            runner.run(world.__aexit__(None, None, None))
    return findings


class Case(Protocol):
    """What is needed of schemathesis's requests."""

    query: object
    body: object

    def as_transport_kwargs(self, *, base_url: str) -> dict[str, Any]: ...


def _operations(document: Schema, only: str) -> Iterator[Any]:
    for found in schemathesis.openapi.from_dict(document).get_all_operations():
        operation = found.ok() if isinstance(found, schemathesis.core.result.Ok) else None
        if operation is not None and only in operation.path:
            yield operation


def _run(strategy: SearchStrategy[Case], send: Callable[[Case], None], examples: int, seed: int) -> None:
    def tell(case: Case) -> None:
        send(case)

    settings = hypothesis.settings(max_examples=examples, database=None, deadline=None, suppress_health_check=_QUIET)
    try:
        hypothesis.seed(seed)(settings(hypothesis.given(strategy)(tell)))()
    except hypothesis.errors.Unsatisfiable:
        return  # some calls have no parameter that could be wrong


def _sender(
    bench: Bench, runner: asyncio.Runner, findings: Findings, place: str, shape: object
) -> Callable[[Case], None]:
    def send(case: Case) -> None:
        findings.tried += 1
        request = _request(bench, case)
        said = f"{place}\n  {str(case.query)[:200]} {str(case.body)[:500]}\n  "
        try:
            response = runner.run(bench.client.send(request))
        except Exception as crash:  # noqa: BLE001 - an ASGI transport gives what a server would answer with a 500
            findings.wrong.append(said + "".join(traceback.format_exception(crash)[-4:]))
            return
        findings.answers[response.status_code] += 1
        wrong = judge(response) or lax(response, shape, request.content, request.headers.get("Content-Type"))
        if wrong:
            findings.wrong.append(said + wrong)

    return send


def _request(bench: Bench, case: Case) -> httpx.Request:
    """`requests` writes the body, because that is what schemathesis made it for."""
    prepared = requests.Request(**case.as_transport_kwargs(base_url="http://emulator")).prepare()
    kind, content = prepared.headers.get("Content-Type"), prepared.body
    headers = {"Content-Type": kind.decode() if isinstance(kind, bytes) else kind} if kind else {}
    body = content if isinstance(content, bytes | str) else None
    return bench.client.build_request(str(prepared.method), str(prepared.url), content=body, headers=headers)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.emulator.fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=100, help="good and bad requests for each call")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--only", default="", help="a part of the paths to try")
    parser.add_argument("--schemas", default=os.environ.get("HEYGEN_V3_SCHEMAS"), help="v3-schemas.json")
    given = parser.parse_args()
    if given.schemas is None:
        parser.error("say where v3-schemas.json is: --schemas or HEYGEN_V3_SCHEMAS")
    findings = fuzz(given.schemas, given.examples, given.seed, given.only)
    for wrong in findings.wrong:
        print(wrong)
    counts = ", ".join(f"{count} × {status}" for status, count in sorted(findings.answers.items()))
    print(f"seed {given.seed}: {findings.tried} requests, {counts}; {len(findings.wrong)} wrong answers")
    return 1 if findings.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
