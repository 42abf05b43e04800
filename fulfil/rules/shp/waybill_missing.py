"""SHP002 waybill-missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...policy.split import says
from ...tables import Subject
from ..limits import PASSED
from ..rule import Handoff, Scope, Severity, rule

_OUT = ("shipped", "in_transit", "out_for_delivery", "attempted", "delivered", "exception", "returned")

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SHP002",
    "waybill-missing",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.PARCEL,
    needs=(
        "shipment_lines.order_id",
        "shipment_lines.tracking_number",
    ),
    message="it was shipped without a {field}",
    subjects=(Subject.ORDERS, Subject.SHIPMENTS),
    limits=("split.own_delivery_words", *PASSED),
)
def waybill_missing(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Goods were shipped without a tracking number, or without a carrier.

    ## Why it matters
    Nobody can trace the parcel, and platforms count the order as not shipped.

    ## What a null means
    An empty number is the finding; so is an empty carrier where the file has that column. A record that
    does not say that it was shipped is not judged. Own delivery, pick-up, gifts, services and virtual
    goods need none.

    ## Flagged
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,1,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,,2026-11-11 12:00:00
    ```

    ## Clean
    ```csv
    order_id,line_id,sku,quantity,status,created_at,paid_at,promised_ship_at
    A1,1,TOY-01,2,shipped,2026-11-10 09:00:00,,
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,1,TOY-01,1,ZTO,75800000000001,2026-11-11 12:00:00
    A1,1,TOY-01,1,自提,,2026-11-11 12:00:00
    ```

    ## Cure
    Enter the number; where there is none, ask the warehouse whether the parcel left.
    """
    held = facts.fulfilment
    out = pl.col("shipped_at").is_not_null() | pl.col("status").is_in(_OUT).fill_null(value=False)
    own = says(pl.col("carrier"), policy.split.own_delivery_words)
    passed = held.lines.lazy().filter("passed").select(line="row")
    named = held.contents.lazy().group_by("kind").agg(_carriers=pl.col("carrier").is_not_null().any())
    no_number = pl.coalesce("tracking_number", "master_tracking_number").is_null()
    no_carrier = pl.col("carrier").is_null() & pl.col("_carriers")
    missing = [
        pl.when(no_number).then(pl.lit("tracking number")),
        pl.when(no_carrier).then(pl.lit("carrier")),
    ]
    # Words are looked for where something is missing only: at once, lest all filters be one.
    doubtful = held.contents.filter(no_number | pl.col("carrier").is_null())
    parcels = (
        doubtful.lazy()
        .filter("counted", ~pl.col("passed"), out, ~own)
        .join(named, on="kind")
        .filter(no_number | no_carrier)
        .join(passed, on="line", how="anti")
        .select("row", field=pl.concat_str(missing, separator=" and a ", ignore_nulls=True))
    )
    return pl.concat([parcels, _without_parcels(facts, policy)]).sort("row")


def _without_parcels(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Orders that their own record calls shipped, with an empty cell where the number should be."""
    held = facts.fulfilment
    orders = held.orders.lazy().filter("complete", "unnumbered", ~pl.col("numbered"), pl.col("parcels") == 0)
    owing = held.lines.lazy().filter("live", ~pl.col("passed")).select("order").unique()
    return (
        orders.join(owing, on="order", how="semi")
        .filter(~says(pl.col("carrier"), policy.split.own_delivery_words))
        .select("row", field=pl.lit("tracking number"))
    )
