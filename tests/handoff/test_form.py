from __future__ import annotations

import csv
import io

import pytest

from fulfil.audit import Question
from fulfil.errors import PolicyError, UsageError
from fulfil.handoff import FORM_NAME, Request, handoff
from fulfil.handoff.form import form_names, load_form
from tests.fixtures.reading import FIXTURES
from tests.handoff.batches import run

TAOBAO = ("taobao/orders.csv", "taobao/order_detail.csv")

LOSES_COUNTY = """
name = "mine"
title = "a form whose template lost the county"
[[columns]]
header = "单号"
field = "order_id"
[[columns]]
header = "省"
field = "province"
[[columns]]
header = "市"
field = "city"
[[columns]]
header = "地址"
field = "street"
"""


def _form(out):
    raw = (out / FORM_NAME).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def _found(done, code="EXP006"):
    return next(found for found in done.report.findings if found.rule.code == code)


def _write(
    tmp_path,
    *records,
    header="order_id,sku,product_name,quantity,recipient,phone,province,city,county,street",
):
    path = tmp_path / "x.csv"
    path.write_text("".join(f"{line}\n" for line in (header, *records)), "utf-8")
    return path


def test_the_shipped_forms_are_these():
    assert form_names() == ["generic", "zto"]
    assert all(load_form(name).name == name for name in form_names())


def test_generic_has_one_row_per_ready_order_with_its_goods(tmp_path):
    path = _write(
        tmp_path,
        "A1,s1,样本杯,1,吴示例,13800001111,浙江省,杭州市,西湖区,示例路1号",
        "A1,s2,样本碟,2,吴示例,13800001111,浙江省,杭州市,西湖区,示例路1号",
        "A2,s1,样本杯,1,郑示例,13800002222,浙江省,杭州市,,示例路2号",
    )
    done = run(path, tmp_path / "out", form="generic")
    assert _form(tmp_path / "out") == [
        ["order_id", "recipient", "phone", "province", "city", "county", "street", "goods", "remark"],
        [
            "A1",
            "吴示例",
            "13800001111",
            "浙江省",
            "杭州市",
            "西湖区",
            "示例路1号",
            "样本杯 × 1; 样本碟 × 2",
            "",
        ],
    ]
    assert ("form", 1) in [(w.fate, w.records) for w in done.written]
    assert _found(done).rows.is_empty()


def test_zto_counts_the_units(tmp_path):
    path = _write(
        tmp_path,
        "A1,s1,样本杯,1,吴示例,13800001111,浙江省,杭州市,西湖区,示例路1号",
        "A1,s2,样本碟,2,吴示例,13800001111,浙江省,杭州市,西湖区,示例路1号",
    )
    run(path, tmp_path / "out", form="zto")
    header, row = _form(tmp_path / "out")
    assert dict(zip(header, row, strict=True))["物品数量"] == "3"
    assert header[:2] == ["客户订单号", "收件人姓名"]


def test_regions_come_from_the_address_text_in_full(tmp_path):
    done = run(FIXTURES / TAOBAO[0], tmp_path / "out", form="generic")
    rows = {row[0]: row for row in _form(tmp_path / "out")[1:]}
    assert set(rows) == {"3001000200030004005", "3001000200030004006"}
    assert rows["3001000200030004005"][3:7] == ["四川省", "成都市", "锦江区", "样本巷6号"]
    assert _found(done).rows.is_empty()


def test_short_forms_are_completed_in_the_form_only(tmp_path):
    record = "A1,s1,样本杯,1,吴示例,13800001111,浙江,杭州,西湖区,示例路1号"
    path = _write(tmp_path, record)
    run(path, tmp_path / "out", form="generic")
    assert _form(tmp_path / "out")[1][3:6] == ["浙江省", "杭州市", "西湖区"]
    assert record in (tmp_path / "out" / "x.ready.csv").read_text("utf-8")


def test_a_cured_county_stands_in_the_form(tmp_path):
    path = _write(tmp_path, "A1,s1,样本杯,1,吴示例,13800001111,浙江省,杭州市,,西湖区示例路1号")
    run(path, tmp_path / "held", form="generic")
    assert len(_form(tmp_path / "held")) == 1
    done = run(path, tmp_path / "fixed", form="generic", fix=True)
    assert _form(tmp_path / "fixed")[1][5] == "西湖区"
    assert _found(done).rows.is_empty()


