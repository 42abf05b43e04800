"""SHP003 waybill-check-digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Handoff, Scope, Severity, rule
from .numbered import untold

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SHP003",
    "waybill-check-digit",
    severity=Severity.ERROR,
    handoff=Handoff.OFF,
    scope=Scope.PARCEL,
    needs=("shipment_lines.carrier", "shipment_lines.tracking_number"),
    message="the waybill “{value}” fails the check digit of {carrier}: a digit is wrong",
    unknown=untold("passes"),
    subjects=(Subject.SHIPMENTS,),
)
def waybill_check_digit(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A tracking number fails the check digit of its own carrier.

    ## Why it matters
    The last digit is calculated from the others, so the number was mistyped or cut: no parcel is found under
    it, the buyer sees nothing, and a marketplace counts the order as shipped without a valid number.

    ## What a null means
    A parcel without a number is SHP002's, and one without a carrier is not judged: 10 % of all twelve-digit
    numbers pass as FedEx's, so a carrier is never inferred from the number. Tested are UPS (1Z), FedEx (12,
    15, 18, 22 and 34 digits), USPS, DHL Express (10 and 11 digits), and S10 numbers of USPS and China Post;
    no other carrier publishes its check digit. A number in no form of its carrier is SHP004's. A masked
    number, several in one cell, and one that a spreadsheet ruined (EXP002) are not judged, nor is a voided
    parcel.

    ## Flagged
    ```csv
    order_id,status,country,address
    A1,shipped,US,"1 Main St, Springfield"
    ```
    ```csv shipments
    order_id,carrier,tracking_number,shipped_at
    A1,UPS,1Z5R89390357567128,2026-11-20 10:00:00
    ```

    ## Clean
    ```csv
    order_id,status,country,address
    A1,shipped,US,"1 Main St, Springfield"
    A2,shipped,CN,浙江省杭州市西湖区文三路391号
    ```
    ```csv shipments
    order_id,carrier,tracking_number,shipped_at
    A1,UPS,1Z5R89390357567127,2026-11-20 10:00:00
    A2,顺丰速运,SF1000000000001,2026-11-20 10:00:00
    ```

    ## Cure
    Look up the number on the label or in the carrier's own list, and correct it where it was typed.
    """
    del policy
    wrong = facts.fulfilment.parcels.lazy().filter(~pl.col("passes"))
    return wrong.select("row", "carrier", value="tracking_number").sort("row")
