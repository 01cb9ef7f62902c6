"""SSML for the draft voice: words and breaks are kept, other elements are read through."""

from __future__ import annotations

import re
from xml.etree.ElementTree import ParseError, XMLParser

from heygen_build.emulator.wire import Problem

_SECONDS = re.compile(r"([0-9]*\.?[0-9]+)s")


class _Words:
    """Collects what an XML parser finds, without building a tree (nesting costs nothing)."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition("}")[2] == "break":
            self._parts.append(_break(attributes.get("time", "")))

    def end(self, tag: str) -> None:
        """Nothing is open in a text."""

    def data(self, text: str) -> None:
        self._parts.append(text)

    def close(self) -> str:
        return "".join(self._parts)


def from_ssml(text: str) -> str:
    """Words and `<break time="Xs"/>` tags (speech, "Pauses"). 400 `tts_text_invalid` for what is not SSML."""
    if "<!" in text or "<?" in text:
        raise _refused("Declarations are not allowed in SSML")
    parser = XMLParser(target=_Words())
    try:
        parser.feed(text if text.lstrip().startswith("<speak") else f"<speak>{text}</speak>")
        return str(parser.close())
    except (ParseError, ValueError) as wrong:
        raise _refused(f"The text is not well-formed SSML: {wrong}") from wrong


def _break(time: str) -> str:
    match = _SECONDS.fullmatch(time)
    if match is None:
        raise _refused('A break needs time="Xs" with seconds')
    return f' <break time="{match[1]}s"/> '


def _refused(message: str) -> Problem:
    return Problem(400, "tts_text_invalid", message, param="text")
