"""Columns that a delivery lost, what they are likely called now, and columns that are new."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from ..exports.cells.fold import fold_header
from ..exports.generic import aliases
from .headers import by_fold
from .lock import subject_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from .lock import Feed

#: From this ratio of `difflib` on, two headers are spelt alike: `county` and `county name` have 0.71,
#: `区` and `区县` 0.67. Our own choice.
ALIKE: Final = 0.6

_Gaps = dict[str, tuple[str, str, int, int]]


@dataclass(frozen=True, slots=True)
class Lost:
    """A column that fed something and is gone.

    Args:
        header: the column as it was written; several where one of them would do.
        fields: the canonical columns (`table.column`) that it fed.
        now: what it is likely called now; None where no new column is like it.
        why: why that one.
    """

    header: str
    fields: tuple[str, ...]
    now: str | None = None
    why: str = ""

    @property
    def reason(self) -> str:
        """What became of it, in words."""
        return f"it is likely “{self.now}” now: {self.why}" if self.now else "no new column is like it"

    @property
    def field(self) -> str:
        """What it fed, in words."""
        return ", ".join(dict.fromkeys(name.split(".")[1] for name in self.fields))


def compare_columns(feed: Feed, header: Sequence[str]) -> tuple[list[Lost], list[str]]:
    """The columns that a header lost, and those that it has on top; their order does not matter.

    A new column that a lost one is likely called now is told with that one only.

    Args:
        feed: what was recorded.
        header: the cells of the delivery's header.
    """
    there = by_fold(header)
    known = by_fold((*feed.columns, *feed.sometimes))
    new = [cell for folded, cell in there.items() if folded not in known]
    lost = _renamed(list(_lost(feed, there)), new, feed, there)
    taken = {gone.now for gone in lost}
    return lost, [cell for cell in new if cell not in taken]


def _lost(feed: Feed, there: dict[str, str]) -> Iterator[Lost]:
    """The lost columns in the order of the feed; of those that only some files had, one must be there."""
    always = by_fold(feed.columns)
    gone: dict[str, list[str]] = {}
    for name, column in feed.mapped.items():
        needed = [fold_header(cell) for cell in column.headers if fold_header(cell) in always]
        for folded in needed:
            if folded not in there:
                gone.setdefault(always[folded], []).append(name)
        if not needed and not column.optional and not by_fold(column.headers).keys() & there.keys():
            gone.setdefault(" / ".join(column.headers), []).append(name)
    order = {cell: place for place, cell in enumerate(always.values())}
    for header in sorted(gone, key=lambda cell: (order.get(cell, len(order)), cell)):
        yield Lost(header, tuple(gone[header]))


def _renamed(lost: list[Lost], new: list[str], feed: Feed, there: dict[str, str]) -> list[Lost]:
    """The lost columns, each with the new one that is most like it; no new one stands for two."""
    before = list(by_fold(feed.columns))
    common = there.keys() & before
    was, now = _gaps(before, common), _gaps(list(there), common)
    pairs = sorted(
        (-score, at, place, why)
        for at, gone in enumerate(lost)
        for place, cell in enumerate(new)
        for score, why in [_likeness(gone, cell, was, now)]
        if score
    )
    told = list(lost)
    taken: set[int] = set()
    for _, at, place, why in pairs:
        if told[at].now is None and place not in taken:
            taken.add(place)
            told[at] = Lost(lost[at].header, lost[at].fields, new[place], why)
    return told


def _likeness(gone: Lost, cell: str, was: _Gaps, now: _Gaps) -> tuple[float, str]:
    """How likely a new column is the lost one, and why; 0 for not at all.

    A word for the same is the best sign, then the spelling, then the place among columns that stayed.
    """
    folded, before = fold_header(cell), fold_header(gone.header)
    if any(folded in aliases(subject_of(name)).get(name.split(".")[1], ()) for name in gone.fields):
        return 3.0, "both mean the same"
    if (ratio := _ratio(before, folded)) >= ALIKE:
        return 1.0 + ratio, "it is spelt alike"
    if before in was and was[before] == now.get(folded):
        return 1.0, "it stands in its place"
    return 0.0, ""


def _ratio(one: str, other: str) -> float:
    """How alike two words are spelt; exact from `ALIKE` on, since a file may have 5,000 headers."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    rough = min(matcher.real_quick_ratio(), matcher.quick_ratio())
    return rough if rough < ALIKE else matcher.ratio()


def _gaps(headers: list[str], common: Collection[str]) -> _Gaps:
    """Where the other headers stand: between which common ones, at which place, and of how many there."""
    gaps: _Gaps = {}
    left, run = "", list[str]()
    for header in (*headers, ""):
        if header and header not in common:
            run.append(header)
            continue
        gaps |= {cell: (left, header, place, len(run)) for place, cell in enumerate(run)}
        left, run = header, []
    return gaps
