"""Headers as they are compared: folded, without blank ones and this program's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..exports.cells.fold import fold_header
from ..tables import ADDED_PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterable


def by_fold(cells: Iterable[str]) -> dict[str, str]:
    """Folded header -> the header as first written, in the order of the file."""
    told: dict[str, str] = {}
    for cell in map(str.strip, cells):
        if (folded := fold_header(cell)) and not cell.startswith(ADDED_PREFIX):
            told.setdefault(folded, cell)
    return told
