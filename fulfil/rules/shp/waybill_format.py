"""SHP004 waybill-format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...filled import filled
from ...tables import Subject
from ...waybills import owners, titles
from ..rule import Handoff, Scope, Severity, rule
from .numbered import untold

if TYPE_CHECKING:
    from ...facts.run_facts import AuditFacts
    from ...policy.policy import Policy


@rule(
    "SHP004",
    "waybill-format",
    severity=Severity.WARNING,
    handoff=Handoff.OFF,
    scope=Scope.PARCEL,
    needs=("shipment_lines.carrier", "shipment_lines.tracking_number"),
    message="the waybill “{value}” is no number of {carrier}: {reason}",
    unknown=untold("fits"),
    subjects=(Subject.SHIPMENTS,),
)
def waybill_format(facts: AuditFacts, policy: Policy) -> pl.LazyFrame:
    """A tracking number has none of the forms that numbers of its carrier have.

    ## Why it matters
    The number was cut or mistyped, or the carrier beside it is not the one that has the parcel: either way
    nobody can follow it, and the platform may refuse the number.

    ## What a null means
    A parcel without a number is SHP002's. One without a carrier, or with a carrier whose name or forms are
    not known, is not judged, nor is a masked number, several in one cell, a voided parcel, or a number that a
    spreadsheet ruined (EXP002). Carriers in China publish no forms and tables disagree, so many forms count,
    and this is a warning. Another carrier is named only where the form is that carrier's alone (1Z and UPS).

    ## Flagged
    ```csv
    order_id,status,province,city,county,street
    A1,shipped,浙江省,杭州市,西湖区,文三路391号
    ```
    ```csv shipments
    order_id,carrier,tracking_number,shipped_at
    A1,中通快递,YT8800000000003,2026-11-20 10:00:00
    ```

    ## Clean
    ```csv
    order_id,status,province,city,county,street
    A1,shipped,浙江省,杭州市,西湖区,文三路391号
    A2,shipped,浙江省,杭州市,西湖区,文三路393号
    ```
    ```csv shipments
    order_id,carrier,tracking_number,shipped_at
    A1,圆通速递,YT8800000000003,2026-11-20 10:00:00
    A2,中通快递,75800000000001,2026-11-20 10:00:00
    ```

    ## Cure
    Compare the number and the carrier with the label, and correct the one that is wrong.
    """
    del policy
    found = facts.fulfilment.parcels.filter(~pl.col("fits"))
    told = found.join(owners(found["number"]), on="number", how="left", maintain_order="left").join(
        titles(), left_on="owner", right_on="family", how="left", maintain_order="left"
    )
    reason = pl.coalesce(filled("it looks like one of {}", "title"), pl.lit("it has none of the known forms"))
    return told.lazy().select("row", "carrier", value="tracking_number", reason=reason).sort("row")
