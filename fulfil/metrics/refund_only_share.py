"""M26 refund-only share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ..exports.states import ReturnType
from ..facts.cases import Outcome
from .metric import metric
from .returns.told import left_out_of
from .sheet import Count, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M26",
    "refund-only share",
    unit="return",
    clock="none: refunds until now",
    needs=("returns.refunded_at | returns.status", "returns.return_type | returns.received_at"),
    leaves_out=("returns that stand apart", "returns without a refund"),
)
def refund_only_share(inputs: Inputs) -> Sheet:
    """How many refunds were paid without the goods coming back.

    ## Formula
    Refunds for which no goods were to come back, and none came / refunds of goods that had left; and beside
    it those whose kind says so in words.

    ## Source
    Refund without return (仅退款) as Chinese platforms grant it: what it costs is seen nowhere else.
    """
    refunded = (pl.col("outcome") == Outcome.REFUNDED.value).fill_null(value=False)
    why = pl.when(~refunded).then(pl.lit("no money went back"))
    rows = inputs.told_cases.lazy().join(
        inputs.dimensions.lazy(), on="order", how="left", maintain_order="left"
    )
    kind = pl.col("kind").cast(pl.String)
    return Sheet(
        rows.with_columns(left_out_of(why)),
        (
            Count("no goods came back", ~pl.col("goods")),
            Count(
                "refund only, in words",
                kind == ReturnType.REFUND_ONLY.value,
                pl.when(kind.is_not_null()).then(statement=True),
                needs=("returns.return_type",),
            ),
        ),
    )
