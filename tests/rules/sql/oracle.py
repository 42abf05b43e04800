"""Runs the SQL of this folder over the files of a world: DuckDB reads them itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl

from fulfil.tables import COLUMNS_OF, Subject

if TYPE_CHECKING:
    from datetime import datetime

_HERE = Path(__file__).parent
#: The rules that have a file here.
CODES = tuple(sorted(path.stem.upper() for path in _HERE.glob("*.sql") if path.stem != "views"))

_TABLES = {
    "order_cells": list(COLUMNS_OF[Subject.ORDERS]),
    "shipment_cells": list(COLUMNS_OF[Subject.SHIPMENTS]),
    "return_cells": [*COLUMNS_OF[Subject.RETURNS], "erp_order_id"],
    "kit_cells": ["kit_sku", "component_sku", "quantity"],
}
SCHEMA = {"rule": pl.String, "file": pl.String, "record": pl.UInt32}


def facts(
    orders: Path,
    shipments: Path | None = None,
    returns: Path | None = None,
    kits: Path | None = None,
    as_of: datetime | None = None,
) -> duckdb.DuckDBPyConnection:
    """A database with the shared facts (`views.sql`) of some files.

    Args:
        orders: order lines under our own column names.
        shipments: parcels.
        returns: returns.
        kits: the table of kits.
        as_of: the moment to count to by the shop's clock; None for the latest event.
    """
    base = duckdb.connect()
    base.execute("SET threads = 1; SET preserve_insertion_order = true")
    for (table, columns), path in zip(_TABLES.items(), (orders, shipments, returns, kits), strict=True):
        _read(base, table, columns, path)
    base.execute("CREATE TABLE asked AS SELECT CAST(? AS TIMESTAMP) AS as_of", [as_of])
    base.execute((_HERE / "views.sql").read_text(encoding="utf-8"))
    return base


def _read(base: duckdb.DuckDBPyConnection, table: str, columns: list[str], path: Path | None) -> None:
    """Every cell as text under our own names, null where it is empty or the file has no such column."""
    if path is None:
        cells = ", ".join(f"CAST(NULL AS VARCHAR) AS {name}" for name in columns)
        base.execute(f"CREATE TABLE {table} AS SELECT 0 AS record, {cells} LIMIT 0")
        return
    base.execute(
        "CREATE OR REPLACE TEMP TABLE cells AS "
        "SELECT * FROM read_csv(?, header = true, all_varchar = true, delim = ',', quote = '\"')",
        [str(path)],
    )
    here = {name for (name,) in base.execute("SELECT column_name FROM (DESCRIBE cells)").fetchall()}
    cells = ", ".join(
        f"nullif(trim({name}), '') AS {name}" if name in here else f"CAST(NULL AS VARCHAR) AS {name}"
        for name in columns
    )
    base.execute(f"CREATE TABLE {table} AS SELECT row_number() OVER () AS record, {cells} FROM cells")  # noqa: S608  (our own column names)


def flagged(base: duckdb.DuckDBPyConnection, code: str) -> set[tuple[str, int]]:
    """The file and record of each finding of a rule."""
    sql = (_HERE / f"{code.lower()}.sql").read_text(encoding="utf-8")
    return {(file, int(record)) for file, record in base.execute(sql).fetchall()}


def all_flagged(base: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """What all rules find: `rule file record`, sorted."""
    rows = [(code, *place) for code in CODES for place in flagged(base, code)]
    return pl.DataFrame(rows, SCHEMA, orient="row").sort("rule", "file", "record")
