"""One row per order, from all records that tell of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from ..due import LIVE, Due
from .kept import KEPT

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
    open_lines = pl.col("live") & (pl.col("due") != Due.SHIPPED.value)
    told = [pl.col(name).first(ignore_nulls=True) for name in _OF_ORDERS]
    orders = (
        records.lazy()
        .with_columns(_open=open_lines, _cod=pl.col("payment_method_state") == "cod")
        .with_columns(_later=pl.col("due").is_in([Due.DEPOSIT.value, Due.PRESALE.value]))
        .group_by("order")
        .agg(
            pl.col("file", "order_id", "shop").first(),
            *told,
            status=pl.col("status_state").first(ignore_nulls=True),
            line_status=pl.col("line_status_state").first(ignore_nulls=True),
            cancelled_by=pl.col("cancelled_by_state").first(ignore_nulls=True),
            live=pl.col("live").any(),
            open=pl.col("_open").any(),
            cod=pl.col("_cod").any(),
            left=(pl.col("live") & ~pl.col("_open")).any(),
            later=pl.col("_later").any(),
            lined=pl.col("named").any(),
            replacing=(pl.col("replacement_state") == "yes").any(),
        )
        .sort("order")
        .collect()
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
