"""SPL011 merged-parcel-conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SPL011",
    "merged-parcel-conflict",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.PARCEL,
    needs=(
        "shipment_lines.order_id",
        "shipment_lines.tracking_number",
        "orders.recipient | orders.phone | orders.address | orders.street",
    ),
    message="{orders} orders share parcel {tracking_number}, and {reason}",
    subjects=(Subject.SHIPMENTS,),
    limits=("split.no_merge_platforms",),
)
def merged_parcel_conflict(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """One parcel holds orders that go to different people, or of a platform that bars merging.

    ## Why it matters
    Somebody gets the goods of somebody else, or the shop is fined.

    ## What a null means
    Masked, encrypted and empty names, numbers and addresses are never compared. An address that is
    written in two ways is no conflict where name and number agree.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,recipient,phone,province,city,county,street
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,吴示例,13800008888,浙江省,杭州市,西湖区,文三路391号
    A2,1,TOY-01,1,shipped,2026-11-10 09:00:00,周示例,13800007777,浙江省,宁波市,鄞州区,示例路2号
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 10:00:00
    A2,1,TOY-01,1,ZTO,75800000000001,2026-11-11 10:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,recipient,phone,province,city,county,street
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,吴示例,13800008888,浙江省,杭州市,西湖区,文三路391号
    A2,1,TOY-01,1,shipped,2026-11-10 09:00:00,吴示例,13800008888,浙江省,杭州市,西湖区,文三路391号
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 10:00:00
    A2,1,TOY-01,1,ZTO,75800000000001,2026-11-11 10:00:00
    ```

    ## Cure
    Stop the parcel, and send each order to its own address.
    """
    held = facts.fulfilment
    shared = held.parcels.lazy().filter("counted", pl.col("orders") > 1)
    pairs = (
        held.contents.lazy()
        .filter("counted", pl.col("order").is_not_null())
        .select("parcel", "order")
        .unique()
    )
    keys = ("phone_key", "recipient_key", "address_key")
    orders = held.orders.lazy().select("order", "platform", *keys)
    told = (
        shared.select("parcel", "tracking_number", "orders")
        .join(pairs, on="parcel")
        .join(orders, on="order")
        .group_by("parcel", "tracking_number", "orders")
        .agg(
            *(pl.col(key).drop_nulls().n_unique().alias(key) for key in keys),
            known=pl.all_horizontal(pl.col("phone_key", "recipient_key").is_not_null()).all(),
            barred=pl.col("platform").is_in(policy.split.no_merge_platforms).any(),
        )
    )
    same = pl.col("known") & (pl.col("phone_key") == 1) & (pl.col("recipient_key") == 1)
    reason = pl.coalesce(
        pl.when(pl.col("phone_key") > 1).then(pl.lit("their phone numbers differ")),
        pl.when(pl.col("recipient_key") > 1).then(pl.lit("their recipients differ")),
        pl.when((pl.col("address_key") > 1) & ~same).then(pl.lit("their addresses differ")),
        pl.when("barred").then(pl.lit("their platform bars it")),
    )
    return (
        told.with_columns(reason=reason)
        .filter(pl.col("reason").is_not_null())
        .select("orders", "tracking_number", "reason", row="parcel")
        .select("row", "orders", "tracking_number", "reason")
        .sort("row")
    )
