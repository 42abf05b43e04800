"""Which order and line each record of a return speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .contents import with_orders_and_lines
from .items import keyed
from .kept import thousandths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...exports.export import Export
    from .items import Items

_BACK = ("received", "refunded", "replaced", "completed")
_NUMBERS = ("shop", "order_id", "original_order_id", "erp_order_id", "line_id")

_RETURNED = {
    "row": pl.UInt32,
    "order": pl.UInt32,
    "line": pl.UInt32,
    "quantity": pl.Int64,
    "refunded_at": pl.Datetime("us", "UTC"),
    "refund_amount": pl.Decimal(18, 4),
    "requested_at": pl.Datetime("us", "UTC"),
}


def returned_lines(
    returns: pl.DataFrame,
    orders: pl.DataFrame,
    lines: pl.DataFrame,
    records: pl.DataFrame,
    exports: Sequence[Export],
    others: pl.DataFrame,
    items: Items,
) -> pl.DataFrame:
    """`row order line quantity back requested_at refunded_at refund_amount`: `back` is what came back, in thousandths.

    Args:
        returns: typed return rows.
        orders: one row per order.
        lines: one row per order line.
        records: `row file record order` of all records of orders.
        exports: all inputs, by index.
        others: orders that count as another one.
        items: what SKUs are made of.
    """
    if returns.is_empty():
        return pl.DataFrame(schema={**_RETURNED, "back": pl.Int64})
    names = returns.columns
    wanted = {**dict.fromkeys(_NUMBERS, pl.String), "sku": pl.String}
    rows = returns.select(
        "row",
        "file",
        "record",
        *((pl.col(n) if n in names else pl.lit(None, t).alias(n)) for n, t in wanted.items()),
        quantity=thousandths("quantity") if "quantity" in names else pl.lit(None, pl.Int64),
        refunded_at=pl.col("refunded_at")
        if "refunded_at" in names
        else pl.lit(None, _RETURNED["refunded_at"]),
        refund_amount=(pl.col("refund_amount") if "refund_amount" in names else pl.lit(None)).cast(
            _RETURNED["refund_amount"]
        ),
        requested_at=pl.col("requested_at")
        if "requested_at" in names
        else pl.lit(None, _RETURNED["requested_at"]),
        back=_back(names),
    )
    placed = with_orders_and_lines(rows, orders, lines, records, exports, others)
    placed = keyed(placed)
    placed = placed.with_columns(items.numbered(placed["key"]).alias("item"))
    by_sku = (
        lines.filter(pl.col("item").is_not_null())
        .sort("due", "row", descending=[True, False])
        .group_by("order", "item", maintain_order=True)
        .agg(_line=pl.col("row").first())
    )
    return placed.join(by_sku, on=["order", "item"], how="left", maintain_order="left").select(
        *("row", "order"),
        line=pl.coalesce("line", "_line"),
        quantity="quantity",
        refunded_at="refunded_at",
        refund_amount="refund_amount",
        requested_at="requested_at",
        back="back",
    )


def _back(names: list[str]) -> pl.Expr:
    """What came back: the count of the warehouse, else what was asked for, once it is there."""
    arrived = pl.lit(value=False)
    if "status_state" in names:
        arrived = pl.col("status_state").cast(pl.String).is_in(_BACK).fill_null(value=False)
    if "received_at" in names:
        arrived = arrived | pl.col("received_at").is_not_null()
    asked = thousandths("quantity") if "quantity" in names else pl.lit(None, pl.Int64)
    counted = thousandths("quantity_received") if "quantity_received" in names else pl.lit(None, pl.Int64)
    return pl.coalesce(counted, pl.when(arrived).then(asked))
