"""The excerpt under a message: source lines with numbers, and carets over exactly the wrong part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heygen_build.diagnostics.columns import cells_of, text_width, visible
from heygen_build.diagnostics.lines import line_text
from heygen_build.diagnostics.model import Label, SourceFile
from heygen_build.diagnostics.style import Paint, wrapped


@dataclass(frozen=True, slots=True)
class _Mark:
    """A label as drawn: on one line, from cell `start` for at least one cell."""

    line: int
    start: int
    end: int
    message: str
    primary: bool
    opens: bool = False
    """Where a span of several lines begins: drawn up to the end of its first line."""


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of a long line that is shown: the text, and how far cells moved to the left."""

    text: str
    shift: int
    width: int


def excerpt(labels: tuple[Label, ...], *, gutter: int, width: int, paint: Paint) -> Iterator[str]:
    """Rows for all labels, file by file; the file of the first label comes first. `width` counts terminal cells."""
    files = list(dict.fromkeys(label.span.file for label in labels))
    for number, file in enumerate(files):
        own = [label for label in labels if label.span.file is file]
        yield paint.gutter(f"{' ' * gutter}{'-->' if number == 0 else ':::'} ") + _place(own[0])
        yield from _file_rows(file, own, labels[0], gutter, width, paint)


def gutter_width(labels: tuple[Label, ...]) -> int:
    """Digits of the largest line number that is shown."""
    return max((len(str(label.span.end.line + 1)) for label in labels), default=1)


def _place(label: Label) -> str:
    start = label.span.start
    return f"{visible(label.span.file.path)}:{start.line + 1}:{start.column + 1}"


def _file_rows(
    file: SourceFile, labels: list[Label], primary: Label, gutter: int, width: int, paint: Paint
) -> Iterator[str]:
    marks = sorted(
        (mark for label in labels for mark in _marks(label, label is primary)),
        key=lambda mark: (mark.line, not mark.primary, mark.start),
    )
    yield paint.gutter(f"{' ' * gutter} |")
    previous: int | None = None
    for line in dict.fromkeys(mark.line for mark in marks):
        if previous is not None and line == previous + 2:
            yield _source_row(_window(file, previous + 1, [], width - gutter - 3), previous + 1, gutter, paint)
        elif previous is not None and line > previous + 1:
            yield paint.gutter("...")
        own = [mark for mark in marks if mark.line == line]
        window = _window(file, line, own, width - gutter - 3)
        yield _source_row(window, line, gutter, paint)
        for mark in own:
            yield from _mark_rows(mark, window, gutter, paint)
        previous = line


def _marks(label: Label, primary: bool) -> Iterator[_Mark]:
    """A span of several lines is marked where it begins (to the end of the line) and where it ends."""
    start, end, file = label.span.start, label.span.end, label.span.file
    if end.line > start.line and not line_text(file, end.line)[: end.column].strip():
        # The span ends in the white space before the next thing: its last line of content is the one to show.
        last = max(
            (n for n in range(start.line, end.line) if line_text(file, n).strip() or n == start.line),
            default=start.line,
        )
        end_line, end_column = last, len(line_text(file, last))
    else:
        end_line, end_column = end.line, end.column
    if end_line == start.line:
        yield _mark(file, start.line, start.column, end_column, label.message, primary)
        return
    first = line_text(file, start.line)
    yield _mark(file, start.line, start.column, len(first.rstrip()), "", primary, opens=True)
    text = line_text(file, end_line)
    yield _mark(file, end_line, len(text) - len(text.lstrip()), end_column, label.message, primary)


def _mark(
    file: SourceFile, line: int, start: int, end: int, message: str, primary: bool, *, opens: bool = False
) -> _Mark:
    cells = cells_of(line_text(file, line))
    left = text_width("".join(cells[:start])) + max(0, start - len(cells))
    right = left + text_width("".join(cells[start:end]))
    return _Mark(line, left, max(right, left + 1), message, primary, opens)


def _window(file: SourceFile, line: int, marks: list[_Mark], room: int) -> _Window:
    """The whole line where it fits; otherwise as much as fits around the first mark, with an ellipsis where cut."""
    cells = cells_of(line_text(file, line))
    if text_width("".join(cells)) <= room:
        return _Window("".join(cells).rstrip(), 0, room)
    target = marks[0] if marks else _Mark(line, 0, 1, "", primary=False)
    wanted = min(target.end - target.start, room - 2)
    left = max(0, target.start - max(2, (room - wanted) // 2)) if target.end > room - 1 else 0
    return _cut(cells, left, room)


def _cut(cells: list[str], left: int, room: int) -> _Window:
    """Cells from column `left` on, at most `room` columns including the ellipses."""
    column, shown, used = 0, [], 1 if left else 0
    rest = False
    for cell in cells:
        size = text_width(cell)
        if column >= left:
            if used + size > room - 1:
                rest = True
                break
            shown.append(cell)
            used += size
        column += size
    first = next((c for c in _starts(cells) if c >= left), left)
    return _Window(("…" if left else "") + "".join(shown) + ("…" if rest else ""), first - (1 if left else 0), room)


def _starts(cells: list[str]) -> Iterator[int]:
    column = 0
    for cell in cells:
        yield column
        column += text_width(cell)


def _source_row(window: _Window, line: int, gutter: int, paint: Paint) -> str:
    return (paint.gutter(f"{line + 1:>{gutter}} | ") + window.text).rstrip()


def _mark_rows(mark: _Mark, window: _Window, gutter: int, paint: Paint) -> Iterator[str]:
    """The carets, with the message beside them where it fits and below them where it does not."""
    start = min(max(mark.start - window.shift, 0), window.width - 1)
    end = min(max(mark.end - window.shift, start + 1), window.width)
    sign = ("^" if mark.primary else "-") * (end - start)
    color = paint.error if mark.primary else paint.gutter
    lead = paint.gutter(f"{' ' * gutter} | ")
    message = visible(mark.message)
    if not message:
        yield lead + " " * start + color(sign + (" …" if mark.opens and end + 2 <= window.width else ""))
    elif end + 1 + text_width(message) <= window.width:
        yield lead + " " * start + color(f"{sign} {message}")
    else:
        yield lead + " " * start + color(sign)
        indent = min(start, max(0, window.width - text_width(message)), window.width // 2)
        for row in wrapped(message, window.width - indent):
            yield lead + " " * indent + color(row)
