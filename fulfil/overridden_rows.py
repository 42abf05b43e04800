"""Which override of a policy each row is judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from .waybills import carrier_family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .exports.export import Export
    from .facts.run_facts import RunFacts
    from .policy.overrides import Override

#: What the parcels tell; an order has it where all its parcels agree.
_OF_PARCELS: Final = ("carrier", "warehouse")


def overrides_of_rows(
    facts: RunFacts, overrides: Sequence[Override], exports: Sequence[Export], carriers: pl.DataFrame
) -> pl.Series:
    """The place of the last override that fits each row; -1 where none does.

    Platform and country are the file's, shop is the row's. Carrier and warehouse are those of the parcel that
    a row is about; a row of an order or a return has what its order names, else what all parcels of the order
    share. Names are held against each other in any case; carriers by whom they mean.

    Args:
        facts: the facts of the run.
        overrides: those of the policy.
        exports: the open exports.
        carriers: `row carrier` of the orders that name one.

    Returns:
        Int32, one per row of the spine.
    """
    wanted = {name for override in overrides for name in override.places}
    rows = facts.spine.select(
        "row",
        "order",
        platform=_of_file(exports, "platform"),
        country=_of_file(exports, "country"),
        shop=pl.col("shop"),
    )
    for name in _OF_PARCELS:
        if name in wanted:
            rows = rows.join(
                _of_rows(name, rows, facts, carriers), on="row", how="left", maintain_order="left"
            )
    fits = pl.lit(-1, pl.Int32)
    for place, override in enumerate(overrides):
        each = [_is(name, value) for name, value in override.places.items()]
        fits = pl.when(pl.all_horizontal(each)).then(pl.lit(place, pl.Int32)).otherwise(fits)
    if "carrier" in rows.columns:
        rows = rows.with_columns(carrier_family=carrier_family(rows["carrier"]))
    return rows.select(fits.alias("override"))["override"]


def _of_file(exports: Sequence[Export], name: str) -> pl.Expr:
    told = {export.index: getattr(export.profile, name) for export in exports}
    return pl.col("file").replace_strict(told, default=None, return_dtype=pl.String)


def _of_rows(name: str, rows: pl.DataFrame, facts: RunFacts, carriers: pl.DataFrame) -> pl.DataFrame:
    """`row` and the carrier or the warehouse that it is about."""
    own = carriers.select("row", name) if name in carriers.columns else rows.select("row").head(0)
    if facts.fulfilment is None:
        return own
    contents = facts.fulfilment.contents
    shared = (
        contents.filter(pl.col(name).is_not_null(), pl.col("order").is_not_null())
        .group_by("order")
        .agg(pl.col(name).first(), pl.col(name).n_unique().alias("_several"))
        .filter(pl.col("_several") == 1)
        .select("order", name)
    )
    of_orders = rows.select("row", "order").join(shared, on="order", how="inner").select("row", name)
    told = [own, contents.select("row", name).cast({"row": rows.schema["row"]}), of_orders]
    every = pl.concat([each for each in told if name in each.columns], how="diagonal_relaxed")
    return every.filter(pl.col(name).is_not_null()).unique("row", keep="first", maintain_order=True)


def _is(name: str, value: str) -> pl.Expr:
    same = pl.col(name).str.strip_chars().str.to_lowercase() == value.strip().lower()
    if name == "carrier":
        family = carrier_family(pl.Series([value])).item()
        if family is not None:
            same |= pl.col("carrier_family") == family
    return same.fill_null(value=False)
