"""SPL012 closed-with-open-parcel."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Handoff, Scope, Severity, rule

_OPEN = ("label_created", "in_transit", "out_for_delivery", "attempted", "exception")

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SPL012",
    "closed-with-open-parcel",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.ORDER,
    needs=(
        "orders.status",
        "shipment_lines.order_id",
        "shipment_lines.delivery_status",
    ),
    message="the order is {status}, and parcel {tracking_number} is {value}",
    subjects=(Subject.SHIPMENTS,),
)
def closed_with_open_parcel(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """An order is complete or closed while one of its parcels is still open.

    ## Why it matters
    Nobody watches the parcels of a closed order: a lost one is found when the buyer writes.

    ## What a null means
    A parcel without a status, and one that is only said to be shipped, says nothing. Where the order is
    newer than the parcel file, its parcels may have come since, and it is not judged.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,2,delivered,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,delivery_status
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 10:00:00,delivered
    A1,1,TOY-01,1,ZTO,75800000000002,2026-11-11 11:00:00,in transit
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at
    A1,1,TOY-01,2,delivered,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at,delivery_status
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 10:00:00,delivered
    A1,1,TOY-01,1,ZTO,75800000000002,2026-11-11 11:00:00,delivered
    ```

    ## Cure
    Trace the parcel; open the order again where it is lost.
    """
    del policy
    held = facts.fulfilment
    done = pl.col("order_status").is_in(["delivered", "closed"])
    # Closed or delivered at some time up to the end of the orders' file: the parcel file must reach as far.
    until = pl.coalesce("order_delivered_at", "orders_until")
    reaches = (until <= pl.col("parcels_until") + timedelta(days=1)).fill_null(value=True)
    orders = held.orders.lazy().select(
        "order",
        "orders_until",
        "parcels_until",
        order_status="status",
        order_delivered_at="said_delivered_at",
    )
    waiting = pl.col("status").is_in(_OPEN) | (
        (pl.col("status") == "not_shipped") & (pl.col("order_status") == "delivered")
    )
    pairs = (
        held.contents.lazy()
        .filter(pl.col("order").is_not_null(), ~pl.col("voided"), ~pl.col("replacement"))
        .group_by("order", "parcel")
        .agg(pl.col("row").min())
    )
    parcels = (
        held.parcels.lazy()
        .filter(pl.col("delivered_at").is_null())
        .select("parcel", "tracking_number", "status")
    )
    return (
        pairs.join(parcels, on="parcel")
        .join(orders, on="order")
        .filter(done, waiting, reaches)
        .select("row", "tracking_number", status="order_status", value="status")
        .sort("row")
    )
