"""The time that each file covers: from its first event to its last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .tables import COLUMNS_OF, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .facts.run_facts import RunFacts

Cover = tuple["datetime", "datetime"]


def covers(facts: RunFacts) -> dict[int, Mapping[Subject, Cover]]:
    """From when to when each file tells of orders, shipments and returns.

    Orders count by when they were made, the others by all of their events. Moments after `as_of` are stray
    and do not count; neither does what another file supersedes.

    Args:
        facts: the facts of the run.

    Returns:
        File -> subject -> first and last moment (UTC), for whatever has any.
    """
    told: dict[int, dict[Subject, Cover]] = {}
    tables = {
        Subject.ORDERS: pl.DataFrame() if facts.fulfilment is None else facts.fulfilment.orders,
        Subject.SHIPMENTS: facts.shipments,
        Subject.RETURNS: facts.returns,
    }
    for subject, table in tables.items():
        for file, first, last in _spans(table, subject, facts).iter_rows():
            told.setdefault(file, {})[subject] = (first, last)
    return dict(sorted(told.items()))


def _spans(table: pl.DataFrame, subject: Subject, facts: RunFacts) -> pl.DataFrame:
    """`file first last`."""
    events = [
        name
        for name, column in COLUMNS_OF[subject].items()
        if column.event and name in table.columns and (subject is not Subject.ORDERS or name == "created_at")
    ]
    if not events or table.is_empty() or facts.as_of is None:
        return pl.DataFrame(schema={"file": pl.UInt16, "first": pl.Datetime, "last": pl.Datetime})
    believed = [pl.when(pl.col(name) <= facts.as_of).then(name).alias(name) for name in events]
    return (
        table.select(facts.spine["file"].gather(table["row"]).alias("file"), *believed)
        .group_by("file")
        .agg(
            first=pl.min_horizontal(pl.col(events).min()),
            last=pl.max_horizontal(pl.col(events).max()),
        )
        .drop_nulls()
        .sort("file")
    )
