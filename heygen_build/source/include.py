"""`include`: other files under a project file. Every node of the merged tree keeps the file it was written in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from heygen_build.diagnostics import BuildError, Diagnostic, Label, SourceFile, Span
from heygen_build.diagnostics.lines import span_between
from heygen_build.source.merge import merged
from heygen_build.source.model import Mapping, Node, Scalar, Sequence
from heygen_build.source.read import FRAGMENT, mentioned
from heygen_build.source.repository import beside, outside, outside_mistake, repository_of

MAX_FILES = 100
KEY = "include"
Parse: TypeAlias = Callable[[SourceFile], Mapping]


@dataclass(slots=True)
class Includes:
    """The files read for one project, the project file first. Each is read once, however often it is included."""

    parse: Parse
    repository: Path
    files: list[SourceFile] = field(default_factory=list)
    _done: dict[Path, Mapping] = field(default_factory=dict)
    _open: dict[Path, Span | None] = field(default_factory=dict)

    def tree(self, file: SourceFile, path: Path, span: Span | None = None) -> Mapping:
        """The file with everything it includes. `span` is the entry that includes it. Raises BuildError."""
        identity = path.resolve()
        if identity in self._done:
            return self._done[identity]
        self.files.append(file)
        self._open[identity] = span
        try:
            root = self.parse(file)
            below = self._included(root)
        except BuildError:
            # Nothing is made of the tree any more; the empty one keeps the mistake from being told twice.
            self._done[identity] = Mapping((), span_between(file, 0, 0))
            raise
        finally:
            del self._open[identity]
        self._done[identity] = merged(below, root) if below else root
        return self._done[identity]

    def _included(self, root: Mapping) -> list[Mapping]:
        """The trees of all included files, in order; the mistakes of all of them at once."""
        trees: list[Mapping] = []
        problems: list[Diagnostic] = []
        for entry in _entries(root):
            try:
                trees.append(_without_include(self._one(entry)))
            except BuildError as error:
                problems += [found for found in error.diagnostics if found not in problems]
        if problems:
            raise BuildError(problems)
        return trees

    def _one(self, entry: Scalar) -> Mapping:
        path = beside(entry.span, entry.text)
        identity = self._checked(path, entry)
        if identity in self._open:
            raise BuildError([self._cycle(identity, entry)])
        if identity in self._done:
            return self._done[identity]
        if len(self.files) >= MAX_FILES:
            message = f"this project includes more than {MAX_FILES} files"
            raise BuildError([Diagnostic("HB0134", message, (Label(entry.span),), hint="join some of them")])
        return self.tree(mentioned(path, FRAGMENT, entry.span, entry.text), path, entry.span)

    def _checked(self, path: Path, entry: Scalar) -> Path:
        try:
            if outside(path, self.repository):
                raise BuildError([outside_mistake(entry.text, entry.span, self.repository)])
            return path.resolve()
        except (OSError, ValueError, RuntimeError):
            # Links in a circle, or a name that no system allows: reading it gives the reason in words.
            mentioned(path, FRAGMENT, entry.span, entry.text)
            raise

    def _cycle(self, identity: Path, entry: Scalar) -> Diagnostic:
        """The chain from the first inclusion of the file to this one, one label for each link."""
        chain = list(self._open)
        links = [self._open[path] for path in chain[chain.index(identity) + 1 :]]
        steps = [Label(span, "which is included here") for span in links if span is not None]
        itself = "itself" if not steps else "a file that includes it"
        hint = "move what both need into a third file" if steps else "remove this entry"
        return Diagnostic("HB0131", f"`{entry.text}` includes {itself}", (Label(entry.span), *steps), hint=hint)


def include_all(
    file: SourceFile, path: Path, parse: Callable[[SourceFile], Mapping]
) -> tuple[Mapping, list[SourceFile]]:
    """The project with everything it includes, and all files that were read."""
    includes = Includes(parse, repository_of(path.parent))
    return includes.tree(file, path), includes.files


def _entries(root: Mapping) -> tuple[Scalar, ...]:
    """The entries of `include`: a list of texts without templates."""
    found = root.get(KEY)
    if found is None:
        return ()
    if not isinstance(found.value, Sequence):
        raise BuildError([_mistake(found.value, found.key.span, "`include` takes a list of files")])
    problems = [_wrong(item) for item in found.value.items]
    if any(problems):
        raise BuildError([problem for problem in problems if problem is not None])
    return tuple(item for item in found.value.items if isinstance(item, Scalar))


def _wrong(item: Node) -> Diagnostic | None:
    if not isinstance(item, Scalar) or not isinstance(item.value, str) or not item.value:
        return _mistake(item, item.span, "an item of `include` must be the path of a file")
    if "{{" in item.value or "{%" in item.value:
        hint = "write the path out; what differs between films belongs under `variables` and `matrix`"
        message = "`include` cannot use templates: files are read before variables have values"
        return Diagnostic("HB0130", message, (Label(item.span),), hint=hint)
    return None


def _mistake(node: Node, key: Span, message: str) -> Diagnostic:
    hint = f"write `include: [{node.text}]`" if isinstance(node, Scalar) and isinstance(node.value, str) else None
    span = node.span if isinstance(node, Scalar) and node.text else key
    return Diagnostic("HB0130", message, (Label(span),), expected="`include: [../shared/brand.yaml]`", hint=hint)


def _without_include(root: Mapping) -> Mapping:
    """A fragment's own list has been followed, and says nothing about the project that includes it."""
    return Mapping(tuple(entry for entry in root.entries if entry.name != KEY), root.span)
