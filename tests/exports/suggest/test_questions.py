from __future__ import annotations

import tomllib

import pytest

from fulfil.errors import UnreadableError
from fulfil.exports.suggest.suggestion import suggest_profile
from tests.exports.suggest.shops import save, table


@pytest.fixture
def suggest(tmp_path):
    """The suggestion for a table, as text and as TOML."""

    def call(header, *rows, encoding="utf-8"):
        text = suggest_profile(save(tmp_path / "x.csv", table(header, *rows), encoding))
        return text, tomllib.loads(text)

    return call


def columns(toml, subject="orders"):
    return toml[subject]["columns"]


def test_two_meanings_are_asked_and_none_is_picked(suggest):
    text, toml = suggest("订单号,日期", *(f"A{n},2026-09-14 10:00:0{n}" for n in range(9)))
    question = (
        '# choose: "日期" may be created_at, paid_at or shipped_at (all values are times)\n'
        '# created_at = "日期"\n# paid_at = "日期"\n# shipped_at = "日期"\n'
    )
    assert question in text
    assert columns(toml) == {"order_id": "订单号"}


def test_two_headers_for_one_column_are_asked(suggest):
    text, toml = suggest("订单号,手机,电话", *(f"A{n},1380000000{n},1390000000{n}" for n in range(9)))
    assert '# choose: phone may be "手机" or "电话" (several headers say so)\n' in text
    assert '\n# phone = { first = ["手机", "电话"] }\n' in text
    assert "phone" not in columns(toml)


def test_an_empty_header_and_a_copy_are_no_rivals(suggest):
    text, toml = suggest(
        "订单号,手机,电话,收货人,收件人", *(f"A{n},1380000000{n},,样本,样本" for n in range(9))
    )
    assert columns(toml)["phone"] == "手机"
    assert columns(toml)["recipient"] == "收货人"
    assert 'empty: "电话"' in text
    assert "would be recipient, too" in text


def test_known_double_meanings_are_asked_unless_the_file_decides(suggest):
    text, toml = suggest("订单编号,订单备注", "A1,x", "A2,y")
    assert columns(toml) == {"order_id": "订单编号"}
    assert '# choose: "订单备注" may be seller_note or buyer_note\n' in text
    _, toml = suggest("订单编号,原始单号,订单备注,买家留言", "1,A1,x,z", "2,A2,y,")
    assert columns(toml) == {
        "order_id": "原始单号",
        "erp_order_id": "订单编号",
        "seller_note": "订单备注",
        "buyer_note": "买家留言",
    }
    text, _ = suggest("订单编号,快递公司,快递单号,发货时间", "A1,x,SF1234567890123,2026-09-14 10:00")
    assert '# choose: "订单编号" may be order_id or erp_order_id\n' in text


def test_two_ids_of_an_order_are_asked(suggest):
    text, toml = suggest("订单编号,订单号,买家留言", "1,A1,x", "2,A2,y")
    assert '# choose: "订单编号" may be order_id or erp_order_id\n' in text
    assert '# choose: "订单号" may be order_id or erp_order_id\n' in text
    assert columns(toml) == {"buyer_note": "买家留言"}
    assert "Open, and needed before it can be used: order_id" in text


def test_a_status_that_differs_within_an_order_is_that_of_its_lines(suggest):
    _, toml = suggest("订单号,订单状态,数量", "A1,待发货,1", "A1,已发货,1", "A2,待发货,1")
    assert columns(toml)["line_status"] == "订单状态"
    _, toml = suggest("订单号,订单状态,数量", "A1,待发货,1", "A2,已发货,1")
    assert columns(toml)["status"] == "订单状态"
    text, toml = suggest("订单号,订单状态,数量", "A1,待发货,1", "A1,待发货,1")
    assert '# choose: "订单状态" may be status or line_status\n' in text
    assert not {"status", "line_status"} & set(columns(toml))


def test_an_address_is_whole_or_the_rest_by_its_values(suggest):
    _, toml = suggest("订单号,详细地址", "A1,浙江省杭州市西湖区文三路1号", "A2,江苏省苏州市昆山市人民路2号")
    assert columns(toml)["address"] == "详细地址"
    _, toml = suggest("订单号,省,市,区,详细地址", "A1,浙江省,杭州市,西湖区,文三路1号")
    assert columns(toml)["street"] == "详细地址"
    text, _ = suggest("订单号,详细地址", "A1,文三路1号", "A2,人民路2号")
    assert '# choose: "详细地址" may be address or street\n' in text


