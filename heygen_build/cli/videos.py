"""`heygen-build videos`: what the account rendered, by whatever program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from heygen_build.backends import Connection, World
from heygen_build.cli.account_session import asked_account, say_source, source_of
from heygen_build.cli.console import ask, is_terminal, print_json, say, width
from heygen_build.cli.parser import Arguments
from heygen_build.cli.table import Column, details, table
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.heygen.errors import ApiError, LinkExpired
from heygen_build.heygen.wire import Video

COLUMNS = (
    Column("title", flexible=True),
    Column("id"),
    Column("status", 1),
    Column("seconds", 3, right=True),
    Column("made", 2),
)
SHOWN = 20
NOT_AGREED = 5
_NO_IDS = ("", ".", "..")
USAGE = 2


class VideoRow(BaseModel):
    """A video of the account. Links are temporary; times are Unix seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str | None
    status: str
    created: float | None
    seconds: float | None
    video: str | None
    subtitles: str | None
    thumbnail: str | None
    page: str | None
    failure_code: str | None
    failure_message: str | None


class VideosReport(BaseModel):
    """The answer of `heygen-build videos … --json`. Its schema is `schemas/videos.v1.json`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    videos: Literal[1] = 1
    source: str
    items: tuple[VideoRow, ...]
    files: tuple[str, ...] = Field(default=(), description="What was downloaded.")
    deleted: tuple[str, ...] = ()


def run(arguments: Arguments, world: Callable[[], World]) -> int:
    """Lists, shows, downloads or deletes videos."""
    work = {"list": _list, "show": _show, "download": _download, "delete": _delete}[arguments.asked.action]
    if arguments.asked.action != "list" and not arguments.asked.words:
        message = f"`videos {arguments.asked.action}` needs the id of a video"
        raise BuildError([Diagnostic("HB0617", message, hint="`videos list` shows them")])

    async def ask_it(connection: Connection) -> int:
        if not arguments.json:
            say_source("videos", connection, arguments)
        return await work(connection, arguments)

    return asked_account(arguments, world(), ask_it)


async def _list(connection: Connection, arguments: Arguments) -> int:
    asked = arguments.asked
    found: list[Video] = []
    most = asked.limit or SHOWN
    async for video in connection.client.list_videos(title=" ".join(asked.words) or None):
        if asked.status in (None, video.status):
            found.append(video)
        if len(found) > most:
            break
    shown = found[:most]
    if arguments.json:
        _print(connection, arguments, shown)
    elif not shown:
        say("no video matches" if asked.words or asked.status else "the account has no videos yet")
    else:
        print(table(COLUMNS, [_cells(video) for video in shown], width()))
        if len(found) > most:
            say("and more; --limit shows them")
    return 0


def _cells(video: Video) -> tuple[str, ...]:
    seconds = "" if video.duration is None else f"{video.duration:.1f}"
    return video.title or "", video.id, video.status, seconds, _moment(video.created_at)


def _moment(at: float | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M")


async def _show(connection: Connection, arguments: Arguments) -> int:
    videos = [await _video(connection, video_id) for video_id in arguments.asked.words]
    if arguments.json:
        _print(connection, arguments, videos)
    else:
        print("\n\n".join(map(_details, videos)))
    return 0


async def _video(connection: Connection, video_id: str) -> Video:
    """Raises BuildError where the account has no such video."""
    hint = "`videos list` shows them; videos of other accounts are not seen"
    unknown = BuildError([Diagnostic("HB0617", f"the account has no video {video_id or '(without an id)'}", hint=hint)])
    if video_id in _NO_IDS:
        raise unknown
    try:
        return await connection.client.get_video(video_id)
    except ApiError as error:
        if error.category != "not_found":
            raise
        raise unknown from error


def _details(video: Video) -> str:
    failure = ": ".join(part for part in (video.failure_code, video.failure_message) if part)
    return details(
        [
            ("title", video.title),
            ("id", video.id),
            ("status", video.status),
            ("failure", failure),
            ("seconds", None if video.duration is None else f"{video.duration:.2f}"),
            ("made", _moment(video.created_at)),
            ("page", video.video_page_url),
            ("video", video.video_url),
            ("subtitles", video.subtitle_url),
            ("picture", video.thumbnail_url),
        ]
    )


async def _download(connection: Connection, arguments: Arguments) -> int:
    folder = Path(arguments.asked.to or ".")
    videos = [await _video(connection, video_id) for video_id in arguments.asked.words]
    files: list[str] = []
    for video in videos:
        if video.video_url is None:
            message = f"the video {video.id} cannot be downloaded: its status is `{video.status}`"
            raise BuildError([Diagnostic("HB0617", message, hint="try again when it is completed")], exit_code=1)
        suffix = ".webm" if ".webm" in video.video_url.partition("?")[0] else ".mp4"
        target = folder / f"{video.id}{suffix}"
        await _fetch(connection, video, target)
        files.append(str(target))
        if not arguments.json:
            print(target)
    if arguments.json:
        _print(connection, arguments, videos, files=tuple(files))
    return 0


async def _fetch(connection: Connection, video: Video, target: Path) -> None:
    """By a fresh link, where the first one has expired."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            await connection.client.download(video.video_url or "", target)
        except LinkExpired:
            fresh = await _video(connection, video.id)
            await connection.client.download(fresh.video_url or "", target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BuildError([Diagnostic("HB0706", f"`{target}` cannot be written: {reason}")], exit_code=1) from error


async def _delete(connection: Connection, arguments: Arguments) -> int:
    """Asks first: what is deleted at HeyGen is gone, and a lock file may still count on it."""
    videos = [await _video(connection, video_id) for video_id in arguments.asked.words]
    if not arguments.yes:
        if not is_terminal():
            hint = "say `--yes` to delete without being asked"
            raise BuildError([Diagnostic("HB0618", "deleting needs a yes", hint=hint)], exit_code=NOT_AGREED)
        for video in videos:
            say(f"  {video.title or 'without a title'}  {video.id}")
        if not ask(f"Delete {len(videos)} video{'s' if len(videos) != 1 else ''} for good?"):
            say("nothing was deleted")
            return NOT_AGREED
    for video in videos:
        await connection.client.delete_video(video.id)
        if not arguments.json:
            print(video.id)
    if arguments.json:
        _print(connection, arguments, (), deleted=tuple(video.id for video in videos))
    return 0


def _print(
    connection: Connection,
    arguments: Arguments,
    videos: tuple[Video, ...] | list[Video],
    *,
    files: tuple[str, ...] = (),
    deleted: tuple[str, ...] = (),
) -> None:
    source = source_of(connection, arguments)
    print_json(VideosReport(source=source, items=tuple(map(_row, videos)), files=files, deleted=deleted), alone=True)


def _row(video: Video) -> VideoRow:
    return VideoRow(
        id=video.id,
        title=video.title,
        status=video.status,
        created=video.created_at,
        seconds=video.duration,
        video=video.video_url,
        subtitles=video.subtitle_url,
        thumbnail=video.thumbnail_url,
        page=video.video_page_url,
        failure_code=video.failure_code,
        failure_message=video.failure_message,
    )
