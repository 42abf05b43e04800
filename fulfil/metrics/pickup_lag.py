"""M05 pickup lag."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .parcels import kept_out
from .sheet import Lasting, Sheet, first_reason, hours_between

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M05",
    "pickup lag",
    unit="parcel",
    clock="from handover as the seller says to the carrier's first scan",
    needs=("shipment_lines.picked_up_at", "shipment_lines.shipped_at | shipment_lines.label_created_at"),
    leaves_out=("files without a pickup scan", "parcels that moved without a pickup scan"),
)
def pickup_lag(inputs: Inputs) -> Sheet:
    """How long parcels wait for the carrier's first scan.

    ## Formula
    First scan - confirmation, and first scan - label, by Kaplan and Meier: a parcel without a scan has waited
    until `as_of` and is censored there. A scan before the start is no waiting: zero hours. A parcel that was
    seen later and has no pickup scan was picked up at a time that nobody can know, and is left out.

    ## Source
    Chinese platforms ask for the pickup scan within 24 hours of the upload of the waybill.
    """
    rows = inputs.parcels.lazy().with_columns(
        first_reason(
            ("voided, cancelled or never sent", ~pl.col("counted")),
            ("the file tells no pickup scan", ~pl.col("tells_picked_up_at")),
            ("it moved, and the pickup scan is missing", pl.col("moved") & pl.col("picked_up_at").is_null()),
            *kept_out()[1:],
        )
    )
    return Sheet(
        rows,
        (
            _waited(inputs, "from confirmation", "shipped_at", ""),
            _waited(inputs, "from label", "label_created_at", "from the label to the carrier's first scan"),
        ),
    )


def _waited(inputs: Inputs, name: str, start: str, clock: str) -> Lasting:
    scanned = pl.col("picked_up_at").is_not_null()
    hours = hours_between(pl.col(start), pl.coalesce("picked_up_at", inputs.moment))
    # A parcel that is handed over after `as_of` has not begun to wait.
    waited = pl.when(scanned).then(hours.clip(0)).when(hours >= 0).then(hours)
    return Lasting(name, waited, scanned, clock, (f"shipment_lines.{start}",))
