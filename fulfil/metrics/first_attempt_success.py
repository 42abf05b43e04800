"""M09 first-attempt success."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .parcels import kept_out
from .sheet import Count, Sheet, first_reason

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M09",
    "first-attempt success",
    unit="parcel",
    clock="number of attempts, else first attempt against delivery",
    needs=("shipment_lines.attempts | shipment_lines.first_attempt_at",),
    leaves_out=("files without attempts", "parcels that were not attempted"),
)
def first_attempt_success(inputs: Inputs) -> Sheet:
    """How many parcels were delivered when the carrier came for the first time.

    ## Formula
    Delivered at the first attempt / parcels attempted, and / parcels delivered. It was the first attempt
    where one is counted; where none is counted, where delivery came within 5 minutes of the first attempt,
    the limit of rule DLV003.

    ## Source
    First-attempt success rate as carriers tell it, over attempted or over delivered parcels.
    """
    number = pl.col("attempts").cast(pl.Int64)
    at_once = pl.col("delivered_at") <= pl.col("first_attempt_at") + pl.duration(minutes=5)
    first = pl.when(number > 0).then(number == 1).otherwise(at_once).fill_null(value=False)
    success = pl.col("delivered") & first & ~pl.col("returned")
    rows = inputs.parcels.lazy().with_columns(
        first_reason(
            *kept_out(),
            ("the file tells no attempts", ~pl.col("tells_attempts")),
            ("no attempt is told", ~pl.col("attempted")),
        )
    )
    return Sheet(
        rows,
        (
            Count("of parcels attempted", success),
            Count("of parcels delivered", success, pl.col("delivered")),
        ),
    )
