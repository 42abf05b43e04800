"""Which feed a file belongs to: by its kind, else by its header."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .feed_name import GENERIC, stable_stem
from .headers import by_fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .lock import Feed

#: So much of a feed's columns must stand in a header for the file to be of that feed: with less, more has
#: changed than stayed. Our own choice.
SIMILAR: Final = 0.5


def similarity(header: Iterable[str], feed: Feed) -> float:
    """The share of a feed's columns that stand in a header; the optional ones where it has no others."""
    known = by_fold(feed.columns) or by_fold(feed.sometimes)
    return len(known.keys() & by_fold(header).keys()) / len(known) if known else 0.0


def feed_of(feeds: Sequence[Feed], profile: str | None, header: Sequence[str], path: str) -> Feed | None:
    """The feed that a file belongs to.

    Args:
        feeds: all that were recorded.
        profile: the kind of the file; None where nothing recognises it.
        header: its header's cells.
        path: its path; among feeds that are equally like it, the one that is called like it wins.

    Returns:
        A feed of its kind, else the one most like it of those that share at least `SIMILAR` of their columns.
    """
    alike = [feed for feed in feeds if feed.profile == profile] if profile not in {None, GENERIC} else []
    if not alike:
        alike = [feed for feed in feeds if similarity(header, feed) >= SIMILAR]
    return max(alike, key=lambda feed: _likeness(header, feed, path), default=None)


def _likeness(header: Sequence[str], feed: Feed, path: str) -> tuple[float, bool]:
    mine, theirs = by_fold(header).keys(), by_fold((*feed.columns, *feed.sometimes)).keys()
    shared = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
    return shared, stable_stem(path) == feed.name
