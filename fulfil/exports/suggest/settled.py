"""What the headers of a file mean: what is sure, and what is a question for the user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ...tables import COLUMNS_OF, KEYS, Kind

if TYPE_CHECKING:
    from ...tables import Column, Subject


@dataclass(frozen=True, slots=True)
class Pick:
    """A canonical column whose header is sure: the cells that feed it, and why where that is worth saying."""

    name: str
    cells: tuple[int, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question: which of some headers is which of some canonical columns.

    Args:
        cells: the headers, one of them or all where `names` is a single column.
        names: canonical columns.
        why: what makes them possible.
        joint: how several headers may be combined, if they may: `first`, `join` (see `profile.Sources`).
    """

    cells: tuple[int, ...]
    names: tuple[str, ...]
    why: str = ""
    joint: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What the columns of a file mean for one subject.

    Args:
        subject: what its records are taken to tell of.
        picks: the sure ones, in the order of the canonical tables.
        asks: the open ones, in the order of the header.
        notes: cell -> why the header feeds nothing, where its name says that it should.
    """

    subject: Subject
    picks: tuple[Pick, ...]
    asks: tuple[Ask, ...]
    notes: dict[int, str]

    @property
    def names(self) -> frozenset[str]:
        """The canonical columns that are picked."""
        return frozenset(pick.name for pick in self.picks)

    @property
    def key(self) -> int | None:
        """The cell that names what a record tells of: the sure one, else the first that is asked about."""
        for name in KEYS[self.subject]:
            for pick in self.picks:
                if pick.name == name:
                    return pick.cells[0]
        for name in KEYS[self.subject]:
            for ask in self.asks:
                if name in ask.names:
                    return ask.cells[0]
        return None

    @property
    def keyed(self) -> bool:
        """Whether what names an order, parcel or return is sure."""
        return any(name in self.names for name in KEYS[self.subject])

    @property
    def possible(self) -> list[tuple[int, Column]]:
        """Every cell with every canonical column that it is or may be."""
        columns = COLUMNS_OF[self.subject]
        sure = [(cell, columns[pick.name]) for pick in self.picks for cell in pick.cells]
        return sure + [(cell, columns[name]) for ask in self.asks for cell in ask.cells for name in ask.names]


#: Where two headers say the same, the first that holds a value may be meant; of moments and sums it never is.
_JOINT_KINDS: Final = frozenset({Kind.TEXT, Kind.PHONE, Kind.NOTE, Kind.REGION, Kind.ID, Kind.TRACKING})


def joint_ways(subject: Subject, name: str) -> tuple[str, ...]:
    """How several headers may feed one canonical column together (see `Ask.joint`)."""
    return ("first",) if COLUMNS_OF[subject][name].kind in _JOINT_KINDS else ()
