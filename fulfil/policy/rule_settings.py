"""What a policy says of one rule."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import Field

from ..grades import Concern, Handoff, Severity  # noqa: TC001  (Pydantic reads them at run time)
from .limits import Limits

if TYPE_CHECKING:
    from ..rules.rule import Rule


class RuleProperties(Limits):
    """The properties of a rule that a policy may change; None leaves the rule's own.

    Args:
        severity: how bad its findings are.
        handoff: what the gate before waybills does with an order that has one.
        concern: whether it tells of data that disagree, or of a clock that ran out.
        enabled: whether it is checked at all; it counts before `select` and `ignore`.
    """

    severity: Severity | None = None
    handoff: Handoff | None = None
    concern: Concern | None = None
    enabled: bool | None = None

    def over(self, rule: Rule) -> Rule:
        """The rule with these properties."""
        severity, handoff, concern = self.severity, self.handoff, self.concern
        if severity is None and handoff is None and concern is None:
            return rule
        return replace(
            rule,
            severity=severity or rule.severity,
            handoff=handoff or rule.handoff,
            concern=concern or rule.concern,
        )


class RuleSettings(RuleProperties):
    """What a policy says of one rule, its properties and how much the gate lets pass.

    A rule with `max_count` or `max_rate` reaches the gate by these alone, whatever its severity.

    Args:
        max_count: so many findings may pass.
        max_rate: such a share may pass of what the rule could judge: of the rows, orders, parcels or
            returns that its findings are about.
    """

    max_count: int | None = Field(default=None, ge=0)
    max_rate: float | None = Field(default=None, ge=0, le=1)

    @property
    def is_gated(self) -> bool:
        """Whether a count or a rate decides."""
        return self.max_count is not None or self.max_rate is not None
