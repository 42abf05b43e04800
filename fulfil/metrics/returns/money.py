"""Sums of money by currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from .result import Money


def moneys(rows: pl.DataFrame, by: str, amount: str = "refund_amount") -> dict[object, Money]:
    """The sums of each group by currency, the unknown one last; an amount that is null adds nothing.

    Args:
        rows: with the amount, `currency` and the column that makes the groups; null is a group.
        by: this column.
        amount: the column of the amount.
    """
    sums = (
        rows.lazy()
        .filter(pl.col(amount).is_not_null())
        .group_by(by, "currency")
        .agg(pl.col(amount).sum())
        .sort("currency", nulls_last=True)
        .collect()
    )
    told: dict[object, Money] = {}
    for group, currency, total in sums.iter_rows():
        told[group] = (*told.get(group, ()), (currency, total))
    return told
