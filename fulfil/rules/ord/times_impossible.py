"""ORD004 times-impossible."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl

from ...tables import Subject
from ..rule import Handoff, Severity, rule

if TYPE_CHECKING:
    from ...facts.row_facts import RowFacts
    from ...policy.policy import Policy

_MOMENT = pl.Datetime("us", "UTC")
#: By what records tell of: what comes first, what comes after it, and what is wrong where it does not. A shop
#: may say that a parcel was shipped when the carrier has long been there, or print its label on another day.
_PAIRS = {
    Subject.ORDERS: (
        ("created_at", "paid_at", "paid before it was made"),
        ("paid_at", "shipped_at", "shipped before it was paid"),
        ("shipped_at", "delivered_at", "delivered before it was shipped"),
    ),
    Subject.SHIPMENTS: (
        ("label_created_at", "picked_up_at", "picked up before its label was made"),
        ("shipped_at", "delivered_at", "delivered before it was shipped"),
        ("picked_up_at", "delivered_at", "delivered before it was picked up"),
        ("first_attempt_at", "delivered_at", "delivered before the first attempt"),
    ),
    # Money may go back before the goods do, and goods that were refused come back unasked.
    Subject.RETURNS: (
        ("requested_at", "responded_at", "answered before it was requested"),
        ("requested_at", "approved_at", "approved before it was requested"),
        ("requested_at", "refunded_at", "refunded before it was requested"),
        ("requested_at", "closed_at", "closed before it was requested"),
        ("sent_back_at", "received_at", "received before it was sent back"),
        ("received_at", "inspected_at", "inspected before it was received"),
    ),
}
_WHAT = {Subject.ORDERS: "the order", Subject.SHIPMENTS: "the parcel", Subject.RETURNS: "the return"}
_COD = (pl.col("payment_method_state").cast(pl.String) == "cod").fill_null(value=False)
_WRITTEN = "%Y-%m-%d %H:%M UTC"


def _found(facts: RowFacts, pair: tuple[str, str, str], tolerance: timedelta) -> pl.LazyFrame:
    first, then, reason = pair
    wrong = pl.col(then).cast(_MOMENT) < pl.col(first).cast(_MOMENT) - tolerance
    if (first, then) == ("paid_at", "shipped_at"):
        wrong &= ~_COD
    if facts.subject is Subject.RETURNS:
        wrong &= ~_on_a_day_of(then, first, facts.zone)
    return facts.complete.filter(wrong).select(
        "row",
        what=pl.lit(_WHAT[facts.subject]),
        field=pl.lit(then),
        reason=pl.lit(reason),
        value=pl.col(then).cast(_MOMENT).dt.strftime(_WRITTEN),
        expected=pl.col(first).cast(_MOMENT).dt.strftime(_WRITTEN),
    )


def _on_a_day_of(then: str, first: str, zone: str) -> pl.Expr:
    """Whether the later time is a day without an hour, on which the earlier one may still be."""
    day, before = (pl.col(name).cast(_MOMENT).dt.convert_time_zone(zone) for name in (then, first))
    return (day == day.dt.truncate("1d")) & (day.dt.date() >= before.dt.date())


@rule(
    "ORD004",
    "times-impossible",
    severity=Severity.WARNING,
    handoff=Handoff.WARN,
    needs=(
        (
            "orders.created_at | orders.shipped_at | shipment_lines.label_created_at"
            " | shipment_lines.shipped_at | shipment_lines.picked_up_at | shipment_lines.first_attempt_at"
            " | returns.requested_at | returns.sent_back_at | returns.received_at"
        ),
        (
            "orders.paid_at | orders.delivered_at | shipment_lines.picked_up_at | shipment_lines.delivered_at"
            " | returns.responded_at | returns.approved_at | returns.refunded_at | returns.closed_at"
            " | returns.received_at | returns.inspected_at"
        ),
    ),
    message="{what} was {reason}: {value}, against {expected}",
    subjects=tuple(Subject),
    limits=("times.tolerance_minutes",),
)
def times_impossible(facts: RowFacts, policy: Policy) -> pl.LazyFrame:
    """A time lies before the one that it must follow: paid before it was made, received before it was sent.

    ## Why it matters
    One of the two times is wrong: typed, shifted by a zone, or of another order. Every deadline that is
    counted from it is wrong as well.

    ## What a null means
    A time that is empty, or that could not be read (EXP004), is not compared. Cash on delivery ships before
    it is paid. In the records of a parcel, a delivery is held against shipping, pick-up and first attempt,
    and a pick-up against the label; to say only afterwards that a parcel was shipped is a habit of shops, and
    no finding. A return is answered, approved, refunded and closed after its request, received after it was
    sent back, and inspected after it was received; a refund before the goods are back is no fault, and a day
    without an hour is compared as a day there. A few minutes' difference is that of two clocks
    (`times.tolerance_minutes` in the policy).

    ## Flagged
    ```csv
    order_id,created_at,paid_at,province,city,county,street
    A1,2026-11-20 10:00:00,2026-11-19 09:00:00,浙江省,杭州市,西湖区,文三路391号
    ```
    ```csv returns
    return_id,order_id,requested_at,sent_back_at,received_at
    R1,A1,2026-11-20 10:00:00,2026-11-24 10:00:00,2026-11-23 10:00:00
    ```

    ## Clean
    ```csv
    order_id,payment_method,created_at,paid_at,shipped_at,province,city,county,street
    A1,,2026-11-20 10:00:00,2026-11-20 10:05:00,,浙江省,杭州市,西湖区,文三路391号
    A2,货到付款,2026-11-19 10:00:00,2026-11-21 10:00:00,2026-11-20 10:00:00,浙江省,杭州市,西湖区,文三路391号
    ```
    ```csv returns
    return_id,order_id,requested_at,sent_back_at,received_at,refunded_at
    R1,A1,2026-11-20 10:00:00,2026-11-22 10:00:00,2026-11-24 10:00:00,2026-11-20 12:00:00
    ```

    ## Cure
    Look up the true times; if a whole file is shifted, its zone is wrong.
    """
    tolerance = timedelta(minutes=policy.times.tolerance_minutes)
    found = [_found(facts, pair, tolerance) for pair in _PAIRS[facts.subject]]
    return pl.concat(found).sort("row", maintain_order=True)
