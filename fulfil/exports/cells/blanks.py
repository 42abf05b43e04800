"""What counts as nothing: junk at the ends of a cell, and words that stand for an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

_CONTROLS: Final = "".join(map(chr, range(0x20))) + "\x7f\x85"
_SPACES: Final = (
    "\u0020\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_UNSEEN: Final = "\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff"
# Addresses and phones copied from a page or a chat carry direction marks at both ends.
_DIRECTION: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

JUNK: Final = _SPACES + _CONTROLS + _UNSEEN + _DIRECTION
"""What means nothing at the ends of a cell: Unicode spaces, controls, zero-width and direction marks."""

_JUNK_CLASS: Final = "".join(f"\\x{{{ord(character):x}}}" for character in JUNK)

JUNK_AT_ENDS: Final = f"^[{_JUNK_CLASS}]|[{_JUNK_CLASS}]$"
"""Matches a text with junk at an end; looking for it costs half of stripping it off."""

PLACEHOLDERS: Final = (
    "-",
    "--",
    "---",
    "—",
    "——",
    "/",
    "\\N",
    "null",
    "NULL",
    "Null",
    "none",
    "None",
    "nan",
    "NaN",
    "N/A",
    "n/a",
    "#N/A",
    "无",
    "暂无",
    "任意时间",
    "无退款申请",
)
"""Words that exports write where there is no value; `任意时间` is 旺店通's, `无退款申请` is 千牛's."""


def strip(cell: pl.Expr) -> pl.Expr:
    """Take the junk off both ends of a text cell; its interior stays as it is."""
    return cell.str.strip_chars(JUNK)


def is_blank(cell: pl.Expr) -> pl.Expr:
    """Boolean, never null: true for null, for nothing but junk, and for a placeholder word."""
    bare = strip(cell)
    return (bare.is_null() | (bare == "") | bare.is_in(PLACEHOLDERS)).fill_null(value=True)
