"""Whether a line is due for handoff, and if not, why."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from ..exports.words import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable


class Due(StrEnum):
    """`due`, or the reason why a line must not ship now."""

    DUE = "due"
    UNPAID = "unpaid"
    DEPOSIT = "deposit"
    IN_REVIEW = "in review"
    LOCKED = "locked"
    SHIPPED = "already shipped"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    REFUNDED = "refunded"
    DELETED = "deleted"
    REPLACED = "replaced by other orders"
    VIRTUAL = "needs no shipping"
    PICK_UP = "picked up by the buyer"
    PRESALE = "pre-sale, to ship later"
    REPEATED = "stands in another file"


DUE = pl.Enum([due.value for due in Due])

#: Lines with these reasons are alive or were: an audit judges them beside the due ones.
LIVE = (Due.DUE, Due.SHIPPED, Due.IN_REVIEW, Due.LOCKED, Due.PRESALE)

_BY_STATUS = {
    "unpaid": Due.UNPAID,
    "deposit": Due.DEPOSIT,
    "in_review": Due.IN_REVIEW,
    "locked": Due.LOCKED,
    "shipped": Due.SHIPPED,
    "delivered": Due.SHIPPED,
    "cancelled": Due.CANCELLED,
    "closed": Due.CLOSED,
    "refunded": Due.REFUNDED,
    "deleted": Due.DELETED,
    "replaced": Due.REPLACED,
}
_BY_PAYMENT = {
    "unpaid": Due.UNPAID,
    "authorized": Due.UNPAID,
    "partly_paid": Due.UNPAID,
    "refunded": Due.REFUNDED,
    "voided": Due.CANCELLED,
}
# An order in one of these is out of reach whatever a line of it says.
_ORDER_WINS = (
    "unpaid",
    "deposit",
    "in_review",
    "locked",
    "cancelled",
    "closed",
    "refunded",
    "deleted",
    "replaced",
)


class _Columns:
    """The columns of a frame, null where it lacks one."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def state(self, name: str) -> pl.Expr:
        column = f"{name}_state"
        return pl.col(column).cast(pl.String) if column in self._names else pl.lit(None, pl.String)

    def value(self, name: str) -> pl.Expr:
        return pl.col(name) if name in self._names else pl.lit(None)


def due_for_handoff(names: Iterable[str]) -> pl.Expr:
    """Why each line is or is not due, by status, payment and after-sale words.

    Cash on delivery is due without payment. A file without any status or payment column is judged by its
    payment time, where it has that column. Pre-sale is judged later, when `as_of` is known. An unknown
    word leaves the line due: it holds the order (EXP005).

    Args:
        names: the columns of the typed rows.

    Returns:
        An expression of type `DUE`, never null.
    """
    columns = _Columns(names)
    order, line = columns.state("status"), columns.state("line_status")
    status = pl.when(order.is_in(_ORDER_WINS)).then(order).otherwise(pl.coalesce(line, order))
    payment = columns.state("payment_status")
    cod = (columns.state("payment_method") == "cod").fill_null(value=False)
    by_payment = _reason(payment, _BY_PAYMENT)
    by_status = _reason(status, _BY_STATUS)
    unpaid = pl.lit(value=False)
    if not any(f"{name}_state" in columns for name in ("status", "line_status", "payment_status")):
        # `paid_at_written` also says so of a time that could not be read.
        unpaid = columns.value("paid_at_written").cast(pl.Boolean).not_().fill_null(value=False)
    reason = pl.coalesce(
        pl.when(~(cod & (by_status == Due.UNPAID))).then(by_status),
        pl.when(columns.value("cancelled_at").is_not_null()).then(pl.lit(Due.CANCELLED.value)),
        pl.when(~(cod & (by_payment == Due.UNPAID))).then(by_payment),
        pl.when(unpaid & ~cod).then(pl.lit(Due.UNPAID.value)),
        # Where no word says how far the order is, its ship date does.
        pl.when(status.is_null() & columns.value("shipped_at").is_not_null()).then(pl.lit(Due.SHIPPED.value)),
        pl.when(columns.state("aftersale_status") == "refunded").then(pl.lit(Due.REFUNDED.value)),
        pl.when(columns.state("in_review") == "yes").then(pl.lit(Due.IN_REVIEW.value)),
        pl.when((columns.state("pick_up") == "yes") | (columns.state("delivery_method") == "pick_up")).then(
            pl.lit(Due.PICK_UP.value)
        ),
        pl.when(
            (columns.state("requires_shipping") == "no") | (columns.state("delivery_method") == "virtual")
        ).then(pl.lit(Due.VIRTUAL.value)),
        pl.when(columns.value("quantity_to_ship") == 0).then(pl.lit(Due.SHIPPED.value)),
        pl.when(
            (columns.value("cancelled_quantity") >= columns.value("quantity"))
            & (columns.value("quantity") > 0)
        ).then(pl.lit(Due.CANCELLED.value)),
        pl.lit(Due.DUE.value),
    )
    return reason.cast(DUE).alias("due")


def _reason(state: pl.Expr, reasons: dict[str, Due]) -> pl.Expr:
    return state.replace_strict(
        list(reasons), [reason.value for reason in reasons.values()], default=None, return_dtype=pl.String
    )


def unknown_words(names: Iterable[str]) -> dict[str, pl.Expr]:
    """Which rows hold a word that nothing says the meaning of, by canonical column.

    An empty cell in the only status column is such a word, and so is "partly shipped" where no column says
    what is left.

    Args:
        names: the columns of the typed rows.
    """
    columns = _Columns(names)
    found = {
        name: columns.state(name) == UNKNOWN
        for name in ("status", "line_status", "payment_status", "aftersale_status")
        if f"{name}_state" in columns
    }
    carrier = next((name for name in ("status", "line_status") if name in found), None)
    if carrier is not None:
        effective = pl.coalesce(columns.state("line_status"), columns.state("status"))
        left_unsaid = effective.is_null()
        if "quantity_to_ship" not in columns:
            left_unsaid = left_unsaid | (effective == "partly_shipped")
        found[carrier] = found[carrier].fill_null(value=False) | left_unsaid
    return {name: mask.fill_null(value=False) for name, mask in found.items()}
