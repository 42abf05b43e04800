"""Fold headers and ids, so that two spellings of the same word meet."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from unicodedata import normalize

import polars as pl

from .batches import not_ascii, per_batch, rework
from .blanks import JUNK, JUNK_AT_ENDS

_UNSEEN: Final = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Forms mark what must be filled in with an asterisk, and typed headers end in a stray comma or colon.
_PUNCTUATION: Final = " *:,;、。"
_GAP: Final = re.compile(r"[\s_\-\u2010-\u2015\u2212\x00-\x1f\x7f]+")


@lru_cache(maxsize=4096)
def fold_header(text: str) -> str:
    """Fold a header for matching: width, case, and `_`, `-` and space are alike.

    Full-width brackets become half-width, and punctuation goes off the ends. `(元)` and the prefixes 实 and
    应 stay: headers differ by them.

    Args:
        text: a header as the file has it.
    """
    folded = normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    return _GAP.sub(" ", normalize("NFKC", _UNSEEN.sub("", folded))).strip(_PUNCTUATION)


def fold_keys(cells: pl.Series) -> pl.Series:
    """Fold ids as `fold_key` does, for a series."""
    bare = rework(cells, cells.str.contains(JUNK_AT_ENDS), lambda some: some.str.strip_chars(JUNK))
    return fold_widths(bare)


def fold_widths(cells: pl.Series) -> pl.Series:
    """Fold ids that have no junk at the ends: full-width letters become ASCII, what nobody sees goes."""

    def fold(some: pl.Series) -> pl.Series:
        return some.str.normalize("NFKC").str.replace_all(_UNSEEN.pattern, "").str.strip_chars(JUNK)

    return rework(cells, not_ascii(cells), fold)


def fold_key(cell: pl.Expr) -> pl.Expr:
    """Fold ids: full-width letters and digits become ASCII (`Ａ１００１`), junk goes off the ends.

    Case stays: ids of some shops differ by it.

    Args:
        cell: a String column; null stays null.
    """
    return per_batch(cell, fold_keys, pl.String)
