"""Recognise records that are rows by shape and tell of nothing: totals, footers, repeated headers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from ..tables import COLUMNS_OF, KEYS, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..tables import Column
    from .profile import Profile
    from .recognise import Recognition

_WORDS = (
    *(
        "合计",
        "总计",
        "小计",
        "共计",
        "汇总",
        "总数",
        "合 计",
        "总 计",
        "小 计",
        "共 计",
        "本页合计",
        "总合计",
    ),
    *("grand total", "subtotal", "sub-total", "total", "totals", "sum"),
)
#: Looked up whole: a regular expression over every order id would cost as much as reading it.
_TOTAL = [
    spelling + colon
    for word in _WORDS
    for spelling in dict.fromkeys((word, word.upper(), word.capitalize(), word.title()))
    for colon in ("", ":", "：", " :")
]
_TOTAL_START = r"(?i)^\W*(?:合\s*计|总\s*计|小\s*计|共\s*计|汇\s*总|grand total|sub-?total|totals?)\b"

#: Footers met in exports whatever their profile: eBay's count and seller, and export stamps.
_FOOTERS = (
    r"(?i)record\(s\) downloaded",
    r"(?i)^\W*seller id\s*[:：]",
    r"^\W*(?:导出时间|导出人|打印时间|制表人|统计时间)\s*[:：]",
)

#: A label of a footer ends in a colon, and eBay's count stands before `record(s)`; no id holds these.
_LABEL = r"[:：]|\(s\)"

#: Columns in which a total's label may stand when the key is empty.
_LABELS = ("shop", "sku", "product_name", "recipient", "created_at", "status", "line_id", "erp_order_id")

_NUMBERS = (Kind.MONEY, Kind.QUANTITY, Kind.WEIGHT)


def non_order_reason(text: pl.DataFrame, cells: pl.DataFrame, recognition: Recognition) -> pl.Series:
    """Why each record is no order, parcel or return: `repeated_header`, `footer`, `total` or null.

    Args:
        text: canonical text columns of the file's main subject, one row per record.
        cells: the cells as written, named by index.
        recognition: what the export is.
    """
    subject = recognition.columns.main
    keys = [name for name in KEYS[subject] if name in text.columns]
    named = text.select(pl.coalesce(keys)).to_series()
    reason = pl.select(pl.when(named.is_in(_TOTAL)).then(pl.lit("total"))).to_series()
    reason = _keyless_totals(text, COLUMNS_OF[subject], named.is_null(), reason)
    reason = _wide_footers(cells, recognition.profile, named, reason)
    return reason.scatter(_repeated_headers(cells, recognition), "repeated_header")


def _keyless_totals(
    text: pl.DataFrame, columns: Mapping[str, Column], keyless: pl.Series, reason: pl.Series
) -> pl.Series:
    """Among the records without a key: those that label a total, or hold nothing but numbers."""
    places = keyless.arg_true()
    if places.is_empty():
        return reason
    known = [name for name in text.columns if name in columns]
    filled = [name for name in known if columns[name].kind not in _NUMBERS]
    labels = [pl.col(name).str.strip_chars().is_in(_TOTAL) for name in _LABELS if name in text.columns]
    only_numbers = pl.all_horizontal(pl.col(filled).is_null()) & pl.lit(len(filled) < len(known))
    total = text[places].select(pl.any_horizontal(only_numbers, *labels).fill_null(value=False)).to_series()
    return reason.scatter(places.filter(total), "total")


def _wide_footers(cells: pl.DataFrame, profile: Profile, named: pl.Series, reason: pl.Series) -> pl.Series:
    """Footers that were padded to the width of the table, as every row of a sheet is."""
    doubtful = named.is_null() | named.str.contains(_LABEL)
    places = (doubtful & reason.is_null()).fill_null(value=True).arg_true()
    if places.is_empty():
        return reason
    text = cells[places].select(pl.concat_str(pl.all(), separator=",")).to_series()
    footer = text.to_frame("t").select(
        pl.any_horizontal(pl.col("t").str.contains(pattern) for pattern in (*profile.footer, *_FOOTERS))
    )
    return reason.scatter(places.filter(footer.to_series()), "footer")


def _repeated_headers(cells: pl.DataFrame, recognition: Recognition) -> pl.Series:
    """The records that hold the header's words, looked for by the key first."""
    header = recognition.header.cells
    first = recognition.columns.key.cells[0]
    places = (cells[str(first)] == header[first]).arg_true()
    if places.is_empty():
        return places
    same = pl.all_horizontal(
        pl.col(name).str.strip_chars() == header[int(name)].strip() for name in cells.columns
    )
    return places.filter(cells[places].select(same).to_series())


def aside_reason(reason: str, text: str, profile: Profile) -> str:
    """The reason of an unreadable record, or `total` or `footer` where its text says it is no order.

    Args:
        reason: why it could not be read as a row.
        text: the record as written.
        profile: the kind of file, with footers of its own.
    """
    if reason != "too_few_cells":
        return reason
    if _any(profile.footer, text) or _any(_FOOTERS, text):
        return "footer"
    return "total" if re.search(_TOTAL_START, text) else reason


def _any(patterns: Sequence[str], text: str) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)
