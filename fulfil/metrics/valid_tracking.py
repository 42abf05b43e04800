"""M04 valid tracking rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from .metric import metric
from .parcels import kept_out
from .sheet import Count, Sheet, first_reason

if TYPE_CHECKING:
    from .inputs import Inputs

#: Scans of younger parcels may still come in.
_LAG_DAYS: Final = 14


@metric(
    "M04",
    "valid tracking rate",
    unit="parcel",
    clock="any sign of the carrier, until now",
    needs=(
        (
            "shipment_lines.picked_up_at | shipment_lines.first_attempt_at | shipment_lines.delivered_at"
            " | shipment_lines.last_event_at | shipment_lines.delivery_status"
        ),
    ),
    leaves_out=("own delivery", "parcels of files that tell no carrier's sign at all"),
)
def valid_tracking(inputs: Inputs) -> Sheet:
    """How many parcels that left have been seen by their carrier.

    ## Formula
    Parcels with a scan / parcels that left. A scan is the pickup scan, or any later sign of the carrier; both
    stand here, and the first of them once more for parcels sent 14 days ago or earlier, whose scans are in.

    ## Source
    Amazon's valid tracking rate: 95 % with at least one scan of the carrier, told with a lag.
    """
    old = pl.col("shipped_at") <= inputs.moment - pl.duration(days=_LAG_DAYS)
    rows = inputs.parcels.lazy().with_columns(
        first_reason(
            *kept_out(),
            ("own delivery", pl.col("own")),
            ("the file tells no sign of the carrier", ~pl.col("tells_moves")),
        )
    )
    return Sheet(
        rows,
        (
            Count("any sign of the carrier", pl.col("moved")),
            Count(f"any sign, sent {_LAG_DAYS} days ago or earlier", pl.col("moved"), old),
            Count(
                "a pickup scan",
                pl.col("picked_up_at").is_not_null(),
                pl.when("tells_picked_up_at").then(statement=True),
                "pickup scan, until now",
                ("shipment_lines.picked_up_at",),
            ),
        ),
    )
