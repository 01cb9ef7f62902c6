"""What other builds of a project order while one runs: a budget is for all of them together."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from heygen_build.store.journal import AnyFact, Intended, Journal
from heygen_build.store.ledger import entries


@dataclass(slots=True)
class Rivals:
    """Reads on in the journal of the folder, from the fact `seen` that the plan was made after.

    Steps with the keys `own` are left out: whoever orders them, this build has counted them. `slack` is how many USD
    the budget leaves beyond what this run may spend anyway.
    """

    journal: Journal
    project: str
    account: str
    own: Container[str]
    seen: int
    slack: float = 0.0
    _facts: list[AnyFact] = field(default_factory=list)
    _keys: set[str] = field(default_factory=set)

    def usd(self) -> float:
        """USD that they took of what this build may spend, as far as prices are known."""
        upto = self.journal.last_number()
        for fact in self.journal.since(self.seen) if upto > self.seen else ():
            if isinstance(fact, Intended) and self._is_rival(fact):
                self._keys.add(fact.key)
            if fact.key in self._keys:
                self._facts.append(fact)
        # A fact that came between the two questions is read twice, which changes nothing about where an order stands.
        self.seen = upto
        return max(0.0, sum(entry.owed_usd for entry in entries(self._facts)) - self.slack)

    def _is_rival(self, fact: Intended) -> bool:
        is_ours = fact.project == self.project and fact.account == self.account
        return is_ours and bool(fact.usd) and fact.key not in self.own
