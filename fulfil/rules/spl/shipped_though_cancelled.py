"""SPL004 shipped-though-cancelled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SPL004",
    "shipped-though-cancelled",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "orders.cancelled_at | returns.refunded_at",
        "shipment_lines.order_id",
        "shipment_lines.shipped_at | shipment_lines.picked_up_at",
    ),
    message="the goods left {hours} h after the line was {reason}",
    subjects=(Subject.SHIPMENTS,),
)
def shipped_though_cancelled(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Goods left the warehouse after their line had been cancelled or refunded in full.

    ## Why it matters
    They are paid back and gone: the parcel has to be called back, at the seller's cost.

    ## What a null means
    Without the time of the cancellation or refund, or of the handover, nothing is compared. The
    carrier's scan counts before the shop's word, because a cancellation may race the pick-up; the same
    minute is tolerated.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,cancelled_at
    A1,1,TOY-01,1,cancelled,2026-11-10 09:00:00,2026-11-10 12:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 10:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,cancelled_at
    A1,1,TOY-01,1,cancelled,2026-11-10 09:00:00,2026-11-12 12:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 10:00:00
    ```

    ## Cure
    Have the carrier intercept the parcel; let a cancellation stop the waybill.
    """
    del policy
    held = facts.fulfilment
    lines = held.lines.lazy().select("row", "order", "live", "ordered", "line_paid", "cancelled", "quantity")
    orders = held.orders.lazy().select("order", "cancelled_at")
    cancelled = lines.join(orders, on="order").filter(
        pl.col("cancelled_at").is_not_null(),
        ~pl.col("live") | ((pl.col("cancelled") >= pl.col("ordered")) & (pl.col("ordered") > 0)),
    )
    refunds = held.returned.lazy().join(lines, left_on="line", right_on="row")
    whole = pl.when(pl.col("quantity").is_not_null()).then(pl.col("quantity") >= pl.col("ordered"))
    refunded = refunds.filter(
        whole.otherwise((pl.col("refund_amount") >= pl.col("line_paid")) & (pl.col("line_paid") > 0)),
        pl.col("refunded_at").is_not_null(),
    )
    over = pl.concat(
        [
            cancelled.select(line="row", at="cancelled_at", reason=pl.lit("cancelled")),
            refunded.select("line", at="refunded_at", reason=pl.lit("refunded in full")),
        ]
    ).sort("at", "reason")
    first = over.group_by("line", maintain_order=True).first()
    left = held.contents.lazy().filter(
        "counted", "told", ~pl.col("replacement"), pl.col("quantity").fill_null(1) > 0
    )
    return (
        left.join(first, on="line")
        .filter(pl.col("left_at") > pl.col("at") + timedelta(minutes=1))
        .select(
            "row",
            "sku",
            "reason",
            hours=((pl.col("left_at") - pl.col("at")).dt.total_minutes() / 60).round(1),
        )
        .sort("row")
    )
