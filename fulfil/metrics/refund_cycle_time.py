"""M23 refund cycle time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..facts.cases import Outcome
from .metric import metric
from .returns.told import NO_END, left_out_of
from .sheet import Lasting, Sheet, hours_between

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M23",
    "refund cycle time",
    unit="return",
    clock="from the goods' arrival to the money",
    needs=("returns.received_at", "returns.refunded_at | returns.closed_at"),
    leaves_out=("returns that stand apart", "goods that were never received", "ends without money"),
)
def refund_cycle_time(inputs: Inputs) -> Sheet:
    """How long the money takes once the goods are back.

    ## Formula
    Refunded - received, by Kaplan and Meier: what is received and open counts with the time since. What was
    refunded before the goods arrived waited for nothing, and cannot be told.

    ## Source
    Consumer Rights Protection Law of China, art. 25: seven days from the day on which the goods are back.
    """
    outcome = pl.col("outcome").cast(pl.String)
    money = outcome.is_in([Outcome.OPEN.value, Outcome.REFUNDED.value]).fill_null(value=False)
    why = (
        pl.when(pl.col("received_at").is_null())
        .then(pl.lit("the goods were not received"))
        .when(~money)
        .then(pl.lit("it ended without money, or its file tells no end"))
        .when(pl.col("untimed"))
        .then(pl.lit(NO_END))
    )
    rows = inputs.told_cases.lazy().join(
        inputs.dimensions.lazy(), on="order", how="left", maintain_order="left"
    )
    ended = outcome == Outcome.REFUNDED.value
    until = pl.when(ended).then("settled_at").otherwise(inputs.moment)
    hours = hours_between(pl.col("received_at"), until)
    lasting = Lasting("to the money", pl.when(hours >= 0).then(hours), ended)
    return Sheet(rows.with_columns(left_out_of(why)), (lasting,))
