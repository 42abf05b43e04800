from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fulfil.errors import PolicyError
from fulfil.exports.export import Reading
from fulfil.exports.suggest.suggestion import suggest_profile
from fulfil.exports.user_profile import user_profile
from fulfil.tables import Subject
from tests.exports.suggest.shops import (
    ORDERS_CN,
    ORDERS_EN,
    RETURNS_EN,
    SHIPMENTS_CN,
    chosen,
    save,
    suggested,
)
from tests.fixtures.reading import read_export

CN_ANSWERS = (
    'order_id = "单号"',
    'created_at = "日期"',
    'recipient = "客户"',
    'order_paid = "金额"',
    'buyer_note = "备注"',
    'status = "进度"',
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_orders_of_a_chinese_shop(tmp_path, encoding, delimiter):
    path = save(tmp_path / "orders.csv", ORDERS_CN, encoding, delimiter)
    profile = suggested(path, *CN_ANSWERS)
    read = read_export(tmp_path / "orders.csv", Reading(profiles=(profile,)))
    assert read.kind[0] == profile.name == "orders"
    assert read.kind[2:] == (delimiter, 2)
    assert read.feeds == {
        "order_id": ["单号"],
        "created_at": ["日期"],
        "recipient": ["客户"],
        "order_paid": ["金额"],
        "buyer_note": ["备注"],
        "status": ["进度"],
        "phone": ["联系方式"],
        "province": ["省"],
        "city": ["市"],
        "county": ["区"],
        "street": ["地址"],
        "quantity": ["件数"],
    }
    assert read.column("order_id") == [row[0] for row in ORDERS_CN[2:]]
    assert read.column("created_at")[0] == datetime(2026, 9, 1, 2, tzinfo=UTC)
    assert read.column("order_paid")[0] == Decimal("29.90")
    assert read.column("status_state")[:3] == ["to_ship", "unknown", "shipped"]
    assert read.unread == []
    assert [reason for _, reason in read.aside] == ["title"]


def test_a_status_word_of_the_shops_own_gets_its_state_in_the_file(tmp_path):
    path = save(tmp_path / "orders.csv", ORDERS_CN)
    text = chosen(suggest_profile(path), *CN_ANSWERS)
    assert '# choose: "待配货" = unpaid | deposit | ' in text
    (tmp_path / "mine.toml").write_text(
        text.replace('to_ship = ["待发货"]', 'to_ship = ["待发货", "待配货"]'), "utf-8"
    )
    read = read_export(
        tmp_path / "orders.csv", Reading(profiles=(user_profile(str(tmp_path / "mine.toml")),))
    )
    assert read.column("status_state")[:3] == ["to_ship", "to_ship", "shipped"]


def test_shipments_of_a_chinese_shop(tmp_path):
    path = save(tmp_path / "parcels.csv", SHIPMENTS_CN, "gb18030")
    profile = suggested(path, 'order_id = "订单号"')
    read = read_export(tmp_path / "parcels.csv", Reading(profiles=(profile,)))
    assert list(read.feeds_of) == [Subject.SHIPMENTS]
    assert (profile.grain, profile.repeat, profile.zone) == ("parcel", "once", "Asia/Shanghai")
    assert read.column("tracking_number", Subject.SHIPMENTS) == [row[3] for row in SHIPMENTS_CN[1:]]
    assert read.column("order_id", Subject.SHIPMENTS) == [row[1] for row in SHIPMENTS_CN[1:]]
    assert read.column("delivery_status_state", Subject.SHIPMENTS)[:3] == [
        "in_transit",
        "delivered",
        "unknown",
    ]


def test_returns_of_an_english_shop(tmp_path):
    path = save(tmp_path / "rma.tsv", RETURNS_EN, delimiter="\t")
    answers = (
        'requested_at = "Date"',
        'return_type = "Type"',
        'status = "State"',
        'zone = "America/New_York"',
    )
    profile = suggested(path, *answers)
    read = read_export(tmp_path / "rma.tsv", Reading(profiles=(profile,)))
    assert list(read.feeds_of) == [Subject.RETURNS]
    assert profile.day_first is True
    assert read.column("return_id", Subject.RETURNS) == [row[0] for row in RETURNS_EN[1:]]
    assert read.column("requested_at", Subject.RETURNS)[1] == datetime(2026, 9, 2, 14, tzinfo=UTC)
    assert read.column("return_type_state", Subject.RETURNS)[:2] == ["return_and_refund", "exchange"]
    assert read.column("status_state", Subject.RETURNS)[:3] == ["approved", "sent_back", "unknown"]
    assert read.column("return_tracking_number", Subject.RETURNS)[0] == RETURNS_EN[1][-1]


def test_orders_of_an_english_shop(tmp_path):
    path = save(tmp_path / "orders.csv", ORDERS_EN)
    answers = ('order_id = "Order Ref"', 'created_at = "Placed"', 'zone = "Europe/London"')
    profile = suggested(path, *answers)
    assert (profile.grain, profile.repeat, profile.day_first) == ("line", "all", False)
    read = read_export(tmp_path / "orders.csv", Reading(profiles=(profile,)))
    assert read.column("order_id")[:3] == ["WEB-0", "WEB-0", "WEB-1"]
    assert read.column("created_at")[1] == datetime(2026, 2, 2, tzinfo=UTC)
    assert read.unread == []


def test_what_is_needed_and_open_is_named_with_its_line(tmp_path):
    path = save(tmp_path / "orders.csv", ORDERS_CN)
    text = suggest_profile(path)
    assert "# Open, and needed before it can be used: order_id in [orders.columns].\n" in text
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    with pytest.raises(PolicyError, match="no header is given for `order_id`") as error:
        user_profile(str(tmp_path / "mine.toml"))
    assert error.value.hint == 'choose: "单号" may be order_id, erp_order_id or tracking_number'
    assert text.splitlines()[error.value.line - 1] == f"# {error.value.hint}"


def test_order_columns_that_are_blank_on_further_lines_are_filled(tmp_path):
    rows = [["订单号", "收货人", "手机", "下单时间", "商品名称", "数量"]]
    for n in range(9):
        rows.append([f"A{n}", "样本", "13800000000", "2026-09-14 10:00:00", "杯", "1"])
        rows.append([f"A{n}", "", "", "", "盖", "2"])
    profile = suggested(save(tmp_path / "x.csv", rows))
    assert (profile.grain, profile.repeat) == ("line", "blank")
    assert read_export(tmp_path / "x.csv", Reading(profiles=(profile,))).column("recipient") == ["样本"] * 18


def test_what_the_records_tell_of_is_asked_where_nothing_says_it(tmp_path):
    rows = [
        ["订单号", "商品编码", "数量", "快递单号"],
        *([f"A{n}", "X", "1", f"YT88{n:011}"] for n in range(9)),
    ]
    text = suggest_profile(save(tmp_path / "x.csv", rows))
    assert "# choose: what one record tells of: orders or shipments\n" in text
    (tmp_path / "x.toml").write_text(text, "utf-8")
    with pytest.raises(PolicyError, match="still open what one record tells of") as error:
        user_profile(str(tmp_path / "x.toml"))
    assert "choose:" in text.splitlines()[error.value.line - 1]
    before, section = text.split("# [shipments.columns]\n# sku", 1)
    section, after = section.split("\n\n", 1)
    lines = [line.removeprefix("# ") for line in f"[shipments.columns]\n# sku{section}".split("\n")]
    (tmp_path / "x.toml").write_text("\n".join([before, *lines, "", after]), "utf-8")
    profile = user_profile(str(tmp_path / "x.toml"))
    read = read_export(tmp_path / "x.csv", Reading(profiles=(profile,)))
    assert list(read.feeds_of) == [Subject.SHIPMENTS]
    assert read.column("tracking_number", Subject.SHIPMENTS)[0] == "YT8800000000000"
