"""Small worlds by hand: the frames that metrics are computed from, with plain rows to fill them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from fulfil.facts.fulfilment import Fulfilment
from fulfil.findings import RuleFindings
from fulfil.metrics.inputs import PLACED, File, Inputs
from fulfil.metrics.measure import metrics
from fulfil.rules.registry import BY_CODE
from fulfil.tables import COLUMNS_OF
from tests.metrics.returned_frames import Returned

MOMENT = pl.Datetime("us", "UTC")

ORDERS = {
    "order": pl.UInt32,
    "row": pl.UInt32,
    "file": pl.UInt16,
    "platform": pl.String,
    "shop": pl.String,
    "order_id": pl.String,
    "group": pl.UInt32,
    "siblings": pl.UInt32,
    "inferred": pl.Boolean,
    "status": pl.String,
    "live": pl.Boolean,
    "complete": pl.Boolean,
    "cod": pl.Boolean,
    "created_at": MOMENT,
    "paid_at": MOMENT,
    "cancelled_at": MOMENT,
    "cancelled_by": pl.String,
    "ship_by": MOMENT,
    "ship_by_from": pl.String,
    "deliver_by": MOMENT,
    "deliver_by_from": pl.String,
    "left_at": MOMENT,
    "confirmed_at": MOMENT,
    "scanned_at": MOMENT,
    "labelled_at": MOMENT,
    "done_at": MOMENT,
    "delivered_at": MOMENT,
    "province": pl.String,
    "goods_amount": pl.Decimal(38, 4),
    "freight_paid": pl.Decimal(38, 4),
    "order_paid": pl.Decimal(38, 4),
    "weight_g": pl.Int64,
    "parcels": pl.UInt32,
    "opaque": pl.Boolean,
    "observed": pl.Boolean,
    "told": pl.Boolean,
    "parcels_until": MOMENT,
    "refund_open": pl.Boolean,
    "refunded": pl.Boolean,
    "refund_amount": pl.Decimal(18, 4),
}
LINES = {
    "row": pl.UInt32,
    "order": pl.UInt32,
    "file": pl.UInt16,
    "line_id": pl.String,
    "sku": pl.String,
    "item": pl.UInt32,
    "ordered": pl.Int64,
    "cancelled": pl.Int64,
    "due": pl.Int64,
    "live": pl.Boolean,
    "passed": pl.Boolean,
    "kit": pl.Boolean,
    "line_paid": pl.Decimal(38, 4),
    "reason": pl.String,
    "shipped": pl.Int64,
    "excess": pl.Int64,
    "reshipped": pl.Int64,
    "returned": pl.Int64,
    "judged": pl.Boolean,
}
CONTENTS = {
    "row": pl.UInt32,
    "file": pl.UInt16,
    "order": pl.UInt32,
    "line": pl.UInt32,
    "parcel": pl.UInt32,
    "sku": pl.String,
    "item": pl.UInt32,
    "quantity": pl.Int64,
    "counted": pl.Boolean,
    "replacement": pl.Boolean,
    "matched_by": pl.String,
    "ordered": pl.Boolean,
    "shipped_at": MOMENT,
    "left_at": MOMENT,
    "delivered_at": MOMENT,
    "warehouse": pl.String,
    "carrier": pl.String,
}
PARCELS = {
    "parcel": pl.UInt32,
    "row": pl.UInt32,
    "file": pl.UInt16,
    "order": pl.UInt32,
    "orders": pl.UInt32,
    "carrier": pl.String,
    "tracking_number": pl.String,
    "label_created_at": MOMENT,
    "shipped_at": MOMENT,
    "picked_up_at": MOMENT,
    "first_attempt_at": MOMENT,
    "attempts": pl.Int64,
    "delivered_at": MOMENT,
    "last_event_at": MOMENT,
    "promised_delivery_at": MOMENT,
    "status": pl.String,
    "voided": pl.Boolean,
    "counted": pl.Boolean,
    "replacement": pl.Boolean,
    "warehouse": pl.String,
    "weight_g": pl.Int64,
}
UNITS = {
    "row": pl.UInt32,
    "order": pl.UInt32,
    "group": pl.UInt32,
    "pool": pl.UInt32,
    "key": pl.String,
    "role": pl.String,
    "set": pl.UInt32,
    "fit": pl.String,
}
RETURNED = {"row": pl.UInt32, "order": pl.UInt32}


#: Every column that an export can have.
EVERYTHING = frozenset(
    f"{column.table}.{column.name}" for columns in COLUMNS_OF.values() for column in columns.values()
)
#: Rows of shipments and returns are counted from here, so that they are no rows of orders.
SHIPMENTS, RETURNS = 1000, 2000


def at(day: float, hour: float = 0) -> datetime:
    """A moment of November 2026, UTC; day 1 is a Sunday."""
    return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=day - 1, hours=hour)


AS_OF = at(20)


@dataclass
class World:
    """A world that grows by plain rows; what is not said is as in an order that went well."""

    orders: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    contents: list[dict[str, Any]] = field(default_factory=list)
    parcels: list[dict[str, Any]] = field(default_factory=list)
    units: list[dict[str, Any]] = field(default_factory=list)
    returns: list[dict[str, Any]] = field(default_factory=list)
    findings: dict[str, list[int]] = field(default_factory=dict)
    cases: Returned = field(default_factory=Returned)

    def order(self, order: int, *, lines: bool = True, **said: Any) -> None:
        """Made and paid on day 1, promised for day 3, left on day 2, delivered on day 5, in one parcel."""
        left = said.get("left_at", at(2))
        row = {
            "order": order,
            "row": order,
            "file": 0,
            "platform": "taobao",
            "shop": "A",
            "order_id": f"O{order}",
            "group": order,
            "siblings": 1,
            "inferred": False,
            "status": "shipped",
            "live": True,
            "complete": True,
            "cod": False,
            "created_at": at(1),
            "paid_at": at(1),
            "ship_by": at(3),
            "left_at": left,
            "confirmed_at": left,
            "scanned_at": left,
            "labelled_at": left,
            "done_at": left,
            "delivered_at": at(5),
            "order_paid": Decimal(100),
            "parcels": 1,
            "opaque": False,
            "observed": True,
            "told": True,
            "parcels_until": AS_OF,
            "refund_open": False,
            "refunded": False,
        }
        self.orders.append(row | said)
        if lines:
            self.line(order, order)

    def line(self, row: int, order: int, **said: Any) -> None:
        """One unit, due and sent."""
        due = said.get("due", 1000)
        line = {
            "row": row,
            "order": order,
            "file": 0,
            "sku": "S",
            "ordered": due + said.get("cancelled", 0),
            "cancelled": 0,
            "due": due,
            "live": True,
            "passed": False,
            "kit": False,
            "reason": "already shipped",
            "shipped": due,
            "excess": 0,
            "judged": True,
        }
        self.lines.append(line | said)

    def content(self, order: int | None, parcel: int, **said: Any) -> None:
        """One record of a parcel; its row is counted from `SHIPMENTS`."""
        row = {
            "row": SHIPMENTS + len(self.contents),
            "file": 1,
            "order": order,
            "parcel": parcel,
            "quantity": 1000,
            "counted": True,
            "replacement": False,
        }
        self.contents.append(row | said)

    def parcel(self, order: int | None, **said: Any) -> None:
        """Label and handover on day 2, scanned 6 hours later, delivered on day 5."""
        row = {
            "parcel": SHIPMENTS + len(self.parcels),
            "file": 1,
            "order": order,
            "orders": 0 if order is None else 1,
            "carrier": "SF",
            "label_created_at": at(2),
            "shipped_at": at(2),
            "picked_up_at": at(2, 6),
            "delivered_at": at(5),
            "status": "delivered",
            "voided": False,
            "counted": True,
            "replacement": False,
        }
        row |= said
        self.parcels.append({"row": row["parcel"], **row})

    def unit(self, order: int, role: str, fit: str, **said: Any) -> None:
        """One part of a set; its record is made with it."""
        moments = {name: said.pop(name, at(2)) for name in ("left_at", "delivered_at")}
        row = {"row": SHIPMENTS + len(self.contents), "order": order, "group": 1, "pool": 1, "key": "35"}
        self.content(order, SHIPMENTS, **moments)
        self.units.append({**row, "role": role, "fit": fit} | said)

    def returned(self, order: int | None, **said: Any) -> None:
        """One record of a return; its row is counted from `RETURNS`."""
        self.returns.append({"row": RETURNS + len(self.returns), "file": 2, "order": order, **said})

    def inputs(self, columns: frozenset[str] = EVERYTHING, **said: Any) -> Inputs:
        files = tuple(
            File(kind, "taobao", "Asia/Shanghai", f"{kind}.csv", "CN")
            for kind in ("orders", "parcels", "returns")
        )
        given = {
            "cases": self.cases.facts(said.get("as_of", AS_OF)),
            "as_of": AS_OF,
            "columns": columns,
            "files": files,
            "findings": tuple(found(code, rows) for code, rows in self.findings.items()),
            "returns": returns(self.returns),
            "placed": pl.DataFrame(
                [(line["row"], line["order"]) for line in self.lines], schema=PLACED, orient="row"
            ),
        }
        return Inputs(
            **({"facts": facts(self)} | given | said),
        )

    def figures(self, code: str, **said: Any) -> dict[str, tuple[float, float]]:
        """Name -> numerator and denominator; those without a column left out."""
        return {
            figure.name: (figure.numerator, figure.denominator)
            for figure in self.measured(code, **said).figures
            if not figure.missing
        }

    def left_out(self, code: str) -> dict[str, int]:
        return dict(self.measured(code).left_out)

    def measured(self, code: str, by: tuple[str, ...] = (), **said: Any):
        (result,) = (r for r in metrics(self.inputs(**said), by) if r.metric.code == code)
        return result


def facts(world: World) -> Fulfilment:
    """The frames of a world."""
    # Columns that not every run has.
    more = {"presale_ship_at": MOMENT, "currency": pl.String}
    extra = {name: dtype for name, dtype in more.items() if any(name in row for row in world.orders)}
    none = pl.DataFrame()
    return Fulfilment(
        orders=frame(world.orders, ORDERS | extra),
        lines=frame(world.lines, LINES),
        excess=none,
        contents=frame(world.contents, CONTENTS),
        parcels=frame(world.parcels, PARCELS),
        units=frame(world.units, UNITS),
        returned=frame([{name: row[name] for name in RETURNED} for row in world.returns], RETURNED),
        spans=none,
    )


def frame(rows: list[dict[str, Any]], schema: dict[str, Any]) -> pl.DataFrame:
    strange = {name for row in rows for name in row} - set(schema)
    assert not strange
    return pl.DataFrame(rows, schema=schema, orient="row")


def returns(rows: list[dict[str, Any]]) -> pl.DataFrame:
    if not rows:
        return pl.DataFrame()
    names = list(dict.fromkeys(name for row in rows for name in row if name != "order"))
    rows = [{name: value for name, value in row.items() if name != "order"} for row in rows]
    types = {"row": pl.UInt32, "file": pl.UInt16, "sent_back_at": MOMENT, "received_at": MOMENT}
    return pl.DataFrame(rows, schema={name: types.get(name, pl.String) for name in names})


def found(code: str, rows: list[int], file: int = 0) -> RuleFindings:
    """Findings of a rule; a rule that the registry does not have is made of one that it has."""
    rule = BY_CODE.get(code) or replace(BY_CODE["DUP001"], code=code, name="made-up")
    told = pl.DataFrame(
        {"row": rows, "file": [file] * len(rows), "folded": [False] * len(rows)},
        schema={"row": pl.UInt32, "file": pl.UInt16, "folded": pl.Boolean},
    )
    return RuleFindings(rule, told, told.head(0), 100, 0)