def test_a_name_that_its_values_contradict_is_not_believed(suggest):
    text, toml = suggest("订单号,付款时间,数量", "A1,张三的店,很多", "A2,李四的店,不少")
    assert columns(toml) == {"order_id": "订单号"}
    assert "in every record, 2 different; named like paid_at, but its values are not" in text
    assert "named like quantity" in text


@pytest.mark.parametrize(
    ("values", "column"),
    [
        (["138{:08}", "139{:08}"], "phone"),
        (["138****{:04}", "139****{:04}"], "phone"),
        (["138{:08}-1234"], "phone"),
        (["0571-8{:07}"], "phone"),
        (["+44 7700 90{:04}"], "phone"),
        (["SF10{:011}", "YT88{:011}"], "tracking_number"),
        (["1Z999AA1{:010}"], "tracking_number"),
        (["RR{:09}CN"], "tracking_number"),
        (["JT{:013}"], "tracking_number"),
        (["浙江省", "江苏省", "广东"], "province"),
        (["杭州市", "苏州市", "深圳"], "city"),
        (["西湖区", "昆山市", "余杭区"], "county"),
    ],
)
def test_value_patterns_tell_a_column_of_any_name(suggest, values, column):
    rows = [f"A{n},{values[n % len(values)].format(n)},x" for n in range(12)]
    text, toml = suggest("订单号,某列,买家留言", *rows)
    assert columns(toml)[column] == "某列"
    assert f'{column} = "某列"  # all values are ' in text


def test_values_of_two_columns_are_asked(suggest):
    text, toml = suggest("订单号,甲,乙", *(f"A{n},1380000000{n},1390000000{n}" for n in range(9)))
    assert '# choose: phone may be "甲" or "乙" (all values are phones)\n' in text
    assert "phone" not in columns(toml)
    rows = (f"R{n},A{n},退货退款,2026-09-14 10:00:00,SF10{n:011}" for n in range(9))
    text, _ = suggest("售后单号,订单编号,售后类型,申请时间,某列", *rows)
    assert (
        '# choose: "某列" may be return_tracking_number, original_tracking_number or exchange_tracking_number'
        in text
    )


def test_what_may_be_the_senders_is_asked(suggest):
    text, toml = suggest("订单号,寄件电话,买家留言", *(f"A{n},1380000000{n},x" for n in range(9)))
    assert '# choose: "寄件电话" may be phone (all values are phones)\n' in text
    assert "phone" not in columns(toml)
    text, toml = suggest("订单号,甲,乙,买家留言", *(f"A{n},浙江省,13800000000,x" for n in range(9)))
    assert '# choose: "甲" may be province (all values are provinces)\n' in text
    assert '# choose: "乙" may be phone (all values are phones)\n' in text
    assert set(columns(toml)) == {"order_id", "buyer_note"}


def test_times_of_an_unknown_name_are_asked(suggest):
    text, toml = suggest("订单号,付款时间,某时", *(f"A{n},2026-09-14,2026-09-15 0{n}:00" for n in range(9)))
    question = next(line for line in text.splitlines() if line.startswith('# choose: "某时"'))
    assert "created_at, " in question
    assert "paid_at" not in question
    assert columns(toml) == {"order_id": "订单号", "paid_at": "付款时间"}


def test_numbers_of_ids_are_no_times(suggest):
    text, _ = suggest("订单号,批次", *(f"A{n},202609{n + 10}" for n in range(9)))
    assert '"批次": all values are numbers' in text


def test_state_words_under_any_name_are_asked(suggest):
    text, _ = suggest("订单号,进展", *(f"A{n},{['待发货', '已发货'][n % 2]}" for n in range(9)))
    assert '# choose: "进展" may be status or line_status (its values are such words)\n' in text


def test_an_id_of_no_known_name_is_asked(suggest):
    text, toml = suggest("流水,手机", *(f"10{n},1380000000{n}" for n in range(9)))
    assert '# choose: "流水" may be order_id or erp_order_id (all values are like ids)\n' in text
    assert columns(toml) == {"phone": "手机"}


@pytest.mark.parametrize(
    ("dates", "key", "asked"),
    [
        (["14/09/2026", "01/02/2026"], True, False),
        (["09/14/2026", "01/02/2026"], False, False),
        (["05/06/2026", "01/02/2026"], None, True),
        (["14/09/2026", "09/14/2026"], None, True),
        (["2026-09-14", "2026/9/15"], None, False),
    ],
)
def test_day_first_only_where_values_prove_it(suggest, dates, key, asked):
    text, toml = suggest("order number,order date", *(f"A{n},{date}" for n, date in enumerate(dates)))
    assert toml.get("day_first") is key
    assert ("# choose: day_first" in text) == asked


