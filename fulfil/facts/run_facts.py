"""What rules need that must see more than one row: derived once, when all blocks have been read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    import polars as pl


@dataclass(frozen=True, slots=True)
class RunFacts:
    """The facts of a whole run; every frame with `row` speaks of rows of the spine.

    Args:
        as_of: the moment that ages are counted to; None where no file has an event.
        spine: one row per record that is a line: `row file record line offset length order_id order due key`.
        repeats: `row identical other_file other_line`: records that repeat an earlier one's key.
        keyless: `row reason`: lines whose order cannot be told.
        unread: `row field value reason`: cells that hold something and cannot be read.
        stray: `row field moment`: events after `as_of`.
        words: `row field value`: status words that nothing says the meaning of.
        privacy: `row paid_at`: privacy numbers, and when their order was paid.
        served: `row carrier place served`: whether the carrier delivers there.
        unreadable: `file line record reason text`: records that cannot be read as rows.
        flagged: `file field rule judged flagged recoverable absent`: how often each needed field is missing.
    """

    as_of: datetime | None
    spine: pl.DataFrame
    repeats: pl.DataFrame
    keyless: pl.DataFrame
    unread: pl.DataFrame
    stray: pl.DataFrame
    words: pl.DataFrame
    privacy: pl.DataFrame
    served: pl.DataFrame
    unreadable: pl.DataFrame
    flagged: pl.DataFrame
