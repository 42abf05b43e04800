"""SPL006 set-model-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..limits import PAIRED
from ..needs import SETS
from ..rule import Handoff, Scope, Severity, rule
from .units import counted_units

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SPL006",
    "set-model-mismatch",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.GROUP,
    needs=SETS,
    message="{what} of {set} without a partner in the whole purchase",
    subjects=(Subject.SHIPMENTS,),
    limits=PAIRED,
)
def set_model_mismatch(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """Parts of sets were shipped that fit no other part of the same purchase.

    ## Why it matters
    Every parcel is signed for, and nothing works: the indoor unit does not fit the outdoor one. No
    order, parcel or courier shows it by itself.

    ## What a null means
    Parts are told by a table of kits with roles, a table of what fits what (`--compatibility`), or the
    policy's patterns; without any of them nothing is judged. A purchase whose parcels are not all out,
    or do not say what is in them, is pending or unknown. Who ordered a single part has no partner to
    miss.

    ## Flagged
    ```csv
    order_id,parent_order_id,line_id,sku,quantity,status,created_at
    A1,P1,1,KFR-35GW/BP,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,,KFR-35G/BP,1,ZTO,75800000000001,2026-11-11 10:00:00
    A1,,KFR-50W/BP,1,ZTO,75800000000002,2026-11-11 10:00:00
    ```

    ## Clean
    ```csv
    order_id,parent_order_id,line_id,sku,quantity,status,created_at
    A1,P1,1,KFR-35GW/BP,1,shipped,2026-11-10 09:00:00
    ```
    ```csv shipments
    order_id,line_id,sku,quantity,carrier,tracking_number,shipped_at
    A1,,KFR-35G/BP,1,ZTO,75800000000001,2026-11-11 10:00:00
    A1,,KFR-35W/BP3,1,ZTO,75800000000002,2026-11-11 10:00:00
    ```

    ## Cure
    Send the missing partner, and call back the unit that fits nothing.
    """
    del policy
    held = facts.fulfilment
    return (
        held.units.lazy()
        .filter("settled", pl.col("fit") == "unpaired")
        .group_by("row", "order", "role", "key", maintain_order=True)
        .agg(units=pl.len())
        .join(held.orders.lazy().select("order", "inferred"), on="order", maintain_order="left")
        .select("row", "units", "role", "inferred", what=counted_units("units", "role"), set="key")
    )
