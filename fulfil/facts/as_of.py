"""The moment that ages are counted to, and the moments that lie beyond it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import polars as pl

from ..tables import COLUMNS_OF, Subject

#: So many latest moments of every block are kept; typing errors beyond them have neighbours, and stay.
_KEPT = 64

#: Events: the row, the column and its moment.
MOMENTS = pl.Schema({"row": pl.UInt32(), "field": pl.String(), "moment": pl.Datetime("us", "UTC")})


def latest_events(rows: pl.DataFrame, subject: Subject = Subject.ORDERS) -> pl.DataFrame:
    """The latest distinct events of a block, with the columns of `MOMENTS`; promises never count."""
    found = [
        rows.lazy()
        .select("row", pl.lit(name).alias("field"), pl.col(name).alias("moment"))
        .drop_nulls("moment")
        .top_k(_KEPT, by="moment")
        for name, column in COLUMNS_OF[subject].items()
        if column.event and name in rows.columns
    ]
    return pl.concat([pl.LazyFrame(schema=MOMENTS), *found]).collect()


def events_after(rows: pl.DataFrame, moment: datetime, subject: Subject = Subject.ORDERS) -> pl.DataFrame:
    """All events of a block after a moment, with the columns of `MOMENTS`."""
    found = [
        rows.lazy()
        .select("row", pl.lit(name).alias("field"), pl.col(name).alias("moment"))
        .filter(pl.col("moment") > moment)
        for name, column in COLUMNS_OF[subject].items()
        if column.event and name in rows.columns
    ]
    return pl.concat([pl.LazyFrame(schema=MOMENTS), *found]).collect()


def latest_believable(events: pl.DataFrame, stray_days: float) -> datetime | None:
    """The latest event, leaving out those far beyond all others.

    A moment is taken for a typing error when it lies more than `stray_days` past the next latest, and so are
    several that do so one after another. Where no moment has company within that span, nothing says which of
    them is wrong, and the latest counts.

    Args:
        events: the columns of `MOMENTS`.
        stray_days: see `policy.Times`.

    Returns:
        The moment in UTC; None without any event.
    """
    moments: list[datetime] = events["moment"].unique().sort(descending=True).to_list()
    if not moments:
        return None
    span = timedelta(days=stray_days)
    with_company = (one for one, before in pairwise(moments) if one - before <= span)
    return next(with_company, moments[0])
