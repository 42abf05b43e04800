"""The cases by reason, SKU, carrier, warehouse, shop and week of the request, each dimension by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from ...facts.cases import Outcome, Owner
from ..dimensions import SEVERAL, local, named
from .lasted import lasted_by, nothing
from .money import moneys
from .result import ReturnsPart
from .staged import total_spent
from .told import UNTOLD
from .whole import ends, refunded_within, untimed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..inputs import Inputs

_BY: Final = "_by"


def parts(
    inputs: Inputs, cases: pl.DataFrame, staged: pl.DataFrame, dimensions: Sequence[str]
) -> tuple[ReturnsPart, ...]:
    """The parts of each dimension that was asked for: weeks in their order, else the largest first.

    Args:
        inputs: the facts of the run.
        cases: the cases that count (see `told.counted`).
        staged: their stages (see `staged.staged`).
        dimensions: of `result.DIMENSIONS`; others are passed over.
    """
    made: list[ReturnsPart] = []
    for dimension in dimensions:
        value = _value(inputs, dimension)
        if value is not None:
            made += _parts(inputs, cases.with_columns(value.alias(_BY)), staged, dimension)
    return tuple(made)


def _value(inputs: Inputs, dimension: str) -> pl.Expr | None:
    match dimension:
        case "week":
            return local(inputs, "requested_at").dt.date().dt.truncate("1w")
        case "sku":
            several = pl.when(pl.col("lines") > 1).then(pl.lit(SEVERAL))
            return pl.coalesce(pl.col("sku").cast(pl.String), several)
        case "reason" | "carrier" | "warehouse" | "shop":
            return pl.col(dimension).cast(pl.String)
        case _:
            return None


def _parts(
    inputs: Inputs, cases: pl.DataFrame, staged: pl.DataFrame, dimension: str
) -> Iterator[ReturnsPart]:
    days = inputs.limits.within_days
    curve = ends(cases, _BY)
    lasted = lasted_by(curve, _BY, days)
    refunded = refunded_within(curve, max(days), _BY) if days else {}
    why_not = untimed(cases, inputs.limits.untimed_share, _BY)
    money = moneys(cases.filter(outcome=Outcome.REFUNDED.value), _BY)
    seller = _seller_shares(cases, staged)
    counts = cases.group_by(_BY).agg(
        pl.len(), (pl.col("outcome") == Outcome.OPEN.value).sum().alias("open"), pl.col(UNTOLD).count()
    )
    by_size = [] if dimension == "week" else ["len"]
    descending = [True, False][-len(by_size) - 1 :]
    counts = counts.sort(*by_size, _BY, descending=descending, nulls_last=True)
    for value, number, still, untold in counts.iter_rows():
        whole = lasted.get(value, nothing("no case whose time can be told"))
        if value in why_not:
            whole = nothing(why_not[value], number=whole.number, still=whole.open)
        told = value not in why_not
        yield ReturnsPart(
            dimension=dimension,
            value=named(value),
            number=number,
            open=still,
            whole=replace(whole, untold=untold),
            refunded=refunded.get(value) if told and whole.readings else None,
            seller_share=seller.get(value) if told else None,
            money=money.get(value, ()),
        )


def _seller_shares(cases: pl.DataFrame, staged: pl.DataFrame) -> dict[object, float]:
    mine = pl.col("owner") == Owner.SELLER.value
    spent = (
        staged.lazy()
        .select("case", "spent", mine=mine)
        .join(cases.lazy().select("case", _BY), on="case")
        .group_by(_BY)
        .agg(total_spent(), mine=total_spent(pl.col("mine")))
        .filter(pl.col("spent") > 0)
        .collect()
    )
    return {value: mine / spent for value, spent, mine in spent.iter_rows()}
