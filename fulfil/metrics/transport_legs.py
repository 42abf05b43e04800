"""M27 transport legs per order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .orders import kept_out
from .result import Form
from .sheet import Count, Sheet, first_reason

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M27",
    "transport legs per order",
    unit="order",
    clock="none: parcels and returns until now",
    needs=("shipment_lines.order_id | shipment_lines.original_order_id",),
    leaves_out=("orders without a parcel", "parcels and returns of unknown orders"),
)
def transport_legs(inputs: Inputs) -> Sheet:
    """How often goods travel for one order: out, back, and out again.

    ## Formula
    Legs / orders with a parcel. Out: parcels that left; back: parcels that the carrier brought back, and
    returns whose goods travelled; again: replacements. A parcel of several orders is one leg, of its first
    order. A parcel that left and came back is two.

    ## Source
    The trade's own words; what a split, a return or a reship costs in carriage.
    """
    legs = _legs(inputs)
    rows = inputs.orders.lazy().with_columns(first_reason(*kept_out(), ("no parcel", pl.col("parcels") == 0)))
    for name, of in legs.items():
        counted = of.lazy().group_by("order").agg(pl.len().cast(pl.Int64).alias(name))
        rows = rows.join(counted, on="order", how="left", maintain_order="left")
    rows = rows.with_columns(pl.col(*legs).fill_null(0))
    back = pl.col("brought") + pl.col("sent_back")
    # Without a returns file the ways back are those of the carriers only.
    needs = ("returns.order_id | returns.original_order_id",)
    ratio = Form.RATIO
    return Sheet(
        rows,
        (
            Count("all legs", pl.col("out") + pl.col("again") + back, needs=needs, form=ratio),
            Count("out", pl.col("out"), form=ratio),
            Count("back by return", pl.col("sent_back"), needs=needs, form=ratio),
            Count("brought back by the carrier", pl.col("brought"), form=ratio),
            Count("out again as replacement", pl.col("again"), form=ratio),
        ),
    )


def _legs(inputs: Inputs) -> dict[str, pl.DataFrame]:
    """The ways by kind, each with `order`."""
    known = pl.col("order").is_not_null()
    left = inputs.parcels.filter(pl.col("counted") & pl.col("left") & known)
    back = inputs.returned.filter(pl.col("travelled") & known)
    return {
        "out": left.filter(~pl.col("replacement")).select("order"),
        "again": left.filter("replacement").select("order"),
        "brought": left.filter("returned").select("order"),
        "sent_back": back.unique(["order", "leg"]).select("order"),
    }
