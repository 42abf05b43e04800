"""Two lists of findings side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path


def differences(found: pl.DataFrame, wanted: pl.DataFrame) -> dict[str, dict[str, tuple[int, list]]]:
    """Rule -> how many findings are missed, or told without reason, and some of them; empty where none is."""
    told: dict[str, dict[str, tuple[int, list]]] = {}
    for word, one, other in (("missed", wanted, found), ("without reason", found, wanted)):
        odd = one.unique().join(other, on=["rule", "file", "record"], how="anti")
        for (code,), rows in odd.sort("rule", "file", "record").group_by("rule"):
            told.setdefault(str(code), {})[word] = (rows.height, rows.head(5).rows())
    return told


def surplus_of_purchases(told: pl.DataFrame, orders: Path) -> pl.DataFrame:
    """Findings with SPL002 at the first record of the purchase that has it.

    What a sibling's kit could have used, and no kit needs, is told at a kit of the purchase: which one says
    nothing of what is right, and the program and the SQL choose by different last ties.
    """
    records = pl.read_csv(orders, infer_schema=False).with_row_index("record", 1)
    purchase = pl.coalesce("parent_order_id", "order_id").str.strip_prefix("#")
    first = records.select("record", _first=pl.col("record").min().over("shop", purchase))
    moved = told.join(first, on="record", how="left", maintain_order="left")
    at = pl.when(pl.col("rule") == "SPL002").then("_first").otherwise("record")
    return moved.with_columns(record=at.cast(told.schema["record"])).drop("_first").unique()
