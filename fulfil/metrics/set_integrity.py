"""M18 set integrity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .sheet import LEFT_OUT, Count, Lasting, Sheet, hours_between

if TYPE_CHECKING:
    from .inputs import Inputs

_FIT = pl.col("fit").cast(pl.String)


@metric(
    "M18",
    "set integrity",
    unit="set",
    clock="none: parts that left until now",
    needs=("shipment_lines.sku", "shipment_lines.quantity"),
    leaves_out=("parts that left exactly as ordered, on their own",),
)
def set_integrity(inputs: Inputs) -> Sheet:
    """How many sets left with parts that belong together, and how far apart the parts were.

    ## Formula
    Sets matched inside their order / sets that left; the same for sets matched across the orders of one
    group, which a swap cures. Parts without a match make as many broken sets as the role with most of them
    has, in each pool of orders: an indoor unit of one model and an outdoor unit of another are one broken
    set, not two. Days apart: from the first part to the last, by handover and by delivery. A set belongs to
    its first order. What is left out counts units.

    ## Source
    Rules SPL006 to SPL008; the trade has no definition.
    """
    rows = (
        pl.concat([_matched(inputs), _broken(inputs)], how="diagonal_relaxed")
        .join(inputs.dimensions, on="order", how="left")
        .with_columns(pl.lit(None, pl.String).alias(LEFT_OUT))
        .lazy()
    )
    alone = inputs.facts.units.filter(_FIT == "as ordered").height
    return Sheet(
        rows,
        (
            Count("matched inside the order", pl.col("home")),
            Count("matched inside the group", pl.col("home") | pl.col("crossed")),
            Lasting(
                "between handovers of parts",
                hours_between(pl.col("left_first"), pl.col("left_last")),
                pl.lit(value=True),
                "from the first part's handover to the last's",
            ),
            Lasting(
                "between deliveries of parts",
                hours_between(pl.col("delivered_first"), pl.col("delivered_last")),
                pl.lit(value=True),
                "from the first part's delivery to the last's",
                ("shipment_lines.delivered_at",),
            ),
        ),
        more=(("parts that left as ordered, on their own", alone),),
    )


def _matched(inputs: Inputs) -> pl.DataFrame:
    when = inputs.facts.contents.select("row", "left_at", "delivered_at")
    return (
        inputs.facts.units.lazy()
        .filter(_FIT.is_in(["home", "crossed"]))
        .join(when.lazy(), on="row", how="left")
        .group_by("set")
        .agg(
            pl.col("order").min(),
            home=(_FIT == "home").all(),
            crossed=(_FIT == "crossed").any(),
            **{
                f"{name}_{which}": _all_told(f"{name}_at", which)
                for name in ("left", "delivered")
                for which in ("first", "last")
            },
        )
        .collect()
    )


def _all_told(name: str, which: str) -> pl.Expr:
    moment = pl.col(name).min() if which == "first" else pl.col(name).max()
    return pl.when(pl.col(name).is_not_null().all()).then(moment)


def _broken(inputs: Inputs) -> pl.DataFrame:
    """One row per set that its pool's unmatched parts would have made."""
    return (
        inputs.facts.units.lazy()
        .filter(_FIT == "unpaired")
        .group_by("pool", "role")
        .agg(pl.col("order").min(), pl.len().alias("parts"))
        .group_by("pool")
        .agg(pl.col("order").min(), pl.col("parts").max())
        .select(pl.col("order").repeat_by("parts"), home=pl.lit(value=False), crossed=pl.lit(value=False))
        .explode("order")
        .collect()
    )
