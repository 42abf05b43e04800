"""Which order and line each record of a return speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .allotment import first_of, ties_of
from .contents import with_orders_and_lines
from .items import keyed
from .kept import thousandths

if TYPE_CHECKING:
    from .contents import OrderBook
    from .items import Items

_BACK = ("received", "refunded", "replaced", "completed")
#: Kinds whose end brings no goods back.
_MONEY_ALONE = ("refund_only", "refund_before_shipment", "price_protection", "compensation", "reship")
_REFUSED = ("rejected", "withdrawn", "closed")
_NUMBERS = ("shop", "order_id", "original_order_id", "erp_order_id", "line_id")

_MOMENT = pl.Datetime("us", "UTC")
_MONEY = pl.Decimal(18, 4)
_RETURNED = pl.Schema(
    {
        "row": pl.UInt32(),
        "order": pl.UInt32(),
        "line": pl.UInt32(),
        "item": pl.UInt32(),
        "quantity": pl.Int64(),
        "refunded_at": _MOMENT,
        "refund_amount": _MONEY,
        "requested_at": _MOMENT,
        "unsent": pl.Boolean(),
        "doubtful": pl.Boolean(),
        "back": pl.Int64(),
    }
)


def returned_lines(
    returns: pl.DataFrame, book: OrderBook, items: Items, contents: pl.DataFrame
) -> pl.DataFrame:
    """The records of returns: what came back is `back`, in thousandths.

    Args:
        returns: typed return rows.
        book: all that orders are found by.
        items: what SKUs are made of.
        contents: shipment records with `order`: a return may name the shipment that it brings back.

    Returns:
        `row order doubtful line item quantity back unsent requested_at refunded_at refund_amount`; `unsent`
        says that it was refunded because it had not been sent.
    """
    if returns.is_empty():
        return _RETURNED.to_frame()
    names = returns.columns
    wanted = {**dict.fromkeys(_NUMBERS, pl.String), "sku": pl.String}
    rows = returns.select(
        "row",
        "file",
        "record",
        *((pl.col(n) if n in names else pl.lit(None, t).alias(n)) for n, t in wanted.items()),
        quantity=thousandths("quantity") if "quantity" in names else pl.lit(None, pl.Int64),
        refunded_at=pl.col("refunded_at") if "refunded_at" in names else pl.lit(None, _MOMENT),
        refund_amount=(pl.col("refund_amount") if "refund_amount" in names else pl.lit(None)).cast(_MONEY),
        requested_at=pl.col("requested_at") if "requested_at" in names else pl.lit(None, _MOMENT),
        original_shipment_id=pl.col("original_shipment_id")
        if "original_shipment_id" in names
        else pl.lit(None, pl.String),
        unsent=_unsent(names),
        back=_back(names),
    )
    placed = with_orders_and_lines(rows, book)
    placed = keyed(_by_shipments(placed, contents))
    placed = placed.with_columns(items.numbered(placed["key"]).alias("item"))
    asked = book.lines.filter(pl.col("item").is_not_null(), pl.col("order").is_in(placed["order"].implode()))
    needs = asked.select("order", "item", line="row", need="due")
    by_sku = first_of(needs, ("order", "item"), ties_of(asked, book.orders)).drop("need")
    by_sku = by_sku.rename({"line": "_line"})
    return placed.join(by_sku, on=["order", "item"], how="left", maintain_order="left").select(
        *("row", "order", "doubtful"),
        line=pl.coalesce("line", "_line"),
        item="item",
        quantity="quantity",
        refunded_at="refunded_at",
        refund_amount="refund_amount",
        requested_at="requested_at",
        unsent="unsent",
        back="back",
    )


def _by_shipments(rows: pl.DataFrame, contents: pl.DataFrame) -> pl.DataFrame:
    """Returns that name no order belong to that of the shipment which they name."""
    if rows["original_shipment_id"].null_count() == rows.height:
        return rows
    known = (
        contents.filter(pl.col("shipment_id").is_not_null(), pl.col("order").is_not_null())
        .group_by(original_shipment_id="shipment_id")
        .agg(_order=pl.col("order").first(), _n=pl.col("order").n_unique())
        .filter(pl.col("_n") == 1)
    )
    told = rows.join(known, on="original_shipment_id", how="left", maintain_order="left")
    return told.with_columns(order=pl.coalesce("order", "_order")).drop("_order", "_n")


def _unsent(names: list[str]) -> pl.Expr:
    """Whether goods were refunded before they left."""
    if "return_type_state" not in names:
        return pl.lit(value=False)
    unsent = (pl.col("return_type_state").cast(pl.String) == "refund_before_shipment").fill_null(value=False)
    if "status_state" not in names:
        return unsent
    refused = pl.col("status_state").cast(pl.String).is_in(_REFUSED).fill_null(value=False)
    return unsent & ~refused


def _back(names: list[str]) -> pl.Expr:
    """What came back: the count of the warehouse, else what was asked for, once it is there."""
    arrived = pl.lit(value=False)
    if "status_state" in names:
        arrived = pl.col("status_state").cast(pl.String).is_in(_BACK).fill_null(value=False)
        if "return_type_state" in names:
            money = pl.col("return_type_state").cast(pl.String).is_in(_MONEY_ALONE).fill_null(value=False)
            arrived = arrived & ~money
    if "received_at" in names:
        arrived = arrived | pl.col("received_at").is_not_null()
    asked = thousandths("quantity") if "quantity" in names else pl.lit(None, pl.Int64)
    counted = thousandths("quantity_received") if "quantity_received" in names else pl.lit(None, pl.Int64)
    return pl.coalesce(counted, pl.when(arrived).then(asked))
