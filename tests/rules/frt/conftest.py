from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import polars as pl
import pytest

_MONEY = pl.Decimal(18, 4)
_ORDERS = {
    "order": pl.UInt32,
    "row": pl.UInt32,
    "group": pl.UInt32,
    "inferred": pl.Boolean,
    "live": pl.Boolean,
    "goods_amount": _MONEY,
    "freight_paid": _MONEY,
    "order_paid": _MONEY,
    "weight_g": pl.Int64,
}


@pytest.fixture
def facts():
    """Facts of orders, each of which says what differs from a paid one that stands alone."""

    def make(*orders):
        rows = []
        for number, order in enumerate(orders):
            row = {"order": number, "row": number, "group": number, "inferred": False, "live": True} | order
            rows.append({n: Decimal(v) if isinstance(v, str) else v for n, v in row.items()})
        table = pl.DataFrame(rows, _ORDERS)
        return SimpleNamespace(fulfilment=SimpleNamespace(orders=table))

    return make
