"""RET003 open-return-ageing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...facts.cases import Outcome, Owner
from ...tables import Subject
from ..rule import Concern, Handoff, Scope, Severity, rule
from .limits import MOMENT, days, own_limit
from .named import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy

#: Whose turn it is, by the owner of the stage that the case is in.
_TURNS = {
    Owner.SELLER: "it waits for the seller",
    Owner.BUYER: "it waits for the buyer's parcel",
    Owner.COURIER: "the buyer's parcel is on its way",
    Owner.OTHERS: "it waits for the buyer's parcel",
    Owner.SEVERAL: "whom it waits for is not told",
}


def _undated(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Open returns without the time of the request, and those whose file tells no end: `row`."""
    del policy
    ageless = (pl.col("outcome") == Outcome.OPEN.value) & pl.col("requested_at").is_null()
    unknown = pl.col("apart").is_null() & (pl.col("outcome").is_null() | ageless)
    return facts.cases.cases.lazy().filter(unknown).select("row")


@rule(
    "RET003",
    "open-return-ageing",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "returns.requested_at",
        "returns.status | returns.refunded_at | returns.closed_at",
    ),
    message="open for {days} days ({band}), more than {limit}; {reason}",
    concern=Concern.SERVICE,
    subjects=(Subject.RETURNS,),
    unknown=_undated,
    limits=("returns.open_days", "returns.bands"),
)
def open_return_ageing(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A return is still open, longer after its request than the policy allows.

    ## Why it matters
    Open returns are money owed and goods out of stock, and no average of closed ones shows them.

    ## What a null means
    Without the time of the request an open return has no age and is unknown. A return is open while nothing
    tells its end, neither its status nor a time. Whose turn it is, the last milestone that was told says. The
    age bands are the policy's (`returns.bands`). Price protection, reshipments, compensation and refunds of
    what had not left are not judged.

    ## Flagged
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,responded_at,sent_back_at
    R1,A1,TOY-01,1,return_and_refund,approved,2026-10-20 09:00:00,2026-10-21 09:00:00,
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-10-10 09:00:00,2026-10-15 12:00:00
    A2,1,TOY-01,1,delivered,2026-11-10 09:00:00,2026-11-15 12:00:00
    ```

    ## Clean
    ```csv returns
    return_id,order_id,sku,quantity,return_type,status,requested_at,responded_at,sent_back_at
    R1,A1,TOY-01,1,return_and_refund,approved,2026-11-12 09:00:00,2026-11-13 09:00:00,
    ```
    ```csv
    order_id,line_id,sku,quantity,status,created_at,delivered_at
    A1,1,TOY-01,1,delivered,2026-10-10 09:00:00,2026-11-11 12:00:00
    A2,1,TOY-01,1,delivered,2026-11-10 09:00:00,2026-11-15 12:00:00
    ```

    ## Cure
    Settle the oldest first (`fulfil returns` lists them with the money).
    """
    limits = policy.returns
    age = pl.lit(facts.as_of).cast(MOMENT) - pl.col("requested_at")
    now = facts.cases.stages.lazy().filter(pl.col("end_at").is_null()).select("case", "owner")
    owner = pl.col("owner").cast(pl.String)
    turn = owner.replace_strict(
        {owner.value: words for owner, words in _TURNS.items()},
        default=_TURNS[Owner.SEVERAL],
        return_dtype=pl.String,
    )
    found = (
        facts.cases.cases.lazy()
        .filter(
            pl.col("apart").is_null(),
            pl.col("outcome") == Outcome.OPEN.value,
            age > pl.duration(seconds=round(limits.open_days * 86_400)),
        )
        .join(now.unique("case"), on="case", how="left", maintain_order="left")
        .select(
            "row",
            days=days(age),
            band=_band(age.dt.total_seconds() / 86_400, limits.bands),
            reason=turn,
            limit=own_limit(f"{limits.open_days:g} days", "open_days"),
        )
    )
    return named(facts, found)


def _band(age: pl.Expr, ends: Sequence[float]) -> pl.Expr:
    """The age band in words: `7 to 15 days`, `over 30 days`."""
    band = pl.lit(f"over {ends[-1]:g} days" if ends else "any age")
    for start, end in reversed(list(zip((0, *ends), ends, strict=False))):
        band = pl.when(age <= end).then(pl.lit(f"{start:g} to {end:g} days")).otherwise(band)
    return band
