"""YAML as libyaml reads it: a tenth of the time of the pure Python parser, with marks that count characters."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from yaml._yaml import CParser
from yaml.events import Event


@contextmanager
def garbage_collector_paused() -> Iterator[None]:
    """Because composing makes a million objects and no garbage, the collector would walk them all again and again:
    it more than doubled the time of a file with 10,000 scenes."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def events(text: str) -> Iterator[Event]:
    """The events of a text. Raises yaml.YAMLError where it is not well-formed."""
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()


def offsets(event: Event) -> tuple[int, int]:
    """Start and end in characters; only events made by hand have no marks."""
    if event.start_mark is None or event.end_mark is None:
        raise TypeError("an event of the parser without marks")
    return event.start_mark.index, event.end_mark.index
