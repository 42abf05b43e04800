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

_SHOP: Final = ("platform", "shop")

#: The moments that a shop's files may tell or not.
_CLOCKS: Final = ("labelled_at", "confirmed_at", "scanned_at", "left_at", "delivered_at")


def told_orders(inputs: Inputs) -> pl.DataFrame:
    """The orders with what metrics ask of each.

    Returns:
        `Fulfilment.orders` and: `until` (the parcel files tell nothing later), `never` (was never to be
        sent), `gone` (cancelled before anything left), `by_seller` (cancelled by the seller), `untold` (said
        to be sent, and the parcel files hold none of it), `tells_*` for the clocks (some order of the shop
        has that moment), `lines_due`, `filled` (something was due, and all of it left), `refused` (the
        seller cancelled some of it), `full` (filled and not refused), `over` (more left than was due) and
        `known` (quantities can be told).
    """
    nothing = pl.col("left_at").is_null() & (pl.col("parcels") == 0)
    before = (pl.col("cancelled_at") < pl.col("left_at")).fill_null(value=False)
    gone = ~pl.col("live") & ~pl.col("never") & (nothing | before)
    seller = (pl.col("cancelled_by").cast(pl.String) == "seller").fill_null(value=False)
    orders = inputs.facts.orders
    # Joined by themselves, so that the many columns of orders need not be copied.
    more = (
        orders.lazy()
        .select("order", *_SHOP)
        .join(_shops(inputs), on=_SHOP, how="left", nulls_equal=True, maintain_order="left")
        .join(_of_lines(inputs), on="order", how="left", maintain_order="left")
        .drop("order", *_SHOP)
        .collect()
    )
    return (
        pl.concat([orders, more, inputs.dimensions.drop("order")], how="horizontal")
        .lazy()
        .with_columns(
            pl.col("never", "observed", "told").fill_null(value=False),
            pl.col("lines_due").fill_null(0),
            until=pl.coalesce("parcels_until", inputs.moment),
            by_seller=seller,
        )
        .with_columns(
            filled=(pl.col("full") & (pl.col("lines_due") > 0)).fill_null(value=False),
            untold=pl.col("complete") & (pl.col("parcels") == 0) & ~pl.col("told"),
            gone=gone,
        )
        .with_columns(refused=(pl.col("by_seller") & pl.col("cut")).fill_null(value=False))
        .with_columns(full=pl.col("filled") & ~pl.col("refused"))
        .drop("cut")
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


def _shops(inputs: Inputs) -> pl.LazyFrame:
    """What the files of each shop tell: `platform shop tells_*`."""
    clocks = ((pl.col(name).count() > 0).alias(f"tells_{name}") for name in _CLOCKS)
    return inputs.facts.orders.lazy().group_by(*_SHOP).agg(clocks)


def _of_lines(inputs: Inputs) -> pl.LazyFrame:
    counts = (pl.col("due") > 0) & ~pl.col("passed")
    never = pl.col("reason").cast(pl.String).is_in([due.value for due in NEVER_DUE])
    return (
        inputs.facts.lines.lazy()
        .select(
            "order",
            never=never,
            lines_due=counts,
            full=(pl.col("shipped") >= pl.col("due")) | ~counts,
            over=(pl.col("excess") > 0) & ~pl.col("passed"),
            known=pl.col("judged") | ~counts,
            cut=(pl.col("cancelled") > 0) & ~pl.col("passed") & ~never,
        )
        .group_by("order")
        .agg(pl.col("never", "full", "known").all(), pl.col("lines_due").sum(), pl.col("over", "cut").any())
    )
