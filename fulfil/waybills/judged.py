"""Parcels with what their numbers say: whether they have the form of their carrier's, and pass its check."""

from __future__ import annotations

import polars as pl

from .numbers import fitted, plain, verified


def with_waybills(parcels: pl.DataFrame) -> pl.DataFrame:
    """Add `number fits passes` to parcels.

    Args:
        parcels: `known_family` (the carrier's key, null where unknown), `tracking_number` and `counted`.

    Returns:
        The parcels with the number as carriers write it, and two Booleans that are null where nothing can be
        said: for voided parcels, unknown carriers, and numbers that are masked or ruined.
    """
    number = plain(pl.col("tracking_number").cast(pl.String))
    told = parcels.with_columns(number=pl.when("counted").then(number))
    pairs = told.select("number", family="known_family")
    for found in (fitted(pairs), verified(pairs)):
        known = found.rename({"family": "known_family"})
        told = told.join(known, on=["known_family", "number"], how="left", maintain_order="left")
    return told
