"""Parcels: what one carrier carries under one number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ...waybills import carrier_family, with_waybills
from .kept import MOMENT, thousandths
from .passed import passed_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...exports.export import Export

_TEXTS: Final = (
    "shop",
    "shipment_id",
    "order_id",
    "original_order_id",
    "erp_order_id",
    "line_id",
    "sku",
    "kit_sku",
    "model",
    "product_name",
    "warehouse",
    "carrier",
    "tracking_number",
    "master_tracking_number",
    "reship_of",
)
_MOMENTS: Final = (
    "label_created_at",
    "shipped_at",
    "picked_up_at",
    "first_attempt_at",
    "promised_delivery_at",
    "delivered_at",
    "last_event_at",
)

#: A parcel in one of these states has not left, or never will.
_NOT_OUT: Final = ("not_shipped", "cancelled")

#: How far a parcel is, when its records say different things.
_PROGRESS: Final = (
    "cancelled",
    "not_shipped",
    "label_created",
    "shipped",
    "in_transit",
    "out_for_delivery",
    "attempted",
    "exception",
    "returned",
    "delivered",
)


#: What a parcel takes from its records: of the first, the first known, the earliest, the latest.
_FIRST: Final = ("file", "kind", "carrier", "family", "known_family", "tracking_number")
_KNOWN: Final = ("warehouse",)
_EARLIEST: Final = (
    *("label_created_at", "shipped_at", "picked_up_at", "first_attempt_at"),
    *("promised_delivery_at", "day"),
)
_LATEST: Final = ("attempts", "delivered_at", "last_event_at")


def parcel_records(
    shipments: pl.DataFrame, exports: Sequence[Export], exchanged: pl.Series, passing: Sequence[str]
) -> pl.DataFrame:
    """Shipment records with all columns, null where no file has them, and the `parcel` that each stands for.

    Adds `counted` (it left, or is on its way out: not voided, not cancelled, not "not shipped"),
    `replacement`, `family` (of the carrier), `status`, `quantity` and `weight_g` in thousandths.

    Args:
        shipments: typed rows of all files.
        exports: all inputs, by index.
        exchanged: tracking numbers of parcels that replace returned goods.
        passing: the words of gifts and services.
    """
    names = shipments.columns
    if not shipments.width:
        shipments = pl.DataFrame(schema={"row": pl.UInt32, "file": pl.UInt16, "record": pl.UInt32})
    platforms = {export.index: export.profile.platform for export in exports}
    kinds = {export.index: export.profile.name for export in exports}
    rows = shipments.select(
        "row",
        "file",
        "record",
        *(_given(name, names, pl.String()) for name in _TEXTS),
        *(_given(name, names, MOMENT) for name in _MOMENTS),
        _state("delivery_status", names).alias("status"),
        (_state("voided", names) == "yes").fill_null(value=False).alias("voided"),
        (_state("replacement", names) == "yes").fill_null(value=False).alias("_replacement"),
        passed_over(shipments, passing),
        attempts=_whole("attempts", names),
        quantity=thousandths("quantity") if "quantity" in names else pl.lit(None, pl.Int64),
        weight_g=_weight(names),
        platform=pl.col("file").replace_strict(platforms, return_dtype=pl.String),
        kind=pl.col("file").replace_strict(kinds, return_dtype=pl.String),
    )
    number = pl.coalesce("master_tracking_number", "tracking_number")
    rows = rows.with_columns(_families(rows["carrier"]))
    rows = rows.with_columns(
        _number=pl.when(~number.str.contains("*", literal=True)).then(number),
        counted=~pl.col("voided") & ~pl.col("status").is_in(_NOT_OUT).fill_null(value=False),
        replacement=pl.col("_replacement")
        | pl.col("reship_of").is_not_null()
        | pl.col("tracking_number").is_in(exchanged.implode()).fill_null(value=False),
    )
    zones = {export.index: export.profile.zone for export in exports}
    return rows.with_columns(_parcel(), day=_local_day(zones)).drop("_number", "_replacement")


def parcels_of(records: pl.DataFrame) -> pl.DataFrame:
    """One row per parcel, sorted by `parcel`.

    Args:
        records: see `parcel_records`, with `order`.
    """
    shared = records["parcel"].is_duplicated()
    names = [*_FIRST, *_KNOWN, *_EARLIEST, *_LATEST, "voided", "counted", "weight_g"]
    # Of a parcel with one record nothing needs to be summed up.
    single = (
        records.lazy()
        .filter(~shared)
        .select(
            "parcel",
            *names,
            "order",
            status=pl.when(pl.col("status").is_in(_PROGRESS)).then("status"),
            replacement=pl.col("replacement") & pl.col("counted"),
            orders=pl.col("order").is_not_null().cast(pl.UInt32),
        )
        .collect()
    )
    several = _several(records.lazy().filter(shared)).select(single.columns)
    told = pl.concat([single, several]).sort("parcel").with_columns(row="parcel")
    return with_waybills(told).drop("known_family")


def _several(records: pl.LazyFrame) -> pl.DataFrame:
    """One row for all records of each parcel."""
    rank = pl.col("status").replace_strict(list(_PROGRESS), range(len(_PROGRESS)), default=None)
    status = pl.col("_rank").replace_strict(range(len(_PROGRESS)), list(_PROGRESS), default=None)
    return (
        records.with_columns(_rank=rank)
        .group_by("parcel")
        .agg(
            pl.col(_FIRST).first(),
            pl.col(_KNOWN).first(ignore_nulls=True),
            pl.col("order", *_EARLIEST).min(),
            pl.col(*_LATEST, "_rank").max(),
            pl.col("voided").all(),
            pl.col("counted").any(),
            pl.col("weight_g").sum(),
            replacement=pl.col("replacement").filter("counted").all() & pl.col("counted").any(),
            orders=pl.col("order").drop_nulls().n_unique(),
            _weighed=pl.col("weight_g").is_not_null().all(),
        )
        .with_columns(status=status.cast(pl.String), weight_g=pl.when("_weighed").then("weight_g"))
        .collect()
    )


def _given(name: str, names: Sequence[str], dtype: pl.DataType) -> pl.Expr:
    return (pl.col(name) if name in names else pl.lit(None, dtype)).alias(name)


def _state(name: str, names: Sequence[str]) -> pl.Expr:
    state = f"{name}_state"
    return pl.col(state).cast(pl.String) if state in names else pl.lit(None, pl.String)


def _weight(names: Sequence[str]) -> pl.Expr:
    """Grams; scales and programs write 0 where nobody weighed."""
    return thousandths("weight_kg").replace(0, None) if "weight_kg" in names else pl.lit(None, pl.Int64)


def _whole(name: str, names: Sequence[str]) -> pl.Expr:
    return pl.col(name).cast(pl.Int64) if name in names else pl.lit(None, pl.Int64)


def _families(carriers: pl.Series) -> tuple[pl.Series, pl.Series]:
    """One word for each carrier, however it is written, and its key, which an unknown carrier lacks."""
    distinct = carriers.unique().drop_nulls()
    keys = carrier_family(distinct)
    words = pl.select(pl.coalesce(keys, distinct.str.strip_chars().str.to_lowercase())).to_series()
    told = [
        carriers.replace_strict(distinct, some, default=None, return_dtype=pl.String)
        for some in (words, keys)
    ]
    return told[0].alias("family"), told[1].alias("known_family")


def _local_day(zones: dict[int, str]) -> pl.Expr:
    """The day of shipping where the file's times are from."""
    days = [
        pl.when(pl.col("file").is_in([file for file, its in zones.items() if its == zone])).then(
            pl.col("shipped_at").dt.convert_time_zone(zone).dt.date()
        )
        for zone in dict.fromkeys(zones.values())
    ]
    return pl.coalesce(days)


def _parcel() -> pl.Expr:
    """The row of the first record of the same parcel."""
    key = (
        pl.when(pl.col("_number").is_not_null())
        .then(pl.struct(pl.col("family").fill_null(""), "_number").hash())
        .when(pl.col("shipment_id").is_not_null())
        .then(pl.struct("platform", "shop", "shipment_id").hash())
    )
    return pl.when(key.is_null()).then("row").otherwise(pl.col("row").min().over(key)).alias("parcel")
