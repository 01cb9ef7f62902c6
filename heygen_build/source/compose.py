"""YAML events become nodes with spans. No recursion, and limits instead of surprises.

Nodes are built here and not by PyYAML because its composer recurses, resolves by YAML 1.1 and forgets duplicate keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from heygen_build.diagnostics import BuildError, Diagnostic, SourceFile, Span
from heygen_build.diagnostics.lines import span_between
from heygen_build.source import mistakes
from heygen_build.source.events import events, garbage_collector_paused, offsets
from heygen_build.source.model import Entry, Mapping, Node, Scalar, ScalarStyle, Sequence
from heygen_build.source.scalars import CORE_TAGS, TAG, ScalarError, Value, resolve_plain, resolve_tagged
from heygen_build.source.syntax import end_of_content, properties_end, syntax_mistake

MAX_DEPTH = 64
MAX_ALIASED_NODES = 100_000
_STYLES: dict[str | None, ScalarStyle] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_COLLECTION_TAGS = {True: TAG + "map", False: TAG + "seq"}


@dataclass(slots=True)
class Composed:
    """`root` is None where `diagnostics` say why."""

    root: Mapping | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class _Size:
    """`nodes` in a tree, itself included, and how many levels it is `deep`: what an alias to it would add."""

    nodes: int = 1
    deep: int = 1


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been seen."""

    is_mapping: bool
    is_flow: bool
    start: int
    anchor: str | None
    is_key: bool
    size: _Size = field(default_factory=_Size)
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    keys: dict[str, Span] = field(default_factory=dict)
    key: Scalar | None = None
    skipping_value: bool = False
    """The key was refused, so its value is read and dropped: a second message about it would help nobody."""

    def expects_key(self) -> bool:
        return self.is_mapping and self.key is None and not self.skipping_value


def compose(file: SourceFile) -> Composed:
    """The nodes of one file. All mistakes that allow to go on are collected; a syntax error is always the last one."""
    return _built(file).finish()


def compose_list(file: SourceFile) -> tuple[Node, ...]:
    """The items of a file that holds a list. Raises BuildError with all mistakes."""
    builder = _built(file)
    root = builder.root
    if not builder.diagnostics and not isinstance(root, Sequence):
        builder.report(mistakes.not_a_list(file, root))
    if builder.diagnostics or not isinstance(root, Sequence):
        raise BuildError(builder.diagnostics)
    return root.items


def _built(file: SourceFile) -> _Builder:
    builder = _Builder(file)
    try:
        with garbage_collector_paused():
            for event in events(file.text):
                builder.feed(event)
                if builder.stopped:
                    break
    except yaml.MarkedYAMLError as error:
        _report_syntax_mistake(builder, error)
    except yaml.reader.ReaderError as error:
        builder.report(mistakes.unreadable(file, error.reason))
    return builder


def _report_syntax_mistake(builder: _Builder, error: yaml.MarkedYAMLError) -> None:
    diagnostic = syntax_mistake(builder.file, error, builder.quote)
    known = {found.labels[0].span.start.line for found in builder.diagnostics if found.code == diagnostic.code}
    if not diagnostic.labels or diagnostic.labels[0].span.start.line not in known:
        builder.report(diagnostic)


