"""What rules need that must see more than one row: derived once, when all blocks have been read."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import polars as pl

from .drift import DRIFT

if TYPE_CHECKING:
    from datetime import datetime

    from .cases import Cases
    from .fulfilment import Fulfilment

#: Where a courier form and the orders disagree: the row, what is wrong, what the order and the form say.
FORM_DIFFERENCES = {"row": pl.UInt32, "reason": pl.String, "expected": pl.String, "value": pl.String}


#: Orders whose address or contact was found wrong, and by which rules.
DOUBTED = {"order": pl.UInt32, "rules": pl.String}


@dataclass(frozen=True, slots=True)
class RunFacts:
    """The facts of a whole run; every frame with `row` speaks of rows of the spine.

    Args:
        as_of: the moment that ages are counted to; None where no file has an event.
        paths: the path of each file, by index.
        spine: one row per record that is a line: `row file record line offset length order_id order due key`,
            and `judged`: whether rules judge it.
        repeats: `row identical other_row elsewhere`: records that repeat an earlier one's key.
        keyless: `row reason`: lines whose order cannot be told.
        unread: `row field value reason`: cells that hold something and cannot be read.
        stray: `row field moment`: events after `as_of`.
        words: `row field value`: status words that nothing says the meaning of.
        privacy: `row paid_at`: privacy numbers, and when their order was paid.
        served: `row carrier place served`: whether the carrier delivers there.
        unreadable: `file line record reason text`: records that cannot be read as rows.
        superseded: `row by`: rows that another file tells newer or more often (see `facts.overlaps`).
        checksums: see `facts.checksums.CHECKSUMS`.
        shipments: the typed lines of all parcels, superseded ones left out; no column where no file has it.
        returns: the typed lines of all returns, likewise.
        flagged: `file field rule judged flagged recoverable absent`: how often each needed field is missing.
        form_differences: `row reason expected value`: where a courier form says something else.
        drift: where files differ from what was recorded of their feeds (see `facts.drift.DRIFT`).
        doubted: `order rules`: orders with an error in address or contact.
        stated: whether the user stated `as_of`.
        fulfilment: orders held against parcels; None before waybills, where nobody asks.
        cases: the returns from request to end; likewise.
    """

    as_of: datetime | None
    paths: tuple[str, ...]
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
    superseded: pl.DataFrame
    checksums: pl.DataFrame
    shipments: pl.DataFrame
    returns: pl.DataFrame
    form_differences: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FORM_DIFFERENCES))
    drift: pl.DataFrame = field(default_factory=DRIFT.to_frame)
    doubted: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=DOUBTED))
    stated: bool = False
    fulfilment: Fulfilment | None = None
    cases: Cases | None = None


@dataclass(frozen=True, slots=True)
class AuditFacts(RunFacts):
    """The facts of an audit, which always holds orders against parcels and returns."""

    fulfilment: Fulfilment = field(kw_only=True)
    cases: Cases = field(kw_only=True)


def held_against_parcels(facts: RunFacts, fulfilment: Fulfilment, cases: Cases) -> AuditFacts:
    """The facts of an audit.

    Args:
        facts: those of any run.
        fulfilment: what orders and parcels say of each other.
        cases: the returns from request to end.
    """
    shared = {
        each.name: getattr(facts, each.name)
        for each in fields(facts)
        if each.name not in ("fulfilment", "cases")
    }
    return AuditFacts(**shared, fulfilment=fulfilment, cases=cases)
