"""Orders as metrics count them: what keeps one out, until when it is judged, whether it is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..facts.due import Due

if TYPE_CHECKING:
    from .inputs import Inputs

#: Lines that nobody was ever to send, and that no figure counts.
NEVER_DUE: Final = (
    Due.UNPAID,
    Due.DEPOSIT,
    Due.DELETED,
    Due.REPLACED,
    Due.VIRTUAL,
    Due.PICK_UP,
    Due.REPEATED,
)

#: Where so large a share of a shop's finished orders has a parcel, one without any is short; where fewer
#: have, the parcel files are not all there (as SPL001 judges). Below so many orders each counts.
_TOLD_SHARE: Final = 0.98
_LEAST: Final = 20

_SHOP: Final = ("platform", "shop")

#: The moments that a shop's files may tell or not.
_CLOCKS: Final = ("labelled_at", "confirmed_at", "scanned_at", "left_at", "delivered_at")


def told_orders(inputs: Inputs) -> pl.DataFrame:
    """The orders with what metrics ask of each.

    Returns:
        `Fulfilment.orders` and: `until` (its shop's files tell nothing later), `never` (was never to be
        sent), `gone` (not alive any more, and nothing left), `untold` (said to be sent, and the parcel files
        hold none of it), `tells_*` for the clocks (some order of the shop has that moment), `lines_due`,
        `full` (something was due, and all of it left), `over` (more left than was due) and `known`
        (quantities can be told).
    """
    return (
        inputs.facts.orders.lazy()
        .join(_until(inputs), on=_SHOP, how="left", nulls_equal=True, maintain_order="left")
        .join(_of_lines(inputs), on="order", how="left", maintain_order="left")
        .with_columns(
            pl.col("never").fill_null(value=False),
            pl.col("lines_due").fill_null(0),
            full=(pl.col("full") & (pl.col("lines_due") > 0)).fill_null(value=False),
            until=pl.coalesce(inputs.moment if inputs.as_of_stated else "_until", "_until", inputs.moment),
        )
        .with_columns(
            gone=~pl.col("live") & pl.col("left_at").is_null() & (pl.col("parcels") == 0) & ~pl.col("never"),
            untold=_untold(),
            **{f"tells_{name}": pl.col(name).is_not_null().any().over(_SHOP) for name in _CLOCKS},
        )
        .drop("_until")
        .collect()
    )


def kept_out() -> tuple[tuple[str, pl.Expr], ...]:
    """The reasons that keep an order out of every figure about parcels."""
    return (
        ("never to be sent: unpaid, deleted, replaced, virtual or picked up", pl.col("never")),
        ("the parcel files do not tell all of its parcels", ~pl.col("observed")),
    )


def cancelled(promise: str | None = None) -> tuple[tuple[str, pl.Expr], ...]:
    """The reasons that excuse the seller from sending; a cancellation of the seller's own excuses nothing.

    Args:
        promise: a moment; a cancellation after it comes too late to excuse.
    """
    gone = pl.col("gone")
    if promise is not None:
        late = pl.col("cancelled_at") > pl.col(promise)
        gone = gone & ~late.fill_null(value=False)
    by = pl.col("cancelled_by").cast(pl.String)
    when = " before the promise" if promise else ""
    return (
        (f"cancelled by the buyer{when}", gone & (by == "buyer")),
        (f"cancelled by the platform{when}", gone & (by == "platform")),
        (f"cancelled{when}, and nothing says by whom", gone & by.is_null()),
    )


def _until(inputs: Inputs) -> pl.LazyFrame:
    spans = inputs.facts.spans.lazy().group_by(*_SHOP).agg(_until=pl.col("parcels_until").max())
    types = inputs.facts.orders.schema
    return spans.with_columns(pl.col(name).cast(types[name]) for name in _SHOP)


def _of_lines(inputs: Inputs) -> pl.LazyFrame:
    reason = pl.col("reason").cast(pl.String)
    counts = (pl.col("due") > 0) & ~pl.col("passed")
    return (
        inputs.facts.lines.lazy()
        .group_by("order")
        .agg(
            never=reason.is_in([due.value for due in NEVER_DUE]).all(),
            lines_due=counts.sum(),
            full=(pl.col("shipped") >= pl.col("due")).filter(counts).all(),
            over=(pl.col("excess") > 0).filter(~pl.col("passed")).any(),
            known=pl.col("judged").filter(counts).all(),
        )
    )


def _untold() -> pl.Expr:
    finished = pl.col("complete") & pl.col("observed")
    has = pl.col("parcels") > 0
    number = finished.sum().over(_SHOP)
    share = (finished & has).sum().over(_SHOP) / number
    told = (number < _LEAST) | (share >= _TOLD_SHARE)
    return pl.col("complete") & ~has & ~told
