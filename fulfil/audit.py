"""Reads exports, runs the rules, and gives one frozen report."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import TYPE_CHECKING

import polars as pl

from .engine import engine_for
from .errors import UnreadableError
from .exports.export import Export, Reading
from .exports.opening import Opened, open_exports
from .exports.unused_profiles import refuse_unused, used_profiles
from .findings import RuleFindings, fold
from .gather import Gather
from .judging import NOTHING, judged_together
from .lock.compare import compare
from .lock.renamed import renamed
from .policy.policy import Policy
from .policy.rulings import is_on, ruled
from .rules.registry import RULES
from .rules.rule import Rule, Scope
from .tables import COLUMNS_OF, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from .exports.export import Rows
    from .facts.coverage import Coverage
    from .facts.run_facts import RunFacts
    from .lock.delivery import Delivery
    from .sets.compatibility import Compatibility
    from .sets.kits import Kits

#: The rule that compares a courier's form with the orders; the form is written after the others ran.
FORM_RULE = "EXP006"


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
        judged_by: the files and shipped policies that the limits come from.
        reading: how to read the exports.
        progress: told the bytes read so far and the bytes of all inputs.
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
    judged_by: tuple[str, ...] = ()
    reading: Reading = field(default_factory=Reading)
    progress: Callable[[int, int], None] | None = None

    @property
    def given(self) -> frozenset[str]:
        """The tables beside the exports, as the `table.column` that rules name in their needs."""
        tables = {"coverage.served": self.coverage, "freight.price": self.policy.freight}
        given = frozenset(name for name, table in tables.items() if table is not None)
        return given | (self.delivery.given if self.delivery is not None else frozenset())

    @property
    def every(self) -> tuple[Rule, ...]:
        """All rules that the run could check, as they are without a policy."""
        return tuple(rule for rule in RULES if self._asks(rule))

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


@dataclass(frozen=True, slots=True)
class Checked:
    """A run whose rules have been checked, with its exports still open.

    Args:
        question: what was asked.
        exports: the open exports, by index.
        copies: paths that held the very same bytes as an earlier input, with that input's path.
        facts: the facts of the run.
        findings: by rule, in report order.
        not_checked: rule and the columns that were missing, with the file's path.
        aside: by export index: all records that are no rows.
        left_out: path, sheet and reason of the sheets of workbooks that are no table, and were not read.
        unasked: the codes of the rules that no file allowed to check.
    """

    question: Question
    exports: tuple[Export, ...]
    copies: tuple[tuple[str, str], ...]
    facts: RunFacts
    findings: tuple[RuleFindings, ...]
    not_checked: tuple[tuple[Rule, tuple[str, ...], str], ...]
    aside: dict[int, pl.DataFrame]
    left_out: tuple[tuple[str, str, str], ...] = ()
    unasked: frozenset[str] = frozenset()


@contextmanager
def checked(paths: Sequence[str], question: Question) -> Iterator[Checked]:
    """Read the exports and check all rules that they allow.

    Args:
        paths: the inputs; the same bytes given twice are read once.
        question: what to ask of them.

    Raises:
        UnreadableError: an input is no table of orders.
        UsageError: a profile of the user's own fits none of the inputs.
    """
    with ExitStack() as stack:
        opened: list[Export] = []
        stack.enter_context(used_profiles(question.reading.profiles, opened, paths))
        copies: list[tuple[str, str]] = []
        left_out: list[tuple[str, str, str]] = []
        for path in paths:
            found = _opened(stack, path, len(opened), question)
            left_out += [(path, sheet, why) for sheet, why in found.left_out]
            for export in found.exports:
                same = _same_bytes(export, opened)
                if same != export.path:
                    copies.append((export.path, same))
                    continue
                opened.append(replace(export, index=len(opened)))
        refuse_unused(question.reading.profiles, opened)
        stack.enter_context(engine_for(sum(export.source.size for export in opened)))
        run = _check(tuple(opened), tuple(copies), question)
        yield replace(run, left_out=tuple(left_out))


def _opened(stack: ExitStack, path: str, index: int, question: Question) -> Opened:
    try:
        return stack.enter_context(open_exports(path, index, question.reading_of(path)))
    except UnreadableError as error:
        if told := renamed(error, question.delivery):
            raise told from error
        raise


def _same_bytes(export: Export, earlier: Sequence[Export]) -> str:
    """The path of an earlier input with the same bytes, else its own; only those of one size are read."""
    alike = [other for other in earlier if other.source.size == export.source.size]
    digest = _digest(export) if alike else b""
    return next((other.path for other in alike if _digest(other) == digest), export.path)


def _digest(export: Export) -> bytes:
    digest = hashlib.blake2b()
    for chunk in export.source.blocks():
        digest.update(chunk)
    return digest.digest()


def _check(exports: tuple[Export, ...], copies: tuple[tuple[str, str], ...], question: Question) -> Checked:
    rules = question.rules
    gather = Gather(
        question.policy,
        rules,
        question.only_due,
        question.as_of.astimezone(UTC) if question.as_of else None,
        question.coverage,
        question.kits,
        question.compatibility,
    )
    size = sum(export.source.size for export in exports)
    delivery = question.delivery
    tallies = {export.index: delivery.tally() for export in exports} if delivery else {}
    done = 0
    for export in exports:
        for block in _ahead(export.blocks(gather.rows)):
            gather.add(export, block)
            if export.index in tallies:
                tallies[export.index].add(export, block)
            if question.progress:
                question.progress(done + block.end, size)
        done += export.source.size
    facts, found = gather.finish(exports)
    if delivery:
        facts = replace(facts, drift=compare(exports, copies, tallies, delivery))
    countries = {export.profile.country for export in exports}
    given = question.given | question.policy.returns.given(countries)
    not_checked = [skipped for rule in rules for skipped in _skipped(rule, exports, given)]
    unasked = frozenset(
        rule.code
        for rule in rules
        if sum(skip[0] is rule for skip in not_checked) == sum(_concerns(rule, export) for export in exports)
    )
    asked = [rule for rule in rules if rule.code not in unasked]
    together = judged_together([r for r in asked if r.scope is not Scope.ROW], facts, question.policy)
    by_row = {rule.code: _of_rows(rule, found, gather) for rule in asked if rule.scope is Scope.ROW}
    none = {rule.code: RuleFindings(rule, NOTHING, NOTHING, 0, 0) for rule in rules}
    findings = none | by_row | dict(together)
    folded = fold([findings[rule.code] for rule in rules], facts.spine)
    aside = {
        export.index: pl.concat([export.titles(), *gather.aside.get(export.index, [])]) for export in exports
    }
    return Checked(
        question, exports, copies, facts, tuple(folded), tuple(not_checked), aside, unasked=unasked
    )


def _skipped(
    rule: Rule, exports: tuple[Export, ...], given: frozenset[str]
) -> list[tuple[Rule, tuple[str, ...], str]]:
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


def with_form(run: Checked, differences: pl.DataFrame) -> Checked:
    """The run with what a courier's form says beside its orders (EXP006).

    Args:
        run: a checked run.
        differences: see `RunFacts.form_differences`.
    """
    facts = replace(run.facts, form_differences=differences)
    rule = next((found.rule for found in run.findings if found.rule.code == FORM_RULE), None)
    if rule is None:
        return replace(run, facts=facts)
    judged = judged_together([rule], facts, run.question.policy)
    (compared,) = fold([judged[FORM_RULE]], facts.spine)
    findings = tuple(compared if found.rule is rule else found for found in run.findings)
    not_checked = tuple(skipped for skipped in run.not_checked if skipped[0].code != FORM_RULE)
    unasked = run.unasked - {FORM_RULE}
    return replace(run, facts=facts, findings=findings, not_checked=not_checked, unasked=unasked)


def _ahead(blocks: Iterator[Rows]) -> Iterator[Rows]:
    """The same blocks; while one is judged, another thread reads the next."""
    with ThreadPoolExecutor(1) as reader:
        pending = reader.submit(next, blocks, None)
        while (block := pending.result()) is not None:
            pending = reader.submit(next, blocks, None)
            yield block


def _of_rows(rule: Rule, found: dict[str, pl.DataFrame], gather: Gather) -> RuleFindings:
    tallies = [tally for (code, _), tally in gather.tallies.items() if code == rule.code]
    rows = found.get(rule.code, NOTHING)
    return RuleFindings(rule, rows, NOTHING, sum(t.judged for t in tallies), sum(t.unknown for t in tallies))
