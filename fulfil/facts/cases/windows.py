"""Until when each case could be asked for without a reason: the windows of law, platform and shop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...calendars.deadlines import deadlines
from .clocks import places
from .schema import MOMENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...exports.export import Export
    from ...policy.returns import ReturnLimits, Returns

WINDOWS: Final = pl.Schema(
    {
        "case": pl.UInt32(),
        "start": pl.String(),
        "start_at": MOMENT,
        "until_at": MOMENT,
        "limit": pl.String(),
        "source": pl.String(),
        "legal": pl.Boolean(),
    }
)


def windows_of(cases: pl.DataFrame, exports: Sequence[Export], limits: Returns) -> pl.DataFrame:
    """The windows of cases whose goods are to come back (see `Cases.windows`).

    Args:
        cases: the cases.
        exports: all inputs, by index: their country and zone.
        limits: the policy.
    """
    back = cases.filter("goods", pl.col("apart").is_null())
    parts = [WINDOWS.to_frame()]
    for (country, zone), files in places(exports).items():
        setter = limits.setter("window", country)
        if setter is None or setter.window is None:
            continue
        column, start = _start(setter)
        mine = back.filter(pl.col("file").is_in(files), pl.col(column).is_not_null())
        parts.append(
            mine.select(
                "case",
                pl.lit(start).alias("start"),
                pl.col(column).alias("start_at"),
                deadlines(mine[column], setter.window, zone).alias("until_at"),
                pl.lit(setter.window.words).alias("limit"),
                pl.lit(setter.window.source).alias("source"),
                pl.lit(setter.window.legal).alias("legal"),
            ).filter(pl.col("until_at").is_not_null())
        )
    return pl.concat(parts).sort("case")


def _start(limits: ReturnLimits) -> tuple[str, str]:
    """The column that a window counts from, and its words."""
    if limits.window_from == "purchase":
        return "paid_at", "the order was paid"
    if limits.window_of == "order":
        return "last_delivered_at", "the order's last parcel arrived"
    return "delivered_at", "the goods arrived"
