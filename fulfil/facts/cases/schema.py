"""The columns of cases and their lines, the same whatever the files have."""

from __future__ import annotations

from typing import Final

import polars as pl

from ...exports.states import ReturnStatus, ReturnType
from . import OUTCOMES, Owner

MOMENT: Final = pl.Datetime("us", "UTC")
#: Of sums of money.
MONEY: Final = pl.Decimal(38, 4)
KINDS: Final = pl.Enum([kind.value for kind in ReturnType])
STATUSES: Final = pl.Enum([status.value for status in ReturnStatus])

#: See `Cases.cases`.
CASES: Final = pl.Schema(
    {
        "case": pl.UInt32(),
        "row": pl.UInt32(),
        "file": pl.UInt16(),
        **dict.fromkeys(("platform", "shop", "return_id"), pl.String()),
        "order": pl.UInt32(),
        "order_id": pl.String(),
        "group": pl.UInt32(),
        "inferred": pl.Boolean(),
        "kind": KINDS,
        "goods": pl.Boolean(),
        "apart": pl.String(),
        "partial": pl.Boolean(),
        "status": STATUSES,
        "outcome": OUTCOMES,
        **dict.fromkeys(
            (
                *(
                    "requested_at",
                    "responded_at",
                    "approved_at",
                    "answered_at",
                    "sent_back_at",
                    "received_at",
                ),
                *("inspected_at", "refunded_at", "replaced_at", "closed_at", "deadline_at"),
                *("settled_at", "ended_at"),
            ),
            MOMENT,
        ),
        "untimed": pl.Boolean(),
        "lines": pl.UInt32(),
        "quantity": pl.Int64(),
        "back": pl.Int64(),
        "refund_amount": MONEY,
        "currency": pl.String(),
        "paid": MONEY,
        **dict.fromkeys(("sku", "reason", "goods_status", "carrier", "warehouse"), pl.String()),
        "exchange_order": pl.UInt32(),
        **dict.fromkeys(("delivered_at", "last_delivered_at", "paid_at"), MOMENT),
        **{f"{owner.value}_hours": pl.Float64() for owner in Owner},
    }
)

#: See `Cases.lines`.
LINES: Final = pl.Schema(
    {
        **dict.fromkeys(("row", "case", "order", "line"), pl.UInt32()),
        "sku": pl.String(),
        "quantity": pl.Int64(),
        "back": pl.Int64(),
        "refund_amount": pl.Decimal(18, 4),
        "refunded_at": MOMENT,
        "reason": pl.String(),
        "unsent": pl.Boolean(),
        "parcel": pl.UInt32(),
    }
)
