"""Returns from request to end: stages, whose time each one is, how it ended, and the clocks that run."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import polars as pl

from ...exports.states import ReturnType

if TYPE_CHECKING:
    from collections.abc import Mapping


class Outcome(StrEnum):
    """How a case ended; `closed` ended without money or goods, and the file does not say by whom."""

    REFUNDED = "refunded"
    REPLACED = "replaced"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    OPEN = "open"


class Milestone(StrEnum):
    """What a case passes, in order; without goods only `requested`, `answered` and `settled`."""

    REQUESTED = "requested"
    ANSWERED = "answered"
    SENT_BACK = "sent back"
    RECEIVED = "received"
    INSPECTED = "inspected"
    SETTLED = "settled"


class Owner(StrEnum):
    """Whose time a stage is; `several` where the file does not tell it apart, and one of them is the seller.

    `others` is time that buyer and courier share.
    """

    SELLER = "seller"
    BUYER = "buyer"
    COURIER = "courier"
    OTHERS = "others"
    SEVERAL = "several"


class Clock(StrEnum):
    """What a limit counts.

    `respond`: request to answer. `handle`: the same, by law. `refund`: goods back (or notice) to money.
    `deem`: goods back to money, until the law deems it deliberate delay. `platform`: the platform's own
    deadline.
    """

    RESPOND = "respond"
    HANDLE = "handle"
    REFUND = "refund"
    DEEM = "deem"
    PLATFORM = "platform"


#: Why a case stands apart: it closes in minutes, or it is no return, and would flatter every figure.
APART: Final[Mapping[ReturnType, str]] = {
    ReturnType.REFUND_BEFORE_SHIPMENT: "refunded before shipment",
    ReturnType.PRICE_PROTECTION: "price protection",
    ReturnType.RESHIP: "reshipment",
    ReturnType.COMPENSATION: "compensation",
}

OUTCOMES: Final = pl.Enum([outcome.value for outcome in Outcome])
MILESTONES: Final = pl.Enum([milestone.value for milestone in Milestone])
OWNERS: Final = pl.Enum([owner.value for owner in Owner])
CLOCKS: Final = pl.Enum([clock.value for clock in Clock])


@dataclass(frozen=True, slots=True)
class Cases:
    """The returns of a run; a case is a return with all its lines. Moments are UTC, quantities thousandths.

    Args:
        cases: one row per case: `case` (the row of its first record) and `row`, `file platform shop
            return_id`; `order order_id group inferred` (null where no file has the order); `kind` (a
            `ReturnType`; null where nothing tells it), `goods` (they are to come back), `apart` (a word of
            `APART`, else null), `partial` (less than the lines' price was paid back; null where unknown);
            `status` (a `ReturnStatus`) and `outcome` (`OUTCOMES`; null where the kind of file tells no end
            at all); `requested_at responded_at approved_at sent_back_at received_at inspected_at refunded_at
            replaced_at closed_at deadline_at` as told, of several lines the first request and answer, and
            the last of the others; `answered_at` (see `answered`), `settled_at` (money or replacement),
            `ended_at` (null while open, and where `untimed`: it ended and nothing tells when); `lines
            quantity back`; `refund_amount currency`; `paid` (of its lines, null where unknown); `sku` (null
            where it has several), `reason goods_status carrier warehouse` (`carrier` brings the goods back);
            `exchange_order`; `delivered_at` (the last parcel of its lines, else of the order),
            `last_delivered_at` (of the order); `paid_at` (the group's first payment); `seller_hours
            buyer_hours courier_hours others_hours several_hours` (its stages by owner, up to `ended_at`,
            else `as_of`; null where `untimed` or without stages).
        lines: one row per record: `row case order line sku quantity back refund_amount refunded_at reason
            unsent parcel` (`parcel`: the one that brought the goods; null where none is told, or several).
        stages: the time of each case cut at its milestones: `case from to owner start_at end_at ended`;
            `end_at` is null while the case is in it; `ended`: the case left it by ending there, and not by
            going on. Milestones that a file never tells make no stage; a milestone that is written before an
            earlier one counts as reached together with it, and one after the end is left out; the stages of
            a case add up to its whole time. Where goods are to come back and the case was withdrawn or
            closed before any known milestone, that stage is the time of `several`: whether the buyer had
            been answered is not told. Cases that end before they begin, or begin after `as_of`, have none;
            those whose end has no time have the ones before their last milestone.
        clocks: one row per case and limit that applies to it: `case row file order clock start_at due_at
            met_at limit source legal`; `met_at` is null where nothing met it (by `as_of`); `limit` is in
            words.
        windows: one row per case whose goods are to come back and whose window has a known start: `case start
            start_at until_at limit source legal`; `start` says in words what the window counts from.
        cancelled: one row per order that was paid, cancelled as a whole before anything left, and for which a
            limit is set: `row file cancelled_at due_at refunded told limit source legal`; `refunded`: some
            file tells a refund; `told`: a file of its shop tells refunds at all, so that none means none.
    """

    cases: pl.DataFrame
    lines: pl.DataFrame
    stages: pl.DataFrame
    clocks: pl.DataFrame
    windows: pl.DataFrame = field(default_factory=pl.DataFrame)
    cancelled: pl.DataFrame = field(default_factory=pl.DataFrame)
