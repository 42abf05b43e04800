from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.exports.cells.plainness import plainness
from fulfil.tables import Subject
from tests.fixtures.reading import due_reasons, fates_of, held, read_export

FILE = "jd/orders.csv"


@pytest.fixture(scope="module")
def read():
    return read_export(FILE)


def test_recognised(read):
    assert read.kind == ("jd_orders", "gb18030", ",", 1)
    assert (read.aside, read.unread, read.table.height) == ([], [], 12)


def test_what_the_buyer_paid_is_yingfu(read):
    assert read.feeds["order_paid"] == ["应付金额"]
    assert read.feeds["buyer_note"] == ["订单备注"]
    assert read.feeds["seller_note"] == ["商家备注"]
    assert read.column("order_paid")[:3] == [Decimal("89.00"), Decimal("118.00"), Decimal("118.00")]


def test_typed_values(read):
    assert read.column("order_id")[0] == "300100000001"
    assert read.column("sku")[7] == "0044"
    assert read.column("quantity")[7] == Decimal(2)
    assert read.column("paid_at")[0] == datetime(2026, 9, 14, 2, 0, 30, tzinfo=UTC)
    assert read.column("paid_at")[5] is None
    # A stray tab stands behind this title in the file.
    assert read.column("product_name")[4] == "样本杯刷"


def test_states(read):
    assert read.column("status_state") == [
        *("delivered", "deleted", "deleted", "shipped", "locked", "unpaid", "to_ship", "to_ship", "to_ship"),
        *("to_ship", "locked", "to_ship"),
    ]
    assert read.column("payment_method_state")[9] == "cod"


def test_a_split_order_s_parent_is_not_due_and_locked_ones_wait():
    assert due_reasons(fates_of(FILE)) == [
        *("already shipped", "deleted", "deleted", "already shipped", "locked", "unpaid"),
        *("due", "due", "due", "due", "locked", "due"),
    ]


def test_masked_phones_hold_nothing(read):
    assert set(read.table.select(plainness(read.table["phone"])).to_series()) == {"masked"}
    assert held(fates_of(FILE)) == {"300100000007": "ADR003", "300100000010": "ORD005"}


def test_there_are_no_parcels_in_the_file(read):
    assert (list(read.tables), read.records) == ([Subject.ORDERS], 12)
    assert "tracking_number" not in read.feeds


def test_a_split_order_counts_once(read):
    """Its parent is deleted and says by which orders it was replaced; these carry goods and money."""
    rows = read.rows(Subject.ORDERS, "order_id", "status_state", "order_paid", "seller_note")
    parent = [row for row in rows if row[0] == "300100000002"]
    assert (
        parent
        == [("300100000002", "deleted", Decimal("118.00"), "订单拆分为 300100000003    300100000004")] * 2
    )
    children = [row for row in rows if row[0] in {"300100000003", "300100000004"}]
    assert [row[1] for row in children] == ["shipped", "locked"]
    assert sum(row[2] for row in children) == parent[0][2]


def test_what_the_buyer_asked_is_not_the_seller_s_note(tmp_path):
    path = tmp_path / "jd.csv"
    header = "订单号,京东价,订购数量,下单帐号,订单状态,订单备注,商家备注"
    path.write_text(f"{header}\n1,9,1,a,(删除)完成,放门口,-\n2,9,1,a,已锁定,,null\n", "gb18030")
    read = read_export(path)
    assert read.rows(Subject.ORDERS, "status_state", "buyer_note") == [
        ("deleted", "放门口"),
        ("locked", None),
    ]


def test_the_note_of_a_split_parent_names_its_children(read):
    children = "300100000003 300100000004"
    assert read.column("split_into") == [None, children, children, *[None] * 9]
    # It stays the note of the order as well.
    assert read.column("seller_note")[1].startswith("订单拆分为")


@pytest.mark.parametrize(
    ("note", "children"),
    [
        ("订单拆分为 1 2 3", "1 2 3"),
        ("加急；订单拆分为：1，2", "1 2"),
        ("订单拆分为 11、22 请分开发", "11 22"),
        ("订单拆分为", None),
        ("拆分前联系买家 1 2", None),
    ],
)
def test_children_in_notes(tmp_path, note, children):
    path = tmp_path / "jd.csv"
    path.write_text(f"订单号,京东价,订购数量,下单帐号,商家备注\n9,1,1,b,{note}\n", "utf-8")
    assert read_export(path).column("split_into") == [children]
