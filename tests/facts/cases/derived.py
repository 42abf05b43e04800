"""The cases of rows in which each says only what differs from a plain return."""

from __future__ import annotations

from fulfil.audit import Question, checked
from tests.rules.held import ORDER, PARCEL, table, written

#: A return that was asked for and is not answered yet.
RETURN = {
    "return_id": "R1",
    "order_id": "A1",
    "sku": "TOY-01",
    "quantity": "1",
    "return_type": "return and refund",
    "status": "requested",
    "requested_at": "2026-11-20 09:00:00",
}


def derived(folder, returns, orders=(), shipments=(), **asked):
    """The facts of an audit of these rows: cases by return id, and all facts."""
    texts = {"returns": table(RETURN, returns)}
    if orders:
        texts["orders"] = table(ORDER, orders)
    if shipments:
        texts["shipments"] = table(PARCEL, shipments)
    with checked(written(folder, texts), Question(**asked)) as run:
        facts = run.facts
    return {case["return_id"]: case for case in facts.cases.cases.iter_rows(named=True)}, facts
