"""What a delivery of exports is held against: what was recorded, how old it may be, how much it must hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import polars as pl

from ..facts.drift import Drift
from .tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from ..exports.export import Export
    from .lock import Feed, Lock


@dataclass(frozen=True, slots=True)
class MaxAge:
    """How old the newest event of a file may be.

    Args:
        hours: the most hours.
        said: as the user said it, such as `26h`.
        now: the clock, read once by the caller; nothing else here reads one.
    """

    hours: float
    said: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the files of a run are held against beside the rules.

    Args:
        lock: what was recorded of their feeds; None to compare with nothing.
        path: the lock's path, for messages.
        max_age: how old each file may be; None for no such limit.
        min_records: how many records each feed must hold that has no limit of its own; None for none.
    """

    lock: Lock | None = None
    path: str = ""
    max_age: MaxAge | None = None
    min_records: int | None = None

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """The recorded feeds."""
        return self.lock.feed if self.lock is not None else ()

    @property
    def given(self) -> frozenset[str]:
        """What is there to compare with, as rules name it in their needs."""
        least = self.min_records is not None or any(feed.min_records is not None for feed in self.feeds)
        there = {
            "lock.feed": self.lock is not None,
            "max_age.hours": self.max_age is not None,
            "min_records.records": least,
        }
        return frozenset(name for name, given in there.items() if given)

    def tally(self) -> Tally:
        """A fresh count of one file."""
        return Tally(until=self.max_age.now if self.max_age is not None else None)

    def notices(self, drift: pl.DataFrame, exports: Sequence[Export]) -> Iterator[str]:
        """What a reader must know beside the findings: the clock, and what was compared with nothing.

        Args:
            drift: see `facts.drift`.
            exports: the inputs.
        """
        if self.max_age is not None and exports:
            zone = exports[0].profile.zone
            clock = self.max_age.now.astimezone(ZoneInfo(zone)).isoformat(" ", "seconds")
            yield f"the age of deliveries is counted to the clock: {clock} ({zone})"
        for kind, words in (
            (Drift.NO_FEED, "belongs to no feed of the lock, and was compared with nothing"),
            (Drift.NO_EVENT, "has no event before the clock's time, so its age is not known"),
        ):
            for file in drift.filter(pl.col("kind") == kind.value)["file"]:
                yield f"{exports[file].path} {words}"
