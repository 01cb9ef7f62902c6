"""Names, plurals, pronunciations and Markdown."""

from __future__ import annotations

import re

from heygen_build.spec.filters.arguments import locale_of, number_of, present, shown, text_of
from heygen_build.spec.filters.problem import BadArgument

_CATEGORIES = ("zero", "two", "few", "many")
_LONGEST_MARKDOWN = 100_000
"""Twenty scripts of the longest kind. Parsing takes about 5 s for a million characters of brackets."""


def slug(value: object) -> str:
    """A name for files and ids: small letters without accents, digits, and hyphens."""
    from slugify import slugify

    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    text = text_of("slug", value)
    found = str(slugify(text))
    if not found:
        raise BadArgument(f"`slug` needs a letter or a digit, and there is none in {shown(text)}")
    return found


def pronounce(value: object, spoken: object = None) -> str:
    """A text for scripts that captions show as it is, and voices say as `spoken`."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    written = text_of("pronounce", value)
    if spoken is None:
        raise BadArgument('`pronounce` needs what is said: pronounce("Hey Jen")')
    said = text_of("pronounce", spoken)
    if not written.strip() or not said.strip():
        raise BadArgument("`pronounce` needs a text that is shown and one that is said")
    return f"[{_escaped(written)}](say:{_escaped(said)})"


def _escaped(text: str) -> str:
    return re.sub(r"([\[\]()\\])", r"\\\1", text)


def pluralize(value: object, one: object = None, other: object = None, locale: object = "en", **forms: object) -> str:
    """The word that fits a number. `zero`, `two`, `few` and `many` are for locales that have such forms."""
    if one is None or other is None:
        raise BadArgument('`pluralize` needs both words: pluralize("video", "videos")')
    unknown = next((name for name in forms if name not in _CATEGORIES), None)
    if unknown is not None:
        raise BadArgument(f"`pluralize` has no form `{unknown}`: there are {', '.join(_CATEGORIES)}")
    present(value)
    amount = len(value) if isinstance(value, list | tuple | dict) else number_of("pluralize", value)
    category = locale_of("pluralize", locale).plural_form(amount)
    words = {"one": one, "other": other, **forms}
    return text_of("pluralize", words.get(category, other))


def markdown_to_text(value: object) -> str:
    """The words of a text in Markdown, as they are read aloud; say-links and pauses stay for the script."""
    from heygen_build.spec.filters.markdown import plain_text

    text = text_of("markdown_to_text", value)
    if len(text) > _LONGEST_MARKDOWN:
        raise BadArgument(f"`markdown_to_text` takes {_LONGEST_MARKDOWN:,} characters, and this text has {len(text):,}")
    return plain_text(text)
