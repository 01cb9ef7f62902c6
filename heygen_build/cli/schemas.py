"""The published JSON Schemas, generated from the models: `python -m heygen_build.cli.schemas schemas`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from heygen_build.cli.account import AccountReport
from heygen_build.cli.build_report import BuildReport
from heygen_build.cli.cache import CacheReport
from heygen_build.cli.cast_report import LooksReport, VoicesReport
from heygen_build.cli.cost import CostReport
from heygen_build.cli.doctor_report import DoctorReport
from heygen_build.cli.lock import LockReport
from heygen_build.cli.plan_report import PlanReport
from heygen_build.cli.status import StatusReport
from heygen_build.cli.styles import StylesReport
from heygen_build.cli.templates import TemplatesReport
from heygen_build.cli.tests_report import TestsReport
from heygen_build.cli.videos import VideosReport
from heygen_build.publish.manifest import Manifest
from heygen_build.publish.transcript import Transcript
from heygen_build.spec.schema import project_schema
from heygen_build.store.files import write_text

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_texts() -> Mapping[str, str]:
    """File name to text, as they lie in `schemas/`."""
    return {
        "project.v1.json": project_schema_text(),
        "manifest.v1.json": _of_model(Manifest),
        "transcript.v1.json": _of_model(Transcript),
        "plan.v1.json": _of_model(PlanReport),
        "build.v1.json": _of_model(BuildReport),
        "account.v1.json": _of_model(AccountReport),
        "avatars.v1.json": _of_model(LooksReport),
        "voices.v1.json": _of_model(VoicesReport),
        "templates.v1.json": _of_model(TemplatesReport),
        "styles.v1.json": _of_model(StylesReport),
        "videos.v1.json": _of_model(VideosReport),
        "cache.v1.json": _of_model(CacheReport),
        "cost.v1.json": _of_model(CostReport),
        "doctor.v1.json": _of_model(DoctorReport),
        "lock.v1.json": _of_model(LockReport),
        "tests.v1.json": _of_model(TestsReport),
        "status.v1.json": _of_model(StatusReport),
    }


def project_schema_text() -> str:
    """The schema of project files."""
    return _text(project_schema())


def write_schemas(folder: Path) -> None:
    """Write all of them into `folder`."""
    for name, text in schema_texts().items():
        write_text(folder / name, text)


def _of_model(model: type[BaseModel]) -> str:
    return _text({"$schema": DIALECT, **model.model_json_schema(mode="serialization")})


def _text(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
