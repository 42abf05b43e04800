"""RFD005 return-without-refund."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...exports.states import ReturnType
from ...facts.cases import Outcome
from ...tables import Subject
from ..ret.named import named
from ..rule import Concern, Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy

_WORDS = {
    Outcome.REJECTED.value: "the return was refused after they had arrived",
    Outcome.WITHDRAWN.value: "the return counts as withdrawn",
    Outcome.CLOSED.value: "the return was closed",
}
_REPLACING = (ReturnType.EXCHANGE.value, ReturnType.REPAIR.value, ReturnType.RESHIP.value)


@rule(
    "RFD005",
    "return-without-refund",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "returns.received_at | returns.quantity_received",
        "returns.status | returns.refund_amount | returns.closed_at",
    ),
    message="the goods are back, and neither money nor other goods went out: {reason}",
    concern=Concern.SERVICE,
    subjects=(Subject.RETURNS,),
)
def return_without_refund(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """The returned goods arrived, and the case ended without money and without a replacement.

    ## Why it matters
    The seller has the goods and the money: the buyer will ask for one of them, and be right.

    ## What a null means
    Where nothing tells that the goods arrived, nothing is found. A return that is still open is RFD001's.
    A refund without an amount is taken for a whole one; an amount of 0 is none. Of a return that was refused
    the goods are to go back to the buyer, which no file tells.

    ## Flagged
    ```csv returns
    return_id,order_id,sku,return_type,status,requested_at,received_at,closed_at,refund_amount
    R1,A1,TOY-01,return_and_refund,closed,2026-11-10 09:00,2026-11-12 09:00,2026-11-14 09:00,
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00,2026-11-05 12:00
    ```

    ## Clean
    ```csv returns
    return_id,order_id,sku,return_type,status,requested_at,received_at,closed_at,refund_amount
    R1,A1,TOY-01,return_and_refund,refunded,2026-11-10 09:00,2026-11-12 09:00,2026-11-14 09:00,20.00
    R2,A2,TOY-01,return_and_refund,closed,2026-11-10 09:00,,2026-11-14 09:00,
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-11-01 09:00,2026-11-05 12:00
    A2,1,TOY-01,1,delivered,2026-11-01 09:00,2026-11-05 12:00
    ```

    ## Cure
    Refund the buyer, or send the goods back; look why the return could be closed.
    """
    del policy
    outcome = pl.col("outcome").cast(pl.String)
    replacing = pl.col("kind").cast(pl.String).is_in(_REPLACING).fill_null(value=False)
    empty = (outcome == Outcome.REFUNDED.value) & (pl.col("refund_amount") == 0) & ~replacing
    words = outcome.replace_strict(_WORDS, default=None, return_dtype=pl.String)
    reason = pl.coalesce(words, pl.when(empty).then(pl.lit("the refund is 0")))
    # What the status alone says of the goods it says by its end.
    arrived = pl.col("received_at").is_not_null() | pl.col("inspected_at").is_not_null() | pl.col("counted")
    no_other = pl.col("replaced_at").is_null() & pl.col("refunded_at").is_null() | empty
    found = (
        facts.cases.cases.lazy()
        .join(_counted(facts), on="case", how="left", maintain_order="left")
        .with_columns(pl.col("counted").fill_null(value=False))
        .filter(pl.col("apart").is_null(), arrived, no_other, reason.is_not_null())
        .select("row", reason=reason)
    )
    return named(facts, found)


def _counted(facts: AuditFacts) -> pl.LazyFrame:
    """`case counted`: the warehouse counted some of its goods."""
    if "quantity_received" not in facts.returns.columns:
        return pl.LazyFrame(schema={"case": pl.UInt32, "counted": pl.Boolean})
    rows = facts.returns.lazy().filter(pl.col("quantity_received") > 0).select("row")
    lines = facts.cases.lines.lazy().join(rows, on="row", how="semi")
    return lines.select(pl.col("case").unique()).with_columns(counted=pl.lit(value=True))
