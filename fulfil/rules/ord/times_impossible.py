"""ORD004 times-impossible."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from ..rule import Handoff, Severity, rule

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy

_MOMENT = pl.Datetime("us", "UTC")
_NAMES = ("created_at", "paid_at", "shipped_at", "delivered_at")
#: What comes first, what comes after it, and what is wrong where it does not.
_PAIRS = (
    ("created_at", "paid_at", "paid before it was made"),
    ("paid_at", "shipped_at", "shipped before it was paid"),
    ("shipped_at", "delivered_at", "delivered before it was shipped"),
)
_COD = (pl.col("payment_method_state").cast(pl.String) == "cod").fill_null(value=False)
_WRITTEN = "%Y-%m-%d %H:%M UTC"


def _found(times: pl.LazyFrame, first: str, then: str, reason: str, tolerance: timedelta) -> pl.LazyFrame:
    wrong = pl.col(then) < pl.col(first) - tolerance
    if (first, then) == ("paid_at", "shipped_at"):
        wrong &= ~pl.col("cod")
    return times.filter(wrong).select(
        "row",
        field=pl.lit(then),
        reason=pl.lit(reason),
        value=pl.col(then).dt.strftime(_WRITTEN),
        expected=pl.col(first).dt.strftime(_WRITTEN),
    )


@rule(
    "ORD004",
    "times-impossible",
    severity=Severity.WARNING,
    handoff=Handoff.WARN,
    needs=("orders.created_at | orders.shipped_at", "orders.paid_at | orders.delivered_at"),
    message="the order was {reason}: {value}, against {expected}",
)
def times_impossible(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """An order was paid before it was made, shipped before it was paid, or delivered before it was shipped.

    ## Why it matters
    One of the two times is wrong: typed, shifted by a zone, or of another order. Every deadline that is
    counted from it is wrong as well.

    ## What a null means
    A time that is empty, or that could not be read (EXP004), is not compared. Cash on delivery ships before
    it is paid. A few minutes' difference is that of two clocks (`times.tolerance_minutes` in the policy).

    ## Flagged
    ```csv
    order_id,created_at,paid_at,province,city,county,street
    A1,2026-11-20 10:00:00,2026-11-19 09:00:00,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,payment_method,created_at,paid_at,shipped_at,province,city,county,street
    A1,,2026-11-20 10:00:00,2026-11-20 10:05:00,,浙江省,杭州市,西湖区,文三路391号
    A2,货到付款,2026-11-19 10:00:00,2026-11-21 10:00:00,2026-11-20 10:00:00,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Look up the true times; if a whole file is shifted, its zone is wrong.
    """
    tolerance = timedelta(minutes=policy.times.tolerance_minutes)
    times = facts.orders.select("row", *(pl.col(name).cast(_MOMENT) for name in _NAMES), cod=_COD)
    return pl.concat([_found(times, *pair, tolerance) for pair in _PAIRS]).sort("row", maintain_order=True)
