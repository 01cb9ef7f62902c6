"""Options of the verbs that look at an account: avatars, voices, templates, styles, videos, account."""

from __future__ import annotations

import argparse
from dataclasses import dataclass

LISTS = ("avatars", "voices", "templates", "styles")
ACCOUNT_VERBS = (*LISTS, "videos", "account")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an account. `words` are what to search for, or the ids and names that are meant."""

    action: str = "list"
    words: tuple[str, ...] = ()
    refresh: bool = False
    limit: int | None = None
    private: bool = False
    public: bool = False
    type: str | None = None
    engine: str | None = None
    language: str | None = None
    gender: str | None = None
    orientation: str | None = None
    ratio: str | None = None
    status: str | None = None
    to: str | None = None


NOTHING = Asked()


def add_account_options(verb: str, parser: argparse.ArgumentParser) -> None:
    """Options of one of ACCOUNT_VERBS; `asked_of` reads what was typed."""
    parser.add_argument("--json", action="store_true", help="the result as JSON on stdout")
    parser.add_argument("--draft", action="store_true", help="ask the built-in emulator, even where a key is set")
    parser.add_argument("--color", choices=("auto", "always", "never"), help="color in messages (default: auto)")
    if verb == "videos":
        _video_options(parser)
    elif verb in LISTS:
        _list_options(verb, parser)


def _list_options(verb: str, parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=("list", "search", "show"), default="list", help="what to do (default: list)"
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="search: all of these words; show: a name or an id")
    parser.add_argument("--limit", type=_count, metavar="N", help="at most N rows")
    parser.add_argument("--refresh", action="store_true", help="ask HeyGen again instead of today's copy")
    if verb in ("avatars", "voices"):
        parser.add_argument("--private", action="store_true", help="only those of the account itself")
        parser.add_argument("--public", action="store_true", help="only those that HeyGen offers to everybody")
        parser.add_argument("--gender", choices=("female", "male"), help="only of this gender")
    if verb == "avatars":
        types = ("photo_avatar", "digital_twin", "studio_avatar")
        parser.add_argument("--type", choices=types, help="only looks of this type")
        parser.add_argument("--engine", choices=("avatar_v", "avatar_iv", "avatar_iii"), help="only with this engine")
        parser.add_argument("--orientation", choices=("landscape", "portrait", "square"), help="only in this format")
    if verb == "voices":
        parser.add_argument("--language", metavar="NAME", help="only of this language: a name such as English, or en")
        parser.add_argument("--engine", choices=("starfish",), help="only voices that speak without an avatar")
    if verb in ("templates", "styles"):
        parser.add_argument("--ratio", metavar="16:9", help="only in this aspect ratio")


def _video_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        choices=("list", "show", "delete", "download"),
        default="list",
        help="what to do (default: list)",
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="list: a part of the title; else ids of videos")
    parser.add_argument("--limit", type=_count, metavar="N", help="at most N rows (default: 20)")
    parser.add_argument("--status", choices=("pending", "processing", "completed", "failed"), help="only with it")
    parser.add_argument("--to", metavar="FOLDER", help="where downloads go (default: here)")
    parser.add_argument("-y", "--yes", action="store_true", help="delete without asking")


def asked_of(fields: dict[str, object]) -> Asked:
    """Takes what belongs to `Asked` out of the parsed fields."""
    names = [name for name in Asked.__dataclass_fields__ if name in fields]
    mine = {name: fields.pop(name) for name in names}
    if "words" in mine:
        mine["words"] = tuple(mine["words"])  # type: ignore[arg-type]  # argparse gives a list of texts
    return Asked(**mine)  # type: ignore[arg-type]  # argparse checked the types


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 1_000_000):
        raise argparse.ArgumentTypeError(f"expected a number from 1, got {text!r}")
    return int(text)
