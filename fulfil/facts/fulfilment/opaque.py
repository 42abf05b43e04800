"""Orders of which nobody can say what is in a parcel, and files whose SKUs are other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ...policy.policy import Policy


def strange_kinds(contents: pl.DataFrame, lines: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Add `strange`: files of the record's kind name goods by other words than the orders do.

    Args:
        contents: shipment records with `kind order line item ordered counted replacement matched_by`.
        lines: one row per order line, with `order item`.
        policy: the limits.
    """
    limits = policy.join
    named = lines.filter(pl.col("item").is_not_null()).select(pl.col("order").unique())["order"].implode()
    asked = (
        pl.col("counted")
        & ~pl.col("replacement")
        & pl.col("item").is_not_null()
        & pl.col("order").is_in(named)
        & (pl.col("matched_by").is_null() | (pl.col("matched_by") == "SKU"))
    )
    kinds = (
        contents.filter(asked)
        .group_by("kind")
        .agg(_n=pl.len(), _joined=pl.col("ordered").sum())
        .filter(pl.col("_n") >= limits.least_rows, pl.col("_joined") < pl.col("_n") * limits.least_sku_share)
    )
    return contents.with_columns(strange=asked & pl.col("kind").is_in(kinds["kind"].implode()))


def opaque_orders(lines: pl.DataFrame, contents: pl.DataFrame) -> pl.Series:
    """The orders whose balance nobody can draw: a line or a parcel does not say what or how much.

    Args:
        lines: one row per order line.
        contents: shipment records, with `strange`.
    """
    unsaid_lines = lines.filter(
        pl.col("live"),
        ~pl.col("passed"),
        pl.col("item").is_null() | pl.col("quantity").is_null() | (pl.col("quantity") < 0),
    )
    unsaid = contents.filter(
        pl.col("order").is_not_null(),
        "counted",
        "told",
        ~pl.col("replacement"),
        (pl.col("item").is_null() & pl.col("line").is_null())
        | pl.col("quantity").is_null()
        | (pl.col("quantity") < 0)
        | pl.col("strange"),
    )
    return pl.concat([unsaid_lines["order"], unsaid["order"]]).unique()
