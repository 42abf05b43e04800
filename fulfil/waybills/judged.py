"""Parcels with what their numbers say: whether they have the form of their carrier's, and pass its check."""

from __future__ import annotations

import polars as pl

from .numbers import plain_numbers, with_fits, with_passes


def with_waybills(parcels: pl.DataFrame) -> pl.DataFrame:
    """Add `number fits passes` to parcels.

    Args:
        parcels: `known_family` (the carrier's key, null where unknown), `tracking_number` and `counted`.

    Returns:
        The parcels with the number as carriers write it, and two Booleans that are null where nothing can be
        said: for voided parcels, unknown carriers, and numbers that are masked or ruined.
    """
    number = plain_numbers(
        parcels.select(pl.when("counted").then(pl.col("tracking_number").cast(pl.String))).to_series()
    )
    places = pl.int_range(parcels.height, dtype=pl.UInt32, eager=True)
    told = pl.DataFrame({"place": places, "family": parcels["known_family"], "number": number}).drop_nulls()
    return parcels.with_columns(
        number.alias("number"),
        _placed(with_fits(told), "fits", parcels.height),
        _placed(with_passes(told), "passes", parcels.height),
    )


def _placed(judged: pl.DataFrame, name: str, height: int) -> pl.Series:
    unsaid = pl.repeat(None, height, dtype=pl.Boolean, eager=True)
    return unsaid.scatter(judged["place"], judged[name]).alias(name)
