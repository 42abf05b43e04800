"""The headers that tell a file from every kind that has a profile."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from ...tables import ADDED_PREFIX
from ..cells.fold import fold_header
from ..generic import knows_header
from ..profile import profiles

if TYPE_CHECKING:
    from collections.abc import Collection

    from .sample import Sample

_FEWEST: Final = 2
_MOST: Final = 4
_LONGEST: Final = 40

#: Headers with a date or a count in them change from export to export.
_CHANGING: Final = re.compile(r"\d{3,}|\d+月|[\r\n]")


@cache
def _profile_headers() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(
            map(
                fold_header,
                (*p.signature, *(h for v in p.views.values() for s in v.columns.values() for h in s.headers)),
            )
        )
        for p in profiles()
    )


def signature_of(sample: Sample, meaning: Collection[int]) -> tuple[list[str], bool]:
    """The rarest headers, those that mean something first.

    Args:
        sample: the file.
        meaning: the cells that feed a column, or may.

    Returns:
        Two to four headers, or the only one; and whether no shipped profile knows them all.
    """
    words = {
        cell: header
        for cell, header in sample.columns.items()
        if len(header) <= _LONGEST and not _CHANGING.search(header) and not header.startswith(ADDED_PREFIX)
    }
    rarity = {cell: (_rarity(header), cell not in meaning, cell) for cell, header in words.items()}
    chosen: list[str] = []
    for cell in sorted(words, key=rarity.__getitem__):
        if len(chosen) >= _MOST or (len(chosen) > _FEWEST and _tells(chosen)):
            break
        chosen.append(words[cell])
    return chosen, _tells(chosen)


def _rarity(header: str) -> int:
    folded = fold_header(header)
    return sum(folded in headers for headers in _profile_headers()) + knows_header(header)


def _tells(chosen: Collection[str]) -> bool:
    folded = set(map(fold_header, chosen))
    return not any(folded <= headers for headers in _profile_headers())
