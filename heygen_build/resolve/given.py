"""Values of variables from outside of the project: files of values, the environment, the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.source.data import load_mapping
from heygen_build.source.model import to_python

ENVIRONMENT = "HEYGEN_BUILD_VAR_"
"""Starts the names of environment variables; the variable's name follows in upper case."""


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A value for a variable. `is_text`: it was typed or exported, so it is converted to the variable's type.

    `told` is what messages call its place; `span` is that place where it is in a file; `folder` is what a path in it
    is relative to: the folder of the file, else the working folder.
    """

    value: object
    told: str
    is_text: bool = True
    span: Span | None = None
    folder: Path = field(default_factory=Path.cwd)

    @property
    def labels(self) -> tuple[Label, ...]:
        return () if self.span is None else (Label(self.span),)


@dataclass(frozen=True, slots=True)
class VariablesFile:
    """A file of values that was read (`--vars-file`): each with the span of its value; `keys` are those of names."""

    path: Path
    values: Mapping[str, tuple[object, Span]]
    keys: Mapping[str, Span] = field(default_factory=dict)


def read_variables(path: Path) -> VariablesFile:
    """A YAML or JSON file of values. Raises BuildError with HB01xx."""
    mapping = load_mapping(path)
    values = {entry.name: (to_python(entry.value), entry.value.span) for entry in mapping.entries}
    return VariablesFile(path, values, {entry.name: entry.key.span for entry in mapping.entries})


@dataclass(frozen=True, slots=True)
class Given:
    """All sources, weakest first: files in the order they were named, the environment, the command line."""

    files: tuple[VariablesFile, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    def strongest(self, name: str) -> GivenValue | None:
        """The value that wins for a variable, or None where no source has one."""
        if name in self.typed:
            return GivenValue(self.typed[name], f"--var {name}")
        if (exported := ENVIRONMENT + name.upper()) in self.environ:
            return GivenValue(self.environ[exported], exported)
        for file in reversed(self.files):
            if name in file.values:
                value, span = file.values[name]
                told = f"`{name}` in {file.path.name}"
                return GivenValue(value, told, is_text=False, span=span, folder=file.path.resolve().parent)
        return None


def strangers(given: Given, known: Collection[str]) -> Iterator[Diagnostic]:
    """Names that the project does not have: an error where they were meant for it, a warning in the environment,
    which other projects share."""
    for file in given.files:
        for name, (_, span) in file.values.items():
            if name not in known:
                yield _stranger(
                    f"the project has no variable `{name}`", name, known, (Label(file.keys.get(name, span)),)
                )
    for name in given.typed:
        if name not in known:
            yield _stranger(f"--var {name}: the project has no variable `{name}`", name, known)
    upper = {name.upper() for name in known}
    for exported in sorted(given.environ):
        name = exported.removeprefix(ENVIRONMENT)
        if exported.startswith(ENVIRONMENT) and name not in upper:
            hint = did_you_mean_text(exported, [ENVIRONMENT + candidate for candidate in sorted(upper)])
            message = f"{exported} is set, and the project has no variable `{name.lower()}`"
            yield Diagnostic("HB0306", message, hint=hint, severity="warning")


def _stranger(message: str, name: str, known: Collection[str], labels: tuple[Label, ...] = ()) -> Diagnostic:
    hint = did_you_mean_text(name, sorted(known)) or "declare it under `variables` first"
    return Diagnostic("HB0306", message, labels, hint=hint)
