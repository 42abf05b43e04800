"""Three sets in three orders, sent crosswise; the balance is built by hand, so that reporters stand alone."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from fulfil.audit import Checked, Question, checked
from fulfil.facts.fulfilment import Fulfilment
from fulfil.figures import Asked
from fulfil.findings import RuleFindings
from fulfil.report import Report, make_report
from fulfil.rules.registry import RULES
from fulfil.rules.rule import Concern, Handoff, Rule, Scope, Severity
from fulfil.tables import Subject

ORDERS = """\
order_id,shop,status,created_at,paid_at,line_id,sku,quantity,phone,province,city,county,street
A1,Cool,shipped,2026-09-01 09:00,2026-09-01 09:01,1,KFR-35-IN,1,13800001111,浙江省,杭州市,西湖区,文三路1号
A1,Cool,shipped,2026-09-01 09:00,2026-09-01 09:01,2,KFR-35-OUT,1,13800001111,浙江省,杭州市,西湖区,文三路1号
A2,Cool,shipped,2026-09-01 09:05,2026-09-01 09:06,1,KFR-50-IN,1,13800001111,浙江省,杭州市,西湖区,文三路1号
A2,Cool,shipped,2026-09-01 09:05,2026-09-01 09:06,2,KFR-50-OUT,1,13800001111,浙江省,杭州市,西湖区,文三路1号
A3,Cool,shipped,2026-09-01 09:10,2026-09-01 09:11,1,KFR-26-IN,1,13800001111,浙江省,杭州市,西湖区,文三路1号
A3,Cool,shipped,2026-09-01 09:10,2026-09-01 09:11,2,KFR-26-OUT,1,13800001111,浙江省,杭州市,西湖区,文三路1号
B1,Cool,to_ship,2026-09-04 09:00,2026-09-04 09:00,1,FAN,2,13800002222,浙江省,杭州市,西湖区,文三路2号
B2,Cool,to_ship,2026-09-04 10:00,2026-09-04 10:00,1,FAN,1,13800003333,浙江省,杭州市,西湖区,文三路3号
A1,Warm,to_ship,2026-09-04 10:00,2026-09-04 10:00,1,HEATER,1,13800004444,浙江省,杭州市,西湖区,文三路4号
"""
SHIPMENTS = """\
order_id,shipment_id,sku,quantity,warehouse,carrier,tracking_number,shipped_at,delivered_at,delivery_status
A1,P1,KFR-35-IN,1,Hangzhou,ZTO,7501,2026-09-01 18:00:00,2026-09-03 09:30:00,delivered
A1,P1,KFR-50-OUT,1,Hangzhou,ZTO,7501,2026-09-01 18:00:00,2026-09-03 09:30:00,delivered
A2,P2,KFR-50-IN,1,Hangzhou,ZTO,7502,2026-09-02 18:00:00,2026-09-04 10:00:00,delivered
A2,P2,KFR-35-OUT,1,Hangzhou,ZTO,7502,2026-09-02 18:00:00,2026-09-04 10:00:00,delivered
A3,P3,KFR-26-IN,1,Hangzhou,ZTO,7503,2026-09-02 19:00:00,2026-09-04 11:00:00,delivered
A3,P3,KFR-72-OUT,1,Hangzhou,ZTO,7503,2026-09-02 19:00:00,2026-09-04 11:00:00,delivered
A3,P4,FILTER,2,Suzhou,YTO,9904,2026-09-04 12:00:00,,in transit
"""
RETURNS = """\
return_id,order_id,shop,line_id,sku,quantity,return_type,status,reason,comment,requested_at,refunded_at,refund_amount
R1,A3,Cool,2,KFR-72-OUT,1,return and refund,requested,wrong goods,请打13800001111,2026-09-04 15:00:00,,1999.00
"""

MOMENT = pl.Datetime("us", "UTC")
_U, _B, _I, _S, _D = pl.UInt32, pl.Boolean, pl.Int64, pl.String, pl.Decimal(None, 4)


def _moments(*names: str) -> dict[str, Any]:
    return dict.fromkeys(names, MOMENT)


#: The frames of `Fulfilment`.
SCHEMAS: dict[str, dict[str, Any]] = {
    "orders": {
        "order": _U, "row": _U, "file": pl.UInt16, "platform": _S, "shop": _S, "order_id": _S, "group": _U,
        "siblings": _U, "inferred": _B, "status": _S, "live": _B, "complete": _B, "cod": _B,
        **_moments("created_at", "paid_at", "cancelled_at"),
        "cancelled_by": _S, "ship_by": MOMENT, "ship_by_from": _S,
        "deliver_by": MOMENT, "deliver_by_from": _S,
        **_moments("left_at", "confirmed_at", "scanned_at", "labelled_at", "done_at", "delivered_at"),
        "province": _S, "address_key": pl.UInt64, "phone_key": pl.UInt64, "recipient_key": pl.UInt64,
        "goods_amount": _D, "freight_paid": _D, "order_paid": _D, "weight_g": _I, "parcels": _U,
        "opaque": _B, "observed": _B,
    },
    "lines": {
        "row": _U, "order": _U, "file": pl.UInt16, "line_id": _S, "sku": _S, "item": _U,
        "ordered": _I, "cancelled": _I, "due": _I, "live": _B, "passed": _B, "kit": _B, "line_paid": _D,
        "reason": _S, "shipped": _I, "excess": _I, "reshipped": _I, "returned": _I, "judged": _B,
    },
    "contents": {
        "row": _U, "file": pl.UInt16, "order": _U, "line": _U, "parcel": _U, "sku": _S, "item": _U,
        "quantity": _I, "counted": _B, "replacement": _B, "matched_by": _S, "ordered": _B,
        **_moments("shipped_at", "left_at", "delivered_at"),
        "warehouse": _S, "carrier": _S,
    },
    "parcels": {
        "parcel": _U, "row": _U, "file": pl.UInt16, "order": _U, "orders": _U, "carrier": _S,
        "tracking_number": _S, "label_created_at": MOMENT, "shipped_at": MOMENT, "picked_up_at": MOMENT,
        "first_attempt_at": MOMENT, "attempts": _I, "delivered_at": MOMENT, "last_event_at": MOMENT,
        "promised_delivery_at": MOMENT, "status": _S, "voided": _B, "counted": _B, "replacement": _B,
        "warehouse": _S, "weight_g": _I,
    },
    "units": {"row": _U, "order": _U, "group": _U, "pool": _U, "key": _S, "role": _S, "set": _U, "fit": _S},
    "excess": {"line": _U, "item": _U, "key": _S, "excess": _I},
    "returned": {"row": _U, "order": _U, "line": _U, "quantity": _I},
    "spans": {
        "platform": _S, "shop": _S,
        **_moments("orders_from", "orders_until", "parcels_from", "parcels_until"),
    },
}  # fmt: skip

#: Record of the shipment file -> key, role, set and fit of its unit.
UNITS = (
    (0, "KFR-35", "indoor", 1, "crossed"),
    (1, "KFR-50", "outdoor", 2, "crossed"),
    (2, "KFR-50", "indoor", 2, "crossed"),
    (3, "KFR-35", "outdoor", 1, "crossed"),
    (4, "KFR-26", "indoor", 3, "unpaired"),
    (5, "KFR-72", "outdoor", 4, "unpaired"),
)


def moment(text: str) -> datetime:
    """A moment in Shanghai's time."""
    return (datetime.fromisoformat(text) - timedelta(hours=8)).replace(tzinfo=UTC)


def frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """One frame of `Fulfilment`; what a row leaves out is null."""
    schema = SCHEMAS[name]
    return pl.DataFrame([{column: row.get(column) for column in schema} for row in rows], schema=schema)


def nothing() -> Fulfilment:
    """The balance of a run without orders."""
    return Fulfilment(**{name: frame(name, []) for name in SCHEMAS})


def write(folder: Path) -> list[str]:
    """Write the exports; their paths, relative to the folder."""
    for name, text in (("orders.csv", ORDERS), ("returns.csv", RETURNS), ("shipments.csv", SHIPMENTS)):
        (folder / name).write_text(text, encoding="utf-8")
    return ["orders.csv", "returns.csv", "shipments.csv"]


def balance(run: Checked, *, inferred: bool = False) -> Fulfilment:
    """The balance of the exports above, as told by hand."""
    spine = run.facts.spine
    told = spine.filter(pl.col("subject") == Subject.ORDERS.value)
    parcels = spine.filter(pl.col("subject") == Subject.SHIPMENTS.value)
    wares = [line.split(",") for line in SHIPMENTS.splitlines()[1:]]
    cells = [line.split(",") for line in ORDERS.splitlines()[1:]]
    firsts = told.unique("order", keep="first", maintain_order=True)
    order_of = {(row["order_id"], row["shop"]): row["order"] for row in firsts.to_dicts()}
    group = order_of["A1", "Cool"]
    orders = []
    for row, line in zip(told.to_dicts(), cells, strict=True):
        if row["row"] != row["order"]:
            continue
        sibling = line[1] == "Cool" and line[0].startswith("A")
        orders.append(
            {
                **{name: row[name] for name in ("order", "row", "file", "shop", "order_id")},
                "platform": "own",
                "group": group if sibling else row["order"],
                "siblings": 3 if sibling else 1,
                "inferred": inferred and sibling,
                "status": line[2],
                "live": True,
                "complete": sibling,
                "created_at": moment(line[3]),
                "paid_at": moment(line[4]),
                "ship_by": moment(line[4]) + timedelta(hours=48),
                "ship_by_from": "48 h after payment",
                "left_at": moment("2026-09-02 18:00:00") if sibling else None,
                "province": line[9],
                "parcels": (2 if line[0] == "A3" else 1) if sibling else 0,
                "opaque": False,
                "observed": True,
            }
        )
    rows = parcels["row"].to_list()
    first = {ware[6]: row for row, ware in reversed(list(zip(rows, wares, strict=True)))}
    line_of = {
        (row["order_id"], line[1], line[6]): row["row"]
        for row, line in zip(told.to_dicts(), cells, strict=True)
    }
    contents = [
        {
            "row": row,
            "file": 2,
            "order": order_of[ware[0], "Cool"],
            "line": line_of.get((ware[0], "Cool", ware[2])),
            "parcel": first[ware[6]],
            "sku": ware[2],
            "quantity": int(ware[3]) * 1000,
            "counted": True,
            "replacement": False,
            "matched_by": "SKU" if (ware[0], "Cool", ware[2]) in line_of else None,
            "ordered": (ware[0], "Cool", ware[2]) in line_of,
            "shipped_at": moment(ware[7]),
            "left_at": moment(ware[7]),
            "delivered_at": moment(ware[8]) if ware[8] else None,
            "warehouse": ware[4],
            "carrier": ware[5],
        }
        for row, ware in zip(rows, wares, strict=True)
    ]
    sent = {content["line"] for content in contents}
    return Fulfilment(
        orders=frame("orders", orders),
        lines=frame(
            "lines",
            [
                {
                    **{name: row[name] for name in ("row", "order", "file")},
                    "line_id": line[5],
                    "sku": line[6],
                    "live": True,
                    "passed": False,
                    "kit": False,
                    "ordered": int(line[7]) * 1000,
                    "cancelled": 0,
                    "due": int(line[7]) * 1000,
                    "shipped": 1000 if row["row"] in sent else 0,
                    "excess": 0,
                    "reshipped": 0,
                    "returned": 0,
                    "reason": "already shipped",
                    "judged": True,
                }
                for row, line in zip(told.to_dicts(), cells, strict=True)
            ],
        ),
        contents=frame("contents", contents),
        parcels=frame(
            "parcels",
            [
                {
                    **{name: c[name] for name in ("parcel", "file", "order", "carrier", "warehouse")},
                    "row": c["parcel"],
                    "orders": 1,
                    "tracking_number": wares[rows.index(c["row"])][6],
                    "shipped_at": c["shipped_at"],
                    "delivered_at": c["delivered_at"],
                    "voided": False,
                    "status": wares[rows.index(c["row"])][9].replace(" ", "_"),
                    "counted": True,
                    "replacement": False,
                    "promised_delivery_at": None if c["delivered_at"] else moment("2026-09-05 09:00:00"),
                }
                for c in contents
                if c["row"] == c["parcel"]
            ],
        ),
        units=frame(
            "units",
            [
                {
                    "row": rows[at],
                    "order": contents[at]["order"],
                    "group": group,
                    "pool": group,
                    "key": key,
                    "role": role,
                    "set": number,
                    "fit": fit,
                }
                for at, key, role, number, fit in UNITS
            ],
        ),
        excess=frame("excess", []),
        returned=frame(
            "returned",
            [
                {"row": row["row"], "order": order_of.get((row["order_id"], "Cool"))}
                for row in spine.filter(pl.col("subject") == Subject.RETURNS.value).to_dicts()
            ],
        ),
        spans=frame("spans", [{"platform": "own", "shop": "Cool"}]),
    )