class _Builder:
    """A stack of open collections; each finished node is handed to the collection above it."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []
        self.stopped = False
        self.quote: int | None = None
        """The offset at which the last quoted text began: often the one that was never meant to end so late."""
        self.root: Node | None = None
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Node, _Size] | None] = {}
        self._aliased = 0
        self._documents = 0

    def report(self, diagnostic: Diagnostic) -> None:
        """Puts a mistake on record. One may be met twice in a row, as a part and as the whole around it."""
        if self.diagnostics[-1:] != [diagnostic]:
            self.diagnostics.append(diagnostic)

    def stop(self, diagnostic: Diagnostic) -> None:
        """A mistake after which reading on could only produce echoes of it."""
        self.report(diagnostic)
        self.stopped = True

    def finish(self) -> Composed:
        if not self.diagnostics and not isinstance(self.root, Mapping):
            self.report(mistakes.not_a_mapping(self.file, self.root))
        root = self.root if isinstance(self.root, Mapping) and not self.diagnostics else None
        return Composed(root, self.diagnostics)

    def feed(self, event: Event) -> None:
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, CollectionStartEvent):
            self._open(event)
        elif isinstance(event, CollectionEndEvent):
            self._close(event)
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, DocumentStartEvent):
            self._document(event)
        elif isinstance(event, DocumentEndEvent):
            self._anchors.clear()

    def _span(self, event: Event) -> Span:
        return span_between(self.file, *offsets(event))

    def _document(self, event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self.stop(mistakes.second_document(self._span(event)))

    def _scalar(self, event: ScalarEvent) -> None:
        style = _STYLES.get(event.style, "plain")
        start, end = offsets(event)
        if event.anchor is not None or event.tag is not None:
            start = properties_end(self.file.text, start, end)
        if style in ("literal", "folded"):
            end = end_of_content(self.file.text, start, end)
        elif style != "plain":
            self._quoted(style, start, end)
        span = span_between(self.file, start, end)
        scalar = Scalar(self._value(event, style, span), event.value, style, span)
        self._finished(scalar, event.anchor, _Size())

    def _quoted(self, style: ScalarStyle, start: int, end: int) -> None:
        self.quote = start
        # Only in double quotes does `\\n` mean a line break, so `"C:\\new"` would silently be something else.
        if style == "double" and (text := self.file.text[start:end])[2:4] == ":\\" and mistakes.is_windows_path(text):
            self.report(mistakes.windows_path(span_between(self.file, start, end), text))

    def _value(self, event: ScalarEvent, style: ScalarStyle, span: Span) -> Value:
        tag: str | None = event.tag
        try:
            if tag is None:
                return resolve_plain(event.value) if style == "plain" else event.value
            if tag in CORE_TAGS:
                return resolve_tagged(event.value, tag)
        except ScalarError as error:
            self.report(mistakes.bad_scalar(span, str(error)))
            return event.value
        if tag != "!":
            self.report(mistakes.unknown_tag(self._span(event), tag))
        return event.value

    def _open(self, event: CollectionStartEvent) -> None:
        is_mapping = isinstance(event, MappingStartEvent)
        if event.tag not in (None, "!", _COLLECTION_TAGS[is_mapping]):
            self.report(mistakes.unknown_tag(self._span(event), event.tag))
        start, _ = offsets(event)
        if event.anchor is not None or event.tag is not None:
            start = properties_end(self.file.text, start, len(self.file.text))
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        is_key = bool(self._stack) and self._stack[-1].expects_key()
        self._stack.append(_Open(is_mapping, bool(event.flow_style), start, event.anchor, is_key))
        if len(self._stack) > MAX_DEPTH:
            self.stop(mistakes.too_deep(span_between(self.file, start, start + 1), MAX_DEPTH))

    def _close(self, event: CollectionEndEvent) -> None:
        done = self._stack.pop()
        parts = [entry.value for entry in done.entries] if done.is_mapping else done.items
        # A block collection's own end mark lies behind the white space and comments that follow it.
        _, end = offsets(event)
        if not done.is_flow:
            last = done.entries[-1].key.span.end.offset if done.entries else done.start
            end = max([last, *(part.span.end.offset for part in parts[-1:] if self._is_inside(part, done))])
        span = span_between(self.file, done.start, end)
        node: Node = Mapping(tuple(done.entries), span) if done.is_mapping else Sequence(tuple(done.items), span)
        self._finished(node, done.anchor, done.size)

    @staticmethod
    def _is_inside(part: Node, parent: _Open) -> bool:
        """An aliased part has the span of its anchor, which lies elsewhere."""
        return part.span.start.offset >= parent.start

    def _alias(self, event: AliasEvent) -> None:
        span, name = self._span(event), event.anchor or ""
        target = self._anchors.get(name)
        if self._stack and self._stack[-1].skipping_value:
            self._finished(Scalar(None, "", "plain", span), None, _Size())  # the key is told already, and it goes too
            return
        if name not in self._anchors:
            self.report(mistakes.unknown_alias(span, name, self._anchors))
        elif target is None:
            self.report(mistakes.cyclic_alias(span, name))
        else:
            self._expand(span, *target)
            return
        self._finished(Scalar(None, "", "plain", span), None, _Size())

    def _expand(self, span: Span, node: Node, size: _Size) -> None:
        self._aliased += size.nodes
        if self._aliased > MAX_ALIASED_NODES:
            self.stop(mistakes.alias_bomb(span, MAX_ALIASED_NODES))
        elif len(self._stack) + size.deep > MAX_DEPTH + 1:
            self.stop(mistakes.too_deep(span, MAX_DEPTH))
        else:
            self._finished(node, None, size)

    def _finished(self, node: Node, anchor: str | None, size: _Size) -> None:
        if anchor is not None:
            self._anchors[anchor] = (node, size)
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        parent.size.nodes += size.nodes
        parent.size.deep = max(parent.size.deep, size.deep + 1)
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.skipping_value:
            parent.skipping_value = False
        elif parent.key is None:
            self._key(parent, node)
        else:
            parent.entries.append(Entry(parent.key, node))
            parent.key = None

    def _key(self, parent: _Open, node: Node) -> None:
        problem = mistakes.key_mistake(self.file, node, parent.keys, parent.is_flow, parent.start)
        if problem is not None:
            self.report(problem)
            parent.skipping_value = True
        elif isinstance(node, Scalar):
            parent.key = node
            parent.keys[str(node.value)] = node.span
