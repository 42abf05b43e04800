"""One row per order, from all records that tell of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from ...exports.states import Payment
from ..due import LIVE, Due
from .joined import joined
from .kept import KEPT
from .refunds import refunds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...exports.export import Export
    from ...policy.policy import Policy

#: What an order's records say of the order, and not of a line.
_OF_ORDERS: Final = (
    "parent_order_id",
    "original_order_id",
    "erp_order_id",
    "split_into",
    "province",
    "fulfilment_channel",
    "currency",
    "carrier",
    "created_at",
    "paid_at",
    "promised_ship_at",
    "promised_delivery_at",
    "presale_ship_at",
    "shipped_at",
    "delivered_at",
    "cancelled_at",
    "goods_amount",
    "freight_paid",
    "order_paid",
    "weight_g",
    "buyer_key",
    "address_key",
    "phone_key",
    "recipient_key",
)

#: The states that an order's records say, by what they are called of the order.
_STATES_OF_ORDERS: Final = {
    "status": "status_state",
    "line_status": "line_status_state",
    "cancelled_by": "cancelled_by_state",
}

#: Orders in these states say that nothing has left.
_WAITING: Final = ("to_ship", "in_review", "locked")

#: Orders in these states were replaced by others, or never were.
GONE: Final = ("deleted", "replaced")


def order_records(spine: pl.DataFrame, kept: pl.DataFrame, exports: Sequence[Export]) -> pl.DataFrame:
    """All records of orders that count: the place, the order, why they are due or not, and `KEPT`.

    What another file tells newer is left out. A list of orders names no lines where the file of its details
    does: the same goods would be counted twice.

    Args:
        spine: with `order` and `due`.
        kept: see `kept_orders`, in the order of the spine.
        exports: all inputs, by index.
    """
    told = spine.filter(pl.col("subject") == "orders").select(
        "file", "record", "order_id", "shop", "order", "due"
    )
    rows = pl.concat([kept, told], how="horizontal")
    repeated = rows["due"] == Due.REPEATED.value
    if repeated.any():
        rows = rows.filter(~repeated)
    rows = rows.with_columns(live=pl.col("due").is_in(LIVE))
    details = {export.profile.lines_of for export in exports} - {None}
    lists = [export.index for export in exports if export.profile.name in details]
    given = [export.index for export in exports if export.profile.lines_of]
    if not lists:
        return rows
    detailed = rows.filter(pl.col("file").is_in(given)).select(pl.col("order").unique())["order"].implode()
    doubled = pl.col("file").is_in(lists) & pl.col("order").is_in(detailed)
    return rows.with_columns(named=pl.col("named") & ~doubled)


def orders_of_records(records: pl.DataFrame, exports: Sequence[Export], policy: Policy) -> pl.DataFrame:
    """One row per order, sorted by `order`; parcels are not looked at yet.

    Args:
        records: see `order_records`.
        exports: all inputs, by index.
        policy: the limits.
    """
    orders = joined(_folded(records), refunds_of(records, exports), "order").with_columns(
        pl.col("refund_open", "refunded").fill_null(value=False)
    )
    platforms = {export.index: export.profile.platform for export in exports}
    at_home = [e.index for e in exports if e.profile.country in policy.dispatch.countries]
    return orders.with_columns(
        row="order",
        platform=pl.col("file").replace_strict(platforms, return_dtype=pl.String),
        complete=pl.col("live") & ~pl.col("open"),
        status=pl.coalesce("status", "line_status"),
        waits=pl.col("open") & ~pl.col("left") & pl.coalesce("status", "line_status").is_in(_WAITING),
        said_shipped_at="shipped_at",
        said_delivered_at="delivered_at",
        **_promises(policy, at_home),
    ).drop("line_status", "left", "open")


def _folded(records: pl.DataFrame) -> pl.DataFrame:
    """One row per order: the first of what its records say, and what any of them says; sorted by `order`."""
    open_lines = pl.col("live") & (pl.col("due") != Due.SHIPPED.value)
    marks = {
        "live": pl.col("live"),
        "open": open_lines,
        "cod": pl.col("payment_method_state") == "cod",
        "left": pl.col("live") & ~open_lines,
        "later": pl.col("due").is_in([Due.DEPOSIT.value, Due.PRESALE.value]),
        "lined": pl.col("named"),
        "replacing": pl.col("replacement_state") == "yes",
        "numbered": pl.col("numbered"),
        "unnumbered": ~pl.col("numbered"),
        "voided": pl.col("payment_status_state") == Payment.VOIDED.value,
    }
    told = [*_OF_ORDERS, *_STATES_OF_ORDERS]
    rows = records.select(
        "order",
        *("file", "order_id", "shop"),
        *_OF_ORDERS,
        *(pl.col(name).alias(alias) for alias, name in _STATES_OF_ORDERS.items()),
        **{name: mark.fill_null(value=False) for name, mark in marks.items()},
    )
    # Most records are the first of their order, and say all that there is: only the others are grouped.
    heads = rows["order"].is_first_distinct()
    first = rows.filter(heads)
    number = rows.height - first.height
    unsaid = {name: first[name].null_count() for name in told}
    gaps = [name for name, nulls in unsaid.items() if nulls and rows[name].null_count() - nulls < number]
    rest = rows.lazy().filter(~heads).select("order", *gaps, *marks).collect()
    more = rest.group_by("order").agg(
        *(pl.col(name).first(ignore_nulls=True).alias(f"_{name}") for name in gaps),
        *(pl.col(name).any().alias(f"_{name}") for name in marks),
    )
    whole = joined(first, more, "order").with_columns(
        *(pl.coalesce(name, f"_{name}") for name in gaps),
        *(pl.col(name) | pl.col(f"_{name}").fill_null(value=False) for name in marks),
    )
    whole = whole.select(rows.columns)
    return whole if whole["order"].is_sorted() else whole.sort("order")


def _promises(policy: Policy, at_home: Sequence[int]) -> dict[str, pl.Expr]:
    """When an order must leave and arrive, and who says so."""
    hours = policy.dispatch.ship_hours
    said = pl.col("promised_ship_at")
    presale = pl.col("presale_ship_at").is_not_null() | pl.col("later")
    fallback = pl.lit(None, KEPT["paid_at"])
    if hours is not None:
        home = pl.col("file").is_in(list(at_home))
        fallback = pl.when(home & ~presale).then(pl.col("paid_at") + timedelta(hours=hours))
    words = f"{hours:g} h after payment" if hours is not None else ""
    return {
        "ship_by": pl.coalesce(said, fallback),
        "ship_by_from": pl.when(said.is_not_null())
        .then(pl.lit("promised in the file"))
        .when(fallback.is_not_null())
        .then(pl.lit(words)),
        "deliver_by": pl.col("promised_delivery_at"),
        "deliver_by_from": pl.when(pl.col("promised_delivery_at").is_not_null()).then(
            pl.lit("promised in the file of orders")
        ),
    }
