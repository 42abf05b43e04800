"""Split an extension off a phone number, and find one that an address carries."""

from __future__ import annotations

from typing import Final

import polars as pl

# Separators seen in code that handles privacy numbers: - _ 转 , and beside them # ext x 分机.
_SEPARATOR: Final = r"\s*(?:-{1,2}|_|转接?|轉|,|#|;?\s*ext(?:ension)?[.:=]?|x|(?:转)?分机号?:?)\s*"
_MOBILE: Final = r"(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
_LANDLINE: Final = r"(?:(?:\+|00)?86[- ]?)?(?:\(0\d{2,3}\)|0\d{2,3})[- ]?\d{7,8}"
_SERVICE: Final = r"[48]00[- ]?\d{3,4}[- ]?\d{3,4}"
_WORDED: Final = r"(?i)^(.*\d[\s)]*?)\s*(?:;?\s*ext(?:ension)?[.:=]?|x|#|转接?|轉|分机号?:?)\s*(\d{1,6})$"
_CHINESE: Final = rf"(?i)^({_MOBILE}|{_LANDLINE}|{_SERVICE}){_SEPARATOR}(\d{{1,6}})$"
_DANGLING: Final = rf"(?i)^({_MOBILE}){_SEPARATOR}$"
# [1234], 【1234】, 转1234 and 分机1234 stand behind the name or the street on waybills of privacy numbers.
_IN_ADDRESS: Final = r"(?:[\[【]\s*(\d{3,6})\s*[\]】]|(?:转接?|轉|分机号?)\s*[:：]?\s*(\d{3,6}))(?:\D|$)"


def split_extension(text: pl.Expr) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """Split a phone from its extension.

    Args:
        text: phones, folded to half width, without junk at the ends.

    Returns:
        The phone without it, the extension (null where there is none), and a Boolean: a mobile number ends in
        a separator with nothing behind it, so that its extension was lost.
    """
    main = pl.coalesce(
        text.str.extract(_CHINESE, 1), text.str.extract(_WORDED, 1), text.str.extract(_DANGLING, 1), text
    )
    extension = pl.coalesce(text.str.extract(_CHINESE, 2), text.str.extract(_WORDED, 2))
    return main, extension, text.str.contains(_DANGLING)


def address_extensions(addresses: pl.Series) -> pl.Series:
    """Find the extension that an address or a name carries: `[1234]`, `【1234】`, `转1234`, `分机1234`.

    Args:
        addresses: String.

    Returns:
        String; null where there is none, or where two differ.
    """
    found = (
        addresses.str.extract_all(_IN_ADDRESS).list.eval(pl.element().str.extract(r"(\d{3,6})")).list.unique()
    )
    return found.list.first().set(found.list.len() != 1, None)
