"""Derives the cases of a run, once, from the lines of its returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..fulfilment.joined import joined
from . import Cases
from .answered import answered_at
from .cancelled import cancelled_orders
from .clocks import CLOCK_ROWS, clocks_of
from .ends import telling_files
from .folded import folded
from .links import with_orders, with_parcels, with_replacements
from .records import case_records
from .schema import CASES, LINES
from .stages import STAGES, hours_by_owner, stages_of
from .windows import WINDOWS, windows_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ...exports.export import Export
    from ...policy.returns import Returns
    from ..fulfilment import Fulfilment


def cases_of(
    returns: pl.DataFrame,
    held: Fulfilment,
    exports: Sequence[Export],
    limits: Returns,
    as_of: datetime | None,
) -> Cases:
    """The cases of a run.

    Args:
        returns: typed lines of returns, superseded ones left out.
        held: orders held against parcels and returns.
        exports: all inputs, by index.
        limits: the policy of returns.
        as_of: the moment that ages are counted to, UTC; None where no file has an event.
    """
    if returns.is_empty():
        return _without_returns(held, exports, limits)
    records = with_replacements(case_records(returns, held.returned, exports), held)
    telling = telling_files(records, exports)
    cases = folded(records, held, telling, as_of)
    cases = cases.with_columns(answered_at=answered_at(), row="case", carrier="return_carrier")
    cases = with_orders(cases, records, held)
    stages = stages_of(cases, as_of)
    told = joined(cases, hours_by_owner(stages, as_of), "case")
    hours = [name for name in told.columns if name.endswith("_hours")]
    told = told.with_columns(
        partial=pl.col("refund_amount") < pl.col("paid") - limits.money_tolerance,
        **{name: pl.when(~pl.col("untimed")).then(name) for name in hours},
    ).select(pl.col(name).cast(dtype) for name, dtype in CASES.items())
    clocks = clocks_of(told, exports, limits, as_of)
    windows = windows_of(told, exports, limits)
    cancelled = cancelled_orders(held, told, exports, limits)
    lines = with_parcels(records, held).select(LINES.names())
    return Cases(told, lines, stages, clocks, windows, cancelled)


def _without_returns(held: Fulfilment, exports: Sequence[Export], limits: Returns) -> Cases:
    """The cases of a run that no file tells of returns; orders may still have been cancelled."""
    cases = CASES.to_frame()
    lines, stages, clocks, windows = (each.to_frame() for each in (LINES, STAGES, CLOCK_ROWS, WINDOWS))
    cancelled = cancelled_orders(held, cases, exports, limits)
    return Cases(cases, lines, stages, clocks, windows, cancelled)
