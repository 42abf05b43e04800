"""Which cells of a record feed which canonical column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..tables import ADDED_PREFIX, COLUMNS
from .cells.fold import fold_header

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .profile import Profile


@dataclass(frozen=True, slots=True)
class Feed:
    """The cells that feed one canonical column, by index, and how they are combined (see `Sources`).

    `same` says that the header stands several times: the cells must agree, or the record has two values.
    """

    how: str
    cells: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What each header cell means.

    Args:
        feeds: canonical column -> its cells.
        unrecognised: indices of header cells that feed nothing.
        dropped: indices of the program's own columns of an earlier run.
        width: the number of header cells.
    """

    feeds: Mapping[str, Feed]
    unrecognised: tuple[int, ...]
    dropped: tuple[int, ...]
    width: int

    @property
    def wanted(self) -> tuple[int, ...]:
        """The indices of all cells that are read."""
        return tuple(sorted({cell for feed in self.feeds.values() for cell in feed.cells}))

    @property
    def columns(self) -> frozenset[str]:
        """The mapped columns as `table.column`."""
        return frozenset(f"{COLUMNS[name].table}.{name}" for name in self.feeds)


class _Header:
    """The header's cells by their folded names."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = cells
        self.at: dict[str, list[int]] = {}
        for index, cell in enumerate(cells):
            self.at.setdefault(fold_header(cell), []).append(index)

    def find(self, name: str) -> list[int]:
        return self.at.get(fold_header(name), [])


def map_columns(cells: Sequence[str], profile: Profile) -> ColumnMap:
    """Map a header by a profile.

    A canonical name that the profile leaves unfed counts as itself, so that a correction sheet with
    added columns can be read again.

    Args:
        cells: the header record's cells as written.
        profile: the kind of file.
    """
    header = _Header(cells)
    feeds: dict[str, Feed] = {}
    for name, sources in profile.columns.items():
        if feed := _feed(header, sources.headers, sources.how):
            feeds[name] = feed
    taken = {cell for feed in feeds.values() for cell in feed.cells}
    for name in COLUMNS:
        added = [cell for cell in header.find(name) if cell not in taken]
        if name not in feeds and added:
            feeds[name] = Feed("any", tuple(added[:1]))
    taken = {cell for feed in feeds.values() for cell in feed.cells}
    own = tuple(i for i, cell in enumerate(cells) if cell.strip().startswith(ADDED_PREFIX))
    rest = tuple(i for i in range(len(cells)) if i not in taken and i not in own)
    return ColumnMap(feeds, rest, own, len(cells))


def _feed(header: _Header, headers: Sequence[str], how: str) -> Feed | None:
    if how == "any":
        for name in headers:
            if found := header.find(name):
                return Feed("same" if len(found) > 1 else "any", tuple(found))
        return None
    found = [cell for name in headers for cell in header.find(name)]
    if not found:
        return None
    return Feed(how if len(found) > 1 else "any", tuple(dict.fromkeys(found)))
