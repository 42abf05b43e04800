"""Judges the rules that must see more than one row, once all blocks have been read."""

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
    judged: dict[tuple[Subject, ...], int] = {}
    findings = {}
    for rule in rules:
        if rule.subjects not in judged:
            concerned = facts.spine["subject"].is_in([subject.value for subject in rule.subjects])
            judged[rule.subjects] = int((facts.spine["judged"] & concerned).sum())
        rows = rule.check(facts, policy).collect()
        if "file" not in rows.columns:
            rows = with_lines(rows, facts.spine, "file")
        unknown = 0
        if rule.unknown is not None:
            unknown = rule.unknown(facts, policy).select(pl.len()).collect().item()
        findings[rule.code] = RuleFindings(rule, rows, NOTHING, judged[rule.subjects] - unknown, unknown)
    return findings
