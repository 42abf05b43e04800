"""SPL007 set-pairs-swapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..limits import PAIRED
from ..needs import SETS
from ..rule import Handoff, Scope, Severity, rule
from .units import the_units

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SPL007",
    "set-pairs-swapped",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.GROUP,
    needs=SETS,
    message="send {what} of {set} from parcel {tracking_number} to order {other_order}",
    subjects=(Subject.SHIPMENTS,),
    limits=PAIRED,
)
def set_pairs_swapped(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """The parts of the purchase balance, but not in each order: a swap would pair them.

    ## Why it matters
    Each order holds halves that do not fit each other, though the right ones are in the same purchase.
    A swap costs one visit; two returns and two shipments cost weeks.

    ## What a null means
    As for SPL006: a purchase with an empty SKU, model or quantity is unknown. Only orders to one address are
    put together.

    ## Flagged
    ```csv
    order_id,parent_order_id,line_id,sku,quantity,status,created_at
    A1,P1,1,KFR-35GW,1,shipped,2026-11-10 09:00:00
    A2,P1,1,KFR-50GW,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,,KFR-35G,1,ZTO,75800000000001,2026-11-11 10:00:00
    A1,,KFR-50W,1,ZTO,75800000000002,2026-11-11 10:00:00
    A2,,KFR-50G,1,ZTO,75800000000003,2026-11-11 10:00:00
    A2,,KFR-35W,1,ZTO,75800000000004,2026-11-11 10:00:00
    ```

    ## Clean
    ```csv
    order_id,parent_order_id,line_id,sku,quantity,status,created_at
    A1,P1,1,KFR-35GW,1,shipped,2026-11-10 09:00:00
    A2,P1,1,KFR-50GW,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,,KFR-35G,1,ZTO,75800000000001,2026-11-11 10:00:00
    A1,,KFR-35W,1,ZTO,75800000000002,2026-11-11 10:00:00
    A2,,KFR-50G,1,ZTO,75800000000003,2026-11-11 10:00:00
    A2,,KFR-50W,1,ZTO,75800000000004,2026-11-11 10:00:00
    ```

    ## Cure
    Swap the units as the findings say.
    """
    del policy
    held = facts.fulfilment
    crossed = held.units.lazy().filter("settled", pl.col("fit") == "crossed")
    home = _homes(crossed, held.orders.lazy().select("order", "order_id"))
    orders = held.orders.lazy().select("order", "inferred")
    parcels = held.parcels.lazy().select("parcel", "tracking_number")
    return (
        crossed.join(home, on="set")
        .filter(pl.col("order") != pl.col("target"))
        .group_by("row", "order", "parcel", "role", "key", "target")
        .agg(units=pl.len())
        .join(orders, on="order")
        .join(parcels, on="parcel", how="left")
        .join(held.orders.lazy().select(target="order", other_order="order_id"), on="target")
        .select(
            "row",
            "units",
            "role",
            "tracking_number",
            "other_order",
            "inferred",
            what=the_units("units", "role"),
            set="key",
        )
        .sort("row", "other_order", "set")
    )


def _homes(crossed: pl.LazyFrame, orders: pl.LazyFrame) -> pl.LazyFrame:
    """`set target`: the order where each set is to stand.

    Sets go to the orders that lack one, those that have its first part first; where none lacks any, to the
    order of the first part.
    """
    upto = pl.col("lacks").cum_sum().over("pool", "key")
    lacking = (
        crossed.filter(pl.col("lacks") > 0)
        .group_by("pool", "key", "order")
        .agg(pl.col("lacks").first(), pl.col("place").min())
        .join(orders, on="order")
        .sort("pool", "key", "place", "order_id")
        .select("pool", "key", _target="order", _from=upto - pl.col("lacks"), _to=upto)
    )
    first = (
        crossed.sort("place", "row")
        .group_by("set", "pool", "key", "turn", maintain_order=True)
        .agg(_first=pl.col("order").first())
    )
    within = (pl.col("turn") >= pl.col("_from")) & (pl.col("turn") < pl.col("_to"))
    served = first.join(lacking, on=["pool", "key"]).filter(within).select("set", "_target")
    return first.join(served, on="set", how="left").select("set", target=pl.coalesce("_target", "_first"))
