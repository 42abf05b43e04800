"""The waybills of parcels, ready to be compared with the table of carriers."""

from __future__ import annotations

import polars as pl

from .carriers import carrier_family
from .numbers import plain


def waybills(parcels: pl.DataFrame) -> pl.DataFrame:
    """The waybill of each parcel that left and has a number.

    Args:
        parcels: `row carrier tracking_number counted`, one row per parcel.

    Returns:
        `row carrier value family number`: the carrier and the number (`value`) as written, the carrier's key
        (null where unknown), and the number as carriers write it (null where nothing can be said of it).
    """
    left = parcels.filter(pl.col("counted")).select(
        "row", carrier=pl.col("carrier").cast(pl.String), value=pl.col("tracking_number").cast(pl.String)
    )
    told = left.drop_nulls("value")
    return told.with_columns(family=carrier_family(told["carrier"]), number=plain(pl.col("value")))
