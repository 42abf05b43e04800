"""Judges the rules that must see more than one row, once all blocks have been read: all in one plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .facts.spine import with_lines
from .findings import RuleFindings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .facts.run_facts import RunFacts
    from .policy.policy import Policy
    from .rules.rule import Rule
    from .tables import Subject

NOTHING = pl.DataFrame(schema={"row": pl.UInt32, "file": pl.UInt16})


def judged_together(rules: Sequence[Rule], facts: RunFacts, policy: Policy) -> Mapping[str, RuleFindings]:
    """What the rules find in a run, by code; none of them has been folded.

    Args:
        rules: rules of any scope but the row.
        facts: the facts of the run.
        policy: the limits.
    """
    plans = {(rule.code, "found"): rule.check(facts, policy) for rule in rules}
    for rule in rules:
        if rule.unknown is not None:
            plans[rule.code, "unknown"] = rule.unknown(facts, policy).select(pl.len())
    told = dict(zip(plans, pl.collect_all(list(plans.values())), strict=True))
    judged: dict[tuple[Subject, ...], int] = {}
    findings = {}
    for rule in rules:
        if rule.subjects not in judged:
            concerned = facts.spine["subject"].is_in([subject.value for subject in rule.subjects])
            judged[rule.subjects] = int((facts.spine["judged"] & concerned).sum())
        rows = told[rule.code, "found"]
        if "file" not in rows.columns:
            rows = with_lines(rows, facts.spine, "file")
        unknown = told[rule.code, "unknown"].item() if rule.unknown is not None else 0
        findings[rule.code] = RuleFindings(rule, rows, NOTHING, judged[rule.subjects] - unknown, unknown)
    return findings
