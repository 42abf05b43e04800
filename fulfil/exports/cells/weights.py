"""Read weights as exact kilograms, whatever unit stands beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from .batches import per_batch
from .blanks import JUNK

if TYPE_CHECKING:
    from .amounts import Point

WEIGHT: Final = pl.Decimal(18, 3)
"""Type of weights: kilograms down to the gram, which is finer than any parcel scale."""

Unit = Literal["kg", "g", "lb", "oz"]

_GRAMS: Final = {"kg": 1000.0, "g": 1.0, "lb": 453.59237, "oz": 28.349523125, "斤": 500.0, "两": 50.0}
"""Grams of a unit: the international pound and its sixteenth, the Chinese pound and its tenth."""

_WORDS: Final = {
    "kg": ("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "公斤", "千克"),
    "g": ("g", "gr", "gm", "gms", "gram", "grams", "gramme", "grammes", "克"),
    "lb": ("lb", "lbs", "pound", "pounds", "磅"),
    "oz": ("oz", "ozs", "ounce", "ounces", "盎司"),
    "斤": ("斤", "市斤"),
    "两": ("两",),
}
_UNIT_OF: Final = {word: unit for unit, words in _WORDS.items() for word in words}
_GRAMS_OF: Final = {word: _GRAMS[unit] for word, unit in _UNIT_OF.items()}

_NUMBER: Final = {
    ".": r"(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)",
    ",": r"(?:\d{1,3}(?:\.\d{3})+(?:,\d*)?|\d+(?:,\d*)?|,\d+)",
}
_IN_HEADER: Final = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(_UNIT_OF, key=len, reverse=True))})\W*$")


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def unit_of(header: str) -> Unit | None:
    """The unit that a header states at its end: `Weight (oz)`, `重量(克)`, `weight_kg`; None for no unit."""
    found = _IN_HEADER.search(header.casefold().replace("（", "(").replace("）", ")"))
    word = found.group().rstrip(")] ").strip() if found else ""
    unit = _UNIT_OF.get(word)
    return unit if unit in {"kg", "g", "lb", "oz"} else None  # type: ignore[return-value]


def parse_weight(cell: pl.Expr, unit: Unit = "kg", decimal: Point = ".") -> pl.Expr:
    """Read a weight as exact kilograms, rounded to the gram.

    Reads `2.1`, `2.1kg`, `500 g`, `1,200克`, `2公斤`, `1.5 斤`, `3 lb`, `12 oz`, `2 lb 3 oz`.

    Args:
        cell: a String column without protection (see `unprotect`).
        unit: what a number without a unit counts.
        decimal: the decimal separator of the file; the other one groups thousands.

    Returns:
        An expression of type `WEIGHT`; null where nothing can be read, which a negative weight is, too
        (see `amounts.unreadable`).
    """
    number = _NUMBER[decimal]
    one = rf"^({number})\s*({_any_of(tuple(_UNIT_OF))})?\.?$"
    two = rf"^({number})\s*(?:{_any_of(_WORDS['lb'])})\.?,?\s*({number})\s*(?:{_any_of(_WORDS['oz'])})\.?$"

    def number_of(pattern: str, group: int) -> pl.Expr:
        digits = pl.col("t").str.extract(pattern, group).str.replace_all("," if decimal == "." else r"\.", "")
        return digits.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)

    def work(cells: pl.Series) -> pl.Series:
        text = cells.str.normalize("NFKC").str.strip_chars(JUNK).str.to_lowercase().to_frame("t")
        factor = pl.col("t").str.extract(one, 2).replace_strict(_GRAMS_OF, default=_GRAMS[unit])
        mixed = number_of(two, 1) * _GRAMS["lb"] + number_of(two, 2) * _GRAMS["oz"]
        kilograms = pl.coalesce(number_of(one, 1) * factor, mixed) / _GRAMS["kg"]
        return text.select(kilograms.round(3).cast(WEIGHT, strict=False)).to_series()

    return per_batch(cell, work, WEIGHT)
