"""EXP004 time-ambiguous."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import COLUMNS_OF, Kind, Subject
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy

_MOMENTS = sorted(
    {
        name
        for columns in COLUMNS_OF.values()
        for name, column in columns.items()
        if column.kind is Kind.MOMENT
    }
)
_BEYOND_ALL = "it lies far beyond all other times"
_BEYOND_STATED = "it lies after the moment that ages are counted to"
_EVENTS = " | ".join(
    f"{column.table}.{name}"
    for columns in COLUMNS_OF.values()
    for name, column in columns.items()
    if column.event
)


@rule(
    "EXP004",
    "time-ambiguous",
    severity=Severity.WARNING,
    handoff=Handoff.WARN,
    scope=Scope.EXPORT,
    needs=(_EVENTS,),
    subjects=tuple(Subject),
    message="the {field} “{value}” is not used: {reason}",
    folds=("field", "reason"),
    limits=("times.stray_days",),
)
def time_ambiguous(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A time cannot be read, or fits two moments, or lies beyond all others.

    ## Why it matters
    Deadlines are counted from these times. 03/04/2026 is in March or in April, and a year typed wrong makes
    every other order late.

    ## What a null means
    An empty time is no ambiguous one. A time that cannot be read counts as empty in all other rules, and
    this finding says so.

    ## Flagged
    ```csv
    order_id,created_at,province,city,county,street
    A1,昨天,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,created_at,province,city,county,street
    A1,2026-11-20 10:00:00,浙江省,杭州市,西湖区,文三路391号
    A2,,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Export again with times like 2026-11-20 10:00:00; a wrong year is corrected in the shop.
    """
    del policy
    unread = (
        facts.unread.lazy().filter(pl.col("field").is_in(_MOMENTS)).select("row", "field", "value", "reason")
    )
    stray = facts.stray.lazy().select(
        "row",
        "field",
        value=pl.col("moment").dt.strftime("%Y-%m-%d %H:%M UTC"),
        reason=pl.lit(_BEYOND_STATED if facts.stated else _BEYOND_ALL),
    )
    return pl.concat([unread, stray]).sort("row", maintain_order=True)
