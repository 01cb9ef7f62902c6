"""Single pictures out of films: a poster, and a sheet of frames that shows a whole film at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import av
from PIL import Image, ImageDraw

from heygen_build.media.bidi import base_direction
from heygen_build.media.conform import Conformer
from heygen_build.media.marking import save_jpeg, save_png
from heygen_build.media.model import Canvas, MediaError, SourceType
from heygen_build.media.reading import opened, video_stream
from heygen_build.media.text import TextStyle, draw_lines, wrap
from heygen_build.media.yuv import to_image
from heygen_build.units import Color

_QUALITY = 90
_PAPER, _INK, _FAINT = Color(247, 248, 250), Color(28, 34, 44), Color(118, 126, 140)
_OVERSAMPLING = 4


@dataclass(frozen=True, slots=True)
class Shot:
    """A moment of a film (`at`, seconds) and what to write under it: a heading and a line or two of text."""

    at: float
    heading: str
    text: str = ""


def frame_at(video: Path, at: float) -> Image.Image:
    """The frame shown at `at` seconds as an RGB picture of the video's own size; past the end, the last one."""
    with opened(video) as container:
        stream = video_stream(container)
        if stream is None:
            raise MediaError("no_video", f"{video.name} holds no picture")
        zero = (container.start_time or 0) / av.time_base
        container.seek(round((zero + max(0.0, at)) * av.time_base))
        found: av.VideoFrame | None = None
        for frame in container.decode(stream):
            if found is not None and (frame.time or 0.0) - zero > at + 1e-6:
                break
            found = frame
        if found is None:
            raise MediaError("undecodable", f"{video.name} holds no picture at {at:.2f} s")
        canvas = Canvas(found.width - found.width % 2, found.height - found.height % 2)
        return to_image(Conformer(canvas, "cover")(found))


def poster(video: Path, at: float, out: Path, *, source: SourceType | None = None) -> None:
    """The frame at `at` seconds as a JPEG, marked with its digital source type."""
    _save(frame_at(video, at), out, source)


def thumbnail(video: Path, at: float, out: Path, *, width: int, source: SourceType | None = None) -> None:
    """The frame at `at` seconds, `width` pixels wide (never larger than it is), as a JPEG."""
    frame = frame_at(video, at)
    width = min(width, frame.width)
    size = (width, max(1, round(frame.height * width / frame.width)))
    _save(frame.resize(size, Image.Resampling.LANCZOS), out, source)


def contact_sheet(
    video: Path,
    shots: Sequence[Shot],
    out: Path,
    *,
    columns: int = 3,
    width: int = 1500,
    source: SourceType | None = None,
) -> None:
    """A grid of frames in even columns, each with its heading and text below; JPEG or PNG by the name of `out`."""
    if not shots:
        raise ValueError("a contact sheet needs at least one shot")
    gap = round(width * 0.02)
    columns = min(columns, len(shots))
    cell = (width - gap * (columns + 1)) // columns
    cells = [_cell(frame_at(video, shot.at), shot, cell) for shot in shots]
    rows = [cells[index : index + columns] for index in range(0, len(cells), columns)]
    heights = [max(picture.height for picture in row) for row in rows]
    sheet = Image.new("RGB", (width, sum(heights) + gap * (len(rows) + 1)), _rgb(_PAPER))
    top = gap
    for row, height in zip(rows, heights, strict=True):
        for index, picture in enumerate(row):
            sheet.paste(picture, (gap + index * (cell + gap), top))
        top += height + gap
    _save(sheet, out, source)


def _cell(frame: Image.Image, shot: Shot, width: int) -> Image.Image:
    size = max(11, round(width * 0.036))
    picture = _rounded(frame.resize((width, ceil(frame.height * width / frame.width)), Image.Resampling.LANCZOS))
    labels = [_label(shot.heading, TextStyle(size, 700, _INK, "start"), width, 1)]
    if shot.text:
        labels.append(_label(shot.text, TextStyle(size, 400, _FAINT, "start"), width, 2))
    gap = round(size * 0.5)
    cell = Image.new("RGB", (width, picture.height + gap + sum(label.height for label in labels)), _rgb(_PAPER))
    cell.paste(picture, (0, 0), picture)
    top = picture.height + gap
    for label in labels:
        cell.paste(label, (width - label.width if base_direction(shot.text) == "rtl" else 0, top), label)
        top += label.height
    return cell


def _label(text: str, style: TextStyle, width: int, lines: int) -> Image.Image:
    found = wrap(text, style, width - style.size // 2)
    if len(found) > lines:
        found = (*found[: lines - 1], f"{found[lines - 1].rstrip(' ,;:.')} …")
    return draw_lines(found, style)


def _rounded(picture: Image.Image) -> Image.Image:
    """Soft corners, because frames of all colors then look like cards of one deck."""
    scale = _OVERSAMPLING
    mask = Image.new("L", (picture.width * scale, picture.height * scale))
    box = (0, 0, mask.width - 1, mask.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, radius=round(picture.width * 0.02) * scale, fill=255)
    result = picture.convert("RGBA")
    result.putalpha(mask.resize(picture.size, Image.Resampling.BOX))
    return result


def _rgb(color: Color) -> tuple[int, int, int]:
    return color.red, color.green, color.blue


def _save(picture: Image.Image, out: Path, source: SourceType | None) -> None:
    """Written beside `out` and renamed, so that nobody ever sees half a picture."""
    partial = out.with_name(f".{out.stem}.partial{out.suffix}")
    try:
        if out.suffix.lower() == ".png":
            save_png(picture, partial, source)
        else:
            save_jpeg(picture, partial, source, quality=_QUALITY)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
