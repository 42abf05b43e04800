"""The records of returns with all that cases ask of them, whatever the export has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...exports.cells.blanks import is_blank
from ...tables import Subject
from ..fulfilment.joined import joined
from ..fulfilment.kept import MONEY, thousandths
from .schema import KINDS, MOMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...exports.export import Export

#: The events of a return; what lies after `as_of` has not happened yet.
EVENTS: Final = (
    *("responded_at", "approved_at", "sent_back_at", "received_at", "inspected_at"),
    *("refunded_at", "replaced_at", "closed_at"),
)

_TEXTS: Final = (
    *("shop", "return_id", "refund_id", "sku", "goods_status", "reason", "return_carrier", "warehouse"),
    *("currency", "return_tracking_number", "original_tracking_number"),
    *("exchange_order_id", "exchange_tracking_number"),
)
_STATES: Final = ("return_type", "status")


def case_records(returns: pl.DataFrame, returned: pl.DataFrame, exports: Sequence[Export]) -> pl.DataFrame:
    """One row per record of a return; columns that no file has are null.

    Args:
        returns: typed lines of returns, with `row` and `file`.
        returned: `row order line quantity back unsent` (see `fulfilment.returned`).
        exports: all inputs, by index.

    Returns:
        `row file platform case order line quantity back unsent kind status requested_at deadline_at
        refund_amount paid_back` (its amount says that money went back), the texts and `EVENTS` of returns,
        in the order of the rows.
    """
    names = returns.columns
    paying = [export.index for export in exports if _tells_payments(export)]
    platforms = {export.index: export.profile.platform for export in exports}
    rows = returns.select(
        "row",
        "file",
        platform=pl.col("file").replace_strict(platforms, return_dtype=pl.String),
        **{name: _told(name, names, pl.String()) for name in _TEXTS},
        **{name: _told(name, names, MOMENT) for name in ("requested_at", "deadline_at", *EVENTS)},
        **{name: _told(f"{name}_state", names, pl.String()) for name in _STATES},
        refund_amount=_told("refund_amount", names, MONEY),
        paid_back=(_told("refund_amount", names, MONEY) > 0).fill_null(value=False)
        & pl.col("file").is_in(paying),
        counted=thousandths("quantity_received") if "quantity_received" in names else pl.lit(None, pl.Int64),
    )
    known = returned.select("row", "order", "line", "quantity", "back", "unsent")
    rows = joined(rows, known, "row").with_columns(
        kind=pl.col("return_type").cast(KINDS, strict=False), unsent=pl.col("unsent").fill_null(value=False)
    )
    return _with_case(rows).drop("return_type")


def _tells_payments(export: Export) -> bool:
    """Whether the refund amounts of a file are money that went back, and never what is asked for."""
    view = export.profile.views.get(Subject.RETURNS)
    return view is not None and view.paid


def _told(name: str, names: Sequence[str], dtype: pl.DataType) -> pl.Expr:
    return pl.col(name).cast(dtype) if name in names else pl.lit(None, dtype)


def _with_case(rows: pl.DataFrame) -> pl.DataFrame:
    """Add `case`: the first row with the same id; a record without an id is a case of its own."""
    own = pl.when(~is_blank(pl.col("return_id"))).then("return_id")
    refund = pl.when(~is_blank(pl.col("refund_id"))).then("refund_id")
    ids = rows.select("row", "platform", "shop", id=pl.coalesce(own, refund), own=own.is_not_null())
    named = ids.filter(pl.col("id").is_not_null())
    key = ("platform", "shop", "own", "id")
    if not named.select(pl.struct(key).hash().is_duplicated().any()).item():
        return rows.with_columns(case=pl.col("row"))
    first = named.with_columns(case=pl.col("row").min().over(key)).select("row", "case")
    return joined(rows, first, "row").with_columns(case=pl.coalesce("case", "row"))
