"""What order exports say of money that went back, for shops of which no return export is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...exports.states import Aftersale, Payment, Status
from ...tables import Subject
from .kept import MONEY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...exports.export import Export

#: States that say that money went back.
_REFUNDED: Final = {
    "aftersale_status_state": [Aftersale.REFUNDED.value],
    "payment_status_state": [Payment.REFUNDED.value, Payment.PARTLY_REFUNDED.value],
    "status_state": [Status.REFUNDED.value],
    "line_status_state": [Status.REFUNDED.value],
}

_COLUMNS: Final = pl.Schema(
    {
        "order": pl.UInt32(),
        "refund_open": pl.Boolean(),
        "refunded": pl.Boolean(),
        "refund_amount": MONEY,
    }
)


def refunds_of(records: pl.DataFrame, exports: Sequence[Export]) -> pl.DataFrame:
    """The orders whose records speak of a refund.

    Args:
        records: see `orders.order_records`.
        exports: all inputs, by index.

    Returns:
        `order refund_open refunded refund_amount`: whether a request is open, whether money went back, and
        how much, null where that is not told. The amount stands once for the order, whatever its lines; in
        files that tell a status of each line it is that of the line, and is added up.
    """
    states = [pl.col(name).is_in(words).fill_null(value=False) for name, words in _REFUNDED.items()]
    amount = pl.col("refund_amount")
    paid = (amount > 0).fill_null(value=False)
    opened = (pl.col("aftersale_status_state") == Aftersale.OPEN.value).fill_null(value=False)
    told = (
        records.lazy()
        .select(
            "order", "file", amount, refund_open=opened, refunded=pl.any_horizontal(paid & ~opened, *states)
        )
        .filter(pl.col("refund_open") | pl.col("refunded"))
        .collect()
    )
    if told.is_empty():
        return _COLUMNS.to_frame()
    by_line = pl.col("file").is_in([export.index for export in exports if _tells_lines(export)])
    amount = pl.when(paid).then(amount)
    first, added = amount.drop_nulls().first(), amount.filter(by_line).sum()
    back = pl.when(by_line.any()).then(added).otherwise(first)
    return (
        told.group_by("order")
        .agg(pl.col("refund_open", "refunded").any(), refund_amount=pl.when(paid.any()).then(back))
        .select(pl.col(name).cast(dtype) for name, dtype in _COLUMNS.items())
    )


def _tells_lines(export: Export) -> bool:
    mapped = export.recognition.columns.subjects.get(Subject.ORDERS)
    return mapped is not None and "line_status" in mapped.feeds
