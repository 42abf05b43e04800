"""Sums the sheets of all metrics into figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from .dimensions import BY, named
from .metric import missing_from
from .read_off import LEAST_FOR_P95, PERCENTS, read_off, shares_within
from .registry import METRICS
from .result import Figure, Form, MetricResult, Part, Percentile
from .sheet import LEFT_OUT, Count, Lasting
from .survival import kaplan_meier

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .inputs import Inputs
    from .metric import Metric
    from .sheet import Sheet

#: The name of the whole where parts are named by the column they are grouped by.
_WHOLE = ""
#: What stands for the value of the whole.
_ALL = None

_KEPT = "_kept"


def metrics(inputs: Inputs, by: tuple[str, ...] = ()) -> tuple[MetricResult, ...]:
    """All metrics of a run.

    Args:
        inputs: the facts.
        by: dimensions (see `dimensions.DIMENSIONS`); each gives parts of its own, never crossed.
    """
    asked = replace(inputs, by=by)
    return tuple(_measured(metric, asked) for metric in METRICS)


def _measured(metric: Metric, inputs: Inputs) -> MetricResult:
    if missing := missing_from(metric.needs, inputs.columns):
        return MetricResult(metric, missing=missing)
    sheet = metric.measure(inputs)
    names = sheet.rows.collect_schema().names()
    groups = [_WHOLE, *(BY + name for name in inputs.by if BY + name in names)]
    lacks = [_missing(how, inputs) for how in sheet.figures]
    how = [some for some, lack in zip(sheet.figures, lacks, strict=True) if not lack]
    reasons, summed = _summed(sheet, groups, how)
    lasted = {some.name: _lasted(sheet, groups, some) for some in how if isinstance(some, Lasting)}
    parts: list[Part] = []
    for group in groups:
        for told in _in_order(summed[group], group):
            value = told.get(group)
            figures = tuple(
                _figure(metric, some, lack, told, lasted.get(some.name, {}).get((group, value)))
                for some, lack in zip(sheet.figures, lacks, strict=True)
            )
            parts.append(Part(group.removeprefix(BY), named(value), figures))
    more = tuple(pair for pair in sheet.more if pair[1])
    return MetricResult(metric, parts[0].figures, (*reasons, *more), tuple(parts[1:]), sheet.causes)


def _missing(how: Count | Lasting, inputs: Inputs) -> tuple[str, ...]:
    lacks = dict.fromkeys((*how.lacks, *missing_from(how.needs, inputs.columns)))
    judged = not how.rules or inputs.judging & set(how.rules)
    return tuple(lacks) if judged else (*lacks, " | ".join(how.rules))


def _summed(
    sheet: Sheet, groups: Sequence[str], how: Sequence[Count | Lasting]
) -> tuple[list[tuple[str, int]], dict[str, pl.DataFrame]]:
    """What is left out, and the sums of every group, in one pass."""
    rows = sheet.rows.with_columns(pl.col(LEFT_OUT).is_null().alias(_KEPT))
    sums = [pl.len(), *(expr for some in how for expr in _sums(some))]
    queries = [rows.select(sums) if group == _WHOLE else _grouped(rows, group, sums) for group in groups]
    left_out = rows.group_by(LEFT_OUT).len().drop_nulls().with_columns(pl.col(LEFT_OUT).cast(pl.String))
    out, *results = pl.collect_all([left_out, *queries])
    reasons = out.sort("len", LEFT_OUT, descending=[True, False]).iter_rows()
    return list(reasons), dict(zip(groups, results, strict=True))


def _grouped(rows: pl.LazyFrame, group: str, sums: Sequence[pl.Expr]) -> pl.LazyFrame:
    return rows.filter(_KEPT).group_by(group).agg(sums)


def _sums(how: Count | Lasting) -> Iterator[pl.Expr]:
    # Sums of whole numbers are exact in any order, so that no shuffling of rows changes a figure.
    kept = pl.col(_KEPT)
    if isinstance(how, Lasting):
        unknown = how.hours.is_null() | how.ended.is_null()
        yield (kept & unknown).sum().alias(f"{how.name} unknown")
        return
    of = pl.when(kept).then(how.of.cast(pl.Int64))
    hit = pl.when(of > 0).then(how.hit.cast(pl.Int64))
    yield hit.sum().alias(f"{how.name} hit")
    yield of.sum().alias(f"{how.name} of")
    yield (kept & how.of.is_null()).sum().alias(f"{how.name} unknown")


def _lasted(sheet: Sheet, groups: Sequence[str], how: Lasting) -> dict[tuple[str, Any], Mapping[str, Any]]:
    """What the curve of each part says, by group and value."""
    keys = groups[1:]
    entry = {} if how.entry is None else {"entry": how.entry.cast(pl.Float64).fill_null(0.0)}
    times = (
        sheet.rows.filter(pl.col(LEFT_OUT).is_null())
        .select(*keys, hours=how.hours.cast(pl.Float64), ended=how.ended, **entry)
        .drop_nulls(["hours", "ended"])
        .collect()
    )
    told: dict[tuple[str, Any], Mapping[str, Any]] = {}
    for group in groups:
        by = () if group == _WHOLE else (group,)
        curve = kaplan_meier(times, by)
        shares = shares_within(curve, how.within, by)["within"].to_list()
        for said, within in zip(read_off(curve, by).iter_rows(named=True), shares, strict=True):
            told[group, said.get(group)] = said | {"within": tuple(zip(how.within, within, strict=True))}
    return told


def _in_order(summed: pl.DataFrame, group: str) -> Iterator[dict[str, Any]]:
    """The parts by name, the unknown one last."""
    if group == _WHOLE:
        yield from summed.iter_rows(named=True)
        return
    rows = summed.iter_rows(named=True)
    yield from sorted(rows, key=lambda told: (told[group] is None, str(told[group])))


def _figure(
    metric: Metric,
    how: Count | Lasting,
    lack: tuple[str, ...],
    told: Mapping[str, Any],
    lasted: Mapping[str, Any] | None,
) -> Figure:
    clock = how.clock or metric.clock
    form = how.form if isinstance(how, Count) else Form.HOURS
    if lack:
        return Figure(how.name, clock, form, missing=lack)
    unknown = told[f"{how.name} unknown"] or 0
    if isinstance(how, Count):
        hit, of = told[f"{how.name} hit"] or 0, told[f"{how.name} of"] or 0
        return Figure(how.name, clock, form, _units(hit, how.per), _units(of, how.per), unknown)
    if lasted is None:
        return Figure(how.name, clock, form, left_out=unknown)
    ended, number, mean = lasted["ended"], lasted["number"], lasted["mean"]
    read = _percentiles(lasted)
    within = tuple((limit, share) for limit, share in lasted["within"] if share is not None)
    return Figure(how.name, clock, form, ended, number, unknown, (), read, mean, within)


def _units(number: int, per: int) -> float:
    return number // per if number % per == 0 else number / per


def _percentiles(lasted: Mapping[str, Any]) -> tuple[Percentile, ...]:
    few = lasted["number"] < LEAST_FOR_P95
    made = []
    for percent in PERCENTS:
        hours, low, high = (lasted[f"p{percent}{ending}"] for ending in ("", "_low", "_high"))
        unreached = hours is None and not lasted["empty"] and not (few and percent == PERCENTS[-1])
        made.append(Percentile(percent, hours, lasted["longest"] if unreached else None, low, high))
    return tuple(made)
