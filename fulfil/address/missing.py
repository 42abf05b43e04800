"""Cells that look filled and tell a courier nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

# Characters that show as nothing or as a gap: every Unicode space, no-break and zero-width forms, the BOM.
BLANK = (
    r"[\s\x{A0}\x{1680}\x{180E}\x{2000}-\x{200F}\x{2028}-\x{202F}\x{205F}\x{2060}\x{3000}\x{FEFF}\x{3164}]"
)

_WORDS = (
    "无",
    "暂无",
    "没有",
    "其他",
    "其它",
    "其他区",
    "其它区",
    "其他县",
    "其它县",
    "其他市",
    "其它市",
    "其他地区",
    "其它地区",
    "请选择",
    "请选择区",
    "请选择县",
    "请选择市",
    "请选择省",
    "选择",
    "未选择",
    "不限",
    "全部",
    "市辖区",
    "市辖县",
    "县",
    "区",
    "市",
    "省",
    "未知",
    "不详",
    "不明",
    "空",
    "空白",
    "待定",
    "待补充",
    "未填",
    "未填写",
    "默认",
    "省直辖",
    "直辖县",
    "省直辖县",
    "省直辖县级行政区划",
    "自治区直辖县级行政区划",
    "省直辖县级行政单位",
    "省直辖行政单位",
    "直辖县级",
    "直辖行政单位",
    "null",
    "none",
    "nil",
    "nan",
    "n/a",
    "na",
    "n\\.a\\.",
    "undefined",
    "unknown",
    "empty",
    "tbd",
    "other",
    "select",
    "please select",
    "-+select-+",
)

_PATTERN = (
    r"(?i)^(?:[(（\[【<{「\x{22}']*(?:" + "|".join(_WORDS) + r")[)）\]】>}」\x{22}']*"
    # Only marks: dashes, slashes, stops, question marks, hashes with an error word, zeros.
    r"|#?n/?a!?|#(?:ref|value|name|null|num|div/0)[!?]?|[-‐‑‒–—―－−_/\\|.。·,，、:：;；?？!！~～'\x{22}]+|[0０]+)$"
)


def is_missing(expr: pl.Expr) -> pl.Expr:
    """Whether a text cell holds nothing that a courier could use.

    True for null, for blanks of any width (U+3000, NBSP, zero-width included), lone punctuation, zeros,
    and for placeholder words of shop systems and spreadsheets (`其它区`, `请选择`, `市辖区`, `null`, `#N/A`),
    whatever their case. Masked (`**`) and encrypted (`##…`) values are not missing.

    Args:
        expr: a String column of any cell of an export.

    Returns:
        A Boolean expression without nulls.
    """
    bare = expr.str.replace_all(BLANK, "")
    return expr.is_null() | (bare == "") | bare.str.contains(_PATTERN).fill_null(True)
