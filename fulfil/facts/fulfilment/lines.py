"""The lines of orders, and how each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..due import Due
from .joined import joined

if TYPE_CHECKING:
    from .balance import Balance
    from .items import Items


#: What is asked of the records that name a line.
LINE_COLUMNS: Final = (
    *("row", "order", "file", "record", "line_id", "sku", "kit_sku", "quantity", "cancelled_quantity"),
    *("live", "passed", "line_paid", "due"),
)


def lines_of_records(named: pl.DataFrame, items: Items) -> pl.DataFrame:
    """One row per line of an order: what was ordered, cancelled and is due, in thousandths.

    Args:
        named: records that name a line, with `item`.
        items: what SKUs are made of.
    """
    ordered = pl.col("quantity").clip(0)
    cancelled = (
        pl.when("live").then(pl.col("cancelled_quantity").fill_null(0).clip(0, ordered)).otherwise(ordered)
    )
    return named.select(
        "row",
        "order",
        "file",
        "record",
        "line_id",
        "sku",
        "item",
        "quantity",
        "live",
        "passed",
        "line_paid",
        ordered=ordered,
        cancelled=cancelled,
        due=(ordered - cancelled).fill_null(0),
        kit=pl.col("item").is_in(items.parts["whole"].unique().implode()).fill_null(value=False),
        reason=pl.col("due").cast(pl.String),
    )


def without_unsent(lines: pl.DataFrame, returned: pl.DataFrame) -> pl.DataFrame:
    """Lines without what was refunded because it had not been sent: that was cancelled, by another word.

    Args:
        lines: see `lines_of_records`.
        returned: see `returned.returned_lines`.
    """
    unsent = returned.filter("unsent", pl.col("line").is_not_null())
    if not unsent.height:
        return lines
    of_lines = (
        unsent.join(lines.select(line="row", _ordered="ordered", _paid="line_paid"), on="line")
        .with_columns(
            _quantity=pl.coalesce(
                "quantity",
                pl.when(pl.col("refund_amount") >= pl.col("_paid"), pl.col("_paid") > 0).then("_ordered"),
            )
        )
        .group_by("line")
        .agg(_unsent=pl.col("_quantity").sum())
    )
    told = lines.join(of_lines, left_on="row", right_on="line", how="left", maintain_order="left")
    cancelled = (pl.col("cancelled") + pl.col("_unsent").fill_null(0)).clip(0, pl.col("ordered"))
    return told.with_columns(cancelled=cancelled, due=(pl.col("ordered") - cancelled).fill_null(0)).drop(
        "_unsent"
    )


def with_balance(
    lines: pl.DataFrame,
    balance: Balance,
    contents: pl.DataFrame,
    returned: pl.DataFrame,
    orders: pl.DataFrame,
) -> pl.DataFrame:
    """Add `shipped excess reshipped returned judged finished` to lines.

    `finished`: nothing more of the line is to come: it is said to be shipped, or parcels of its order left
    and the promise is past; and the parcel files cover it.

    Args:
        lines: see `lines_of_records`.
        balance: how demands were met.
        contents: shipment records with their lines.
        returned: see `returned.returned_lines`.
        orders: one row per order, with `opaque`.
    """
    again = (
        contents.filter("counted", "told", "replacement", pl.col("line").is_not_null())
        .group_by("line")
        .agg(reshipped=pl.col("quantity").sum())
    )
    back = returned.filter(pl.col("line").is_not_null()).group_by("line").agg(returned=pl.col("back").sum())
    over = balance.excess.group_by("line").agg(pl.col("excess").sum())
    told = lines
    for frame in (balance.lines, over, again, back):
        told = joined(told, frame.rename({"line": "row"}), "row")
    of_orders = orders.select(
        "order",
        "opaque",
        "observed",
        "told",
        "parcels",
        "parcels_until",
        "ship_by",
        made=pl.coalesce("created_at", "paid_at"),
        # Parts of a kit may lie in any parcel of the purchase.
        dark=(pl.col("opaque") | ~pl.col("observed")).any().over("group"),
    )
    told = joined(told, of_orders, "order")
    numbers = ("shipped", "excess", "reshipped", "returned")
    told = told.with_columns(
        *(pl.col(name).fill_null(0) for name in numbers),
        judged=pl.col("quantity").is_not_null() & ~pl.col("opaque"),
    ).with_columns(finished=_finished())
    return told.drop(of_orders.columns[1:])


def _finished() -> pl.Expr:
    seen = pl.col("judged") & pl.col("live") & ~pl.col("passed") & pl.col("observed")
    until = pl.col("parcels_until")
    said = (
        (pl.col("reason") == Due.SHIPPED.value)
        & (pl.col("made") <= until).fill_null(value=True)
        & ((pl.col("parcels") > 0) | pl.col("told"))
    )
    past = (pl.col("ship_by") < until).fill_null(value=False) & (pl.col("parcels") > 0)
    return seen & (said | past) & ~(pl.col("kit") & pl.col("dark"))
