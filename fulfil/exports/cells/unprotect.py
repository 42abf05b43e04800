"""Undo what exports and spreadsheets put around a cell to keep it as it is."""

from __future__ import annotations

from typing import Final

import polars as pl

from .batches import per_batch, rework
from .blanks import JUNK, JUNK_AT_ENDS

_FORMULA: Final = r'(?s)^="((?:[^"]|"")*)"$'
# WooCommerce and Odoo guard what a spreadsheet would run (= + - @ and tab), Taobao guards digits and the
# word null. Before any other letter the apostrophe is text: 't Hooft, 's-Hertogenbosch.
_GUARDED_SIGN: Final = r"^'(?:[=+\-@\t\r＝＋－＠]|(?i:null)$)"
_GUARDED_DIGIT: Final = r"^'\p{Nd}"


def _open_formulas(cells: pl.Series) -> pl.Series:
    simple = (
        cells.str.starts_with('="')
        & cells.str.ends_with('"')
        & (cells.str.count_matches('"', literal=True) == len('""'))
    )
    opened = rework(cells, simple, lambda some: some.str.strip_prefix('="').str.strip_suffix('"'))
    quoting = ~simple & opened.str.contains(_FORMULA)
    opened = rework(
        opened,
        quoting,
        lambda some: some.str.replace(_FORMULA, "${1}").str.replace_all('""', '"', literal=True),
    )
    return opened.str.strip_chars(JUNK)


def _drop_guards(cells: pl.Series) -> pl.Series:
    digit = cells.str.contains(_GUARDED_DIGIT) & ~cells.str.ends_with("'")
    guarded = digit | cells.str.contains(_GUARDED_SIGN)
    return rework(cells, guarded, lambda some: some.str.strip_prefix("'").str.strip_chars(JUNK))


def _unprotect(cells: pl.Series) -> pl.Series:
    # Most cells of most columns are as they should be, and one look tells.
    return rework(cells, cells.str.contains(f"{JUNK_AT_ENDS}|^[=']"), _bared)


def _bared(cells: pl.Series) -> pl.Series:
    bare = cells.str.strip_chars(JUNK)
    opened = rework(bare, bare.str.starts_with("="), _open_formulas)
    return rework(opened, opened.str.starts_with("'"), _drop_guards)


def unprotect(cell: pl.Expr) -> pl.Expr:
    """Give the text that was meant: no `="..."`, no guarding apostrophe, no junk at the ends.

    An apostrophe is a guard only before `= + - @`, a digit, or the word `null`; a text in a pair of
    apostrophes that starts with a digit keeps them. Inside `="..."` a doubled quote is one. Nothing else
    inside the text changes.

    Args:
        cell: a String column; null stays null.
    """
    return per_batch(cell, _unprotect, pl.String)


def unprotect_tracking(cell: pl.Expr) -> pl.Expr:
    """Like `unprotect`, and without the `No:` or `No：` that Taobao writes before a tracking number.

    Tracking numbers never start with an apostrophe, so any is taken off.
    """

    def bare(cells: pl.Series) -> pl.Series:
        cells = _unprotect(cells)
        prefixed = cells.str.contains(r"^(?:'|(?i:no)\s*[:：])")
        return rework(
            cells,
            prefixed,
            lambda some: some.str.replace(r"^'?(?:(?i:no)\s*[:：])?", "").str.strip_chars(JUNK),
        )

    return per_batch(cell, bare, pl.String)


def unprotect_phone(cell: pl.Expr) -> pl.Expr:
    """Like `unprotect`, and without the `=` that a spreadsheet puts before `+44...`."""

    def bare(cells: pl.Series) -> pl.Series:
        cells = _unprotect(cells)
        return rework(
            cells, cells.str.starts_with("="), lambda some: some.str.replace(r"^=(\+?\s*\p{Nd})", "${1}")
        )

    return per_batch(cell, bare, pl.String)
