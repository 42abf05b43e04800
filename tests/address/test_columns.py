"""Pickers: region columns beside a typed text; one line each in `cases_pickers.md`."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from fulfil.address import resolve

CASES = [
    tuple(part.strip() for part in line.split("·"))
    for line in Path(__file__).with_name("cases_pickers.md").read_text(encoding="utf-8").splitlines()
    if "|" in line and "·" in line and not line.startswith("One")
]


@pytest.fixture(scope="module")
def resolved():
    schema = dict.fromkeys(("province", "city", "county", "street"), pl.String)
    return resolve(pl.DataFrame([case[0].split("|") for case in CASES], schema=schema, orient="row"))


def test_there_are_pickers():
    assert len(CASES) > 40


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case[0] for case in CASES])
def test_picker(resolved, number):
    row = resolved.row(number, named=True)
    _, region, verdicts, suggested = CASES[number]
    assert "/".join(row[name] or "" for name in ("province", "city", "county")) == region
    assert set(row["verdicts"]) - {"street_vague"} == set(verdicts.split())
    assert (row["suggested_county"] or "") == suggested


def test_suggestions_say_where_they_were_found():
    row = resolve(
        pl.DataFrame({"province": ["浙江省"], "city": ["杭州市"], "street": ["余杭区样本路1号"]})
    ).row(0, named=True)
    assert (row["verdicts"], row["suggested_county"], row["found_in"]) == (
        ["county_missing"],
        "余杭区",
        "余杭区",
    )
    assert row["detail"] == "样本路1号"


def test_parents_are_suggested_where_they_are_certain():
    row = resolve(
        pl.DataFrame({"province": [""], "city": [""], "county": ["余杭区"], "street": ["样本路1号"]})
    ).row(0, named=True)
    assert (row["suggested_province"], row["suggested_city"], row["county"]) == ("浙江省", "杭州市", "余杭区")


def test_an_absent_parent_column_is_no_missing_cell():
    row = resolve(pl.DataFrame({"city": ["杭州市"], "county": ["余杭区"], "street": ["样本路1号"]})).row(
        0, named=True
    )
    assert (row["province"], row["verdicts"]) == ("浙江省", [])


def test_masked_fields_are_named():
    frame = pl.DataFrame(
        {
            "province": ["广东省"],
            "city": ["深圳市"],
            "county": ["南山区"],
            "street": ["样本路***"],
            "town": ["##x"],
        }
    )
    assert resolve(frame)["not_judged"].to_list() == [["town", "street"]]


def test_conflict_gives_both_readings():
    frame = pl.DataFrame(
        {"province": ["陕西省"], "city": ["西安市"], "county": ["碑林区"], "street": ["雁塔区样本路1号"]}
    )
    assert resolve(frame)["candidates"].to_list() == [["陕西省/西安市/碑林区", "陕西省/西安市/雁塔区"]]


def test_detail_stays_as_written():
    frame = pl.DataFrame(
        {
            "province": ["廣東省"],
            "city": ["深圳市"],
            "county": ["南山區"],
            "street": ["廣東省深圳市南山區樣本路１號"],
        }
    )
    assert resolve(frame)["detail"].to_list() == ["樣本路１號"]


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame({"city": []}, schema={"city": pl.String}),
        pl.DataFrame({"country": []}, schema={"country": pl.String}),
    ],
)
def test_no_rows(frame):
    assert resolve(frame).height == 0
    assert resolve(frame).columns == resolve(pl.Series(["x"])).columns


@pytest.mark.parametrize(
    ("address", "county", "region", "verdicts"),
    [
        ("江苏省 南京市 湖南路12号", "鼓楼区", "江苏省/南京市/鼓楼区", []),
        ("江苏省徐州市鼓楼区湖南路12号", "鼓楼区", "江苏省/徐州市/鼓楼区", []),
        ("北京市建国路1号", "朝阳区", "北京市/北京市/朝阳区", []),
        ("浙江省杭州市文三路1号", "西湖", "浙江省/杭州市/西湖区", []),
        ("文三路1号", "余杭区", "浙江省/杭州市/余杭区", []),
        ("文三路1号", "鼓楼区", "//", ["ambiguous"]),
        ("江苏省 湖南路12号", "鼓楼区", "江苏省//", ["ambiguous"]),
        ("浙江省杭州市文三路1号", "莫须区", "浙江省/杭州市/", ["region_unknown"]),
        ("浙江省杭州市文三路1号", "鼓楼区", "浙江省/杭州市/", ["parent_mismatch"]),
        ("浙江省杭州市西湖区文三路1号", "余杭区", "浙江省/杭州市/", ["conflict"]),
        ("浙江省杭州市西湖区文三路1号", "昆山市", "江苏省/苏州市/", ["conflict"]),
        ("四川省成都市天府大道1号", "高新区", "四川省/成都市/", ["functional_zone"]),
    ],
)
def test_a_county_column_beside_a_whole_text(address, county, region, verdicts):
    row = resolve(pl.DataFrame({"address": [address], "county": [county]})).row(0, named=True)
    assert "/".join(row[name] or "" for name in ("province", "city", "county")) == region
    assert row["verdicts"] == verdicts


def test_empty_cells_are_suggested_from_the_text():
    cells = {"province": [""], "city": [""], "county": ["鼓楼区"], "address": ["江苏省 南京市 湖南路12号"]}
    row = resolve(pl.DataFrame(cells)).row(0, named=True)
    assert (row["suggested_province"], row["suggested_city"]) == ("江苏省", "南京市")
