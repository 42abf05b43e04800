"""Parcels as metrics count them: whether one left, what its file tells at all, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..exports.states import DeliveryStatus

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

#: Carriers that are the seller's or the buyer's own feet.
_OWN: Final = (
    r"(?i)自送|自配送|商家配送|自提|无需物流|own delivery|local delivery|self[ -]?deliver|hand[ -]?deliver"
)

_MOMENTS: Final = ("label_created_at", "shipped_at", "picked_up_at", "delivered_at", "first_attempt_at")


def told_parcels(inputs: Inputs) -> pl.DataFrame:
    """The parcels with what metrics ask of each.

    Returns:
        `Fulfilment.parcels` and: `state` (String), `moved` (some sign of the carrier), `left` (in
        somebody's hands, and no mere label), `delivered`, `returned`, `own` (own delivery), and by kind of
        file whether any parcel of it has such a sign: `tells_*` for the moments, `tells_moves`,
        `tells_ends`, `tells_attempts`.
    """
    state = pl.col("status").cast(pl.String)
    later = pl.col("last_event_at") > pl.col("shipped_at")
    kind = inputs.profile_of()
    return (
        inputs.facts.parcels.lazy()
        .with_columns(state=state, _kind=kind)
        .with_columns(
            moved=pl.col("picked_up_at").is_not_null()
            | pl.col("first_attempt_at").is_not_null()
            | pl.col("delivered_at").is_not_null()
            | later.fill_null(value=False)
            | _is(*_MOVING),
            delivered=pl.col("delivered_at").is_not_null() | _is(DeliveryStatus.DELIVERED),
            returned=_is(DeliveryStatus.RETURNED),
            attempted=(pl.col("attempts").cast(pl.Int64) > 0).fill_null(value=False)
            | pl.col("first_attempt_at").is_not_null(),
            own=pl.col("carrier").cast(pl.String).str.contains(_OWN).fill_null(value=False),
        )
        .with_columns(
            left=pl.col("moved") | pl.col("shipped_at").is_not_null() | _is(DeliveryStatus.SHIPPED),
            tells_moves=pl.col("moved").any().over("_kind"),
            tells_ends=(pl.col("delivered") | pl.col("returned")).any().over("_kind"),
            tells_attempts=pl.col("attempted").any().over("_kind"),
            **{f"tells_{name}": pl.col(name).is_not_null().any().over("_kind") for name in _MOMENTS},
        )
        .drop("_kind")
        .collect()
    )


def kept_out() -> tuple[tuple[str, pl.Expr], ...]:
    """The reasons that keep a parcel out of every figure about what left."""
    return (
        ("voided, cancelled or never sent", ~pl.col("counted")),
        ("a label and no more so far", ~pl.col("left")),
    )


def _is(*states: DeliveryStatus) -> pl.Expr:
    return pl.col("state").is_in([state.value for state in states]).fill_null(value=False)
