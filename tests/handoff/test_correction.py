"""What was fixed or filled in goes through the gate."""

from __future__ import annotations

import pytest

from tests.fixtures import make_missing_county as story
from tests.fixtures.reading import FIXTURES
from tests.handoff.batches import fate_file, run

_TEXT = "订单号,订单状态,买家留言,收货地址,手机"
_COLUMNS = "订单号,订单状态,省,市,区,收货地址,手机"


def _write(tmp_path, *lines):
    path = tmp_path / "x.csv"
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def _fixed(tmp_path, header, record):
    path = _write(tmp_path, header, record)
    assert run(path, tmp_path / "fixed", fix=True).report.counts.fixed == 1
    return fate_file(path, tmp_path / "fixed", "fixed")


CURED = [
    # The name is replaced in the address, and nowhere else.
    (_TEXT, "A1,待发货,{0}很近,浙江省杭州市{0}文晖路82号,13800001111", "下城区", "拱墅区"),
    (_TEXT, 'A1,待发货,,"浙江省杭州市{0}文晖路82号, 2楼",13800001111', "下城区", "拱墅区"),
    (_COLUMNS, "A1,待发货,浙江省,杭州市,{0},文晖路82号,13800001111", "下城区", "拱墅区"),
    (_COLUMNS, "A1,待发货,福建省,三明市,{0},示例路82号,13800001111", "沙县", "沙县区"),
]


@pytest.mark.parametrize(("header", "record", "old", "new"), CURED)
def test_an_abolished_county_is_renamed_where_the_address_says_it(tmp_path, header, record, old, new):
    fixed = _fixed(tmp_path, header, record.format(old))
    written = fixed.read_text("utf-8").splitlines()[1]
    expected = record.format(old)[::-1].replace(old[::-1], new[::-1], 1)[::-1]
    assert written.startswith(expected)
    assert written.endswith(f"ADR009 county {new}")


@pytest.mark.parametrize(
    ("header", "record"),
    [
        *((header, record.format(old)) for header, record, old, _ in CURED),
        (_TEXT, "A1,待发货,,浙江杭州下城文晖路82号,13800001111"),
        (_COLUMNS, "A1,待发货,浙江省,杭州市,,下城区文晖路82号,13800001111"),
        (_COLUMNS.replace(",区", ""), "A1,待发货,浙江省,杭州市,西湖区文晖路82号,13800001111"),
    ],
)
def test_what_was_fixed_may_go(tmp_path, header, record):
    done = run(_fixed(tmp_path, header, record), tmp_path / "again")
    assert (done.report.counts.ready, done.report.counts.held) == (1, 0)


def test_the_corrected_address_is_the_one_that_is_renamed(tmp_path):
    header = "订单编号,买家会员名,买家支付宝账号,宝贝总数量,订单状态,联系手机,修改后的收货地址,收货地址 "
    start = "A1,b,,1,买家已付款，等待卖家发货,13800001111"
    kept = "浙江省 杭州市 下城区 示例路1号"
    fixed = _fixed(tmp_path, header, f"{start},浙江省 杭州市 下城区 示例路2号,{kept}")
    assert f"{start},浙江省 杭州市 拱墅区 示例路2号,{kept}," in fixed.read_text("utf-8")


def test_the_story_s_correction_sheet_goes_through_once_it_is_filled_in(tmp_path):
    run(FIXTURES / "missing_county/orders_text.csv", tmp_path / "first")
    sheet = fate_file("orders_text.csv", tmp_path / "first", "held")
    header, *records = sheet.read_bytes().decode(story.ENCODING).splitlines()
    names = header.split(",")
    assert names[-5:-3] == ["city", "county"]
    right = {order.order_id: order for order in story.orders()}
    filled = [header]
    for record in records:
        cells = dict(zip(names, record.split(",", len(names) - 1), strict=False))
        order = right[cells["订单编号"][2:-1]]
        cells |= {"收货地址 ": order.text, "联系手机": order.phone, "订单备注": ""}
        filled.append(",".join(cells[name] for name in names[:-3]) + ",,,")
    sheet.write_bytes("\r\n".join(filled).encode(story.ENCODING))
    done = run(sheet, tmp_path / "second")
    assert (done.report.counts.ready, done.report.counts.held) == (len(story.PROBLEMS), 0)


def test_a_county_that_is_filled_in_beside_a_text_is_enough_and_others_stay_held(tmp_path):
    path = _write(
        tmp_path,
        _TEXT,
        "A1,待发货,,浙江省杭州市示例路1号,13800001111",
        "A2,待发货,,浙江省杭州市示例路2号,13800001111",
        "A3,待发货,,浙江省杭州市西湖区示例路3号,1380000",
    )
    run(path, tmp_path / "first")
    sheet = fate_file(path, tmp_path / "first", "held")
    text = sheet.read_text("utf-8")
    assert text.splitlines()[0].endswith(",county,fulfil_rules,fulfil_problem,fulfil_suggestion")
    changed = text.replace("路1号,13800001111,", "路1号,13800001111,西湖区").replace(
        "1380000,", "13800001111,"
    )
    sheet.write_text(changed, "utf-8")
    done = run(sheet, tmp_path / "second")
    assert (done.report.counts.ready, done.report.counts.held) == (2, 1)
    assert "A2" in fate_file(sheet, tmp_path / "second", "held").read_text("utf-8")


def test_an_empty_county_column_of_the_export_s_own_is_still_missing(tmp_path):
    path = _write(tmp_path, _COLUMNS, "A1,待发货,浙江省,杭州市,,浙江省杭州市西湖区示例路1号,13800001111")
    run(path, tmp_path / "first")
    sheet = fate_file(path, tmp_path / "first", "held")
    assert run(sheet, tmp_path / "second").report.counts.held == 1
