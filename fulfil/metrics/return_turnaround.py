"""M22 return turnaround."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .returns.lasted import HOURS
from .returns.told import UNTOLD, left_out_of
from .sheet import Lasting, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M22",
    "return turnaround",
    unit="return",
    clock="from the request to the end, whatever the end",
    needs=("returns.requested_at", "returns.closed_at | returns.refunded_at"),
    leaves_out=("returns that stand apart", "returns whose request or end has no time"),
)
def return_turnaround(inputs: Inputs) -> Sheet:
    """How long returns take from the request to their end.

    ## Formula
    Ended - requested, and the shares that ended within 7, 15 and 30 days (`returns.within_days` of the
    policy). By Kaplan and Meier: what is open counts with its age. Rejected and withdrawn returns end, too;
    how many are refunded, by Aalen and Johansen, and the stages see `fulfil returns`.

    ## Source
    Kaplan and Meier (1958). 7 and 15 days are the limits of Chinese law for the money.
    """
    rows = inputs.told_cases.lazy().join(
        inputs.dimensions.lazy(), on="order", how="left", maintain_order="left"
    )
    within = tuple(days * HOURS for days in inputs.limits.within_days)
    lasting = Lasting("to any end", pl.col("hours"), pl.col("ended"), within=within)
    return Sheet(rows.with_columns(left_out_of(pl.col(UNTOLD))), (lasting,))
