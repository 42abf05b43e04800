"""Small worlds of returns by hand: the frames of cases, cut at their milestones by the program itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from fulfil.exports.states import ReturnStatus, ReturnType
from fulfil.facts.cases import APART, CLOCKS, OUTCOMES, Cases
from fulfil.facts.cases.stages import hours_by_owner, stages_of

MOMENT = pl.Datetime("us", "UTC")
KINDS = pl.Enum([kind.value for kind in ReturnType])

TIMES = (
    *("requested_at", "responded_at", "approved_at", "sent_back_at", "received_at", "inspected_at"),
    *("refunded_at", "replaced_at", "closed_at", "deadline_at", "answered_at", "settled_at", "ended_at"),
    *("delivered_at", "last_delivered_at", "paid_at"),
)
CASES = {
    "case": pl.UInt32,
    "row": pl.UInt32,
    "file": pl.UInt16,
    "platform": pl.String,
    "shop": pl.String,
    "return_id": pl.String,
    "order": pl.UInt32,
    "order_id": pl.String,
    "group": pl.UInt32,
    "inferred": pl.Boolean,
    "kind": KINDS,
    "goods": pl.Boolean,
    "apart": pl.String,
    "partial": pl.Boolean,
    "status": pl.Enum([state.value for state in ReturnStatus]),
    "outcome": OUTCOMES,
    **dict.fromkeys(TIMES, MOMENT),
    "untimed": pl.Boolean,
    "lines": pl.UInt32,
    "quantity": pl.Int64,
    "back": pl.Int64,
    "refund_amount": pl.Decimal(18, 4),
    "currency": pl.String,
    "paid": pl.Decimal(38, 4),
    "sku": pl.String,
    "reason": pl.String,
    "goods_status": pl.String,
    "carrier": pl.String,
    "warehouse": pl.String,
    "exchange_order": pl.UInt32,
}
LINES = {
    "row": pl.UInt32,
    "case": pl.UInt32,
    "order": pl.UInt32,
    "line": pl.UInt32,
    "sku": pl.String,
    "quantity": pl.Int64,
    "back": pl.Int64,
    "refund_amount": pl.Decimal(18, 4),
    "refunded_at": MOMENT,
    "reason": pl.String,
    "unsent": pl.Boolean,
    "parcel": pl.UInt32,
}
CLOCK_COLUMNS = {
    "case": pl.UInt32,
    "row": pl.UInt32,
    "file": pl.UInt16,
    "order": pl.UInt32,
    "clock": CLOCKS,
    "start_at": MOMENT,
    "due_at": MOMENT,
    "met_at": MOMENT,
    "limit": pl.String,
    "source": pl.String,
    "legal": pl.Boolean,
}
#: Cases are counted from here, so that they are no rows of orders and shipments.
FIRST = 5000
FILE = 2


@dataclass
class Returned:
    """Returns that grow by plain rows."""

    cases: list[dict[str, Any]] = field(default_factory=list)
    clocks: list[dict[str, Any]] = field(default_factory=list)

    def case(
        self, requested_at: datetime | None, outcome: str | None = "open", **said: Any
    ) -> dict[str, Any]:
        """A return and refund of one unit; times that are not said did not happen.

        The answer is the approval or response, the settlement and end are the refund, the replacement or the
        closing, unless they are said.
        """
        number = FIRST + len(self.cases)
        kind = said.get("kind", "return_and_refund")
        row = {
            "case": number,
            "row": number,
            "file": FILE,
            "platform": "taobao",
            "shop": "A",
            "return_id": f"R{number}",
            "inferred": False,
            "kind": kind,
            "goods": kind not in ("refund_only", *(each.value for each in APART)),
            "apart": APART.get(ReturnType(kind)) if kind else None,
            "outcome": outcome,
            "requested_at": requested_at,
            "lines": 1,
            "quantity": 1000,
            "currency": "CNY",
            "sku": "S",
        } | said
        row.setdefault("answered_at", row.get("responded_at") or row.get("approved_at"))
        settled = row.get("refunded_at") or row.get("replaced_at")
        row.setdefault("settled_at", settled if outcome in ("refunded", "replaced") else None)
        row.setdefault("ended_at", None if outcome == "open" else row["settled_at"] or row.get("closed_at"))
        row.setdefault("untimed", outcome not in ("open", None) and row["ended_at"] is None)
        row.setdefault("group", row.get("order"))
        self.cases.append(row)
        return row

    def lasts(self, days: float, requested_at: datetime, outcome: str = "refunded", **said: Any) -> None:
        """A case that was answered at once and ended after so many days."""
        end = requested_at + timedelta(days=days)
        name = "refunded_at" if outcome == "refunded" else "closed_at"
        self.case(requested_at, outcome, **({name: end, "responded_at": requested_at} | said))

    def clock(self, case: dict[str, Any], clock: str, due_at: datetime, **said: Any) -> None:
        """A limit on a case, of a law, that counts from the request and that nothing has met."""
        row = {name: case.get(name) for name in ("case", "row", "file", "order")}
        row |= {"clock": clock, "start_at": case["requested_at"], "due_at": due_at, "legal": True}
        self.clocks.append(row | {"limit": "7 days", "source": "the law"} | said)

    def facts(self, as_of: datetime | None) -> Cases:
        """The frames."""
        cases = _frame(self.cases, CASES).sort("case")
        stages = stages_of(cases, as_of)
        lines = [{name: row.get(name) for name in LINES} for row in self.cases]
        hours = hours_by_owner(stages, as_of)
        told = cases.join(hours, on="case", how="left", maintain_order="left")
        return Cases(told, _frame(lines, LINES), stages, _frame(self.clocks, CLOCK_COLUMNS))


def _frame(rows: list[dict[str, Any]], schema: dict[str, Any]) -> pl.DataFrame:
    strange = {name for row in rows for name in row} - set(schema)
    assert not strange
    return pl.DataFrame(rows, schema=schema, orient="row")
