"""What filters raise."""

from __future__ import annotations


class BadArgument(ValueError):
    """A value or an argument that a filter cannot use. The message says what the filter takes instead."""


class FilterFailed(Exception):
    """A filter that could not do its work; `name` is the filter's, and `reason` says why."""

    def __init__(self, name: str, reason: Exception) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"{name}: {reason}")
