"""What all rules say of what was gathered, by one policy; nothing is folded yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .findings import RuleFindings
from .judging import NOTHING, judged_together
from .rules.rule import Scope
from .tables import COLUMNS_OF, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from .exports.export import Export
    from .facts.run_facts import RunFacts
    from .gather import Gather
    from .policy.overrides import Override
    from .rules.rule import Rule

#: A rule, the columns that were missing, and the file's path.
NotChecked = tuple["Rule", tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a policy's rules found.

    Args:
        facts: the facts of the run, as far as limits go by this policy.
        findings: by rule, in report order.
        not_checked: what could not be checked, and why.
        unasked: the codes of the rules that no file allowed to check.
        unfit: the overrides of the policy by which no row is judged.
    """

    facts: RunFacts
    findings: tuple[RuleFindings, ...]
    not_checked: tuple[NotChecked, ...]
    unasked: frozenset[str]
    unfit: tuple[Override, ...] = ()


def judgement(
    gather: Gather,
    facts: RunFacts,
    found: Mapping[str, pl.DataFrame],
    exports: Sequence[Export],
    given: frozenset[str],
) -> Judgement:
    """Judge what was gathered.

    Args:
        gather: with the rules and the policy; all blocks have been added.
        facts: what it gave when it finished.
        found: likewise: the findings of the row rules, by code.
        exports: the open exports.
        given: the tables beside the exports, as the `table.column` that rules name in their needs.
    """
    rules, policy = gather.rules, gather.policy
    given |= policy.returns.given({export.profile.country for export in exports})
    not_checked = tuple(skipped for rule in rules for skipped in _skipped(rule, exports, given))
    unasked = frozenset(
        rule.code
        for rule in rules
        if sum(skip[0] is rule for skip in not_checked) == sum(_concerns(rule, export) for export in exports)
    )
    asked = [rule for rule in rules if rule.code not in unasked]
    none = {rule.code: RuleFindings(rule, NOTHING, NOTHING, 0, 0) for rule in rules}
    by_row = {rule.code: _of_rows(rule, found, gather) for rule in asked if rule.scope is Scope.ROW}
    together = judged_together([rule for rule in asked if rule.scope is not Scope.ROW], facts, policy)
    findings = none | by_row | dict(together)
    return Judgement(facts, tuple(findings[rule.code] for rule in rules), not_checked, unasked)


def _skipped(rule: Rule, exports: Sequence[Export], given: frozenset[str]) -> list[NotChecked]:
    """The files that a rule cannot be checked on, and what is missing; together files have all columns."""
    if rule.across:
        together = given.union(*(export.recognition.columns.columns for export in exports))
        missing = rule.missing_from(together)
        return [(rule, missing, export.path) for export in exports if missing]
    return [
        (rule, missing, export.path)
        for export in exports
        if _concerns(rule, export) and (missing := _missing(rule, export, given))
    ]


def _concerns(rule: Rule, export: Export) -> bool:
    """Whether a file tells of what a rule judges; rules of orders have nothing to say of a return export."""
    return rule.across or any(subject in rule.subjects for subject in export.recognition.columns.subjects)


def _missing(rule: Rule, export: Export, given: frozenset[str]) -> tuple[str, ...]:
    """What a file lacks for a rule, by the columns of what the file tells of."""
    columns = export.recognition.columns
    others = {
        column.table
        for subject in Subject
        if subject not in columns.subjects
        for column in COLUMNS_OF[subject].values()
    }
    lacks = (need.split(" | ") for need in rule.missing_from(columns.columns | given))
    return tuple(" | ".join([p for p in parts if p.split(".")[0] not in others] or parts) for parts in lacks)


def _of_rows(rule: Rule, found: Mapping[str, pl.DataFrame], gather: Gather) -> RuleFindings:
    tallies = [tally for (code, _), tally in gather.tallies.items() if code == rule.code]
    rows = found.get(rule.code, NOTHING)
    return RuleFindings(rule, rows, NOTHING, sum(t.judged for t in tallies), sum(t.unknown for t in tallies))
