"""The finished result of a run, frozen; reporters print it and count nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import polars as pl

from .covers import covers
from .exports.export import ASIDE
from .figures import EVERYTHING, Asked, Figures, figures_of
from .file_report import FileReport, file_report, subjects_of
from .findings import of_severity
from .fingerprints import NOBODY, Known, known_of
from .gate import Gate, judge
from .rules.rule import Severity
from .sets.kits import unknown_skus
from .sets.sku_key import sku_key
from .suppression.silencing import Silenced
from .suppression.whole import heard
from .tables import REGION_FIELDS, Subject
from .upcoming import upcoming

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .audit import Checked
    from .facts.fulfilment import Fulfilment
    from .facts.run_facts import RunFacts
    from .findings import RuleFindings
    from .metrics.result import MetricResult
    from .metrics.returns.compared import Compared
    from .metrics.returns.result import ReturnsFigures
    from .policy.overrides import Override
    from .policy.policy import Policy
    from .rules.rule import Rule
    from .upcoming import Upcoming

#: The version of the report's JSON form; it changes when a reader of it would have to.
VERSION = 1

_SPINE = ("row", "file", "record", "line", "order_id", "shop", "order", "due")
#: How many SKUs a notice names.
_SHOWN = 3
_ASIDE = ("file", "line", "record", "reason", "text")


@dataclass(frozen=True, slots=True)
class OrderCounts:
    """Orders by what the gate decided; an order counts as due when at least one of its lines is.

    Args:
        due: the sum of the next three.
        ready: nothing holds them.
        fixed: certain cures removed what held them.
        held: something holds them.
        not_due: all others.
        ignored: of `ready` and `fixed`, those that only the ignore file lets go.
    """

    due: int
    ready: int
    fixed: int
    held: int
    not_due: int
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How much was found; what a systemic finding explains is counted apart.

    Args:
        systemic: findings that explain many rows.
        single: findings about one record.
        folded: findings about one record that a systemic one explains.
        errors: of `systemic` and `single`, those of severity error.
        warnings: likewise, warning.
        notes: likewise, note.
        orders: orders with any finding, of their own or of a shipment; folded ones included.
        others: what rows tell of beside orders -> how many of them have any finding.
    """

    systemic: int
    single: int
    folded: int
    errors: int
    warnings: int
    notes: int
    orders: int
    others: Mapping[Subject, int]


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run.

    Args:
        as_of: the moment that ages are counted to, UTC; None where no file has an event.
        as_of_stated: whether the user stated it.
        files: the inputs.
        copies: paths that held the same bytes as an earlier input, with that input's path.
        findings: by rule, in report order.
        not_checked: rule, missing columns and path.
        spine: `row file record line order_id shop order due`, for naming the records of findings; `row`
            counts from 0 without gaps. For a handoff also `fate`, where the gate passes it on.
        orders: the number of orders in all files.
        told: what the rows of all files tell of -> how many of them do.
        counts: what the gate decided; None for an audit.
        found: how much was found.
        unreadable: the number of records that could not be read.
        aside: `file line record reason text` of all records that are no rows; blank ones are left out.
        policy: the limits that were judged by.
        notices: what the first line should add, such as "open refunds not checked".
        metrics: the figures of an audit; none for a handoff, and none without facts of the fulfilment.
        fulfilment: what was due and what left, for naming siblings and parcels; None for a handoff.
        upcoming: what falls due next; None where nobody asked.
        returns: the figures of returns; None for a handoff, and for an audit without them.
        compared: these figures, held against those of an earlier run; None where nobody asked.
        known: what fingerprints of the findings are made of (see `fingerprints`).
        silenced: what was found and stands in `findings` no more: it is ignored, or old; and what is new.
        gate: what the gate decided, and why.
        unasked: the codes of the rules that no file allowed to check.
        off: the rules that the policy has not checked.
        judged_by: the files and shipped policies that the limits come from, what is below first.
        unfit: the overrides of the policy by which no row is judged.
    """

    as_of: datetime | None
    as_of_stated: bool
    files: tuple[FileReport, ...]
    copies: tuple[tuple[str, str], ...]
    findings: tuple[RuleFindings, ...]
    not_checked: tuple[tuple[Rule, tuple[str, ...], str], ...]
    spine: pl.DataFrame
    orders: int
    told: Mapping[Subject, int]
    counts: OrderCounts | None
    found: FindingCounts
    unreadable: int
    aside: pl.DataFrame
    policy: Policy
    notices: tuple[str, ...]
    metrics: tuple[MetricResult, ...] = ()
    fulfilment: Fulfilment | None = None
    upcoming: Upcoming | None = None
    returns: ReturnsFigures | None = None
    compared: Compared | None = None
    known: Known = NOBODY
    silenced: Silenced = field(default_factory=Silenced)
    gate: Gate = field(default_factory=Gate)
    unasked: frozenset[str] = frozenset()
    off: tuple[Rule, ...] = ()
    judged_by: tuple[str, ...] = ()
    unfit: tuple[Override, ...] = ()


def make_report(
    checked: Checked,
    counts: OrderCounts | None = None,
    fates: Mapping[int, Mapping[str, int]] | None = None,
    decided: pl.DataFrame | None = None,
    asked: Asked = EVERYTHING,
) -> Report:
    """Freeze a checked run.

    Args:
        checked: the run.
        counts: what the gate decided, for a handoff.
        fates: export index -> fate -> number of records, for a handoff.
        decided: the spine with `fate`, for a handoff.
        asked: what an audit is to tell beside its findings.
    """
    facts = checked.facts
    covered = covers(facts)
    everything = heard(checked)
    # Figures are of what is there; only lists and gates are silent about what somebody lets be.
    audited = figures_of(everything, asked) if counts is None else Figures()
    return Report(
        as_of=facts.as_of,
        as_of_stated=checked.question.as_of is not None,
        files=tuple(
            replace(file_report(e, checked, (fates or {}).get(e.index, {})), covers=covered.get(e.index, {}))
            for e in checked.exports
        ),
        copies=checked.copies,
        findings=checked.findings,
        not_checked=checked.not_checked,
        spine=facts.spine.select(*_SPINE) if decided is None else decided.select(*_SPINE, "fate"),
        orders=facts.spine["order"].drop_nulls().n_unique(),
        told={subject: rows for subject, rows in subjects_of(facts.spine) if rows},
        counts=counts,
        found=_found(checked),
        unreadable=facts.unreadable.height,
        aside=_aside(checked),
        policy=checked.question.policy,
        notices=tuple(_notices(checked, ships=not asked.only_returns)),
        metrics=audited.metrics,
        fulfilment=facts.fulfilment,
        upcoming=None
        if asked.due_within is None
        else upcoming(facts.fulfilment, facts.as_of, asked.due_within),
        returns=audited.returns,
        compared=audited.compared,
        known=known_of(checked.exports, facts, everything.findings),
        silenced=checked.silenced,
        gate=judge(checked, counts),
        unasked=checked.unasked,
        off=checked.question.off,
        judged_by=checked.question.judged_by,
        unfit=checked.unfit,
    )


def _found(checked: Checked) -> FindingCounts:
    severities = dict.fromkeys(Severity, 0)
    rows = []
    for found in checked.findings:
        if found.rows.is_empty() and found.systemic.is_empty():
            continue
        parts = (found.shown, found.systemic)
        for severity in Severity:
            severities[severity] += sum(of_severity(found.rule, part, severity).height for part in parts)
        if "row" in found.rows.columns:
            rows.append(found.rows["row"].drop_nulls().cast(pl.UInt32))
    spine = checked.facts.spine
    flagged = pl.concat(rows).unique() if rows else pl.Series(dtype=pl.UInt32)
    return FindingCounts(
        systemic=sum(found.systemic.height for found in checked.findings),
        single=sum(found.shown.height for found in checked.findings),
        folded=sum(found.folded.height for found in checked.findings),
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        notes=severities[Severity.NOTE],
        orders=_orders_of(flagged, checked.facts).n_unique() if flagged.len() else 0,
        others={
            subject: n for subject, n in subjects_of(spine[flagged]) if n and subject is not Subject.ORDERS
        },
    )


def _orders_of(rows: pl.Series, facts: RunFacts) -> pl.Series:
    """The orders that rows belong to, shipments among them where their order is known."""
    own = facts.spine["order"].gather(rows)
    if facts.fulfilment is None:
        return own.drop_nulls()
    shipped = facts.fulfilment.contents.filter(pl.col("row").is_in(rows.implode()))["order"]
    return pl.concat([own, shipped.cast(own.dtype)]).drop_nulls()


def _aside(checked: Checked) -> pl.DataFrame:
    schema = {name: ASIDE.get(name, pl.UInt16) for name in _ASIDE}
    frames = [
        frame.filter(~pl.col("reason").is_in(["blank", "other_line"])).select(
            pl.lit(index, pl.UInt16).alias("file"), *_ASIDE[1:]
        )
        for index, frame in checked.aside.items()
    ]
    return pl.concat([pl.DataFrame(schema=schema), *frames])


def _notices(checked: Checked, *, ships: bool) -> list[str]:
    """What the first line should add; what matters for shipping orders only where somebody asks about it."""
    notices = [f"{path}: the sheet “{sheet}” was not read: {why}" for path, sheet, why in checked.left_out]
    for export in checked.exports if ships else ():
        if Subject.ORDERS not in export.recognition.columns.subjects:
            continue
        columns = {name.split(".")[1] for name in export.recognition.columns.columns}
        columns |= set(export.profile.views[Subject.ORDERS].constants)
        if not columns & {"status", "line_status", "payment_status"}:
            which = "every paid order" if "paid_at" in columns else "every order"
            notices.append(f"{export.path} has no status column: {which} counts as due")
        if not columns & {"address", *REGION_FIELDS} and export.profile.lines_of is None:
            notices.append(f"{export.path} has no address column: no address was checked")
        if "aftersale_status" not in columns and export.profile.lines_of is None:
            notices.append("open refunds not checked")
    notices += _unknown_kits(checked)
    if delivery := checked.question.delivery:
        notices += delivery.notices(checked.facts.drift, checked.exports)
    return list(dict.fromkeys(notices))


def _unknown_kits(checked: Checked) -> list[str]:
    """What the table of kits names and no file has: misspelt, no longer sold, or not sold in these files."""
    kits, held = checked.question.kits, checked.facts.fulfilment
    if kits is None or held is None:
        return []
    names = pl.concat([held.lines["sku"].unique(), held.contents["sku"].unique()])
    unknown = unknown_skus(kits, sku_key(names).drop_nulls())
    if unknown.is_empty():
        return []
    first = [f"{sku} (line {line})" for sku, line in unknown.head(_SHOWN).iter_rows()]
    more = unknown.height - len(first)
    told = ", ".join(first) + (f" and {more:,} more" if more else "")
    noun = "a SKU" if unknown.height == 1 else f"{unknown.height:,} SKUs"
    return [f"{kits.path} names {noun} that no order and no parcel has: {told}"]
