"""Parcels as metrics count them: whether one left, what its file tells at all, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..exports.states import DeliveryStatus
from ..policy.split import says
from .dimensions import BY, OF_PARCELS, coded

if TYPE_CHECKING:
    from .inputs import Inputs

#: States that a parcel reaches only in a carrier's hands.
_MOVING: Final = (
    DeliveryStatus.IN_TRANSIT,
    DeliveryStatus.OUT_FOR_DELIVERY,
    DeliveryStatus.ATTEMPTED,
    DeliveryStatus.DELIVERED,
    DeliveryStatus.EXCEPTION,
    DeliveryStatus.RETURNED,
)


def told_parcels(inputs: Inputs) -> pl.DataFrame:
    """The parcels with what metrics ask of each.

    Returns:
        `Fulfilment.parcels` and: `state` (String), `moved` (some sign of the carrier), `left` (in
        somebody's hands, and no mere label), `delivered`, `returned`, `attempted`, `own` (own delivery), the
        dimensions, and whether any parcel of a file of its kind has such a sign: `tells_moves`,
        `tells_ends`, `tells_attempts`, `tells_picked_up_at`.
    """
    later = (pl.col("last_event_at") > pl.col("shipped_at")).fill_null(value=False)
    parcels = (
        inputs.facts.parcels.lazy()
        .with_columns(state=pl.col("status").cast(pl.String))
        .with_columns(
            moved=pl.any_horizontal(pl.col("picked_up_at", "first_attempt_at", "delivered_at").is_not_null())
            | later
            | _is(*_MOVING),
            delivered=pl.col("delivered_at").is_not_null() | _is(DeliveryStatus.DELIVERED),
            returned=_is(DeliveryStatus.RETURNED),
            attempted=(pl.col("attempts").cast(pl.Int64) > 0).fill_null(value=False)
            | pl.col("first_attempt_at").is_not_null(),
            own=_own(inputs),
        )
        .with_columns(left=pl.col("moved") | pl.col("shipped_at").is_not_null() | _is(DeliveryStatus.SHIPPED))
        .collect()
    )
    of_order = [name for name in inputs.by if name not in OF_PARCELS]
    own = [name for name in inputs.by if name in OF_PARCELS]
    dimensions = inputs.dimensions.select("order", *(BY + name for name in of_order))
    return (
        parcels.join(_files(inputs, parcels), on="file", how="left", maintain_order="left")
        .join(dimensions, on="order", how="left", maintain_order="left")
        .with_columns(coded(parcels[name]).alias(BY + name) for name in own)
    )


def kept_out() -> tuple[tuple[str, pl.Expr], ...]:
    """The reasons that keep a parcel out of every figure about what left."""
    return (
        ("voided, cancelled or never sent", ~pl.col("counted")),
        ("a label and no more so far", ~pl.col("left")),
    )


def _is(*states: DeliveryStatus) -> pl.Expr:
    return pl.col("state").is_in([state.value for state in states]).fill_null(value=False)


def _own(inputs: Inputs) -> pl.Expr:
    """Own delivery, looked for once in each carrier's name."""
    names = inputs.facts.parcels["carrier"].cast(pl.String).drop_nulls().unique()
    own = names.filter(
        names.to_frame("text").select(says(pl.col("text"), inputs.own_delivery)).to_series()
    ).implode()
    return pl.col("carrier").cast(pl.String).is_in(own).fill_null(value=False)


def _files(inputs: Inputs, parcels: pl.DataFrame) -> pl.DataFrame:
    """What the files of each kind tell: `file tells_*`."""
    by_file = parcels.group_by("file").agg(
        tells_moves=pl.col("moved").any(),
        tells_ends=(pl.col("delivered") | pl.col("returned")).any(),
        tells_attempts=pl.col("attempted").any(),
        tells_picked_up_at=pl.col("picked_up_at").count() > 0,
    )
    return by_file.select("file", pl.col("^tells_.*$").any().over(inputs.profile_of()))
