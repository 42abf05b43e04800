"""Says of a file that nobody can read any more which feed it was, and which column it lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import UnreadableError
from .columns import compare_columns
from .match import feed_of, similarity

if TYPE_CHECKING:
    from .delivery import Delivery


def renamed(error: UnreadableError, delivery: Delivery | None) -> UnreadableError | None:
    """The error in the words of the feed that the file belongs to.

    Args:
        error: why a file cannot be read, with the first records that were seen.
        delivery: what was recorded.

    Returns:
        The same refusal, which names each lost column and its likely new name; None where no first record of
        the file is like the header of any feed, or nothing of that is lost.
    """
    if delivery is None or error.path is None:
        return None
    likely = [
        (similarity(cells, feed), -line, cells, feed)
        for line, cells in error.seen
        if (feed := feed_of(delivery.feeds, None, cells, error.path)) is not None
    ]
    if not likely:
        return None
    _, line, cells, feed = max(likely, key=lambda found: found[:2])
    lost, _ = compare_columns(feed, cells)
    if not lost:
        return None
    told = "; ".join(f"“{gone.header}”, which gave the {gone.field} ({gone.reason})" for gone in lost)
    return UnreadableError(
        f"it looks like the feed {feed.name} of {delivery.path}, but lost {told}",
        path=error.path,
        line=-line,
        hint="export it again with these columns, or name them as before",
    )
