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
from .errors import UnreadableError, UsageError
from .exports.blocks import BLOCK_BYTES
from .exports.opening import Opened, open_exports
from .exports.unused_profiles import refuse_unused, used_profiles
from .findings import fold
from .gather import Gather
from .judgement import judgement
from .judging import judged_together
from .lock.compare import compare
from .lock.renamed import renamed
from .overriding import rules_somewhere, with_overrides
from .policy.policy_file import overridden
from .question import Question
from .rules.registry import RULES
from .rulings import supporting
from .suppression.silence import silenced
from .suppression.silencing import Silenced
from .suppression.whole import heard

__all__ = ["FORM_RULE", "Checked", "Question", "checked", "with_form"]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .exports.export import Export, Rows
    from .facts.run_facts import RunFacts
    from .findings import RuleFindings
    from .lock.tally import Tally
    from .policy.overrides import Override
    from .rules.rule import Rule

#: The rule that compares a courier's form with the orders; the form is written after the others ran.
FORM_RULE = "EXP006"


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
        unfit: the overrides of the policy by which no row is judged.
        silenced: what was found and is in `findings` no more, as the question wants it.
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
    unfit: tuple[Override, ...] = ()
    silenced: Silenced = field(default_factory=Silenced)


@contextmanager
def checked(paths: Sequence[str], question: Question) -> Iterator[Checked]:
    """Read the exports and check all rules that they allow.

    Args:
        paths: the inputs; the same bytes given twice are read once.
        question: what to ask of them.

    Raises:
        UnreadableError: an input is no table of orders.
        UsageError: a profile of the user's own fits none of the inputs, or no rule is left to check.
    """
    if question.every and not question.rules and not rules_somewhere(question.every, question.policy):
        raise UsageError(
            "no rule is left to check by what the policy and the options select and ignore",
            hint="`fulfil rules` lists all rules; some are for one command only",
        )
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
        yield silenced(replace(run, left_out=tuple(left_out)))


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
    gathers = _gathers(question)
    tallies = _read(exports, question, gathers)
    first, *others = gathers.values()
    facts, found = first.finish(exports)
    if question.delivery:
        facts = replace(facts, drift=compare(exports, copies, tallies, question.delivery))
    judged = judgement(first, facts, found, exports, question.given(first.policy))
    there = {
        place: judgement(gather, *gather.finish(exports), exports, question.given(gather.policy))
        for place, gather in zip(list(gathers)[1:], others, strict=True)
    }
    judged = with_overrides(judged, there, question.policy, exports, first.carriers)
    folded = fold(list(judged.findings), facts.spine)
    aside = {
        export.index: pl.concat([export.titles(), *first.aside.get(export.index, [])]) for export in exports
    }
    return Checked(
        question,
        exports,
        copies,
        facts,
        tuple(folded),
        judged.not_checked,
        aside,
        unasked=judged.unasked,
        unfit=judged.unfit,
    )


def _gathers(question: Question) -> dict[int, Gather]:
    """What gathers by the policy, under -1, and by each override that has limits of its own, by its place."""
    policy = question.policy
    differing = {place: o for place, o in enumerate(policy.overrides) if o.limits}
    policies = {-1: policy, **{place: overridden(policy, o) for place, o in differing.items()}}
    moment = question.as_of.astimezone(UTC) if question.as_of else None
    codes = {rule.code: rule for rule in (*question.rules, *rules_somewhere(question.every, policy))}
    rules = tuple(codes[rule.code] for rule in question.every if rule.code in codes)
    return {
        place: Gather(
            each,
            rules,
            question.only_due,
            moment,
            question.coverage,
            question.kits,
            question.compatibility,
            supporting(rules, (*RULES, *question.own), policy),
        )
        for place, each in policies.items()
    }


def _read(exports: tuple[Export, ...], question: Question, gathers: Mapping[int, Gather]) -> dict[int, Tally]:
    """Read all blocks, each once, and let everybody who gathers take what it keeps."""
    size = sum(export.source.size for export in exports)
    delivery = question.delivery
    tallies = {export.index: delivery.tally() for export in exports} if delivery else {}
    done = 0
    for export in exports:
        blocks = export.blocks(gathers[-1].rows)
        for block in _ahead(blocks) if export.source.size > BLOCK_BYTES[0] else blocks:
            for gather in gathers.values():
                gather.add(export, block)
            if export.index in tallies:
                tallies[export.index].add(export, block)
            if question.progress:
                question.progress(done + block.end, size)
        done += export.source.size
    return tallies


def with_form(run: Checked, differences: pl.DataFrame) -> Checked:
    """The run with what a courier's form says beside its orders (EXP006).

    Args:
        run: a checked run.
        differences: see `RunFacts.form_differences`.
    """
    run = heard(run)
    facts = replace(run.facts, form_differences=differences)
    rule = next((found.rule for found in run.findings if found.rule.code == FORM_RULE), None)
    if rule is None:
        return silenced(replace(run, facts=facts))
    judged = judged_together([rule], facts, run.question.policy)
    (compared,) = fold([judged[FORM_RULE]], facts.spine)
    findings = tuple(compared if found.rule is rule else found for found in run.findings)
    not_checked = tuple(skipped for skipped in run.not_checked if skipped[0].code != FORM_RULE)
    unasked = run.unasked - {FORM_RULE}
    return silenced(replace(run, facts=facts, findings=findings, not_checked=not_checked, unasked=unasked))


def _ahead(blocks: Iterator[Rows]) -> Iterator[Rows]:
    """The same blocks; while one is judged, another thread reads the next.

    A thread costs as much as reading a small file, which is one block anyway.
    """
    with ThreadPoolExecutor(1) as reader:
        pending = reader.submit(next, blocks, None)
        while (block := pending.result()) is not None:
            pending = reader.submit(next, blocks, None)
            yield block
