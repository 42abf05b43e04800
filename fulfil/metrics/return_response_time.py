"""M21 return response time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .metric import metric
from .returns.answers import answering_files, waits
from .returns.staged import staged
from .returns.told import counted
from .sheet import LEFT_OUT, Lasting, Sheet

if TYPE_CHECKING:
    from .inputs import Inputs


@metric(
    "M21",
    "return response time",
    unit="return",
    clock="from the request to the seller's first answer",
    needs=("returns.responded_at | returns.approved_at",),
    leaves_out=("returns that stand apart", "files that tell no answers", "automatic approvals"),
)
def return_response_time(inputs: Inputs) -> Sheet:
    """How long buyers wait for the first answer to their request.

    ## Formula
    Answered - requested; the answer is the response or the approval, else the seller's next act. By Kaplan
    and Meier: what waits counts with the time that it has waited. Where the buyer's parcel came before any
    known answer the approval was automatic, and no wait is told. By hour of the day and weekday see
    `fulfil returns`.

    ## Source
    The limits of the platforms count from the request to the answer (24 h and 36 h in China, 24 h at Amazon).
    """
    cases = counted(inputs.told_cases)
    rows = waits(inputs, staged(inputs, cases, None, "order"))
    silent = cases.filter(~pl.col("file").is_in(answering_files(inputs))).height
    waited = Lasting("to the first answer", pl.col("hours"), pl.col("ended"))
    return Sheet(
        rows.lazy()
        .join(inputs.dimensions.lazy(), on="order", how="left", maintain_order="left")
        .with_columns(pl.lit(None, pl.String).alias(LEFT_OUT)),
        (waited,),
        more=(
            ("the return stands apart", inputs.told_cases.height - cases.height),
            ("its file tells no answers", silent),
            ("its answer or request cannot be told", cases.height - silent - rows.height),
        ),
    )