def test_goods_come_from_the_detail_lines_where_there_are_any(tmp_path):
    paths = [str(FIXTURES / path) for path in TAOBAO]
    handoff(paths, Question(only_due=True), Request(str(tmp_path / "out"), form="generic"))
    rows = {row[0]: row for row in _form(tmp_path / "out")[1:]}
    # Its second line was refunded, and the order list joins both titles with a comma.
    assert rows["3001000200030004006"][7] == "样本衬衫 长袖，免烫 × 1"
    assert rows["3001000200030004006"][8] == "请放门口"


def test_a_form_that_loses_the_county_is_reported_order_by_order(tmp_path):
    form = tmp_path / "mine.toml"
    form.write_text(LOSES_COUNTY, "utf-8")
    path = _write(
        tmp_path,
        "A1,s1,样本杯,1,吴示例,13800001111,浙江省,杭州市,西湖区,示例路1号",
        "A2,s1,样本杯,1,郑示例,13800002222,浙江省,杭州市,余杭区,示例路2号",
    )
    done = run(path, tmp_path / "out", form=str(form))
    found = _found(done)
    assert found.rows.height == 2
    assert found.rows["expected"].to_list() == ["西湖区", "余杭区"]
    assert "county" in found.rows["reason"][0]


def test_encrypted_orders_are_refused_with_the_reason(tmp_path):
    done = run(FIXTURES / "douyin/orders.csv", tmp_path / "out", form="generic")
    # One of the ready orders has its personal data in plain text.
    assert [row[0] for row in _form(tmp_path / "out")[1:]] == ["6917000000000000036"]
    refused = _found(done).rows
    assert refused.height == 2
    assert all("print its waybill on the platform" in reason for reason in refused["reason"])


def test_orders_whose_personal_data_is_never_exported_are_refused(tmp_path):
    done = run(FIXTURES / "pdd/orders.csv", tmp_path / "out", form="generic")
    assert done.report.counts.ready == 2
    assert _form(tmp_path / "out")[1:] == []
    assert _found(done).systemic["orders"].to_list() == [2]


def test_a_masked_address_text_is_no_street_either(tmp_path):
    path = _write(
        tmp_path,
        "A1,吴示例,13800001111,浙江省杭州市西湖区文三路**号*室",
        "A2,郑示例,13800002222,浙江省杭州市西湖区文三路391号",
        header="order_id,recipient,phone,address",
    )
    done = run(path, tmp_path / "out", form="generic")
    assert [row[0] for row in _form(tmp_path / "out")[1:]] == ["A2"]
    assert _found(done).rows["value"].to_list() == ["street address"]


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"])
def test_no_cell_of_a_form_starts_a_formula(tmp_path, cell):
    path = _write(tmp_path, f"A1,s1,{cell},1,{cell},13800001111,浙江省,杭州市,西湖区,示例路1号")
    run(path, tmp_path / "out", form="generic")
    row = _form(tmp_path / "out")[1]
    assert row[1] == f"'{cell}"
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_an_order_id_that_is_guarded_is_still_found_again(tmp_path):
    path = _write(tmp_path, "-A1,s1,样本杯,1,吴示例,13800001111,浙江省,杭州市,西湖区,示例路1号")
    done = run(path, tmp_path / "out", form="generic")
    assert _form(tmp_path / "out")[1][0] == "'-A1"
    assert _found(done).rows.is_empty()


@pytest.mark.parametrize("form", ["ztoo", "nothing"])
def test_an_unknown_form_is_refused_with_what_there_is(form):
    with pytest.raises(UsageError, match=form) as error:
        load_form(form)
    assert "zto" in error.value.hint


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("name = ", "no valid TOML"),
        ('name = "x"\ntitle = "x"\ncolumns = [{header = "a", field = "conty"}]', "wrong at"),
        (
            'name = "x"\ntitle = "x"\ncolumns = [{header = "a", field = "county"}]',
            "no column for the order id",
        ),
    ],
)
def test_a_wrong_form_says_where(tmp_path, text, what):
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicyError) as error:
        load_form(str(path))
    assert what in error.value.what
    assert error.value.path == str(path)


def test_a_missing_form_file_is_refused(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        load_form(str(tmp_path / "none.toml"))
