"""Prices of the user's own, over those of the table: contracts differ, and pages change.

A YAML file: `date`, and `prices`, a list of rows. A row names the steps it is for by their `kind` and by fields of the
request as `plan --json` shows them (`source.engine: avatar_iv`, `resolution: 1080p`), and says `usd_per_second` or
`usd_each`. The first row that fits a step gives its price.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.plan.model import BuildPlan, Estimate, Step
from heygen_build.store.digest import JsonValue

Scalar: TypeAlias = str | int | float | bool


class PriceRow(BaseModel):
    """One price. Fields that are none of its own are conditions on the request."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Scalar]

    kind: str
    usd_per_second: float | None = Field(default=None, ge=0)
    usd_each: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _has_one_price(self) -> PriceRow:
        if (self.usd_per_second is None) == (self.usd_each is None):
            raise ValueError("a row has either usd_per_second or usd_each")
        return self

    def fits(self, step: Step) -> bool:
        """Whether the row is for this step."""
        request = step.inputs["request"]
        return step.kind == self.kind and all(
            _field(request, name) == value for name, value in self.__pydantic_extra__.items()
        )


class PriceFile(BaseModel):
    """A file of prices; `date` says when they held (ISO 8601)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    prices: tuple[PriceRow, ...]


def read_prices(path: Path) -> PriceFile:
    """The prices of a file. Raises BuildError (exit 2)."""
    import yaml

    try:
        return PriceFile.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
    except OSError as error:
        raise _refused(path, error.strerror or str(error)) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _refused(path, "it is not YAML") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise _refused(path, f"{where}: {first['msg']}" if where else first["msg"]) from error


def repriced(plan: BuildPlan, prices: PriceFile | None) -> BuildPlan:
    """The plan with the prices of a file where they fit; all else keeps those of the table."""
    if prices is None:
        return plan
    return replace(plan, steps=tuple(_repriced(step, prices) for step in plan.steps))


def _repriced(step: Step, prices: PriceFile) -> Step:
    row = next((row for row in prices.prices if row.fits(step)), None) if step.is_paid else None
    if row is None:
        return step
    seconds = step.estimate.seconds if step.estimate else 0.0
    measured = step.estimate is not None and step.estimate.is_measured
    if row.usd_each is not None:
        return replace(step, estimate=Estimate(seconds, row.usd_each, measured, is_flat=True))
    return replace(step, estimate=Estimate(seconds, seconds * (row.usd_per_second or 0.0), measured))


def _field(request: JsonValue, name: str) -> str | None:
    """A field of a request by its dotted name, as YAML writes it."""
    found: JsonValue = request
    for part in name.split("."):
        if not isinstance(found, Mapping):
            return None
        found = found.get(part)
    return None if found is None else str(found).lower() if isinstance(found, bool) else str(found)


def _refused(path: Path, why: str) -> BuildError:
    hint = "rows look like `- {kind: video, source.engine: avatar_iv, usd_per_second: 0.05}`"
    return BuildError([Diagnostic("HB0504", f"the prices in {path} cannot be used: {why}", hint=hint, path=str(path))])
