"""How a unit of a set stands to the others, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Marks a unit that has no partner, or not in its own order; every code page has it.
ODD = "!"

_FITS = {
    "home": "with its partner",
    "crossed": "its partner is in another order",
    "unpaired": "no partner",
    "as ordered": "as ordered",
}
_ODD_FITS = ("crossed", "unpaired")


def odd(fit: str | None) -> bool:
    """Whether a unit is where it should not be."""
    return fit in _ODD_FITS


def unit_words(part: Mapping[str, object], *, alone: bool) -> str:
    """`outdoor of KFR-35GW: no partner`.

    Args:
        part: a row of `group_parts`.
        alone: whether all units of the record are of this kind; else it says how many are.
    """
    number = "" if alone else f"{part['units']} "
    what = " of ".join(str(part[name]) for name in ("role", "key") if part[name] is not None)
    fit = str(part["fit"])
    how = _FITS.get(fit, fit)
    if fit == "crossed" and part["mates"]:
        how = f"its partner is in order {part['mates']}"
    return f"{number}{what}: {how}" if what else f"{number}{how}"


def unit_text() -> pl.Expr:
    """`unit_words` for the columns of `group_parts`, always with the number; null without a unit."""
    what = pl.concat_str(pl.col("role"), pl.col("key"), separator=" of ", ignore_nulls=True)
    how = (
        pl.when(pl.col("fit") == "crossed", pl.col("mates").str.len_bytes() > 0)
        .then(pl.concat_str(pl.lit("its partner is in order "), "mates"))
        .otherwise(pl.col("fit").replace(_FITS))
    )
    mark = pl.when(pl.col("fit").is_in(_ODD_FITS)).then(pl.lit(f"{ODD} ")).otherwise(pl.lit(""))
    return pl.concat_str(mark, pl.col("units").cast(pl.String), pl.lit(" "), what, pl.lit(": "), how)
