"""What a rule's findings are about, and how much of it there was: what a rate is a share of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .rules.rule import Scope
from .tables import Subject

if TYPE_CHECKING:
    import polars as pl

    from .facts.run_facts import RunFacts
    from .findings import RuleFindings
    from .rules.rule import Rule

#: The units that a rate can be told in.
UNITS: Final = ("rows", "orders", "parcels", "returns")
_SINGLE: Final = (Scope.ROW, Scope.EXPORT)


def unit_of(rule: Rule) -> str:
    """What one finding of a rule is about: one of `UNITS`."""
    if rule.scope in _SINGLE:
        return "rows"
    if rule.scope is Scope.PARCEL:
        return "parcels"
    return "returns" if rule.subjects == (Subject.RETURNS,) else "orders"


def judged_units(found: RuleFindings, facts: RunFacts) -> int:
    """How many of its units a rule could judge.

    Rows are those that the rule judged. Orders, parcels and returns are those of the files that are judged
    at all, whether or not the rule has something to say of each.
    """
    unit = unit_of(found.rule)
    if unit == "parcels" and facts.fulfilment is not None:
        return facts.fulfilment.parcels.height
    if unit == "returns" and facts.cases is not None:
        return facts.cases.cases.height
    if unit == "orders":
        return facts.spine.filter("judged")["order"].drop_nulls().n_unique()
    return found.judged


def flagged_units(found: RuleFindings, rows: pl.DataFrame, facts: RunFacts) -> int:
    """How many of its units have a finding.

    Args:
        found: the rule's findings.
        rows: those of them that count.
        facts: the facts of the run.
    """
    if rows.is_empty() or "row" not in rows.columns:
        return rows.height
    at = rows["row"].drop_nulls().unique()
    if unit_of(found.rule) == "orders":
        orders = facts.spine["order"].gather(at)
        return orders.drop_nulls().n_unique() + orders.null_count()
    return at.len() + rows["row"].null_count()
