"""Sums the sheets of all metrics into figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from .dimensions import with_dimension
from .metric import missing_from
from .registry import METRICS
from .result import Figure, Form, MetricResult, Part, Percentile
from .sheet import LEFT_OUT, Count, Lasting, Sheet
from .survival import LEAST_FOR_P95, PERCENTS, kaplan_meier, read_off

if TYPE_CHECKING:
    from .inputs import Inputs
    from .metric import Metric

_PART = "_part"


def metrics(inputs: Inputs, by: tuple[str, ...] = ()) -> tuple[MetricResult, ...]:
    """All metrics of a run.

    Args:
        inputs: the facts.
        by: dimensions (see `dimensions.DIMENSIONS`); each gives parts of its own, never crossed.
    """
    return tuple(_measured(metric, inputs, by) for metric in METRICS)


def _measured(metric: Metric, inputs: Inputs, by: tuple[str, ...]) -> MetricResult:
    if missing := missing_from(metric.needs, inputs.columns):
        return MetricResult(metric, missing=missing)
    sheet = metric.measure(inputs)
    counted = sheet.rows.filter(pl.col(LEFT_OUT).is_null())
    whole = _parts(metric, sheet, inputs, counted.with_columns(pl.lit(None, pl.String).alias(_PART)))
    (figures,) = whole.values() if whole else (_nothing(metric, sheet, inputs),)
    parts = [
        Part(dimension, value, some)
        for dimension in (by if "order" in counted.columns else ())
        for value, some in _by(metric, sheet, inputs, counted, dimension).items()
    ]
    reasons = sheet.rows[LEFT_OUT].drop_nulls()
    told = reasons.value_counts(sort=True).sort("count", LEFT_OUT, descending=[True, False]).iter_rows()
    left_out = (*told, *(pair for pair in sheet.more if pair[1]))
    return MetricResult(metric, figures, left_out, tuple(parts), sheet.causes)


def _by(
    metric: Metric, sheet: Sheet, inputs: Inputs, counted: pl.DataFrame, dimension: str
) -> dict[str | None, tuple[Figure, ...]]:
    rows = with_dimension(counted, dimension, inputs.dimensions)
    return _parts(metric, sheet, inputs, rows.with_columns(pl.col(dimension).alias(_PART)))


def _parts(
    metric: Metric, sheet: Sheet, inputs: Inputs, rows: pl.DataFrame
) -> dict[str | None, tuple[Figure, ...]]:
    """The figures of every value of `_PART`, the unknown one last."""
    values = rows[_PART].unique().sort(nulls_last=True).to_list()
    columns = [_figures(metric, how, inputs, rows) for how in sheet.figures]
    return {value: tuple(column[value] for column in columns) for value in values}


def _figures(
    metric: Metric, how: Count | Lasting, inputs: Inputs, rows: pl.DataFrame
) -> dict[str | None, Figure]:
    if missing := _missing(how, inputs):
        blank = _blank(metric, how, missing)
        return dict.fromkeys(rows[_PART].unique().to_list(), blank)
    return _counts(metric, how, rows) if isinstance(how, Count) else _durations(metric, how, rows)


def _missing(how: Count | Lasting, inputs: Inputs) -> tuple[str, ...]:
    lacks = dict.fromkeys((*how.lacks, *missing_from(how.needs, inputs.columns)))
    judged = not how.rules or inputs.judging & set(how.rules)
    return tuple(lacks) if judged else (*lacks, " | ".join(how.rules))


def _nothing(metric: Metric, sheet: Sheet, inputs: Inputs) -> tuple[Figure, ...]:
    return tuple(_blank(metric, how, _missing(how, inputs)) for how in sheet.figures)


def _blank(metric: Metric, how: Count | Lasting, missing: tuple[str, ...] = ()) -> Figure:
    form = how.form if isinstance(how, Count) else Form.HOURS
    return Figure(how.name, how.clock or metric.clock, form, missing=missing)


def _counts(metric: Metric, how: Count, rows: pl.DataFrame) -> dict[str | None, Figure]:
    # Sums of whole numbers are exact in any order, so that no shuffling of rows changes a figure.
    of = pl.col("_of").cast(pl.Int64)
    summed = (
        rows.select(_PART, how.of.alias("_of"), how.hit.alias("_hit"))
        .group_by(_PART)
        .agg(
            pl.col("_hit").cast(pl.Int64).filter(of > 0).sum().alias("numerator"),
            of.sum().alias("denominator"),
            of.null_count().alias("left_out"),
        )
    )
    return {
        value: Figure(
            how.name,
            how.clock or metric.clock,
            how.form,
            _units(numerator, how.per),
            _units(denominator, how.per),
            left_out,
        )
        for value, numerator, denominator, left_out in summed.iter_rows()
    }


def _units(number: int, per: int) -> float:
    return number // per if number % per == 0 else number / per


def _durations(metric: Metric, how: Lasting, rows: pl.DataFrame) -> dict[str | None, Figure]:
    times = rows.select(_PART, how.hours.cast(pl.Float64).alias("hours"), how.ended.alias("ended"))
    unknown = pl.col("hours").is_null() | pl.col("ended").is_null()
    left_out = dict(times.group_by(_PART).agg(unknown.sum()).iter_rows())
    read = read_off(kaplan_meier(times.filter(~unknown), by=(_PART,)), by=(_PART,))
    said = {told[_PART]: told for told in read.iter_rows(named=True)}
    return {value: _lasting(metric, how, said.get(value), number) for value, number in left_out.items()}


def _lasting(metric: Metric, how: Lasting, told: dict[str, Any] | None, left_out: int) -> Figure:
    clock = how.clock or metric.clock
    if told is None:
        return Figure(how.name, clock, Form.HOURS, left_out=left_out)
    return Figure(
        how.name,
        clock,
        Form.HOURS,
        told["ended"],
        told["number"],
        left_out,
        percentiles=_percentiles(told),
        mean_hours=told["mean"],
    )


def _percentiles(told: dict[str, Any]) -> tuple[Percentile, ...]:
    few = told["number"] < LEAST_FOR_P95
    made = []
    for percent in PERCENTS:
        hours = told[f"p{percent}"]
        unreached = hours is None and not (few and percent == PERCENTS[-1])
        made.append(Percentile(percent, hours, told["longest"] if unreached else None))
    return tuple(made)
