"""Work on whole columns at once, and on the few odd cells of a column apart from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl


def per_batch(
    cell: pl.Expr, work: Callable[[pl.Series], pl.Series], dtype: pl.DataType | type[pl.DataType]
) -> pl.Expr:
    """Apply `work` to the column as a series, so that it can look before it does anything costly.

    Args:
        cell: the column.
        work: a function from a series to one of the same length, each cell by itself.
        dtype: what `work` gives back.
    """
    return cell.map_batches(work, return_dtype=dtype, is_elementwise=True)


def rework(cells: pl.Series, odd: pl.Series, work: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Replace the cells where `odd` holds by `work` of them, and leave the others as they are.

    Args:
        cells: any column.
        odd: Boolean, of the same length; null counts as false.
        work: from a shorter series to one of the same length and of the type of `cells`.
    """
    places = odd.fill_null(value=False).arg_true()
    if places.is_empty():
        return cells
    if len(places) == len(cells):
        return work(cells).rename(cells.name)
    return cells.clone().scatter(places, work(cells.gather(places)))


def not_ascii(cells: pl.Series) -> pl.Series:
    """Boolean: true where a text holds a character outside ASCII."""
    return cells.str.len_bytes() != cells.str.len_chars()
