"""Worlds in which anything may be wrong: cells of a written world are changed by chance.

Nothing is known of what must be found in them; two statements of one rule must find the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from tests.bench.chance import Chance

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.fulfilment import World

_MOMENT = "%Y-%m-%d %H:%M:%S"
_STATES = ("not shipped", "label created", "in transit", "attempted", "exception", "returned", "cancelled")
_STATUSES = ("cancelled", "closed", "delivered", "to_ship", "shipped", "refunded", "locked")
_ADDED = ("original_order_id", "erp_order_id", "replacement", "gift")
_ODD = ("0", "-1", "0.5")
_GOODS = ("A-00001", "A-00002", "KIT-001", "KC-001-1", "KFR-35G/HA", "KFR-35W/HB", "KFR-26GW/HA", "BDL-001")


class _Changes:
    """The changes of a file, each in some of a thousand rows."""

    def __init__(self, frame: pl.DataFrame, seed: int, by: pl.Series | None = None) -> None:
        self.frame = frame
        self._chance = Chance(0, frame.height, seed)
        self._by = by

    def draws(self, bound: int, *, whole: bool = False) -> pl.Series:
        """A number per row; with `whole`, one for all rows of what `by` names."""
        drawn = self._chance.below(bound)
        return drawn.gather(self._by) if whole and self._by is not None else drawn

    def change(self, name: str, to: pl.Expr, per_mille: int, *, whole: bool = False) -> None:
        """Put something else into a column, in so many of a thousand rows."""
        here = self.draws(1000, whole=whole) < per_mille
        self.frame = self.frame.with_columns(pl.when(here).then(to).otherwise(name).alias(name))

    def one_of(self, values: tuple[str, ...], *, whole: bool = False) -> pl.Expr:
        """One of some words."""
        return pl.lit(pl.Series(values).gather(self.draws(len(values), whole=whole)))

    def shifted(self, name: str, hours: int, *, whole: bool = False) -> pl.Expr:
        """A moment, moved by up to so many hours to either side."""
        by = self.draws(2 * hours * 60, whole=whole).cast(pl.Int64) - hours * 60
        moment = pl.col(name).str.to_datetime(_MOMENT) + pl.duration(minutes=pl.lit(by))
        return moment.dt.strftime(_MOMENT)


_NOTHING = pl.lit(None, pl.String)


def messy(world: World, folder: Path, seed: int) -> tuple[Path, Path, Path]:
    """Orders, shipments and returns of a world, changed by chance.

    Args:
        world: a written world.
        folder: where the files go.
        seed: another seed changes other cells.
    """
    orders, shipments, returns = (pl.read_csv(path, infer_schema=False) for path in world.files)
    made = (_orders(orders, seed), _shipments(shipments, seed + 1), _returns(returns, seed + 2))
    paths = (folder / "orders.csv", folder / "shipments.csv", folder / "returns.csv")
    folder.mkdir(parents=True, exist_ok=True)
    for frame, path in zip(made, paths, strict=True):
        frame.write_csv(path)
    return paths


def _orders(frame: pl.DataFrame, seed: int) -> pl.DataFrame:
    first = frame.with_row_index().select(pl.col("index").first().over("shop", "order_id")).to_series()
    told = _Changes(frame.with_columns(**dict.fromkeys(_ADDED, _NOTHING)), seed, first)
    told.change("original_order_id", pl.concat_str(pl.lit("T"), "order_id"), 30, whole=True)
    told.change("erp_order_id", pl.concat_str(pl.lit("E"), "order_id"), 30, whole=True)
    told.change("parent_order_id", pl.lit("P1"), 2, whole=True)
    told.change("parent_order_id", pl.lit(frame["order_id"].shift(20)).gather(first), 10, whole=True)
    told.change("replacement", pl.lit("yes"), 20, whole=True)
    told.change("gift", pl.lit("yes"), 20)
    told.change("status", told.one_of(_STATUSES, whole=True), 40, whole=True)
    told.change("cancelled_at", told.shifted("created_at", 40, whole=True), 20, whole=True)
    told.change("promised_ship_at", told.shifted("promised_ship_at", 60, whole=True), 60, whole=True)
    told.change("promised_ship_at", _NOTHING, 20, whole=True)
    told.change("phone", pl.lit("138****1234"), 20, whole=True)
    told.change("phone", pl.lit("13912345678"), 20, whole=True)
    told.change("recipient", pl.lit("郑示例"), 20, whole=True)
    told.change("street", pl.lit("示例路9号"), 20, whole=True)
    told.change("buyer_id", _NOTHING, 20, whole=True)
    told.change("line_status", told.one_of(("cancelled", "shipped", "to_ship")), 30)
    told.change("quantity", told.one_of(("1", "2", "5")), 30)
    told.change("quantity", _NOTHING, 5)
    told.change("quantity", told.one_of(_ODD), 20)
    told.change("cancelled_quantity", told.one_of(("1", "2", "9")), 30)
    told.change("sku", told.one_of(_GOODS), 40)
    told.change("sku", _NOTHING, 5)
    told.change("line_id", _NOTHING, 20)
    return told.frame


def _shipments(frame: pl.DataFrame, seed: int) -> pl.DataFrame:
    told = _Changes(frame.with_columns(erp_order_id=_NOTHING, original_order_id=_NOTHING), seed)
    told.change("erp_order_id", pl.concat_str(pl.lit("E"), "order_id"), 40)
    told.change("original_order_id", pl.concat_str(pl.lit("T"), "order_id"), 40)
    told.change("original_order_id", pl.col("order_id"), 40)
    told.change("order_id", pl.concat_str(pl.lit("T"), "order_id"), 30)
    told.change("order_id", pl.concat_str(pl.lit("E"), "order_id"), 30)
    told.change("order_id", _NOTHING, 30)
    before = {name: pl.col(name).shift(1) for name in ("tracking_number", "carrier", "order_id", "shop")}
    told.change("quantity", told.one_of(("1", "2", "3", "4")), 30)
    told.change("quantity", _NOTHING, 5)
    told.change("quantity", told.one_of(_ODD), 20)
    told.change("sku", told.one_of(_GOODS), 30)
    told.change("sku", _NOTHING, 10)
    told.change("line_id", _NOTHING, 100)
    told.change("order_id", before["order_id"], 15)
    told.change("order_id", pl.lit("X1"), 10)
    told.change("order_id", pl.concat_str(pl.lit("#"), "order_id"), 20)
    told.change("shop", _NOTHING, 20)
    told.change("tracking_number", before["tracking_number"], 15)
    told.change("tracking_number", _NOTHING, 10)
    told.change("carrier", _NOTHING, 10)
    told.change("warehouse", pl.lit("沈阳仓"), 30)
    told.change("voided", pl.lit("yes"), 20)
    told.change("delivery_status", told.one_of(_STATES), 30)
    told.change("delivered_at", _NOTHING, 30)
    told.change("delivered_at", told.shifted("delivered_at", 200), 30)
    told.change("picked_up_at", _NOTHING, 30)
    told.change("picked_up_at", told.shifted("picked_up_at", 60), 20)
    told.change("shipped_at", told.shifted("shipped_at", 60), 20)
    told.change("attempts", _NOTHING, 50)
    told.change("first_attempt_at", told.shifted("first_attempt_at", 30), 50)
    told.change("promised_delivery_at", told.shifted("promised_delivery_at", 100), 50)
    told.change("reship_of", pl.lit("P1"), 15)
    told.change("weight_kg", _NOTHING, 20)
    kept = told.frame.filter(told.draws(1000) >= 30)
    again = told.frame.filter(told.draws(1000) < 20).with_columns(
        shipment_id=pl.concat_str("shipment_id", pl.lit("B")),
        tracking_number=pl.concat_str("tracking_number", pl.lit("9")),
    )
    return pl.concat([kept, again])


def _returns(frame: pl.DataFrame, seed: int) -> pl.DataFrame:
    told = _Changes(frame, seed)
    told.change("refunded_at", told.shifted("requested_at", 150), 300)
    told.change("quantity", pl.lit("1"), 200)
    told.change("refund_amount", pl.lit("9999.00"), 100)
    told.change("line_id", _NOTHING, 300)
    told.change("exchange_tracking_number", _NOTHING, 200)
    told.change("return_type", pl.lit("refund before shipment"), 300)
    told.change("status", told.one_of(("rejected", "closed", "refunded", "requested")), 300)
    return told.frame
