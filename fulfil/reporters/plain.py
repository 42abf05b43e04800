"""The report as plain lines for a pipe or a file: everything, nothing cut, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..exports.aside_words import aside_words
from ..personal import shown
from ..rules.rule import Handoff
from .covered import covered
from .gate_words import gate_lines
from .group_lines import group_lines
from .inert import inert, inert_text
from .not_judged import not_judged
from .placed import NO_FILE, in_full, placed, placed_systemic, waiting
from .plain_metrics import metric_lines
from .plain_returns import returns_lines
from .rests_on import rests_on
from .returns_answer import returns_answer
from .silence_words import NEW_LINE, explained_words, silence_lines
from .statistics import statistics_lines
from .upcoming_lines import upcoming_lines
from .verdict import UNCONFIRMED, counted, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..findings import RuleFindings
    from ..handoff import Written
    from ..report import Report
    from ..rules.rule import Rule


def plain_lines(
    report: Report, written: Sequence[Written] = (), *, personal: bool, statistics: bool = False
) -> Iterator[str]:
    """The report in pieces of whole lines: the answer first, then one line per finding, notes too.

    A finding is `file:line: CODE name order: message (suggestion)`; findings that a systemic one explains
    are counted with it and not listed. One that an earlier report has not ends in ` [new]`. Of every sibling
    group with findings its orders, parcels and units follow: `group ID (orders): order ID: parcel: SKU x
    quantity: units`.

    Args:
        report: the finished run.
        written: the files of a handoff.
        personal: whether personal data may be shown.
        statistics: whether the findings of each rule are counted in one line, and not listed.
    """
    yield inert(verdict(report)) + "\n"
    for line in (*gate_lines(report), *covered(report)):
        yield inert(line) + "\n"
    yield from _findings(report, personal=personal, statistics=statistics)
    yield from upcoming_lines(report)
    yield from metric_lines(report)
    yield from returns_lines(report)
    yield from _ground(report, written, personal=personal)


def plain_returns(report: Report, *, personal: bool, statistics: bool = False) -> Iterator[str]:
    """A report about returns in pieces of whole lines: its answer first, the figures, then the findings.

    Args:
        report: the finished run.
        personal: whether personal data may be shown.
        statistics: see `plain_lines`.
    """
    yield inert(returns_answer(report.returns)) + "\n"
    yield inert(verdict(report)) + "\n"
    for line in (*gate_lines(report), *covered(report)):
        yield inert(line) + "\n"
    yield from returns_lines(report)
    yield from _findings(report, personal=personal, statistics=statistics)
    yield from _ground(report, (), personal=personal)


def _findings(report: Report, *, personal: bool, statistics: bool) -> Iterator[str]:
    if statistics:
        yield from statistics_lines(report)
        return
    for found in report.findings:
        yield from _systemic(report, found)
    for found in _worst_first(report):
        yield finding_lines(report, found.rule, waiting(report, found), personal=personal)
    yield group_lines(report)


def _ground(report: Report, written: Sequence[Written], *, personal: bool) -> Iterator[str]:
    """What was not read and not checked, and what the run rests on."""
    for line in silence_lines(report.silenced):
        yield inert(line) + "\n"
    yield from _not_read(report, personal=personal)
    for codes, reason in not_judged(report):
        yield f"not checked: {codes}: {inert(reason)}\n"
    for file in report.files:
        if file.unconfirmed and not file.assumed:
            yield f"{inert(file.path)}: {UNCONFIRMED}\n"
        for other, number in file.superseded.items():
            newer = inert(report.files[other].path)
            told = counted(number, "row")
            yield f"{inert(file.path)}: overlaps with {newer}, which counts for {told} of it\n"
    for path, same in report.copies:
        yield f"{inert(path)}: the same bytes as {inert(same)}, read once\n"
    for made in written:
        yield f"wrote {inert(made.path)}: {counted(made.records, 'record')} ({made.fate.replace('_', ' ')})\n"
    for line in rests_on(report):
        yield inert(line) + "\n"


def _worst_first(report: Report) -> list[RuleFindings]:
    """Rules with findings: what holds an order before what only warns."""
    some = [found for found in report.findings if waiting(report, found).height]
    if report.counts is None:
        return some
    return sorted(some, key=lambda found: found.rule.handoff is not Handoff.HOLD)


def _systemic(report: Report, found: RuleFindings) -> Iterator[str]:
    rule = found.rule
    told = placed_systemic(report, found)
    for row in told.iter_rows(named=True) if told.height else ():
        folded = f" ({counted(row['rows'], 'finding')} explained{explained_words(row)})"
        news = NEW_LINE if row.get("new") else ""
        yield f"{inert(row['path'])}: {rule.code} {rule.name}: {inert(row['message'])}{folded}{news}\n"


def finding_lines(report: Report, rule: Rule, rows: pl.DataFrame, *, personal: bool) -> str:
    """One line per finding of a rule.

    Args:
        report: the run.
        rule: the rule.
        rows: some of its findings.
        personal: whether personal data may be shown.
    """
    shown = placed(report, rule, rows, personal=personal)
    line = pl.concat_str(
        inert_text(pl.col("path")).fill_null(NO_FILE),
        pl.concat_str(pl.lit(":"), pl.col("line").cast(pl.String)).fill_null(""),
        pl.lit(f": {rule.code} {rule.name} "),
        inert_text(pl.col("order_id")).fill_null("-"),
        pl.lit(": "),
        in_full(),
        pl.when("new").then(pl.lit(NEW_LINE)).otherwise(pl.lit("")) if "new" in shown.columns else pl.lit(""),
        pl.lit("\n"),
    )
    return str(shown.select(line.str.join("")).item())


def _not_read(report: Report, *, personal: bool) -> Iterator[str]:
    for index, path, line, reason, text in _aside(report).iter_rows():
        del index
        told = inert(shown(text or "", personal=personal) or "")
        yield f"{inert(path)}:{line}: set aside: {aside_words(reason)}: {told}\n"


def _aside(report: Report) -> pl.DataFrame:
    paths = {index: file.path for index, file in enumerate(report.files)}
    return report.aside.select(
        "file",
        pl.col("file").replace_strict(paths, return_dtype=pl.String).alias("path"),
        "line",
        "reason",
        "text",
    )
