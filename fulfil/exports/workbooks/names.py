"""Names of sheets as parts of file names: never a path, never two the same, and none that Windows refuses."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_BYTES: Final = 96
"""Of a sheet's name in UTF-8: 31 characters, Excel's limit, take at most 93 in Chinese. ODS knows no limit,
and with the stem and the fate a file name must stay below 255 bytes."""

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*%$~`!\s]+')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control, format (they turn text around) and unassigned characters, and line separators."""


def sheet_stems(stem: str, sheets: Sequence[str]) -> list[str]:
    """The names for the outputs of the sheets of one workbook.

    Args:
        stem: the workbook's own.
        sheets: the names of its sheets that hold something, in order.

    Returns:
        The workbook's stem where it has one sheet; else `stem.sheet` for each, all different, also where a
        file system knows no case.
    """
    if len(sheets) == 1:
        return [stem]
    taken: set[str] = set()
    return [f"{stem}.{_free(safe_name(sheet), taken)}" for sheet in sheets]


def safe_name(sheet: str) -> str:
    """A sheet's name as a part of a file name; `sheet` where nothing of it can stay."""
    seen = "".join(
        "_" if unicodedata.category(c) in _UNSEEN else c for c in unicodedata.normalize("NFC", sheet)
    )
    name = _FORBIDDEN.sub("_", seen).strip(" .")
    name = _cut(name).rstrip(" .")
    if not name.strip("_"):
        return "sheet"
    return f"{name}_" if _RESERVED.fullmatch(name) else name


def _cut(name: str) -> str:
    return name.encode()[:MOST_BYTES].decode(errors="ignore")


def _free(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken.add(candidate.casefold())
    return candidate
