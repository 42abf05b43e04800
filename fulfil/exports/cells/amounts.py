"""Read money and quantities as exact decimals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

import polars as pl

from .batches import not_ascii, per_batch, rework
from .blanks import JUNK, is_blank

AMOUNT: Final = pl.Decimal(18, 4)
"""Type of money: 14 digits before the point; no currency has more than 4 after it."""

QUANTITY: Final = pl.Decimal(18, 3)
"""Type of quantities: goods sold by weight go down to the gram."""

_ISO: Final = (
    "CNY|RMB|USD|EUR|GBP|JPY|HKD|TWD|NTD|MOP|KRW|SGD|MYR|THB|VND|IDR|PHP|INR|BDT|PKR|AUD|NZD|CAD|MXN|BRL"
    "|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|RUB|UAH|ILS|AED|SAR|ZAR"
)
_BEFORE: Final = rf"(?:(?i:{_ISO})\s*\p{{Sc}}?|[A-Z]{{0,3}}\s*\p{{Sc}}|(?i:rs|kr|rm|chf|fr)\.?)"
_AFTER: Final = rf"(?:元整?|圆|块|人民币|円|원|(?i:{_ISO})|\p{{Sc}}|zł|kr\.?|Kč|Ft|lei)"
_UNITS: Final = (
    "件|个|個|只|台|套|箱|包|盒|双|雙|条|條|袋|瓶|罐|支|本|张|張|把|份|组|組|对|對|块|片|卷|桶|枚|根|提|斤|公斤|千克|克"
    "|(?i:pcs?|pieces?|units?|sets?|ea|kg|g)"
)
_GROUPED: Final = {
    # Indian grouping (1,23,456) is read as well: the last group decides.
    ".": r"\d{1,3}(?:[,' ]\d{2,3})*[,' ]\d{3}(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+",
    ",": r"\d{1,3}(?:[.' ]\d{2,3})*[.' ]\d{3}(?:,\d*)?|\d+(?:,\d*)?|,\d+",
}
_PLAIN: Final = {".": r"^-?[0-9]+(?:\.[0-9]+)?$", ",": r"^-?[0-9]+$"}
_NEGATIVE: Final = r"^(?:\(|[^\d]*-)"

Point = Literal[".", ","]


def _plain_width(cells: pl.Series) -> pl.Series:
    wide = not_ascii(cells)
    folded = rework(cells, wide, lambda some: some.str.normalize("NFKC").str.strip_chars(JUNK))
    return folded.str.replace_many(["−", "–", "﹣", "’", "‘"], ["-", "-", "-", "'", "'"])


def _undecorate(cells: pl.Series, decimal: Point, before: str, after: str) -> pl.Series:
    """Reduce decorated numbers to what a decimal cast reads; null where the text is no number."""
    number = _GROUPED[decimal]
    folded = _plain_width(cells)
    signed = rf"^(?:[-+]?\s*{before}?|{before}\s*[-+]?)\s*({number})\s*{after}?$"
    bracketed = rf"^\(\s*{before}?\s*({number})\s*{after}?\s*\)$"
    body = pl.coalesce(pl.col("t").str.extract(signed), pl.col("t").str.extract(bracketed))
    digits = body.str.replace_all(r"[' ]" if decimal == "." else r"[.' ]", "")
    digits = digits.str.replace_all(",", "" if decimal == "." else ".", literal=True)
    sign = pl.when(pl.col("t").str.contains(_NEGATIVE)).then(pl.lit("-")).otherwise(pl.lit(""))
    return folded.to_frame("t").select(pl.concat_str(sign, digits)).to_series()


@dataclass(frozen=True, slots=True)
class _Decoration:
    """What may stand beside a number: regexes, and the marks that whole columns carry."""

    before: str
    after: str
    common_before: tuple[str, ...]
    common_after: str

    def lighten(self, cells: pl.Series) -> pl.Series:
        """Take off the common marks, which is ten times faster than the regexes."""
        for mark in self.common_before:
            cells = cells.str.strip_prefix(mark)
        return cells.str.strip_suffix(self.common_after)


_MONEY: Final = _Decoration(_BEFORE, _AFTER, ("¥", "￥", "$", "£", "€"), "元")
_GOODS: Final = _Decoration(r"(?:[xX*]|×)", rf"(?:{_UNITS})", (), "件")


def _whole(cells: pl.Series, dtype: pl.Decimal) -> pl.Series | None:
    """A column of whole numbers, which casts at a tenth of what looking at its texts costs; else None."""
    whole = cells.cast(pl.Int64, strict=False)
    return whole.cast(dtype, strict=False) if whole.null_count() == cells.null_count() else None


def _parse(cells: pl.Series, decimal: Point, beside: _Decoration, dtype: pl.Decimal) -> pl.Series:
    # Whole numbers are the most common amounts by far, and cast at a tenth of what looking at them costs.
    whole = cells.cast(pl.Int64, strict=False)
    if whole.null_count() == cells.null_count():
        return whole.cast(dtype, strict=False)
    bare = cells.str.strip_chars(JUNK)
    plain = _PLAIN[decimal]

    def read_odd(some: pl.Series) -> pl.Series:
        light = beside.lighten(some)
        heavy = ~light.str.contains(plain)
        return rework(
            light, heavy, lambda _: _undecorate(some.filter(heavy), decimal, beside.before, beside.after)
        )

    odd = ~bare.str.contains(plain) & (bare != "")
    return rework(bare, odd, read_odd).cast(dtype, strict=False)


def parse_amount(cell: pl.Expr, decimal: Point = ".") -> pl.Expr:
    """Read money text as an exact decimal; a currency sign, code or word beside it is left out.

    Reads `59.00元`, `¥1,234.5`, `５９．００`, `AU $3,000.00`, `EUR 90,00`, `1 234,50 €`, `-29.00`,
    `($12.00)` (an accountant's minus). More than 4 places after the point are rounded to the nearest.
    Scientific notation is not read: a spreadsheet has already lost digits of it.

    Args:
        cell: a String column without protection (see `unprotect`).
        decimal: the decimal separator of the file; the other one groups thousands.

    Returns:
        An expression of type `AMOUNT`; null where nothing can be read (see `unreadable`).
    """
    work = partial(_parse, decimal=decimal, beside=_MONEY, dtype=AMOUNT)
    return per_batch(cell, work, AMOUNT)


def parse_quantity(cell: pl.Expr) -> pl.Expr:
    """Read a quantity as an exact decimal: `3`, `3.0`, `３`, `3件`, `×3`, `1,000`, `1.5`, `-1`.

    The number is kept as it stands, so that a rule can tell whole (`is_whole`), zero, negative and unreadable
    (`unreadable`) apart. More than 3 places after the point are unreadable, so nothing is rounded to whole.

    Args:
        cell: a String column without protection (see `unprotect`).

    Returns:
        An expression of type `QUANTITY`; null where nothing can be read.
    """

    def work(cells: pl.Series) -> pl.Series:
        whole = _whole(cells, QUANTITY)
        if whole is not None:
            return whole
        fine = cells.str.contains(r"[.．][\d]{3}0*[1-9１-９]")
        cells = rework(cells, fine, lambda some: pl.repeat("?", len(some), dtype=pl.String, eager=True))
        return _parse(cells, ".", _GOODS, QUANTITY)

    return per_batch(cell, work, QUANTITY)


def is_whole(quantity: pl.Expr) -> pl.Expr:
    """Boolean: true where a read quantity has nothing after the point; null stays null."""
    return quantity == quantity.round(0)


def unreadable(cell: pl.Expr, value: pl.Expr) -> pl.Expr:
    """Boolean, never null: the cell holds something, and no value could be read from it.

    Args:
        cell: the String column.
        value: what `parse_amount` or `parse_quantity` made of it.
    """
    return value.is_null() & ~is_blank(cell)
