"""A resolved project as plain data, for people and programs: every value with the place it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path, PurePath
from typing import TypeAlias

from heygen_build.brief.compile import compile_brief
from heygen_build.diagnostics import Span
from heygen_build.moments import Moment
from heygen_build.resolve.model import AgentBrief, FileRef, Film, Origin, ResolvedProject
from heygen_build.source.model import Route, SourceDocument
from heygen_build.units import Color, Length

Plain: TypeAlias = "str | int | float | bool | list[Valued] | dict[str, Valued] | None"


@dataclass(frozen=True, slots=True)
class Valued:
    """A plain value and the place in the project that gave it: its own, else that of the mapping around it."""

    value: Plain
    span: Span


def dump(project: ResolvedProject, document: SourceDocument, films: tuple[Film, ...]) -> Valued:
    """The project with some of its films, in the order of the resolved types. What is not there is left out."""
    root = document.span_of(())
    content: dict[str, Valued] = {"project": Valued(project.path.name, root)}
    if project.budget_usd is not None:
        content["budget_usd"] = Valued(project.budget_usd, document.span_of(("budget",)))
    made = [_Dumper(document, project.folder, film).node(film, Origin((), film.origin.span)) for film in films]
    content["films"] = Valued(made, root)
    return Valued(content, root)


_WRITTEN: dict[str, Route] = {
    "after": ("pad", "after"),
    "aspect_ratio": ("output", "aspect_ratio"),
    "before": ("pad", "before"),
    "format": ("output", "format"),
    "look_id": ("look",),
    "look_name": ("look",),
    "output": ("output", "path"),
    "poster": ("output", "poster"),
    "resolution": ("output", "resolution"),
}
"""Where a user writes what a resolved type holds under another name."""


@dataclass(frozen=True, slots=True)
class _Dumper:
    document: SourceDocument
    folder: Path
    film: Film

    def value(self, value: object, origin: Origin) -> Valued:
        if isinstance(value, FileRef):
            return self._file(value, origin)
        if isinstance(value, Color | Length | Moment | PurePath):
            return Valued(self._text(value), origin.span)
        if is_dataclass(value) and not isinstance(value, type):
            own = getattr(value, "origin", None)
            return self.node(value, own if isinstance(own, Origin) else origin)
        if isinstance(value, Mapping):
            return Valued({str(key): self._child(item, origin, str(key)) for key, item in value.items()}, origin.span)
        if isinstance(value, tuple | list | frozenset):
            items = [self._child(item, origin, index) for index, item in enumerate(value)]
            return Valued(list(items), origin.span)
        if value is None or isinstance(value, str | int | float | bool):
            return Valued(value, origin.span)
        raise TypeError(f"a {type(value).__name__} is not part of a resolved project")

    def node(self, node: object, origin: Origin) -> Valued:
        content = dict(self._fields(node, origin))
        if isinstance(node, AgentBrief):
            content["compiled_prompt"] = Valued(compile_brief(node, self.film.aspect_ratio).text, origin.span)
        kind = _kind(node)
        return Valued({"kind": Valued(kind, origin.span), **content} if kind else content, origin.span)

    def _fields(self, node: object, origin: Origin) -> Iterator[tuple[str, Valued]]:
        for field in fields(node):  # type: ignore[arg-type]  # the caller knows that it is a dataclass
            value = getattr(node, field.name)
            is_absent = value is None or (isinstance(value, tuple | Mapping | str) and not value)
            if isinstance(value, Origin) or is_absent:
                continue
            named = getattr(node, f"{field.name}_origin", None)
            yield (
                field.name,
                (self.value(value, named) if isinstance(named, Origin) else self._child(value, origin, field.name)),
            )

    def _child(self, value: object, origin: Origin, step: str | int) -> Valued:
        """A part of a node: its place is where the document says it, here or among the defaults; else the node's."""
        for route in self._places(origin.route, step):
            node = self.document.node_at(route)
            if node is not None:
                return self.value(value, Origin(route, node.span))
        return self.value(value, origin)

    def _places(self, route: Route, step: str | int) -> Iterator[Route]:
        yield (*route, step)
        written = _WRITTEN.get(step) if isinstance(step, str) else None
        if written is not None:
            yield (*route, *written)
            yield ("defaults", *written)

    def _file(self, file: FileRef, origin: Origin) -> Valued:
        content: dict[str, Plain] = {"file": self._text(file.path), "media_type": file.media_type, "bytes": file.size}
        content["digest"] = file.digest
        for name in ("seconds", "width", "height"):
            if getattr(file, name) is not None:
                content[name] = getattr(file, name)
        return Valued({name: Valued(value, origin.span) for name, value in content.items()}, origin.span)

    def _text(self, value: Color | Length | Moment | PurePath) -> str:
        if isinstance(value, Moment):
            return f"end-{value.value:g}s" if value.unit == "end" else f"{value.value:g}{value.unit}"
        if isinstance(value, Color):
            return value.hex()
        if isinstance(value, Length):
            return f"{value.value:g}{value.unit}"
        path = Path(value)
        if not path.is_absolute() and not self.folder.is_absolute():
            return path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else path.as_posix()
        folder = self.folder.resolve()
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()


def _kind(node: object) -> str | None:
    """What tells the forms of a picture apart: `AvatarPicture` is `avatar`."""
    name = type(node).__name__
    for suffix in ("Picture",):
        if name.endswith(suffix):
            return name.removesuffix(suffix).lower()
    return None
