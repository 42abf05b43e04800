"""Cells as written to canonical text columns: protection undone, several cells combined into one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..tables import COLUMNS_OF, Kind, Subject
from .cells.amounts import parse_quantity
from .cells.batches import per_batch
from .cells.blanks import PLACEHOLDERS, is_blank
from .cells.fold import fold_widths
from .cells.unprotect import unprotect, unprotect_phone, unprotect_tracking

if TYPE_CHECKING:
    from .column_map import Feed
    from .recognise import Recognition

#: What makes an amount negative: a minus of any width, an accountant's brackets.
_SIGNS = r"[-\u2212\u2013\uFE63\uFF0D()\uFF08\uFF09]"

#: Ways to combine cells that may leave junk at the ends of what is left.
_CHANGING = ("unsigned", "unbroken")


def canonical_text(cells: pl.DataFrame, recognition: Recognition, subject: Subject) -> pl.DataFrame:
    """Name and combine the cells of a block.

    Args:
        cells: the cells as written, String columns named by index.
        recognition: what the export is.
        subject: what the records are read for.

    Returns:
        One String column per mapped canonical column, null where the cell is empty; constants of the
        profile included. Placeholders such as `-` are kept for orders, whose rules tell of them.
    """
    feeds = recognition.columns.subjects[subject].feeds
    columns = [_combined(COLUMNS_OF[subject][name].kind, feed).alias(name) for name, feed in feeds.items()]
    # In a step of its own: what is combined once would else be combined for every time that it is named.
    filled = [_filled(name, feed, subject) for name, feed in feeds.items()]
    constants = [
        pl.lit(text).alias(name)
        for name, text in recognition.profile.views[subject].constants.items()
        if name not in feeds
    ]
    return cells.lazy().select(columns).with_columns(*filled, *constants).collect()


def two_values(cells: pl.DataFrame, recognition: Recognition) -> pl.DataFrame:
    """The records in which two columns of one name hold different values.

    Returns:
        `at` (index in the block) and `reason` (`two_values`), for every such record once.
    """
    doubtful = [
        pl.col(str(feed.cells[0])).str.strip_chars() != pl.col(str(other)).str.strip_chars()
        for mapped in recognition.columns.subjects.values()
        for feed in mapped.feeds.values()
        if feed.how == "same"
        for other in feed.cells[1:]
    ]
    if not doubtful:
        return pl.DataFrame(schema={"at": pl.UInt32, "reason": pl.String})
    differ = cells.select(pl.any_horizontal(doubtful).alias("differ")).to_series()
    return pl.DataFrame({"at": differ.arg_true()}).with_columns(reason=pl.lit("two_values"))


def _combined(kind: Kind, feed: Feed) -> pl.Expr:
    bare = [_bare(kind, pl.col(str(cell))) for cell in feed.cells]
    if feed.how == "first":
        value = pl.coalesce([pl.when(~is_blank(cell)).then(cell) for cell in bare])
    elif feed.how == "join":
        value = pl.concat_str(
            [pl.when(~is_blank(cell)).then(cell) for cell in bare], separator=" ", ignore_nulls=True
        )
    elif feed.how == "sum":
        value = _total(bare, [1] * len(bare))
    elif feed.how == "difference":
        value = pl.when(~is_blank(bare[0])).then(_total(bare, [1, *[-1] * (len(bare) - 1)], least=0))
    elif feed.how == "unsigned":
        value = bare[0].str.replace_all(_SIGNS, "")
    elif feed.how == "part":
        value = _bare(kind, unprotect(pl.col(str(feed.cells[0]))).str.extract(feed.pattern or "(.*)"))
    elif feed.how == "when":
        value = pl.when(unprotect(pl.col(str(feed.cells[1]))).str.contains(feed.pattern or "")).then(bare[0])
    elif feed.how == "unbroken":
        value = bare[0].str.replace_all(r"\s*[\r\n]+\s*", "")
    else:
        value = bare[0]
    return value


def _filled(name: str, feed: Feed, subject: Subject) -> pl.Expr:
    """The column without empty cells and, where no rule tells of them, without placeholders."""
    value = pl.col(name)
    if subject is Subject.ORDERS:
        blank = value == ""
    elif feed.how in _CHANGING:
        blank = is_blank(value)
    else:
        # No junk is left at the ends, which is what costs time.
        blank = (value == "") | value.is_in(PLACEHOLDERS)
    return pl.when(~blank).then(value).alias(name)


def _total(cells: list[pl.Expr], signs: list[int], least: int | None = None) -> pl.Expr:
    """The signed sum as text; the first cell that is no number, as it is, so that it is told."""
    strange = [pl.when(~is_blank(cell) & parse_quantity(cell).is_null()).then(cell) for cell in cells]
    numbers = [parse_quantity(pl.when(~is_blank(cell)).then(cell)) for cell in cells]
    signed = [
        number if sign > 0 else (pl.lit(0) - number) for number, sign in zip(numbers, signs, strict=True)
    ]
    total = pl.sum_horizontal([number.fill_null(0) for number in signed]).clip(least)
    some = pl.any_horizontal([number.is_not_null() for number in numbers])
    return pl.coalesce(*strange, pl.when(some).then(total.cast(pl.String)))


def _bare(kind: Kind, cell: pl.Expr) -> pl.Expr:
    if kind is Kind.PHONE:
        return unprotect_phone(cell)
    if kind is Kind.TRACKING:
        return unprotect_tracking(cell)
    bare = unprotect(cell)
    if kind is Kind.IDS:
        several = per_batch(bare, fold_widths, pl.String)
        return several.str.replace_all(r"[\s,、;]+", " ").str.strip_chars(" ")
    return per_batch(bare, fold_widths, pl.String) if kind is Kind.ID else bare
