from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.tables import Subject
from tests.fixtures.reading import read_export


@pytest.fixture(scope="module")
def read():
    return read_export("tiktokshop/returns.csv")


def test_recognised(read):
    assert read.kind == ("tiktokshop_returns", "utf-8", ",", 1)
    assert (read.records, read.table.height, read.aside, read.unread) == (6, 6, [], [])
    assert list(read.tables) == [Subject.RETURNS]


def test_typed_values(read):
    assert read.column("return_id")[0] == "4035000000000000001"
    assert read.column("sku")[2] == "0007"
    assert read.column("quantity")[2] == Decimal(2)
    assert read.column("comment")[1] == 'lid, "blue", missing'
    assert read.column("return_tracking_number")[:2] == ["JX0000000001", None]


def test_the_day_comes_first(read):
    assert read.column("requested_at")[:2] == [
        datetime(2026, 9, 20, 8, 15, tzinfo=UTC),
        datetime(2026, 9, 3, 21, 0, tzinfo=UTC),
    ]
    assert read.column("refunded_at")[:2] == [datetime(2026, 9, 27, 10, 0, tzinfo=UTC), None]


def test_states(read):
    assert read.rows(Subject.RETURNS, "status", "status_state", "return_type_state") == [
        ("Completed", "completed", "return_and_refund"),
        ("Refunded", "refunded", "refund_only"),
        ("In process", "approved", "return_and_refund"),
        ("To process", "requested", "refund_only"),
        ("Refund rejected", "rejected", "return_and_refund"),
        ("Canceled", "withdrawn", "exchange"),
    ]


def test_a_price_that_may_be_a_total_is_no_refund(read):
    assert "Return unit price" in read.unrecognised
    assert "refund_amount" not in read.feeds


def test_a_file_with_ten_columns_has_no_return_ids(tmp_path):
    header = (
        "Order ID,Return Logistics Tracking ID,Product Name,SKU Name,Return Quantity,Time Requested,"
        "Return Reason,Return Type,Return Status,Return Sub Status"
    )
    row = (
        '578000000000000001,JX1,Sample,"L, Navy",1,20/09/2026 08:15:00,Sample,Refund only,Refunded,Completed'
    )
    path = tmp_path / "returns.csv"
    path.write_text(f"{header}\n{row}\n", "utf-8")
    read = read_export(path)
    assert read.kind[0] == "tiktokshop_returns"
    assert read.rows(Subject.RETURNS, "order_id", "status_state") == [("578000000000000001", "refunded")]
