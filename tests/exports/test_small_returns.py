"""Returns in a file so small that its header could be that of an order list, too."""

from __future__ import annotations

import pytest

from fulfil.audit import Question, checked
from fulfil.errors import UnreadableError
from fulfil.exports.export import Reading
from fulfil.exports.subject_of import subject_of
from fulfil.tables import Subject
from tests.fixtures.reading import FIXTURES, all_exports, kind_of, read_export

ONLY = Reading(subjects=frozenset({Subject.RETURNS}))
LIKELY = Reading(likely=Subject.RETURNS)

#: Headers of returns without a return id and a time of request, and the profile that reads them.
SMALL = {
    "order_id,reason,refund_amount,refunded_at": "canonical_returns",
    "order_id,status,refunded_at,refund_amount": "canonical_returns",
    "order_id,sku,quantity,reason": "canonical_returns",
    "order_id,sku,quantity": "canonical_returns",
    "order_id,refund_amount,currency,refunded_at,created_at": "canonical_returns",
    "订单号,退款原因,退款金额,退款时间": "generic",
    "订单编号,商家编码,退款金额,退款状态": "generic",
    "Order No,Reason,SKU,Qty": "generic",
}

#: Headers that say more of a sale or of a parcel.
OTHERS = {
    "order_id,status,created_at,order_paid,refund_amount,reason": Subject.ORDERS,
    "order_id,tracking_number,carrier,shipped_at,received_at": Subject.SHIPMENTS,
    "shipment_id,tracking_number,carrier,shipped_at": Subject.SHIPMENTS,
}


def _file(tmp_path, header):
    path = tmp_path / "small.csv"
    path.write_text(f"{header}\n{','.join('1' for _ in header.split(','))}\n", "utf-8")
    return path


@pytest.mark.parametrize("header", SMALL)
@pytest.mark.parametrize("reading", [ONLY, LIKELY], ids=["only", "likely"])
def test_who_asks_for_returns_gets_returns(tmp_path, header, reading):
    read = read_export(_file(tmp_path, header), reading)
    assert (read.kind[0], list(read.tables)) == (SMALL[header], [Subject.RETURNS])
    assert read.records == 1


@pytest.mark.parametrize("header", SMALL)
def test_nobody_else_gets_something_else_than_before(tmp_path, header):
    assert list(read_export(_file(tmp_path, header)).tables) == [Subject.ORDERS]


@pytest.mark.parametrize("header", OTHERS)
def test_what_says_more_of_something_else_is_no_return(tmp_path, header):
    read = read_export(_file(tmp_path, header), LIKELY)
    assert next(iter(read.tables)) is OTHERS[header]


def test_a_kind_that_is_known_stays_what_it_is():
    kept = [path for path in all_exports() if not path.startswith(("canonical/", "generic/", "messy/"))]
    seen = 0
    for path in kept:
        kind = kind_of(path)
        if kind[0] in {"generic", "canonical", "canonical_returns", "canonical_shipments"}:
            continue
        seen += 1
        assert read_export(FIXTURES / path, LIKELY).kind == kind
    assert seen > 40


@pytest.mark.parametrize("header", ["order_id,reason,refund_amount,refunded_at", "订单号,退款原因,退款时间"])
def test_a_run_reads_what_it_is_told_to_read(tmp_path, header):
    path = str(_file(tmp_path, header))
    with checked([path], Question(forced={path: Subject.RETURNS})) as run:
        assert run.facts.returns.height == 1
    with checked([path], Question(reading=LIKELY)) as run:
        assert run.facts.returns.height == 1


def test_orders_that_are_named_as_such_stay_orders(tmp_path):
    path = str(_file(tmp_path, "order_id,sku,quantity"))
    with checked([path], Question(forced={path: Subject.ORDERS}, reading=LIKELY)) as run:
        assert run.facts.returns.height == 0
        assert run.facts.spine["subject"].to_list() == ["orders"]


def test_a_file_of_orders_alone_is_refused_with_a_hint():
    with pytest.raises(UnreadableError, match="it tells of orders, not of returns") as told:
        read_export(FIXTURES / "jd/orders.csv", ONLY)
    assert "returns or refunds" in told.value.hint


def test_the_subject_by_its_columns():
    both = {Subject.ORDERS: ["order_id", "paid_at"], Subject.RETURNS: ["order_id", "reason"]}
    assert subject_of(both) is Subject.ORDERS
    assert subject_of(both, Subject.RETURNS) is Subject.RETURNS
    assert subject_of({**both, Subject.ORDERS: ["paid_at", "created_at"]}, Subject.RETURNS) is Subject.ORDERS
    assert subject_of({Subject.ORDERS: ["order_id"]}, Subject.RETURNS) is Subject.ORDERS
    assert subject_of({}, Subject.RETURNS) is None
