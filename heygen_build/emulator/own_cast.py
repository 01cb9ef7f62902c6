"""What an account has made and changed among looks, groups and voices, laid over the catalog that everybody sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol, TypeVar

from heygen_build.emulator.catalog import Catalog, CloneStatus, Group, Look, LookStatus, Voice
from heygen_build.emulator.jobs import Job, Status
from heygen_build.emulator.state import State


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=_Named)

Kind = Literal["look", "group", "voice"]
_LOOK_WORDS: Mapping[Status, LookStatus] = {
    "pending": "processing",
    "processing": "processing",
    "completed": "completed",
    "failed": "failed",
}
_CLONE_WORDS: Mapping[Status, CloneStatus] = {
    "pending": "processing",
    "processing": "processing",
    "completed": "complete",
    "failed": "failed",
}


@dataclass(frozen=True, slots=True)
class OwnCast:
    """The account's tables. A row replaces what the catalog has under its id; `gone` holds what was deleted.

    The id of a look or a voice that was made here is that of the job that made it.
    """

    state: State

    @property
    def looks(self) -> dict[str, Look]:
        return self.state.table("looks", Look)

    @property
    def groups(self) -> dict[str, Group]:
        return self.state.table("groups", Group)

    @property
    def voices(self) -> dict[str, Voice]:
        return self.state.table("voices", Voice)

    @property
    def gone(self) -> dict[str, str]:
        return self.state.table("gone", str)

    def remove(self, kind: Kind, item_id: str) -> None:
        """Take a look, group or voice away. A look and its group may share an id, so that the kind is part of it."""
        self.gone[f"{kind}:{item_id}"] = kind

    def is_gone(self, kind: Kind, item_id: str) -> bool:
        """Whether it was deleted."""
        return f"{kind}:{item_id}" in self.gone

    @property
    def is_empty(self) -> bool:
        return not (self.looks or self.groups or self.voices or self.gone)

    def job(self, item_id: str) -> Job | None:
        """The job that makes or made a look or a voice."""
        return self.state.any_job(item_id)

    def over(self, seeded: Catalog, status: Callable[[Job], Status]) -> Catalog:
        """The catalog as this account sees it now; `status` tells how the jobs are that make its looks and voices."""
        if self.is_empty:
            return seeded
        groups = self._laid("group", seeded.groups, self.groups)
        consents = {group.id: group.consent for group in groups}

        def look_now(look: Look) -> Look:
            job = self.job(look.id)
            word = look.status if job is None else _LOOK_WORDS[status(job)]
            pending = word in ("completed", "pending_consent") and look.status is not None
            if pending:
                word = "pending_consent" if consents.get(look.group_id) == "pending" else "completed"
            return replace(look, status=word)

        def voice_now(voice: Voice) -> Voice:
            job = self.job(voice.id)
            return voice if job is None else replace(voice, status=_CLONE_WORDS[status(job)])

        looks = tuple(map(look_now, self._laid("look", seeded.looks, self.looks)))
        voices = tuple(map(voice_now, self._laid("voice", seeded.voices, self.voices)))
        return Catalog(tuple(_group_now(group, looks) for group in groups), looks, voices)

    def _laid(self, kind: Kind, seeded: tuple[Item, ...], own: Mapping[str, Item]) -> tuple[Item, ...]:
        known = {item.id for item in seeded}
        changed = [own.get(item.id, item) for item in seeded]
        made = [item for item in own.values() if item.id not in known]
        return tuple(item for item in (*changed, *made) if not self.is_gone(kind, item.id))


def _group_now(group: Group, looks: tuple[Look, ...]) -> Group:
    """A private group is what its looks are: usable once one of them is."""
    if group.ownership == "public":
        return group
    words = [look.status for look in looks if look.group_id == group.id]
    order: tuple[LookStatus, ...] = ("completed", "pending_consent", "processing", "failed")
    return replace(group, status=next((word for word in order if word in words), group.status))
