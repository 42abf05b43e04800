"""M25 open returns by age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..facts.cases import Outcome
from .metric import metric
from .returns.open_by_age import band_of
from .returns.told import UNTOLD, left_out_of
from .sheet import Count, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M25",
    "open returns by age",
    unit="return",
    clock="from the request until now",
    needs=("returns.requested_at", "returns.status | returns.closed_at | returns.refunded_at"),
    leaves_out=("returns that stand apart", "returns that ended"),
)
def open_returns_by_age(inputs: Inputs) -> Sheet:
    """How old the returns are that are still open.

    ## Formula
    Open returns of an age / open returns, by the bands of the policy (`returns.bands`): up to 3, 7, 15 and
    30 days, and older. What they ask for see `fulfil returns`.

    ## Source
    What is open is what an average over closed returns hides.
    """
    why = (
        pl.when((pl.col("outcome") != Outcome.OPEN.value).fill_null(value=False))
        .then(pl.lit("it ended"))
        .otherwise(UNTOLD)
    )
    rows = inputs.told_cases.lazy().join(
        inputs.dimensions.lazy(), on="order", how="left", maintain_order="left"
    )
    edges = (0.0, *inputs.limits.bands)
    names = [_name(edge, upper) for edge, upper in zip(edges, (*edges[1:], None), strict=True)]
    rows = rows.with_columns(left_out_of(why), _band=band_of(inputs.limits.bands))
    return Sheet(rows, tuple(Count(name, pl.col("_band") == at) for at, name in enumerate(names)))


def _name(above: float, up_to: float | None) -> str:
    if up_to is None:
        return f"over {above:g} days"
    return f"{above:g} to {up_to:g} days" if above else f"up to {up_to:g} days"
