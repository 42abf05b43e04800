"""One written form for matching: half-width, simplified, one kind of space; character for character."""

from __future__ import annotations

from functools import cache

import polars as pl

from .data import read_table

# Forms that stand for a plain ASCII character, and blanks of every width. Each maps to exactly one character,
# so that a place in the folded text is the same place in the original.
_FULL_WIDTH = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
_BLANKS = (
    "\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d"
)
_BLANKS += "\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\t\r\n\v\f"
_MARKS = {
    "【": "[",
    "】": "]",
    "〔": "(",
    "〕": ")",
    "「": "[",
    "」": "]",
    "『": "[",
    "』": "]",
    "、": ",",
    "–": "-",
}
_MARKS |= {"—": "-", "‐": "-", "−": "-", "―": "-", "〇": "0", "｡": "。", "·": ".", "・": ".", "•": "."}

# Building a search over all characters takes longer than folding a few texts in Python.
_FEW = 3000


@cache
def _folding() -> tuple[list[str], list[str]]:
    table = dict(
        zip(
            *(read_table("traditional")[name].to_list() for name in ("traditional", "simplified")),
            strict=True,
        )
    )
    table |= _FULL_WIDTH | dict.fromkeys(_BLANKS, " ") | _MARKS
    return list(table), list(table.values())


@cache
def _translation() -> dict[int, str]:
    return str.maketrans(dict(zip(*_folding(), strict=True)))


def fold(texts: pl.Series) -> pl.Series:
    """The texts in half-width, simplified form, each character replaced by exactly one character.

    Args:
        texts: String, nulls allowed.

    Returns:
        String of the same length, nulls kept; every text has as many characters as before.
    """
    if texts.len() <= _FEW:
        table = _translation()
        few = [None if text is None else text.translate(table) for text in texts]
        return pl.Series(texts.name, few, dtype=pl.String)
    old, new = _folding()
    return (
        texts.to_frame("text")
        .select(pl.col("text").str.replace_many(old, new, leftmost=True))
        .to_series()
        .alias(texts.name)
    )
