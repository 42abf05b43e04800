"""Which rows of a run are judged, once all of it has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..tables import Subject
from .due import Due

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def without_presale(spine: pl.DataFrame, as_of: datetime | None) -> pl.DataFrame:
    """Pre-sale lines are not due before their day."""
    if as_of is None or spine["presale_ship_at"].null_count() == spine.height:
        return spine.drop("presale_ship_at")
    later = (pl.col("due") == Due.DUE) & (pl.col("presale_ship_at") > as_of)
    return spine.with_columns(
        due=pl.when(later).then(pl.lit(Due.PRESALE.value, spine.schema["due"])).otherwise("due")
    ).drop("presale_ship_at")


def without_repeated(spine: pl.DataFrame, repeats: pl.DataFrame) -> pl.DataFrame:
    """A record that stands in an earlier file as it is must not ship a second time."""
    again = repeats.filter("identical", "elsewhere")
    if again.is_empty():
        return spine
    repeated = pl.col("row").is_in(again["row"].implode()) & (pl.col("due") == Due.DUE)
    return spine.with_columns(
        due=pl.when(repeated).then(pl.lit(Due.REPEATED.value, spine.schema["due"])).otherwise("due")
    )


def with_judged(spine: pl.DataFrame, superseded: pl.Series, wanted: Sequence[Due]) -> pl.DataFrame:
    """The spine with `judged`: rows that another file tells are not, and order lines say so."""
    others = pl.col("subject") != Subject.ORDERS.value
    if superseded.is_empty():
        return spine.with_columns(judged=pl.col("due").is_in(wanted) | others)
    gone = pl.col("row").is_in(superseded.implode())
    repeated = pl.lit(Due.REPEATED.value, spine.schema["due"])
    return spine.with_columns(due=pl.when(gone & ~others).then(repeated).otherwise("due")).with_columns(
        judged=(pl.col("due").is_in(wanted) | others) & ~gone
    )


def only_judged(rows: pl.DataFrame, spine: pl.DataFrame) -> pl.DataFrame:
    """The rows whose lines are judged after all."""
    return rows.filter(spine["judged"].gather(rows["row"]))
