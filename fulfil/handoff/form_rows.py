"""The rows of a courier's form: one per ready or fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ..exports.cells.plainness import plainness
from ..facts.row_facts import RowFacts
from ..filled import filled
from ..tables import REGION_FIELDS, Subject
from .fates import Fate
from .form import PERSONAL_FIELDS

if TYPE_CHECKING:
    from ..audit import Checked
    from ..exports.export import Export
    from ..exports.profile import Profile
    from .fates import Fates
    from .form import Form

_TEXTS = (
    *("order_id", "shop", "recipient", "phone", "country", *REGION_FIELDS),
    *("street", "address", "postcode", "remark", "hidden"),
)
_ORDER = pl.Schema([("order", pl.UInt32), ("row", pl.UInt32), *((name, pl.String) for name in _TEXTS)])
_GOODS = pl.Schema(
    {"order": pl.UInt32(), "detail": pl.Boolean(), "name": pl.String(), "quantity": pl.Decimal(18, 3)}
)


@dataclass(frozen=True, slots=True)
class FormRows:
    """What the form is made of.

    Args:
        orders: one row per order: `order row` and the form's fields as text, null where empty.
        refused: the same columns, for orders whose data the platform hides; `hidden` names the fields.
    """

    orders: pl.DataFrame
    refused: pl.DataFrame


def form_rows(run: Checked, fates: Fates, form: Form) -> FormRows:
    """Read the ready and fixed orders again and take what a form needs of them.

    Region names are in full, as resolved; an abolished county stays as written unless it was cured.
    """
    wanted = fates.rows.filter(pl.col("fate").is_in([Fate.READY.value, Fate.FIXED.value])).select(
        "row", "order"
    )
    orders, goods = [], []
    first = 0
    for export in run.exports:
        for block in export.blocks(first):
            table = block.parts[Subject.ORDERS].table
            first += table.height
            mine = table.join(wanted, on="row", how="inner", maintain_order="left")
            if mine.is_empty():
                continue
            goods.append(_goods(mine, export))
            if export.profile.lines_of is None:
                orders.append(_orders(mine, run, export.profile))
    every = pl.concat([pl.DataFrame(schema=_ORDER), *orders]).unique(
        "order", keep="first", maintain_order=True
    )
    told = _with_cures(every, fates).join(_summary(goods), on="order", how="left", maintain_order="left")
    hidden = [name for name in PERSONAL_FIELDS if name in form.fields]
    refused = pl.any_horizontal(
        [pl.lit(value=False), *(pl.col("hidden").str.contains(name) for name in hidden)]
    )
    return FormRows(told.filter(~refused), told.filter(refused))


def _orders(rows: pl.DataFrame, run: Checked, profile: Profile) -> pl.DataFrame:
    facts = RowFacts(rows, run.question.policy, home=profile.country)
    place = facts.addresses
    frame = facts.orders.collect()
    text = frame["address"].is_not_null() & frame["street"].is_null() & frame["county"].is_null()
    # After a text address the resolver's detail is what is left; region columns leave the street as written.
    written = frame.select(pl.concat_str("town", "street", separator="", ignore_nulls=True)).to_series()
    street = pl.select(pl.when(text | (written == "")).then(place["detail"]).otherwise(written)).to_series()
    regions = place.select(*REGION_FIELDS)
    made = frame.select(
        "row", "order", "order_id", "shop", "recipient", "phone", "country", "postcode", "buyer_note"
    )
    return (
        pl.concat([made, regions], how="horizontal")
        .with_columns(street.alias("street"), _hidden(frame, profile), remark="buyer_note")
        .with_columns(address=pl.concat_str(*REGION_FIELDS, "street", separator=" ", ignore_nulls=True))
        .select(pl.col(name).cast(dtype) for name, dtype in _ORDER.items())
    )


def _hidden(orders: pl.DataFrame, profile: Profile) -> pl.Series:
    """The names of the personal fields that the platform masks, encrypts or never exports, as one text."""
    told = []
    for name in ("recipient", "phone", "street", "address"):
        secret = plainness(pl.col(name).cast(pl.String)).is_in(["masked", "encrypted"])
        if profile.visibility.get(name) == "never_exported":
            secret |= pl.col(name).is_null()
        # What hides one form of the address hides the other.
        shown = "street address" if name in ("street", "address") else name
        told.append(pl.when(secret).then(pl.lit(shown)))
    return orders.select(hidden=pl.concat_str(told, separator=" ", ignore_nulls=True)).to_series()


def _goods(rows: pl.DataFrame, export: Export) -> pl.DataFrame:
    names = [pl.col(name) for name in ("product_name", "sku") if name in rows.columns]
    quantity = "quantity_to_ship" if "quantity_to_ship" in rows.columns else "quantity"
    return rows.select(
        "order",
        detail=pl.lit(export.profile.lines_of is not None),
        name=pl.coalesce([*names, pl.lit("?")]).cast(pl.String),
        quantity=(pl.col(quantity) if quantity in rows.columns else pl.lit(None)).cast(pl.Decimal(18, 3)),
    )


def _summary(goods: list[pl.DataFrame]) -> pl.DataFrame:
    """`order goods quantity`; the lines of a detail file stand in for an order list's joined titles."""
    lines = pl.concat([pl.DataFrame(schema=_GOODS), *goods])
    detailed = pl.col("detail").any().over("order")
    number = pl.col("quantity").cast(pl.String).str.replace(r"\.?0+$", "")
    return (
        lines.filter(pl.col("detail") == detailed)
        .with_columns(
            shown=pl.when(number.is_not_null()).then(filled("{} × {}", "name", number)).otherwise("name")
        )
        .group_by("order", maintain_order=True)
        .agg(
            goods=pl.col("shown").str.join("; "),
            quantity=pl.col("quantity").sum().cast(pl.String).str.replace(r"\.?0+$", ""),
        )
    )


def _with_cures(orders: pl.DataFrame, fates: Fates) -> pl.DataFrame:
    rows = fates.rows.select("row", "order")
    for field in REGION_FIELDS:
        cured = (
            fates.cures.filter(pl.col("field") == field)
            .join(rows, on="row", how="left")
            .unique("order")
            .select("order", _cured="value")
        )
        if cured.height:
            orders = (
                orders.join(cured, on="order", how="left", maintain_order="left")
                .with_columns(pl.coalesce("_cured", field).alias(field))
                .drop("_cured")
            )
    return orders.with_columns(
        address=pl.concat_str(*REGION_FIELDS, "street", separator=" ", ignore_nulls=True)
    )
