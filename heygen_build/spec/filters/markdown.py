"""Markdown to the words in it. Paragraphs, headings and items of lists become paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from heygen_build.script.parse import BREAK

_NOT_READ = ("fence", "code_block", "html_block", "hr")
"""Blocks that nobody reads aloud."""


def plain_text(markdown: str) -> str:
    """One paragraph for each block of text."""
    blocks = (block for token in _parser().parse(markdown) for block in _block(token))
    return "\n\n".join(block for block in blocks if block)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # An address like `say:Hey Jen` has a blank in it, so that Markdown sees no link there; it stays as it is written.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _block(token: Token) -> Iterator[str]:
    if token.type in _NOT_READ:
        return
    if token.type == "inline":
        yield " ".join("".join(_inline(token.children or ())).split())


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    closing: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type == "image":
            yield from _inline(token.children or ())
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "html_inline" and BREAK.fullmatch(token.content):
            yield f" {token.content} "
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            is_said = address.startswith("say:")
            yield "[" if is_said else ""
            closing.append(f"]({address})" if is_said else "")
        elif token.type == "link_close":
            yield closing.pop()
