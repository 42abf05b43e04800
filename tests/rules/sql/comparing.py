"""Two lists of findings side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def differences(found: pl.DataFrame, wanted: pl.DataFrame) -> dict[str, dict[str, tuple[int, list]]]:
    """Rule -> how many findings are missed, or told without reason, and some of them; empty where none is."""
    told: dict[str, dict[str, tuple[int, list]]] = {}
    for word, one, other in (("missed", wanted, found), ("without reason", found, wanted)):
        odd = one.unique().join(other, on=["rule", "file", "record"], how="anti")
        for (code,), rows in odd.sort("rule", "file", "record").group_by("rule"):
            told.setdefault(str(code), {})[word] = (rows.height, rows.head(5).rows())
    return told
