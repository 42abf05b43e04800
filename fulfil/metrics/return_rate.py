"""M20 return rate."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from ..facts.cases import Outcome
from .dimensions import ZONE, local
from .metric import metric
from .returns.from_orders import without_returns
from .returns.period import midnight
from .returns.told import counted
from .sheet import Count, Sheet, first_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .inputs import Inputs

#: Days from order to delivery and from the end of the window to the parcel that came in time, together; our
#: own choice.
_LAG: Final = 15

#: The window of returns where the policy sets none: that of the large shops; our own choice.
_WINDOW: Final = 30

#: Outcomes of requests that came to nothing.
_NOTHING: Final = (Outcome.REJECTED.value, Outcome.WITHDRAWN.value, Outcome.CLOSED.value)

#: Units and money are summed as whole numbers, of which so many make one.
_UNIT: Final = 1000
_MONEY: Final = 10_000

_MONTH: Final = "_month"


@metric(
    "M20",
    "return rate",
    unit="order",
    clock="none: returns until now, by the month of the order",
    needs=("orders.order_id", "returns.order_id | returns.original_order_id"),
    leaves_out=(
        "orders that were never to be sent, or cancelled before anything left",
        "orders of shops without a return export",
        "returns that stand apart",
    ),
)
def return_rate(inputs: Inputs) -> Sheet:
    """How many orders come back, and how much of them.

    ## Formula
    Orders with a return / orders; units asked back / units due; money refunded / money paid, of the most
    frequent currency only. A request that was rejected, withdrawn or closed is no return, and counts under
    requests. Nothing counts above what was sold. By month of the order: an order can still come back while
    it is younger than the window of returns (30 days where the policy sets none) and 15 days for the way:
    such a month is immature, and too low. Requests by their own week see `fulfil returns --by week`.

    ## Source
    Cohorts by order month, as return rates are compared in retail: returns of a month over orders of the
    same month mix two months of sales.
    """
    rows = _orders(inputs)
    returned, asked, sold = pl.col("_returned") > 0, pl.col("_asked") > 0, pl.col("_sold")
    back = pl.min_horizontal(pl.col("_back").fill_null(0), sold)
    units = pl.when(~pl.col("_vague")).then(sold)
    paid = pl.when(pl.col("_comparable")).then((pl.col("order_paid") * _MONEY).cast(pl.Int64))
    money = pl.min_horizontal((pl.col("_refund").fill_null(0) * _MONEY).cast(pl.Int64), paid)
    amounts = ("orders.order_paid", "returns.refund_amount")
    return Sheet(
        rows.lazy(),
        (
            Count("orders", returned),
            Count("orders with a request", asked),
            Count("units", back, units, needs=("order_lines.quantity", "returns.quantity"), per=_UNIT),
            Count("money", money, paid, needs=amounts, per=_MONEY),
            *_months(inputs, rows),
        ),
    )


def _orders(inputs: Inputs) -> pl.DataFrame:
    """The orders with what came back of each."""
    cases = counted(inputs.told_cases).filter(pl.col("order").is_not_null())
    good = ~pl.col("outcome").is_in(_NOTHING).fill_null(value=False)
    refunded = (pl.col("outcome") == Outcome.REFUNDED.value).fill_null(value=False)
    amount = pl.when(refunded).then("refund_amount")
    back = cases.group_by("order").agg(
        _asked=pl.len(),
        _returned=good.sum(),
        _back=pl.col("quantity").filter(good).sum(),
        _vague=(good & pl.col("quantity").is_null()).any(),
        _refund=amount.sum(),
        _in=pl.col("currency").filter(amount.is_not_null()).unique(),
    )
    sold = inputs.facts.lines.group_by("order").agg(_sold=pl.col("due").filter(~pl.col("passed")).sum())
    orders = inputs.orders
    currency = pl.col("currency") if "currency" in orders.columns else pl.lit(None, pl.String)
    # The currency of the money that went back, where it is not the order's own, cannot be compared with it.
    other = pl.col("_in").list.drop_nulls().list.set_difference(pl.concat_list(pl.col("_currency")))
    rows = (
        orders.lazy()
        .join(back.lazy(), on="order", how="left", maintain_order="left")
        .join(sold.lazy(), on="order", how="left", maintain_order="left")
        .with_columns(
            first_reason(
                ("never to be sent: unpaid, deleted, replaced, virtual or picked up", pl.col("never")),
                ("cancelled before anything left", pl.col("gone")),
                ("its shop has no return export", _unknown(inputs)),
            ),
            pl.col("_asked", "_returned").fill_null(0),
            pl.col("_vague").fill_null(value=False),
            _currency=currency,
            **{_MONTH: _month(inputs)},
        )
    )
    most = rows.select(pl.col("_currency").drop_nulls().mode().min()).collect().item()
    here = (
        pl.col("_currency").is_null()
        if most is None
        else (pl.col("_currency") == most).fill_null(value=False)
    )
    known = pl.col("order_paid").is_not_null()
    alike = pl.col("_currency").is_null() | (other.list.len().fill_null(0) == 0)
    return rows.with_columns(_comparable=here & known & alike).collect()


def _unknown(inputs: Inputs) -> pl.Expr:
    return pl.col("order").is_in(without_returns(inputs)["order"].implode())


def _month(inputs: Inputs) -> pl.Expr:
    made = pl.coalesce(local(inputs, "created_at"), local(inputs, "paid_at"))
    return made.dt.date().dt.truncate("1mo")


def _months(inputs: Inputs, rows: pl.DataFrame) -> Iterator[Count]:
    """The orders of each month."""
    for month in rows[_MONTH].drop_nulls().unique().sort():
        name = f"orders of {month:%Y-%m}"
        if not _mature(inputs, month):
            name += " (immature)"
        yield Count(name, pl.col("_returned") > 0, pl.col(_MONTH) == month)


def _mature(inputs: Inputs, month: date) -> bool:
    """Whether all orders of a month had their time to come back."""
    spans = [inputs.limits.limit("window", file.country) for file in inputs.files]
    windows = [span.days if span is not None and span.days is not None else _WINDOW for span in spans]
    after = (month.replace(day=1) + timedelta(days=31)).replace(day=1)
    over = after + timedelta(days=max(windows, default=_WINDOW) + _LAG)
    return inputs.as_of is not None and midnight(over, ZONE) <= inputs.as_of
