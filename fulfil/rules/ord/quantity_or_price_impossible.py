"""ORD002 quantity-or-price-impossible."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...exports.cells.amounts import AMOUNT, QUANTITY, is_whole
from ...tables import COLUMNS, Kind, Subject
from ..rule import Handoff, Severity, rule

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy

_NUMBERS = [column.name for column in COLUMNS.values() if column.kind in (Kind.MONEY, Kind.QUANTITY)]


def _found(lines: pl.LazyFrame, name: str, reason: pl.Expr) -> pl.LazyFrame:
    value = pl.col(name).cast(pl.String).str.replace(r"\.?0*$", "")
    told = lines.with_columns(reason=reason).filter(pl.col("reason").is_not_null())
    return told.select("row", field=pl.lit(name), value=value, reason="reason")


def _negative(lines: pl.LazyFrame, name: str) -> pl.LazyFrame:
    return _found(lines, name, pl.when(pl.col(name) < 0).then(pl.lit("is negative")))


@rule(
    "ORD002",
    "quantity-or-price-impossible",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    needs=(
        (
            "order_lines.quantity | order_lines.unit_price | shipment_lines.quantity"
            " | returns.quantity | returns.quantity_received | returns.refund_amount"
        ),
    ),
    message="the {field} “{value}” {reason}",
    subjects=tuple(Subject),
    limits=("lines.weighed",),
)
def quantity_or_price_impossible(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """A quantity is no positive whole number, or a price is negative, or one of them cannot be read.

    ## Why it matters
    The warehouse packs what the quantity says. Half a piece, none, or a text means that columns were
    shifted or a formula was exported; the order beside it is as wrong.

    ## What a null means
    An empty quantity or price says nothing, and breaks nothing: many exports have one row per order. A
    price of 0 is a gift. Where the shop sells by weight (`lines.weighed` in the policy), fractions are
    quantities. In a parcel, only a negative quantity is told: nothing of a line that waits is packed, half a
    piece is held against the order, and what cannot be read is EXP017's. In a return, a negative quantity or
    refund is told: a refund of 0 is an exchange, and a return of nothing is a refund that keeps the goods.

    ## Flagged
    ```csv
    order_id,sku,quantity,unit_price,province,city,county,street
    A1,KY-1,0,59.00,浙江省,杭州市,西湖区,文三路391号
    A2,KY-1,1.5,59.00,浙江省,杭州市,西湖区,文三路391号
    A3,KY-1,1,-59.00,浙江省,杭州市,西湖区,文三路391号
    A4,KY-1,two,59.00,浙江省,杭州市,西湖区,文三路391号
    ```
    ```csv returns
    return_id,order_id,requested_at,quantity,refund_amount
    R1,A1,2026-11-20 10:00:00,1,-59.00
    ```

    ## Clean
    ```csv
    order_id,sku,quantity,unit_price,province,city,county,street
    A1,KY-1,2,59.00,浙江省,杭州市,西湖区,文三路391号
    A2,KY-9,1,0.00,浙江省,杭州市,西湖区,文三路391号
    A3,KY-1,,,浙江省,杭州市,西湖区,文三路391号
    ```
    ```csv returns
    return_id,order_id,requested_at,quantity,refund_amount
    R1,A1,2026-11-20 10:00:00,1,59.00
    R2,A2,2026-11-20 10:00:00,0,0
    ```

    ## Cure
    Correct the export. For goods sold by weight, say so in the policy.
    """
    if facts.subject is Subject.SHIPMENTS:
        return _negative(facts.complete.select("row", pl.col("quantity").cast(QUANTITY)), "quantity")
    if facts.subject is Subject.RETURNS:
        types = {"quantity": QUANTITY, "quantity_received": QUANTITY, "refund_amount": AMOUNT}
        rows = facts.complete.select("row", *(pl.col(name).cast(kind) for name, kind in types.items()))
        return pl.concat([_negative(rows, name) for name in types]).sort("row", maintain_order=True)
    quantity, price = pl.col("quantity"), pl.col("unit_price")
    impossible = (
        pl.when(quantity < 0)
        .then(pl.lit("is negative"))
        .when(quantity == 0)
        .then(pl.lit("is nothing to ship"))
        .when(pl.lit(not policy.lines.weighed) & ~is_whole(quantity))
        .then(pl.lit("is no whole number"))
    )
    lines = facts.orders.select("row", quantity.cast(QUANTITY), price.cast(AMOUNT))
    found = [
        _found(lines, "quantity", impossible),
        _negative(lines, "unit_price"),
        facts.unread.filter(pl.col("field").is_in(_NUMBERS)).select(
            "row", "field", "value", reason=pl.lit("is no number")
        ),
    ]
    return pl.concat(found).sort("row", maintain_order=True)
