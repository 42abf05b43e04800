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

    from ..profile import Profile
    from .sample import Sample

_FEWEST: Final = 2
_MOST: Final = 4
_LONGEST: Final = 40

#: Headers with a date or a count in them change from export to export.
_CHANGING: Final = re.compile(r"\d{3,}|\d+月|[\r\n]")


@cache
def _profile_headers() -> dict[str, frozenset[str]]:
    """Profile -> the headers that it knows, folded."""
    return {
        p.name: frozenset(
            map(
                fold_header,
                (*p.signature, *(h for v in p.views.values() for s in v.columns.values() for h in s.headers)),
            )
        )
        for p in profiles()
    }


def signature_of(sample: Sample, meaning: Collection[int], known: Profile | None) -> tuple[list[str], bool]:
    """The headers that prove a known kind, then the rarest, those that mean something first.

    Args:
        sample: the file.
        meaning: the cells that feed a column, or may.
        known: the shipped profile that reads the file.

    Returns:
        Two to four headers, or the only one; and whether no other shipped profile knows them all.
    """
    proof = set() if known is None or known.platform == "own" else set(map(fold_header, known.signature))
    others = [headers for name, headers in _profile_headers().items() if known is None or name != known.name]
    words = {
        cell: header
        for cell, header in sample.columns.items()
        if len(header) <= _LONGEST and not _CHANGING.search(header) and not header.startswith(ADDED_PREFIX)
    }
    rarity = {
        cell: (fold_header(header) not in proof, _rarity(header), cell not in meaning, cell)
        for cell, header in words.items()
    }
    chosen: list[str] = []
    for cell in sorted(words, key=rarity.__getitem__):
        if len(chosen) >= _MOST or (len(chosen) > _FEWEST and _tells(chosen, others)):
            break
        chosen.append(words[cell])
    return chosen, _tells(chosen, others)


def _rarity(header: str) -> int:
    folded = fold_header(header)
    return sum(folded in headers for headers in _profile_headers().values()) + knows_header(header)


def _tells(chosen: Collection[str], others: Collection[frozenset[str]]) -> bool:
    folded = set(map(fold_header, chosen))
    return not any(folded <= headers for headers in others)
