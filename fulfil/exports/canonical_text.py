"""Cells as written to canonical text columns: protection undone, several cells combined into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..tables import COLUMNS, Kind
from .cells.batches import per_batch
from .cells.blanks import is_blank
from .cells.fold import fold_widths
from .cells.unprotect import unprotect, unprotect_phone, unprotect_tracking

if TYPE_CHECKING:
    from .column_map import Feed
    from .recognise import Recognition


def canonical_text(cells: pl.DataFrame, recognition: Recognition) -> pl.DataFrame:
    """Name and combine the cells of a block.

    Args:
        cells: the cells as written, String columns named by index.
        recognition: what the export is.

    Returns:
        One String column per mapped canonical column, null where the cell is empty; constants of the
        profile included.
    """
    columns = [_combined(name, feed) for name, feed in recognition.columns.feeds.items()]
    constants = [
        pl.lit(text).alias(name)
        for name, text in recognition.profile.constants.items()
        if name not in recognition.columns.feeds
    ]
    return cells.lazy().select(*columns).with_columns(*constants).collect()


def two_values(cells: pl.DataFrame, recognition: Recognition) -> pl.DataFrame:
    """The records in which two columns of one name hold different values.

    Returns:
        `at` (index in the block) and `reason` (`two_values`), for every such record once.
    """
    doubtful = [
        pl.col(str(feed.cells[0])).str.strip_chars() != pl.col(str(other)).str.strip_chars()
        for feed in recognition.columns.feeds.values()
        if feed.how == "same"
        for other in feed.cells[1:]
    ]
    if not doubtful:
        return pl.DataFrame(schema={"at": pl.UInt32, "reason": pl.String})
    differ = cells.select(pl.any_horizontal(doubtful).alias("differ")).to_series()
    return pl.DataFrame({"at": differ.arg_true()}).with_columns(reason=pl.lit("two_values"))


def _combined(name: str, feed: Feed) -> pl.Expr:
    bare = [_bare(name, str(cell)) for cell in feed.cells]
    if feed.how == "first":
        value = pl.coalesce([pl.when(~is_blank(cell)).then(cell) for cell in bare])
    elif feed.how == "join":
        value = pl.concat_str(
            [pl.when(~is_blank(cell)).then(cell) for cell in bare], separator=" ", ignore_nulls=True
        )
    else:
        value = bare[0]
    return pl.when(value != "").then(value).alias(name)


def _bare(name: str, cell: str) -> pl.Expr:
    kind = COLUMNS[name].kind
    if kind is Kind.PHONE:
        return unprotect_phone(pl.col(cell))
    if kind is Kind.TRACKING:
        return unprotect_tracking(pl.col(cell))
    bare = unprotect(pl.col(cell))
    return per_batch(bare, fold_widths, pl.String) if kind is Kind.ID else bare
