"""Writes the courier's form, and reads it back against the orders."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import polars as pl

from ..tables import REGION_FIELDS
from .fates import Fate
from .record_text import guard

if TYPE_CHECKING:
    from pathlib import Path

    from .fates import Fates
    from .form import Form
    from .form_rows import FormRows

#: How the form differs from the orders: the order's first row, why, what the order says and what the
#: form holds instead.
DIFFERENCES = {"row": pl.UInt32, "reason": pl.String, "expected": pl.String, "value": pl.String}


def form_bytes(orders: pl.DataFrame, form: Form) -> bytes:
    """The form as UTF-8 with BOM, RFC 4180, no cell of which a spreadsheet runs as a formula.

    Args:
        orders: see `form_rows.FormRows`.
        form: the columns and their order.
    """
    columns = [
        [column.constant] * orders.height
        if column.field == "constant"
        else [guard(cell or "") for cell in orders[column.field].to_list()]
        for column in form.columns
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.header for column in form.columns)
    writer.writerows(zip(*columns, strict=True))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def reconcile(path: Path, made: FormRows, fates: Fates, form: Form) -> pl.DataFrame:
    """Read a written form and compare it with the orders that should be in it.

    Every ready or fixed order must stand there once, and its province, city, county and number of units
    must be found in the cells of its row: in a column of their own or inside a combined text.

    Args:
        path: the form.
        made: what the form was made of.
        fates: what the gate decided; it alone says which orders must be there.
        form: the form's columns.

    Returns:
        The columns of `DIFFERENCES`; `row` is null for an order that stands in the form only.
    """
    wanted = fates.rows.filter(pl.col("fate").is_in([Fate.READY.value, Fate.FIXED.value]))
    orders = wanted.group_by("order", maintain_order=True).agg(
        pl.col("row").first(), pl.col("order_id").first()
    )
    shown = orders.join(made.refused.select("order"), on="order", how="anti", maintain_order="left")
    both = _side_by_side(shown, _read_back(path, form))
    known = both.filter(pl.col("row").is_not_null() & pl.col("cells").is_not_null())
    fields = [*REGION_FIELDS, *(["quantity"] if "quantity" in form.fields else [])]
    values = known.join(made.orders.select("order", *fields), on="order", how="left", maintain_order="left")
    differences = [
        _difference(both.filter(pl.col("cells").is_null()), "the order is not in the form", "order_id", None),
        _difference(
            both.filter(pl.col("row").is_null()),
            "the form holds an order that is not in the batch",
            None,
            "order_id",
        ),
        _difference(
            known.filter(pl.col("times") > 1), "the order stands in the form more than once", "order_id", None
        ),
        *(
            _difference(values.filter(~_holds(field)), f"the {field} is not in the form", field, None)
            for field in fields
        ),
        _difference(
            made.refused,
            "the platform hides its personal data: print its waybill on the platform",
            None,
            "hidden",
        ),
    ]
    return pl.concat([pl.DataFrame(schema=DIFFERENCES), *differences])


def _read_back(path: Path, form: Form) -> pl.DataFrame:
    """`order_id cells times`: the form's rows, all cells in one text, and how often the id stands there."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    at = next(i for i, column in enumerate(form.columns) if column.field == "order_id")
    return pl.DataFrame(
        {"order_id": [row[at] for row in rows], "cells": ["\x1f".join(row) for row in rows]},
        schema={"order_id": pl.String, "cells": pl.String},
    ).with_columns(times=pl.len().over("order_id"))


def _side_by_side(orders: pl.DataFrame, written: pl.DataFrame) -> pl.DataFrame:
    guarded = orders.with_columns(pl.col("order_id").map_elements(guard, return_dtype=pl.String))
    return guarded.join(
        written.unique("order_id", maintain_order=True),
        on="order_id",
        how="full",
        coalesce=True,
        maintain_order="left_right",
    )


def _holds(field: str) -> pl.Expr:
    return pl.col("cells").str.contains(pl.col(field), literal=True).fill_null(value=True)


def _difference(rows: pl.DataFrame, reason: str, expected: str | None, value: str | None) -> pl.DataFrame:
    return rows.select(
        pl.col("row").cast(pl.UInt32),
        reason=pl.lit(reason),
        expected=pl.col(expected).cast(pl.String) if expected else pl.lit(None, pl.String),
        value=pl.col(value).cast(pl.String) if value else pl.lit(None, pl.String),
    )
