"""What metrics are computed from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from ..policy.returns import Returns
from ..policy.split import OWN_DELIVERY
from .dimensions import by_order
from .in_full import told_lines
from .orders import told_orders
from .parcels import told_parcels
from .returned import told_returns
from .returns.told import told_cases

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ..facts.cases import Cases
    from ..facts.fulfilment import Fulfilment
    from ..findings import RuleFindings


#: How often each rule of the address judged in each file.
PLACED = {"row": pl.UInt32, "order": pl.UInt32}
FLAGGED = {"file": pl.UInt16, "rule": pl.String, "judged": pl.UInt32}


@dataclass(frozen=True, slots=True)
class File:
    """What metrics must know of an input.

    Args:
        profile: the name of its kind; files of one kind tell the same columns.
        platform: who writes it.
        zone: the IANA zone in which its weeks and days are counted.
        path: where it was read from.
        country: ISO code of the country that its platform sells in; None where it names none.
        columns: its `table.column` names.
    """

    profile: str
    platform: str
    zone: str
    path: str = ""
    country: str | None = None
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Inputs:
    """The facts of a run; what several metrics derive of them is derived once.

    Args:
        facts: orders held against parcels.
        cases: returns from request to end.
        as_of: the moment that ages are counted to, UTC.
        own_delivery: words of carriers without tracking numbers (see `policy.Split`).
        limits: how returns are judged.
        by: the dimensions that figures are broken down by.
        columns: `table.column` of all exports.
        files: by index.
        findings: by rule.
        flagged: `FLAGGED` (see `fulfil.flagged`).
        returns: typed lines of returns with `row file`; no column where no file has it.
        placed: `row order` of the records of orders.
    """

    facts: Fulfilment
    cases: Cases
    as_of: datetime | None
    columns: frozenset[str]
    files: tuple[File, ...] = ()
    findings: tuple[RuleFindings, ...] = ()
    flagged: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FLAGGED))
    returns: pl.DataFrame = field(default_factory=pl.DataFrame)
    placed: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=PLACED))
    own_delivery: tuple[str, ...] = OWN_DELIVERY
    limits: Returns = field(default_factory=Returns)
    by: tuple[str, ...] = ()

    @cached_property
    def files_by_zone(self) -> Mapping[str, list[int]]:
        """Zone -> the indices of its files."""
        zones: dict[str, list[int]] = {}
        for index, file in enumerate(self.files):
            zones.setdefault(file.zone, []).append(index)
        return zones

    @cached_property
    def moment(self) -> pl.Expr:
        """`as_of` as a literal; null where there is none."""
        return pl.lit(self.as_of, pl.Datetime("us", "UTC"))

    @cached_property
    def orders(self) -> pl.DataFrame:
        """See `orders.told_orders`."""
        return told_orders(self)

    @cached_property
    def parcels(self) -> pl.DataFrame:
        """See `parcels.told_parcels`."""
        return told_parcels(self)

    @cached_property
    def lines(self) -> pl.DataFrame:
        """See `in_full.told_lines`."""
        return told_lines(self)

    @cached_property
    def dimensions(self) -> pl.DataFrame:
        """The dimensions that were asked for (see `dimensions.by_order`)."""
        return by_order(self, self.by)

    @cached_property
    def returned(self) -> pl.DataFrame:
        """See `returned.told_returns`."""
        return told_returns(self)

    @cached_property
    def told_cases(self) -> pl.DataFrame:
        """See `returns.told.told_cases`, of all time."""
        return told_cases(self)

    @cached_property
    def judging(self) -> frozenset[str]:
        """Codes of the rules that judged anything."""
        return frozenset(found.rule.code for found in self.findings if found.judged)

    @cached_property
    def order_of_row(self) -> pl.DataFrame:
        """`row order` of all records whose order is known; no two have the same row."""
        frames = (self.placed, self.facts.contents, self.facts.returned)
        return pl.concat([frame.select("row", "order") for frame in frames]).drop_nulls()

    def hit(self, *codes: str) -> pl.DataFrame:
        """`order` of the orders that have a finding of one of these rules."""
        rows = [
            found.rows.select(pl.col("row").cast(pl.UInt32))
            for found in self.findings
            if found.rule.code in codes and "row" in found.rows.columns
        ]
        none = pl.DataFrame(schema={"row": pl.UInt32})
        return pl.concat([none, *rows]).join(self.order_of_row, on="row").select("order").unique()

    def profile_of(self) -> pl.Expr:
        """The kind of each row's `file`, by which is judged what a file tells at all."""
        kinds = {index: file.profile for index, file in enumerate(self.files)}
        return pl.col("file").replace_strict(kinds, default="", return_dtype=pl.String)
