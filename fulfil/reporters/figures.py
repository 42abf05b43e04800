"""Figures of metrics in words, the same on a terminal and in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..metrics.result import Form
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..metrics.result import Cause, Figure, MetricResult

#: From here on, durations are told in days.
_DAYS_FROM: Final = 72
_DAY: Final = 24
#: What people call the canonical tables.
_TABLES: Final = {"order_lines": "orders", "shipment_lines": "shipments"}
#: So many of the columns of a table that would do are named.
_MOST_NAMES: Final = 3


def value(figure: Figure) -> str:
    """The figure itself: `97.3 %`, `1.25`, or percentiles, and `-` where nothing was counted."""
    if figure.missing or figure.rate is None:
        return "-"
    if figure.form is Form.HOURS:
        return ", ".join(percentiles(figure))
    return _share(figure) if figure.form is Form.SHARE else f"{figure.rate:.2f}"


def percentiles(figure: Figure) -> Iterator[str]:
    """`p50 5.0 h`, `p90 > 4.0 d`, the mean, and shares in time; a percentile of too few is left out."""
    for percentile in figure.percentiles:
        if percentile.hours is not None:
            yield f"p{percentile.percent} {duration(percentile.hours)}"
        elif percentile.more_than is not None:
            yield f"p{percentile.percent} > {duration(percentile.more_than)}"
    if figure.mean_hours is not None:
        yield f"mean {duration(figure.mean_hours)}"
    for limit, share in figure.within:
        yield f"{percent(share)} in {limit / _DAY:g} d"


def fraction(figure: Figure) -> str:
    """Numerator and denominator."""
    return f"{_number(figure.numerator)} / {_number(figure.denominator)}"


def duration(hours: float) -> str:
    """`5.0 h`, and days from three on."""
    return f"{hours:.1f} h" if hours < _DAYS_FROM else f"{hours / _DAY:.1f} d"


def left_out(result: MetricResult, most: int | None = None) -> str:
    """What no figure of the metric counts, with the number of each reason; empty where all counts.

    Args:
        result: the metric.
        most: name so many of the reasons.
    """
    told = result.left_out if most is None else result.left_out[:most]
    parts = [f"{reason} ({number:,})" for reason, number in told]
    if len(told) < len(result.left_out):
        parts.append(f"other reasons ({sum(number for _, number in result.left_out[len(told) :]):,})")
    return "; ".join(parts)


def cannot_be_told(figure: Figure) -> str:
    """What this definition leaves out beyond its metric; empty where nothing is."""
    return f"{figure.left_out:,} cannot be told" if figure.left_out else ""


def lack(missing: Sequence[str]) -> str:
    """What columns, or rules that judged, are missing."""
    columns = [_columns(need) for need in missing if "." in need]
    rules = [need.replace(" | ", ", ") for need in missing if "." not in need]
    parts = [f"no column {', nor '.join(columns)}"] if columns else []
    return "; ".join([*parts, *(f"none of {names} judged anything" for names in rules)])


def not_computed(results: Sequence[MetricResult]) -> Iterator[tuple[str, str]]:
    """The metrics that lack columns: codes separated by spaces, and what they lack."""
    lacks: dict[str, list[str]] = {}
    for result in results:
        if result.missing:
            lacks.setdefault(lack(result.missing), []).append(result.metric.code)
    for why, codes in lacks.items():
        yield " ".join(codes), why


def money(cause: Cause) -> str:
    """What the orders of a bar of the Pareto paid, by currency."""
    return ", ".join(f"{amount:,.2f} {currency or ''}".strip() for currency, amount in cause.money)


def counts_nothing(result: MetricResult) -> bool:
    """Whether no definition of the metric had anything to count."""
    return not any(figure.denominator for figure in result.figures)


def percent(share: float) -> str:
    """A share of findings."""
    return f"{share:.1%}".replace("%", " %")


def findings(number: int) -> str:
    """How many findings."""
    return counted(number, "finding")


def _share(figure: Figure) -> str:
    share = percent(figure.rate or 0.0)
    # What rounds to all or to nothing and is neither must not look like it.
    if share == "100.0 %" and figure.numerator < figure.denominator:
        return "> 99.9 %"
    return "< 0.1 %" if share == "0.0 %" and figure.numerator > 0 else share


def _number(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:,.3f}".rstrip("0").rstrip(".")


def _columns(need: str) -> str:
    """`attempts or first_attempt_at of shipments`."""
    tables: dict[str, list[str]] = {}
    for part in need.split(" | "):
        table, name = part.split(".")
        tables.setdefault(_TABLES.get(table, table), []).append(name)
    return " or ".join(f"{_some(names)} of {table}" for table, names in tables.items())


def _some(names: list[str]) -> str:
    some = names[:_MOST_NAMES]
    return " or ".join([*some, "the like"] if len(names) > len(some) else some)
