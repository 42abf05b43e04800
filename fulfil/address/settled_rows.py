"""Rows that one look settles: a complete picker, and a street that raises no question."""

from __future__ import annotations

from functools import cache

import polars as pl

from .countries import HOME, country_codes
from .picker import Picked, pickers
from .resolver import REMEMBERED, default_resolver
from .schema import REGION

#: Characters that can be part of a division's or a town's name, of a mask, of damage, or of a note: a street
#: with one of them is read with care. Letters outside ASCII and Chinese are among them.
_QUESTIONABLE = (
    r"[^\p{Han}A-Za-z0-9()#\x{FF08}\x{FF09}\-]"
    r"|[省市区县旗州盟镇乡苏部信军邮转收姓电话国辖号]{2}|[省市区县旗州盟镇乡苏鐪甯鍖娴姹鏉璺鍙闀闄鍗鍦涓浜鏂绗妤鐢灏瑗骞锛熼傚滃嶅彴欐睙窞氬畾垮競尯]"
    r"|街道|部队|信箱|军邮|邮箱|(?i:null|undefined)|#{2}|锟斤拷|烫烫烫|屯屯屯|\d{6}[()\x{FF08}\x{FF09}]*$"
)
_NUMBERED = r"[0-9一二三四五六七八九十]"
_SHORTEST_STREET = 4


def settled(frame: pl.DataFrame) -> pl.Series:
    """The rows that `resolve` would give no verdict, told without resolving them.

    Their country is China, their region columns name one complete place, and their street is plain text with a
    number and without any word that could name a division, a town or a mask. Most rows of an export with
    region columns are such rows. The answer is never yes where `resolve` has a verdict; it may be no where
    `resolve` has none.

    Args:
        frame: the columns that `resolve` takes.

    Returns:
        Boolean, one per row.
    """
    given = [name for name in REGION if name in frame.columns]
    texts = [name for name in ("address", "street") if name in frame.columns]
    no = pl.repeat(value=False, n=frame.height, dtype=pl.Boolean, eager=True)
    if "county" not in given or len(texts) != 1 or frame.is_empty():
        return no
    complete = _complete_pickers(tuple(given)).mark(frame)
    text = pl.col(texts[0])
    plain = (
        ~text.str.contains(_QUESTIONABLE)
        & text.str.contains(_NUMBERED)
        & (text.str.len_chars() >= _SHORTEST_STREET)
    )
    clear = frame.select(plain.fill_null(value=False)).to_series() & complete
    if "country" in frame.columns:
        clear &= country_codes(frame["country"]) == HOME
    return clear


class _CompletePickers:
    """Which pickers are complete, remembered from block to block by a 64-bit hash of their cells."""

    def __init__(self, given: tuple[str, ...]) -> None:
        self._given = list(given)
        self._complete = pl.Series([], dtype=pl.UInt64)
        self._seen = pl.Series([], dtype=pl.UInt64)

    def mark(self, frame: pl.DataFrame) -> pl.Series:
        """Boolean per row: its picker names one complete place."""
        hashes = frame.select(pl.struct(self._given).hash()).to_series()
        new = hashes.unique()
        new = new.filter(~new.is_in(self._seen.implode()))
        if new.len():
            self._judge(frame, hashes, new)
        return hashes.is_in(self._complete.implode())

    def _judge(self, frame: pl.DataFrame, hashes: pl.Series, new: pl.Series) -> None:
        if self._seen.len() + new.len() > REMEMBERED:
            self._complete, self._seen = self._complete.clear(), self._seen.clear()
            new = hashes.unique()
        first = hashes.to_frame("hash").with_row_index("at").filter(pl.col("hash").is_in(new.implode()))
        first = first.unique("hash", maintain_order=True)
        numbers, judged = pickers(frame[first["at"]], self._given, default_resolver(), "")
        complete = pl.Series([_complete(each) for each in judged], dtype=pl.Boolean).gather(numbers)
        self._complete = pl.concat([self._complete, first["hash"].filter(complete)])
        self._seen = pl.concat([self._seen, first["hash"]])


@cache
def _complete_pickers(given: tuple[str, ...]) -> _CompletePickers:
    return _CompletePickers(given)


def _complete(picked: Picked) -> bool:
    return not picked.verdicts and picked.province is not None and picked.county is not None
