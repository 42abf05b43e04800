"""Columns of another frame beside wide rows, which stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence


#: So few rows cost less to copy than the steps that avoid it.
_FEW: Final = 1_000


def joined(rows: pl.DataFrame, table: pl.DataFrame, *on: str, nulls_equal: bool = False) -> pl.DataFrame:
    """Rows with the columns of a table, null where it has no such key: a left join that copies no row.

    Args:
        rows: any rows; their order stays.
        table: the key columns, each key once, and what to add.
        on: the key columns.
        nulls_equal: whether a null finds a null.
    """
    keys: Sequence[str] = list(on)
    if rows.height < _FEW:
        return rows.join(table, on=keys, how="left", maintain_order="left", nulls_equal=nulls_equal)
    found = rows.select(keys).join(table, on=keys, how="left", maintain_order="left", nulls_equal=nulls_equal)
    return pl.concat([rows, found.drop(keys)], how="horizontal")
