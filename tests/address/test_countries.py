"""Addresses outside the mainland: required fields, postcodes, states."""

from __future__ import annotations

import polars as pl
import pytest

from fulfil.address import resolve
from fulfil.address.countries import country_codes
from fulfil.address.data import read_table

FIELDS = ("country", "province", "city", "county", "street", "postcode")
CASES = [
    (("US", "CA", "San Jose", "", "1 Sample St", "95110"), set()),
    (("United States", "California", "San Jose", "", "1 Sample St", "95110-1234"), set()),
    (("美国", "california", "San Jose", "", "1 Sample St", "9511"), {"postcode_invalid"}),
    (("US", "Kalifornia", "San Jose", "", "1 Sample St", "95110"), {"region_unknown"}),
    (("US", "", "San Jose", "", "1 Sample St", ""), {"province_missing", "postcode_missing"}),
    (("CA", "ON", "Ottawa", "", "1 Sample St", "K1A 0B1"), set()),
    (("JP", "東京都", "千代田区", "", "1-1", "100-0001"), set()),
    (("JP", "Tokyo-to", "Chiyoda", "", "1-1", "100-0001"), set()),
    (("KR", "세종특별자치시", "", "", "1", "30100"), set()),
    (("KR", "서울특별시", "", "", "1", "04524"), {"city_missing"}),
    (("GB", "", "London", "", "1 High St", "EC1Y 8SY"), set()),
    (("UK", "", "", "Kent", "1 High St", "12345"), {"city_missing", "postcode_invalid"}),
    (("IE", "", "Dublin", "", "1 Quay", "A65 F4E2"), set()),
    (("IE", "Co. Dublin", "Dublin", "", "1 Quay", ""), set()),
    (("IE", "", "Dublin", "", "1 Quay", ""), {"province_missing"}),
    (("RO", "", "Cluj", "", "Strada 1", "060274"), {"province_missing"}),
    (("Deutschland", "", "Berlin", "", "Weg 1", "10115"), set()),
    (("DE", "", "Berlin", "", "", "10115"), {"street_missing"}),
    (("TR", "İstanbul", "", "Kadıköy", "Sokak 1", ""), set()),
    (("TH", "", "Bangkok", "", "1", ""), {"province_missing"}),
    (("AE", "Dubai", "", "", "Street 1", ""), set()),
    (("SG", "", "", "", "1 Sample Road", ""), {"postcode_missing"}),
    (("HK", "Kowloon", "Kwun Tong", "", "1 Sample Road", ""), set()),
    (("HK", "九龙", "观塘区", "", "样本道1号", ""), set()),
    (("HK", "九龍", "", "", "樣本道1號", ""), {"county_missing"}),
    (("MO", "", "", "", "Rua 1", ""), set()),
    (("TW", "臺北市", "信義區", "", "樣本路1號", ""), set()),
    (("Atlantis", "", "", "", "1 Sample St", ""), {"region_unknown"}),
    (("US", "CA", "San Jose", "", "***", "95110"), set()),
    (("CN", "浙江省", "杭州市", "余杭区", "样本路1号", ""), set()),
    ((None, "浙江省", "杭州市", "", "样本路1号", ""), {"county_missing"}),
]


@pytest.fixture(scope="module")
def resolved():
    return resolve(
        pl.DataFrame([case for case, _ in CASES], schema=dict.fromkeys(FIELDS, pl.String), orient="row")
    )


@pytest.mark.parametrize("number", range(len(CASES)), ids=[str(case) for case, _ in CASES])
def test_country(resolved, number):
    assert set(resolved["verdicts"][number]) == CASES[number][1]


def test_rows_keep_their_order_among_countries(resolved):
    assert resolved["city"][0] == "San Jose"
    assert resolved["county"][-2] == "余杭区"
    assert resolved["province"][23] == "香港特别行政区"


def test_every_postcode_pattern_compiles():
    countries = read_table("countries")
    assert countries.height > 240
    for code, pattern in countries.filter(pl.col("postcode") != "").select("code", "postcode").iter_rows():
        assert pl.Series(["x"]).str.contains(rf"(?i)^(?:{pattern})$")[0] is False, code


def test_countries_by_code_and_name():
    names = ["us", " USA ", "美国", "", None, "中国", "Deutschland", "n/a", "Nowhere"]
    assert country_codes(pl.Series(names)).to_list() == ["US", "US", "US", "CN", "CN", "CN", "DE", "CN", "??"]


def test_one_text_abroad_is_not_judged_by_fields_it_has_not():
    frame = pl.DataFrame({"country": ["US"], "address": ["1 Sample St, San Jose, CA 95110"]})
    assert resolve(frame)["verdicts"].to_list() == [[]]
