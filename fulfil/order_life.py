"""One order's whole life, frozen: what was ordered, what left in which parcels, what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from .findings import RuleFindings


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: the path as given, and the physical line."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise and what became of it.

    Args:
        kind: `ship` or `deliver`.
        until: when it ends, UTC.
        source: where it comes from, in words; None where that is not known.
        done_at: when it was done, UTC; None where it was not, or nobody knows.
    """

    kind: str
    until: datetime
    source: str | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another order of the same purchase."""

    order_id: str | None
    status: str | None
    parcels: int
    left_at: datetime | None
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the order; quantities are thousandths of a unit, None where they cannot be told.

    Args:
        place: its record.
        line_id: as the platform gives it.
        sku: as written.
        ordered: what the buyer ordered.
        cancelled: what was cancelled of it.
        due: what is to leave.
        shipped: what left and was counted for it.
        excess: what left beyond what was due.
        reshipped: what left again, in place of something.
        returned: what came back.
        reason: why it is due or not.
        kit: whether it asks for the parts of a kit.
        matched_by: how its parcels were matched to it: `record`, `line id`, `SKU`.
    """

    place: Place
    line_id: str | None
    sku: str | None
    ordered: int | None
    cancelled: int | None
    due: int | None
    shipped: int | None
    excess: int | None
    reshipped: int | None
    returned: int | None
    reason: str | None
    kit: bool
    matched_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Units of a set that one record holds; see `sibling_groups.group_parts`."""

    role: str | None
    key: str | None
    fit: str | None
    mates: str | None
    units: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a parcel holds of one SKU.

    Args:
        place: its record.
        order_id: the order that it is for; None where that is not known.
        line_id: the line that it was matched to.
        matched_by: how it was matched.
        sku: as written.
        quantity: thousandths of a unit; None where it cannot be told.
        counted: whether it left: not voided, not cancelled.
        units: how it stands to the parts of sets.
    """

    place: Place
    order_id: str | None
    line_id: str | None
    matched_by: str | None
    sku: str | None
    quantity: int | None
    counted: bool
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel that holds something of the order, with all that it holds.

    Args:
        place: its first record.
        carrier: as written.
        tracking_number: as written.
        status: its state.
        warehouse: where it left.
        voided: whether its label was voided.
        replacement: whether it was sent in place of something.
        times: column -> moment (UTC), in the order of a parcel's way, known ones only.
        contents: in the order of the files.
    """

    place: Place
    carrier: str | None
    tracking_number: str | None
    status: str | None
    warehouse: str | None
    voided: bool
    replacement: bool
    times: Mapping[str, datetime]
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Return:
    """A return of the order; `quantity` is in thousandths of a unit, and `comment` is personal data."""

    place: Place
    return_id: str | None
    line_id: str | None
    sku: str | None
    quantity: int | None
    return_type: str | None
    status: str | None
    reason: str | None
    comment: str | None
    refund_amount: Decimal | None
    currency: str | None
    times: Mapping[str, datetime]


@dataclass(frozen=True, slots=True)
class OrderLife:
    """An order's whole life.

    Args:
        place: its first record.
        platform: the platform or program that wrote it.
        shop: None where the file names none.
        order_id: as written.
        zone: the IANA zone in which its times are told.
        status: its state.
        province: as written.
        inferred: whether its siblings were found by inference.
        times: column -> moment (UTC), known ones only.
        cancelled_by: who cancelled it.
        promises: to ship, and to deliver.
        siblings: the other orders of its group.
        lines: in the order of the files.
        parcels: in the order in which they left.
        returns: in the order of the files.
        findings: by rule, those about the order, its siblings, its parcels and its returns.
        own_rows: the rows among them that are the order's own.
    """

    place: Place
    platform: str | None
    shop: str | None
    order_id: str
    zone: str
    status: str | None
    province: str | None
    inferred: bool
    times: Mapping[str, datetime]
    cancelled_by: str | None
    promises: tuple[Promise, ...]
    siblings: tuple[Sibling, ...]
    lines: tuple[Line, ...]
    parcels: tuple[Parcel, ...]
    returns: tuple[Return, ...]
    findings: tuple[RuleFindings, ...]
    own_rows: frozenset[int]
