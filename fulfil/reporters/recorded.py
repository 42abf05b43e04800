"""What was recorded in a lock, feed by feed, and what stayed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .inert import inert
from .verdict import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..lock.lock import Feed
    from ..lock.record import Recorded


def recorded_lines(recorded: Recorded, path: str) -> Iterator[str]:
    """One line per feed, and the lock that they stand in."""
    for feed in recorded.lock.feed:
        files = recorded.files.get(feed.name)
        if files is None:
            yield f"kept {inert(feed.name)} as it was: {counted(feed.records, 'record')}\n"
        else:
            yield f"recorded {inert(feed.name)}: {_held(feed)} in {counted(files, 'file')}\n"
    yield f"wrote {inert(path)}: {counted(len(recorded.lock.feed), 'feed')}\n"


def _held(feed: Feed) -> str:
    words = len({word for known in feed.words.values() for word in known})
    columns = len(feed.columns) + len(feed.sometimes)
    return (
        f"{counted(feed.records, 'record')} of {' and '.join(feed.subjects)}, {counted(columns, 'column')} "
        f"({len(feed.mapped)} understood), {counted(words, 'status word')}"
    )
