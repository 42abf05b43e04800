"""M08 delivery success rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .parcels import kept_out
from .sheet import Count, Sheet, first_reason

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M08",
    "delivery success rate",
    unit="parcel",
    clock="the parcel's state now",
    needs=("shipment_lines.delivered_at | shipment_lines.delivery_status",),
    leaves_out=("files that tell no end of any parcel",),
)
def delivery_success(inputs: Inputs) -> Sheet:
    """How many parcels were delivered, of those that have an end.

    ## Formula
    Delivered / delivered or returned. Beside it the share of all that left that has no end yet, without which
    the first figure says little, and delivered / all that left.

    ## Source
    The trade's own words; no common definition says what counts as final.
    """
    ended = pl.col("delivered") | pl.col("returned")
    delivered = pl.col("delivered") & ~pl.col("returned")
    rows = inputs.parcels.lazy().with_columns(
        first_reason(*kept_out(), ("the file tells no end of any parcel", ~pl.col("tells_ends")))
    )
    return Sheet(
        rows,
        (
            Count("delivered, of those with an end", delivered, ended),
            Count("delivered, of all that left", delivered),
            Count("still open, of all that left", ~ended),
        ),
    )
