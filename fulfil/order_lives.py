"""Finds an order in a run and puts its life together."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import polars as pl

from .order_life import Content, Line, OrderLife, Parcel, Place, Promise, Return, Sibling, Unit
from .sibling_groups import group_parts
from .tables import COLUMNS_OF, Kind, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from .audit import Checked
    from .facts.fulfilment import Fulfilment

_ORDER_TIMES = (
    "created_at", "paid_at", "labelled_at", "confirmed_at", "scanned_at", "left_at", "done_at",
    "delivered_at", "cancelled_at",
)  # fmt: skip
_PARCEL_TIMES = (
    "label_created_at", "shipped_at", "picked_up_at", "first_attempt_at", "last_event_at", "delivered_at",
    "promised_delivery_at",
)  # fmt: skip
_RETURN_TIMES = tuple(c.name for c in COLUMNS_OF[Subject.RETURNS].values() if c.kind is Kind.MOMENT)

#: What is kept of a shipment record; the ids are those of the order and the line that it was matched to.
_CONTENT = ("row", "order", "line", "parcel", "sku", "quantity", "counted", "matched_by")

#: So many ids are compared letter by letter with one that is not found.
_COMPARED = 5000
_NAMED = 3
_THOUSAND = 1000

Row = dict[str, Any]


def order_lives(run: Checked, order_id: str, shop: str | None = None) -> tuple[OrderLife, ...]:
    """The lives of all orders with an id; several shops may use the same one.

    Args:
        run: a checked run with its balance.
        order_id: the id, with or without `#` before it.
        shop: only the order of this shop.

    Returns:
        The orders in the order of the files; none where no order has the id, or nothing was balanced.
    """
    fulfilment = run.facts.fulfilment
    if fulfilment is None:
        return ()
    mine = fulfilment.orders.filter(_bare(pl.col("order_id")) == _bare_id(order_id))
    if shop is not None:
        mine = mine.filter(pl.col("shop").str.to_lowercase() == shop.strip().lower())
    return tuple(_Life(run, fulfilment, order).life() for order in mine.sort("order").to_dicts())


def nearest_ids(run: Checked, order_id: str) -> list[str]:
    """Up to three ids of orders that are written most like one that is not found."""
    if run.facts.fulfilment is None:
        return []
    ids = run.facts.fulfilment.orders["order_id"].drop_nulls().unique().sort()
    wanted = _bare_id(order_id)
    if ids.len() > _COMPARED:
        half = max(len(wanted) // 2, 1)
        near = ids.str.starts_with(wanted[:half]) | ids.str.ends_with(wanted[-half:])
        ids = ids.filter(near).head(_COMPARED)
    return get_close_matches(wanted, ids.to_list(), n=_NAMED, cutoff=0.6)


def _bare_id(order_id: str) -> str:
    return order_id.strip().removeprefix("#")


def _bare(order_id: pl.Expr) -> pl.Expr:
    return order_id.str.strip_chars().str.strip_prefix("#")


class _Life:
    """Collects what belongs to one order.

    Args:
        run: a checked run.
        fulfilment: its balance.
        order: its row of `Fulfilment.orders`.
    """

    def __init__(self, run: Checked, fulfilment: Fulfilment, order: Row) -> None:
        self._run = run
        self._spine = run.facts.spine
        self._all = fulfilment
        self._order = order

    def life(self) -> OrderLife:
        order = self._order
        group = self._all.orders.filter(pl.col("group") == order["group"]).sort("order")
        lines = self._all.lines.filter(pl.col("order") == order["order"]).sort("row")
        own = self._all.contents.filter(pl.col("order") == order["order"])
        returns = self._returns()
        rows = frozenset([*lines["row"], *own["row"], *own["parcel"].drop_nulls(), *returns["row"]])
        return OrderLife(
            place=self._place(order["row"]),
            platform=order["platform"],
            shop=order["shop"],
            order_id=order["order_id"],
            zone=self._run.exports[order["file"]].profile.zone,
            status=order["status"],
            province=order["province"],
            inferred=bool(order["inferred"]),
            times=_times(order, _ORDER_TIMES),
            cancelled_by=order["cancelled_by"],
            promises=tuple(self._promises()),
            siblings=tuple(_sibling(row) for row in group.to_dicts() if row["order"] != order["order"]),
            lines=tuple(self._line(row, own) for row in lines.to_dicts()),
            parcels=self._parcels(own["parcel"].drop_nulls().unique()),
            returns=tuple(self._return(row) for row in returns.to_dicts()),
            findings=tuple(self._findings(rows | self._of_siblings(group))),
            own_rows=rows,
        )

    def _promises(self) -> Iterator[Promise]:
        order = self._order
        for kind, name, done in (("ship", "ship_by", "left_at"), ("deliver", "deliver_by", "delivered_at")):
            if order[name] is not None:
                yield Promise(kind, order[name], order[f"{name}_from"], order[done])

    def _place(self, row: int) -> Place:
        file, line = self._spine["file"][row], self._spine["line"][row]
        return Place(self._run.facts.paths[file], line)

    def _line(self, row: Row, own: pl.DataFrame) -> Line:
        ways = own.filter(pl.col("line") == row["row"])["matched_by"].drop_nulls().unique().sort()
        told = (
            "line_id", "sku", "ordered", "cancelled", "due", "shipped", "excess", "reshipped", "returned",
        )  # fmt: skip
        return Line(
            place=self._place(row["row"]),
            **{name: row[name] for name in told},
            reason=None if row["reason"] is None else str(row["reason"]),
            kit=bool(row["kit"]),
            matched_by=tuple(ways),
        )

    def _parcels(self, keys: pl.Series) -> tuple[Parcel, ...]:
        parcels = self._all.parcels.filter(pl.col("parcel").is_in(keys.implode()))
        contents = (
            self._all.contents.filter(pl.col("parcel").is_in(keys.implode()))
            .select(_CONTENT)
            .join(self._all.orders.select("order", "order_id"), on="order", how="left")
            .join(self._all.lines.select("line_id", line="row"), on="line", how="left")
            .sort("row")
            .to_dicts()
        )
        units = self._units()
        left = parcels.sort(pl.coalesce("picked_up_at", "shipped_at"), "parcel", nulls_last=True)
        return tuple(
            Parcel(
                place=self._place(parcel["row"]),
                **{name: parcel[name] for name in ("carrier", "tracking_number", "status", "warehouse")},
                voided=bool(parcel["voided"]),
                replacement=bool(parcel["replacement"]),
                times=_times(parcel, _PARCEL_TIMES),
                contents=tuple(
                    self._content(content, units.get(content["row"], ()))
                    for content in contents
                    if content["parcel"] == parcel["parcel"]
                ),
            )
            for parcel in left.to_dicts()
        )

    def _units(self) -> Mapping[int, Sequence[Unit]]:
        told: dict[int, list[Unit]] = {}
        parts = group_parts(self._all, pl.Series([self._order["group"]], dtype=pl.UInt32))
        for part in parts.filter(pl.col("fit").is_not_null()).to_dicts():
            unit = Unit(**{name: part[name] for name in ("role", "key", "fit", "mates", "units")})
            told.setdefault(part["row"], []).append(unit)
        return told

    def _content(self, row: Row, units: Sequence[Unit]) -> Content:
        return Content(
            place=self._place(row["row"]),
            **{name: row[name] for name in ("order_id", "line_id", "matched_by", "sku", "quantity")},
            counted=bool(row["counted"]),
            units=tuple(units),
        )

    def _returns(self) -> pl.DataFrame:
        mine = self._all.returned.filter(pl.col("order") == self._order["order"])["row"]
        returns = self._run.facts.returns
        if mine.is_empty():
            return pl.DataFrame(schema={"row": pl.UInt32})
        return returns.filter(pl.col("row").is_in(mine.implode())).sort("row")

    def _return(self, row: Row) -> Return:
        told = ("return_id", "line_id", "sku", "reason", "comment", "refund_amount", "currency")
        states = {name: row.get(f"{name}_state") or row.get(name) for name in ("return_type", "status")}
        amount = row.get("quantity")
        return Return(
            place=self._place(row["row"]),
            quantity=None if amount is None else int(amount * _THOUSAND),
            **{name: row.get(name) for name in told},
            **states,
            times=_times(row, _RETURN_TIMES),
        )

    def _of_siblings(self, group: pl.DataFrame) -> frozenset[int]:
        orders = group["order"].implode()
        parts = (self._all.lines, self._all.contents)
        return frozenset(row for part in parts for row in part.filter(pl.col("order").is_in(orders))["row"])

    def _findings(self, rows: frozenset[int]) -> Iterator[Any]:
        concerned = pl.Series(sorted(rows), dtype=pl.UInt32).implode()
        for found in self._run.findings:
            if "row" in found.rows.columns:
                mine = found.rows.filter(pl.col("row").is_in(concerned))
                if mine.height:
                    yield replace(found, rows=mine, systemic=found.systemic.head(0))


def _sibling(row: Row) -> Sibling:
    told = ("order_id", "status", "left_at", "delivered_at")
    return Sibling(**{name: row[name] for name in told}, parcels=row["parcels"] or 0)


def _times(row: Row, names: Sequence[str]) -> dict[str, datetime]:
    return {name: row[name] for name in names if row.get(name) is not None}
