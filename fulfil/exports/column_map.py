"""Which cells of a record feed which canonical column, and which records tell of what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..tables import ADDED_PREFIX, COLUMNS, COLUMNS_OF, KEYS, Subject
from .cells.fold import fold_header

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .profile import Profile, View
    from .sources import Sources


@dataclass(frozen=True, slots=True)
class Feed:
    """The cells that feed one canonical column, by index, and how they are combined (see `Sources`).

    `same` says that the header stands several times: the cells must agree, or the record has two values.
    `pattern` has one group, for `part` and `when`.
    """

    how: str
    cells: tuple[int, ...]
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """Which records tell of a subject.

    Args:
        where: a cell's index -> words; the cell must be one of them.
        unless: a cell's index -> words; it must be none of them.
        filled: indices of which one must hold something; none where any record will do.
        also: indices that must all hold something.
        empty: indices that must hold nothing.
    """

    where: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    unless: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    filled: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    empty: tuple[int, ...] = ()

    @property
    def cells(self) -> frozenset[int]:
        """The indices of the cells that are looked at."""
        return frozenset((*self.where, *self.unless, *self.filled, *self.also, *self.empty))


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a file's records tell of one subject: canonical column -> its cells, and the records that do."""

    feeds: Mapping[str, Feed]
    conditions: Conditions = field(default_factory=Conditions)


_NOTHING = Mapped({})


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What each header cell means.

    Args:
        subjects: what the records tell of, in the order of the canonical tables.
        unrecognised: indices of header cells that feed nothing.
        dropped: indices of the program's own columns of an earlier run.
        width: the number of header cells.
    """

    subjects: Mapping[Subject, Mapped]
    unrecognised: tuple[int, ...]
    dropped: tuple[int, ...]
    width: int

    @property
    def feeds(self) -> Mapping[str, Feed]:
        """Canonical column of orders -> its cells; empty where the file tells nothing of orders."""
        return self.subjects.get(Subject.ORDERS, _NOTHING).feeds

    @property
    def main(self) -> Subject:
        """The first subject, by which records are counted and totals are told."""
        return next(iter(self.subjects))

    @property
    def key(self) -> Feed:
        """The cells of the column that names what a record tells of."""
        feeds = self.subjects[self.main].feeds
        return next(feeds[name] for name in KEYS[self.main] if name in feeds)

    @property
    def named_lines(self) -> bool:
        """Whether every line of an order has an id of its own."""
        return "line_id" in self.feeds

    @property
    def cells(self) -> frozenset[int]:
        """The indices of all cells that mean something."""
        return frozenset(
            cell
            for mapped in self.subjects.values()
            for cell in (*mapped.conditions.cells, *(c for feed in mapped.feeds.values() for c in feed.cells))
        )

    @property
    def wanted(self) -> tuple[int, ...]:
        """The indices of all cells that are read."""
        return tuple(sorted(self.cells))

    @property
    def columns(self) -> frozenset[str]:
        """The mapped columns as `table.column`."""
        return frozenset(
            f"{COLUMNS_OF[subject][name].table}.{name}"
            for subject, mapped in self.subjects.items()
            for name in mapped.feeds
        )

    def only(self, subjects: frozenset[Subject]) -> ColumnMap:
        """The same map without other subjects."""
        kept = {subject: mapped for subject, mapped in self.subjects.items() if subject in subjects}
        return ColumnMap(kept, self.unrecognised, self.dropped, self.width)


class _Header:
    """The header's cells by their folded names."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = cells
        self.at: dict[str, list[int]] = {}
        for index, cell in enumerate(cells):
            self.at.setdefault(fold_header(cell), []).append(index)

    def find(self, name: str) -> list[int]:
        return self.at.get(fold_header(name), [])

    def find_all(self, names: Sequence[str]) -> tuple[int, ...]:
        return tuple(cell for name in names for cell in (self._numbered(name) or self.find(name)))

    def _numbered(self, name: str) -> list[int]:
        """The headers that a name with `{N}` stands for, by their numbers."""
        before, mark, behind = fold_header(name).partition("{n}")
        if not mark:
            return []
        number = re.compile(rf"{re.escape(before)}(\d+){re.escape(behind)}")
        found = [(int(match[1]), cells) for key, cells in self.at.items() if (match := number.fullmatch(key))]
        return [cell for _, cells in sorted(found) for cell in cells]


def map_columns(cells: Sequence[str], profile: Profile) -> ColumnMap:
    """Map a header by a profile.

    A canonical name of an order that the profile leaves unfed counts as itself, so that a correction sheet
    with added columns can be read again. A subject whose key the header lacks is left out.

    Args:
        cells: the header record's cells as written.
        profile: the kind of file.
    """
    header = _Header(cells)
    subjects: dict[Subject, Mapped] = {}
    for subject, view in profile.views.items():
        conditions = _conditions(header, view)
        feeds = _feeds(header, view)
        if subject is Subject.ORDERS:
            feeds |= _added(header, feeds, view.ignored)
        if conditions is not None and any(key in feeds for key in KEYS[subject]):
            subjects[subject] = Mapped(feeds, conditions)
    own = tuple(i for i, cell in enumerate(cells) if cell.strip().startswith(ADDED_PREFIX))
    found = ColumnMap(subjects, (), own, len(cells))
    rest = tuple(i for i in range(len(cells)) if i not in found.cells and i not in own)
    return ColumnMap(subjects, rest, own, len(cells))


def _feeds(header: _Header, view: View) -> dict[str, Feed]:
    fed = {name: _feed(header, sources) for name, sources in view.columns.items()}
    return {name: feed for name, feed in fed.items() if feed is not None}


def _feed(header: _Header, sources: Sources) -> Feed | None:
    if sources.how in {"any", "part", "unbroken", "unsigned"}:
        found = next((cells for name in sources.headers if (cells := header.find(name))), [])
        if not found:
            return None
        if sources.how != "any":
            return Feed(sources.how, tuple(found[:1]), sources.pattern)
        return Feed("same" if len(found) > 1 else "any", tuple(found))
    if sources.how in {"difference", "when"}:
        return _by_place(header, sources)
    several = tuple(dict.fromkeys(header.find_all(sources.headers)))
    if not several:
        return None
    return Feed(sources.how if len(several) > 1 else "any", several)


def _by_place(header: _Header, sources: Sources) -> Feed | None:
    """The feed of headers that each have a meaning of their own."""
    found = [header.find(name)[:1] for name in sources.headers]
    if all(found):
        return Feed(sources.how, tuple(cell for cells in found for cell in cells), sources.pattern)
    return Feed("any", tuple(found[0])) if sources.how == "when" and found[0] else None


def _added(header: _Header, feeds: Mapping[str, Feed], ignored: Sequence[str]) -> dict[str, Feed]:
    """Canonical names among the headers that nothing else claims."""
    taken = {cell for feed in feeds.values() for cell in feed.cells} | {*header.find_all(ignored)}
    added = {}
    for name in COLUMNS:
        free = [cell for cell in header.find(name) if cell not in taken]
        if name not in feeds and free:
            added[name] = Feed("any", (free[0],))
    return added


def _conditions(header: _Header, view: View) -> Conditions | None:
    """The conditions by cell; None where the file lacks what would tell its records apart."""
    filled = header.find_all(view.filled)
    if any(not header.find(name) for name in view.where) or (view.filled and not filled):
        return None
    return Conditions(
        where={header.find(name)[0]: words for name, words in view.where.items()},
        unless={cell: words for name, words in view.unless.items() for cell in header.find(name)},
        filled=filled,
        also=header.find_all(view.also),
        empty=header.find_all(view.empty),
    )
