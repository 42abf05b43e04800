from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.inspect import inspect_exports
from fulfil.tables import Subject
from tests.fixtures.reading import FIXTURES, due_reasons, fates_of, held, read_export

FILE = "kuaimai/orders.csv"


@pytest.fixture(scope="module")
def read():
    return read_export(FILE)


def test_the_header_is_found_below_a_title(read):
    assert read.kind == ("kuaimai_orders", "utf-8", ",", 3)
    assert (read.aside, read.unread, read.records) == ([(1, "title"), (2, "blank")], [], 9)
    assert read.table.height == 8


def test_typed_values(read):
    assert read.column("order_id")[0] == "3001000200030009001"
    assert read.column("erp_order_id")[0] == "5200000000001"
    assert read.column("sku")[1] == "0071"
    assert read.column("quantity")[1] == Decimal(2)
    assert read.column("created_at")[0] == datetime(2026, 9, 15, 2, 0, tzinfo=UTC)


def test_an_order_made_by_hand_has_the_erp_s_number(read):
    assert read.rows(Subject.ORDERS, "order_id", "sku", "created_at")[5] == (
        *("5200000000005", "0071", datetime(2026, 9, 15, 2, 0, 5, tzinfo=UTC)),
    )


def test_states_and_due(read):
    assert read.column("status_state") == [
        *("shipped", "delivered", "to_ship", "to_ship", "in_review", "to_ship", "closed", "unpaid")
    ]
    records = fates_of(FILE)
    assert due_reasons(records) == [
        *("already shipped", "already shipped", "due", "due", "in review", "due", "closed", "unpaid")
    ]
    assert held(records) == {}


def test_a_record_that_repeats_stays(read):
    assert read.column("order_id")[2:4] == ["3001000200030009003", "3001000200030009003"]


def test_parcels(read):
    assert read.rows(Subject.SHIPMENTS, "order_id", "sku", "quantity", "tracking_number") == [
        ("3001000200030009001", "TS-WHT-L", 1, "YT0000000009001"),
        ("3001000200030009002", "0071", 2, "YT0000000009002"),
    ]


@pytest.mark.parametrize(
    ("status", "parcels"),
    [("已发货", 1), ("交易成功", 1), ("交易关闭", 1), ("待打包", 0), ("待发货", 0), ("已作废", 0)],
)
def test_a_printed_waybill_is_no_parcel_before_the_goods_leave(tmp_path, status, parcels):
    path = tmp_path / "kuaimai.csv"
    header = "系统订单号,规格商家编码,主商家编码,订单状态,销售数量,快递单号"
    path.write_text(f"{header}\n5,K1,K,{status},1,YT5\n6,K1,K,已发货,1,YT6\n", "utf-8")
    assert len(read_export(path).column("order_id", Subject.SHIPMENTS)) == 1 + parcels


def test_the_reader_is_told_that_it_is_unconfirmed():
    assert inspect_exports(str(FIXTURES / FILE))[0].evidence.grade == "C"
