"""Recognise records that are rows by shape and no orders: totals, footers, repeated headers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

from ..tables import COLUMNS, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .profile import Profile
    from .recognise import Recognition

_TOTAL = r"(?i)^\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|汇\s*总|总\s*数|本页合计|grand total|sub-?total|totals?|sum)\s*[:：]?\s*$"
_TOTAL_START = r"(?i)^\W*(?:合\s*计|总\s*计|小\s*计|共\s*计|汇\s*总|grand total|sub-?total|totals?)\b"

#: Footers met in exports whatever their profile: eBay's count and seller, and export stamps.
_FOOTERS = (
    r"(?i)record\(s\) downloaded",
    r"(?i)^\W*seller id\s*[:：]",
    r"^\W*(?:导出时间|导出人|打印时间|制表人|统计时间)\s*[:：]",
)

#: Columns in which a total's label may stand when the order id is empty.
_LABELS = ("shop", "sku", "product_name", "recipient", "created_at", "status", "line_id", "erp_order_id")

_NUMBERS = (Kind.MONEY, Kind.QUANTITY)


def non_order_reason(text: pl.DataFrame, cells: pl.DataFrame, recognition: Recognition) -> pl.Series:
    """Why each record is no order: `repeated_header`, `total` or null.

    Args:
        text: canonical text columns, one row per record.
        cells: the cells as written, named by index.
        recognition: what the export is.
    """
    header = recognition.header.cells
    wanted = [name for name in cells.columns if header[int(name)].strip()]
    repeated = pl.all_horizontal(pl.col(name).str.strip_chars() == header[int(name)].strip() for name in wanted)
    same = cells.lazy().select(repeated.alias("same")).collect().to_series() if wanted else None
    filled = [name for name in text.columns if COLUMNS[name].kind not in _NUMBERS]
    order_id = pl.col("order_id")
    labels = [pl.col(name).str.contains(_TOTAL) for name in _LABELS if name in text.columns]
    labelled = pl.any_horizontal(pl.lit(value=False), *labels)
    only_numbers = pl.all_horizontal(pl.col(filled).is_null()) & (pl.lit(len(filled) < len(text.columns)))
    total = (order_id.str.contains(_TOTAL) | (order_id.is_null() & (labelled | only_numbers))).fill_null(
        value=False
    )
    reason = text.lazy().select(pl.when(total).then(pl.lit("total")).alias("reason")).collect().to_series()
    if same is not None and same.any():
        reason = reason.set(same.fill_null(value=False), "repeated_header")
    return reason


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
