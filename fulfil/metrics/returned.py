"""Returns and the orders that they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..facts.reasons import says_wrong

if TYPE_CHECKING:
    from .inputs import Inputs

#: What a return must say for its goods to have travelled.
_TRAVELLED: Final = ("return_tracking_number", "sent_back_at", "received_at")

#: What names one way back, the first that a return has.
_LEG: Final = ("return_tracking_number", "return_id", "refund_id")

_COLUMNS: Final = {
    "row": pl.UInt32,
    "order": pl.UInt32,
    "faulty": pl.Boolean,
    "travelled": pl.Boolean,
    "leg": pl.String,
}


def told_returns(inputs: Inputs) -> pl.DataFrame:
    """The records of returns as metrics count them.

    Returns:
        `row order faulty travelled leg`: the order (null where unknown), whether the reason says damaged,
        wrong or missing (null without a reason), whether goods came back, and what names the way.
    """
    returns = inputs.returns
    if returns.is_empty():
        return pl.DataFrame(schema=_COLUMNS)
    has = returns.columns
    reason = pl.col("reason") if "reason" in has else pl.lit(None, pl.String)
    back = (pl.col(name).is_not_null() for name in _TRAVELLED if name in has)
    told = returns.select(
        "row",
        faulty=says_wrong(reason),
        travelled=pl.any_horizontal(pl.lit(value=False), *back),
        leg=pl.coalesce(*(pl.col(name) for name in _LEG if name in has), pl.col("row").cast(pl.String)),
    )
    orders = inputs.facts.returned.select("row", "order").unique("row")
    return told.join(orders, on="row", how="left", maintain_order="left").select(*_COLUMNS)
