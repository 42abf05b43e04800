"""What is owed on returns, with its place in the files and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from .amounts import minute
from .returns_words import days, money_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..metrics.returns.result import Owed
    from ..report import Report

#: What is owed to the buyer.
_OWED: Final = {"answer": "an answer", "refund": "the refund"}


@dataclass(frozen=True, slots=True)
class PlacedOwed:
    """One thing that is owed.

    Args:
        owed: the thing.
        path: the record's file.
        line: its line there.
        order_id: the order, by the record where no file has it.
        zone: the zone of the file.
    """

    owed: Owed
    path: str
    line: int | None
    order_id: str | None
    zone: str

    @property
    def place(self) -> str:
        """`file:line`."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    @property
    def what(self) -> str:
        """`the refund`, `an answer`."""
        return _OWED.get(self.owed.what, self.owed.what)

    @property
    def limit(self) -> str:
        """`7 days, by law (Consumer Rights ..., art. 25)`."""
        law = ", by law" if self.owed.legal else ""
        return f"{self.owed.limit}{law}" + (f" ({self.owed.source})" if self.owed.source else "")

    @property
    def since(self) -> str:
        """When its limit began to count, in the zone of its file."""
        return minute(self.owed.since, self.zone)

    @property
    def due(self) -> str:
        """When it was, or is, due, in the zone of its file."""
        return minute(self.owed.due_at, self.zone)

    @property
    def apart(self) -> str:
        """How long it is past its time, or what is left of it."""
        return days(abs(self.owed.days))

    @property
    def late(self) -> str:
        """Which of the two: `late` or `left`."""
        return "late" if self.owed.days > 0 else "left"

    @property
    def amount(self) -> str:
        """The money, or a dash where it is not told."""
        owed = self.owed
        return "-" if owed.amount is None else money_words(((owed.currency, owed.amount),))


def placed_owed(owed: Sequence[Owed], report: Report) -> Iterator[PlacedOwed]:
    """What is owed, each with its place, in its order.

    Args:
        owed: what is owed.
        report: the run.
    """
    rows = pl.Series([one.row for one in owed], dtype=pl.UInt32)
    places = report.spine.select(pl.col("file", "line", "order_id").gather(rows))
    for one, (file, line, order_id) in zip(owed, places.iter_rows(), strict=True):
        read = report.files[file]
        yield PlacedOwed(one, read.path, line, one.order_id or order_id, read.zone)
