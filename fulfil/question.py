"""What a run is asked: how to read, what to judge by, and which rules."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .exports.export import Reading
from .policy.policy import Policy
from .rules.registry import RULES
from .rulings import is_on, ruled
from .suppression.silencing import Silencing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from .facts.coverage import Coverage
    from .lock.delivery import Delivery
    from .rules.rule import Rule
    from .sets.compatibility import Compatibility
    from .sets.kits import Kits
    from .tables import Subject


@dataclass(frozen=True, slots=True)
class Question:
    """What a run is asked.

    Args:
        forced: path -> what the file is to be read for, whatever else it tells of.
        only_due: judge due lines only, as the gate before waybills does.
        codes: the rules to check, such as `RET001`; None for all.
        as_of: the moment that ages are counted to, or None for the latest event in the files.
        coverage: where carriers deliver.
        kits: which SKUs are shipped when a kit is ordered.
        compatibility: which models make a set with each other.
        delivery: what the files are compared with, how old they may be, and how much they must hold.
        policy: the limits.
        own: rules of the user's own, by code; they are checked after those that ship.
        judged_by: the files and shipped policies that the limits come from.
        reading: how to read the exports.
        progress: told the bytes read so far and the bytes of all inputs.
        silencing: what to be silent about, and what to compare with.
    """

    forced: Mapping[str, Subject] = field(default_factory=dict)
    only_due: bool = False
    codes: frozenset[str] | None = None
    as_of: datetime | None = None
    coverage: Coverage | None = None
    kits: Kits | None = None
    compatibility: Compatibility | None = None
    delivery: Delivery | None = None
    policy: Policy = field(default_factory=Policy)
    own: tuple[Rule, ...] = ()
    judged_by: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)
    progress: Callable[[int, int], None] | None = None
    silencing: Silencing = field(default_factory=Silencing)

    def given(self, policy: Policy) -> frozenset[str]:
        """The tables beside the exports, as the `table.column` that rules name in their needs.

        Args:
            policy: the policy of the run, or what it is where an override counts.
        """
        tables = {"coverage.served": self.coverage, "freight.price": policy.freight}
        given = frozenset(name for name, table in tables.items() if table is not None)
        return given | (self.delivery.given if self.delivery is not None else frozenset())

    @property
    def every(self) -> tuple[Rule, ...]:
        """All rules that the run could check, as they are without a policy."""
        return tuple(rule for rule in (*RULES, *self.own) if self._asks(rule))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules to check, in report order, as the policy has them."""
        return ruled(self.every, self.policy)

    @property
    def off(self) -> tuple[Rule, ...]:
        """The rules that the policy has not checked."""
        return tuple(rule for rule in self.every if not is_on(rule, self.policy))

    def _asks(self, rule: Rule) -> bool:
        return (self.codes is None or rule.code in self.codes) and not (self.only_due and rule.across)

    def reading_of(self, path: str) -> Reading:
        """How to read one of the inputs."""
        subject = self.forced.get(path)
        return self.reading if subject is None else replace(self.reading, subjects=frozenset({subject}))