def group_rule(code: str, name: str, severity: Severity = Severity.ERROR) -> Rule:
    """A rule about sibling groups that says what its finding's reason is."""
    return replace(
        RULES[0],
        code=code,
        name=name,
        severity=severity,
        concern=Concern.INTEGRITY,
        handoff=Handoff.OFF,
        scope=Scope.GROUP,
        message="{reason}",
        documentation=f"{name.replace('-', ' ').capitalize()}.",
        folds=(),
    )


def found_by(
    rule: Rule, rows: list[tuple[int, int, str]], *, inferred: bool = False, unknown: int = 0
) -> RuleFindings:
    """Findings: row, file and reason of each."""
    schema = {"row": pl.UInt32, "file": pl.UInt16, "reason": pl.String}
    made = pl.DataFrame(rows, schema=schema, orient="row").with_columns(folded=False, inferred=inferred)
    return RuleFindings(rule, made, made.head(0).drop("row"), 1000 - unknown, unknown)


def group_findings(run: Checked, *, inferred: bool = False) -> tuple[RuleFindings, ...]:
    """What the rules about sibling groups would find."""
    spine = run.facts.spine
    rows = spine.filter(pl.col("subject") == Subject.SHIPMENTS.value)["row"].to_list()
    return (
        found_by(
            group_rule("SPL006", "set-model-mismatch"),
            [
                (rows[4], 2, "1 indoor unit of KFR-26 has no partner"),
                (rows[5], 2, "1 outdoor unit of KFR-72 has no partner"),
            ],
            inferred=inferred,
            unknown=120,
        ),
        found_by(
            group_rule("SPL007", "set-pairs-swapped", Severity.WARNING),
            [(rows[1], 2, "send the outdoor unit of parcel 7501 to order A2")],
            inferred=inferred,
        ),
        found_by(
            group_rule("SPL009", "set-parts-different-source", Severity.NOTE),
            [(rows[2], 2, "from two warehouses")],
            inferred=inferred,
        ),
    )