@pytest.mark.parametrize(
    ("header", "time", "zone"),
    [
        ("订单号,下单时间", "2026-09-14 10:00", "Asia/Shanghai"),
        ("訂單編號,下單時間", "2026-09-14 10:00", None),
        ("订单编号,下单时间,商品 おもちゃ", "2026-09-14 10:00,x", None),
        ("order number,order date", "2026-09-14 10:00", None),
        ("order number,order date", "2026-09-14T10:00:00+02:00", "UTC"),
    ],
)
def test_a_zone_is_asked_where_nothing_tells_it(suggest, header, time, zone):
    text, toml = suggest(header, f"A1,{time}", f"A2,{time}")
    assert toml.get("zone") == zone
    assert ("# choose: the zone" in text) == (zone is None)


def test_decimal_marks(suggest):
    assert suggest("订单号,单价", "A1,9.90", "A2,10")[1]["decimal"] == "."
    assert suggest("订单号,单价", "A1,9", "A2,10")[1]["decimal"] == "auto"


def test_the_date_is_that_of_the_newest_event_and_no_clock_is_read(suggest):
    _, toml = suggest("订单号,下单时间,承诺发货时间", "A1,2026-09-14 23:30,2027-01-01 00:00")
    assert str(toml["evidence"]["date"]) == "2026-09-14"
    text, toml = suggest("订单号,商品名称", "A1,杯", "A2,盖")
    assert "date" not in toml["evidence"]
    assert "# date = " in text


def test_words_are_taken_from_the_whole_file_and_texts_are_not(suggest):
    rows = [f"A{n},{'待发货' if n < 5000 else '待验机'}" for n in range(5001)]
    text, toml = suggest("订单号,订单状态", *rows)
    assert toml["words"]["status"] == {"to_ship": ["待发货"]}
    assert '# choose: "待验机" = unpaid | ' in text
    text, _ = suggest("订单号,订单状态", *(f"A{n},13800000{n:03}号客户" for n in range(99)))
    assert "13800000" not in text
    assert "99 more values are no status words" in text


def test_orders_without_an_online_number_may_take_the_erps(suggest):
    rows = [f"{'' if n == 3 else f'T{n}'},E{n},x" for n in range(9)]
    text, _ = suggest("线上订单号,内部订单号,买家留言", *rows)
    assert '# choose: order_id is empty in 1 records, and "内部订单号" may stand in' in text
    assert '\n# order_id = { first = ["线上订单号", "内部订单号"] }\n' in text


def test_headers_that_hold_anything_are_written_safely(tmp_path):
    header = '订单号,"a""b\\",甲\t乙,"丙\n丁",\u202eevil'
    path = tmp_path / "x.csv"
    path.write_text(f"{header}\nA1,1,2,3,4\nA2,1,2,3,4\n", "utf-8")
    text = suggest_profile(str(path))
    assert tomllib.loads(text)["orders"]["columns"]["order_id"] == "订单号"
    assert '"a\\"b\\\\"' in text
    assert "\u202e" not in text
    lines = [line for line in text.split("\n") if line]
    assert all(line.startswith(("#", "[")) or " = " in line for line in lines)


@pytest.mark.parametrize(
    "text",
    [
        "hello\nworld\n",
        "hello there\nthis, is some text\nand more, of, it\n",
        "A1,13800000000,杭州\nA2,13800000001,苏州\n",
        "张三,杭州市,苹果\n李四,上海市,梨\n王五,北京市,枣\n",
        "1,2,3\n4,5,6\n",
    ],
)
def test_no_table_is_refused(tmp_path, text):
    (tmp_path / "x.csv").write_text(text, "utf-8")
    with pytest.raises(UnreadableError) as error:
        suggest_profile(str(tmp_path / "x.csv"))
    assert error.value.exit_code == 3


def test_a_quote_in_a_tab_separated_file_is_any_character(tmp_path):
    rows = [["订单号", "商品名称", "数量"], *([f"A{n}", '"8" x 10', "1"] for n in range(9))]
    text = suggest_profile(save(tmp_path / "x.tsv", rows, delimiter="\t"))
    assert tomllib.loads(text)["quoted"] is False
