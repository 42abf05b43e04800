"""Division tables, and the script that builds them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

# The day that the tables speak for: the end of 2024 by the yearly source, with the patches dated after it.
DATA_DATE = "2026-04-01"


@cache
def read_table(name: str) -> pl.DataFrame:
    """One table of this folder, every column as text, empty cells as empty text.

    Args:
        name: the file's name without `.csv`.

    Returns:
        The table; read once.
    """
    return pl.read_csv(Path(__file__).with_name(f"{name}.csv"), infer_schema=False).fill_null("")