def _completed(by_hand: Fulfilment, found: Fulfilment) -> Fulfilment:
    """The balance with the columns that only rules and metrics look at as the engine finds them."""
    frames = {}
    for each in fields(Fulfilment):
        mine, its = getattr(by_hand, each.name), getattr(found, each.name)
        more = [name for name in its.columns if name not in mine.columns]
        keys = ["platform", "shop"] if each.name == "spans" else ["row"]
        if each.name in {"excess", "returned", "units", "back", "wholes"}:
            frames[each.name] = mine
        else:
            told = its.select(*keys, *more).unique(keys, keep="first", maintain_order=True)
            frames[each.name] = mine.join(told, on=keys, how="left", nulls_equal=True, maintain_order="left")
    return Fulfilment(**frames)


def run_of(run: Checked, *, inferred: bool = False) -> Checked:
    """A run as the engine would leave it."""
    by_hand = balance(run, inferred=inferred)
    facts = replace(run.facts, fulfilment=_completed(by_hand, run.facts.fulfilment))
    return replace(run, facts=facts, findings=group_findings(run, inferred=inferred), not_checked=())


def report_of(paths: list[str], *, inferred: bool = False, due_within: float | None = None) -> Report:
    """The report of such a run; of the same files and words it is made once, as it is frozen."""
    told = tuple((path, Path(path).read_bytes()) for path in paths)
    return _report(told, inferred=inferred, due_within=due_within)


@cache
def _report(told: tuple[tuple[str, bytes], ...], *, inferred: bool, due_within: float | None) -> Report:
    with checked([path for path, _ in told], Question()) as run:
        return make_report(run_of(run, inferred=inferred), asked=Asked(due_within=due_within))
