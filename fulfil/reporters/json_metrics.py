"""The metrics as JSON, by code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..metrics.result import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..metrics.result import Cause, Figure, MetricResult


def metrics_by_code(results: Sequence[MetricResult]) -> dict[str, Any]:
    """Code -> the metric; its shape is `$defs/metric` of `report.schema.json`."""
    return {result.metric.code: _metric(result) for result in results}


def _metric(result: MetricResult) -> dict[str, Any]:
    metric = result.metric
    told = {
        "name": metric.name,
        "summary": metric.summary,
        "unit": metric.unit,
        "clock": metric.clock,
        "variants": [_figure(figure) for figure in result.figures],
        "left_out": dict(result.left_out),
        "leaves_out": list(metric.leaves_out),
        "missing": list(result.missing),
        "by": [
            {
                "dimension": part.dimension,
                "value": part.value,
                "variants": [_figure(figure) for figure in part.figures],
            }
            for part in result.by
        ],
    }
    return told | ({"causes": [_cause(cause) for cause in result.causes]} if result.causes else {})


def _figure(figure: Figure) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": figure.name,
        "clock": figure.clock,
        "form": figure.form.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "rate": figure.rate,
        "left_out": figure.left_out,
        "missing": list(figure.missing),
    }
    if figure.form is Form.HOURS:
        told["percentiles"] = [
            {
                "percent": p.percent,
                "hours": p.hours,
                "low_hours": p.low,
                "high_hours": p.high,
                "more_than_hours": p.more_than,
            }
            for p in figure.percentiles
        ]
        told["mean_hours"] = figure.mean_hours
        if figure.within:
            told["within"] = [{"hours": limit, "share": share} for limit, share in figure.within]
    return told


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "rule": cause.rule,
        "name": cause.name,
        "findings": cause.findings,
        "share": cause.share,
        "cumulative": cause.cumulative,
        "orders": cause.orders,
        "paid": [{"currency": currency, "amount": str(amount)} for currency, amount in cause.money],
        "weeks": [
            {"week": week.week, "findings": week.findings, "orders": week.orders} for week in cause.weeks
        ],
    }
