"""The tables: what the notes of the field say must be in them."""

from __future__ import annotations

import datetime as dt
from importlib.resources import files

import polars as pl
import pytest

from fulfil.address import data, resolve
from fulfil.address.data import read_table
from fulfil.address.divisions import Level, divisions

BUILT = ("divisions", "past", "aliases", "countries", "subdivisions")
TABLES = (*BUILT, "patches", "zones", "landmarks", "traditional")


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_sorted_text_and_filled(name):
    table = read_table(name)
    assert table.height > 3
    assert set(table.dtypes) == {pl.String}


@pytest.mark.parametrize("name", BUILT)
def test_built_tables_are_sorted(name):
    rows = read_table(name).rows()
    assert rows == sorted(set(rows))


def test_date_is_a_date_not_before_the_patches():
    patches = [dt.date.fromisoformat(day) for day in read_table("patches")["date"]]
    assert dt.date.fromisoformat(data.DATA_DATE) >= max(patches)


def test_sources_name_every_table():
    sources = (files("fulfil.address.data") / "SOURCES.md").read_text(encoding="utf-8")
    names = {path.name for path in files("fulfil.address.data").iterdir() if path.name.endswith(".csv")}
    assert len(names) > 10
    assert not [name for name in names if name not in sources]


def test_counts():
    mainland = [each for each in divisions().by_code.values() if each.province < "7"]
    counted = {level: sum(each.level is level for each in mainland) for level in Level}
    # 2,846 at the end of 2024, with three new ones and two abolished since.
    assert counted == {Level.PROVINCE: 31, Level.CITY: 333, Level.COUNTY: 2847}


def test_cities_without_counties():
    table = divisions()
    cities = [each for each in table.by_code.values() if each.level is Level.CITY and each.province < "7"]
    undivided = {each.name for each in cities if not table.divided(each.city)}
    assert undivided == {"东莞市", "中山市", "儋州市", "嘉峪关市"}


def test_province_administered():
    direct = [each for each in divisions().by_code.values() if each.level is Level.COUNTY and not each.city]
    assert len(direct) == 33


def test_codes_of_aliases_and_successors_exist():
    known = set(read_table("divisions")["code"])
    assert set(read_table("aliases")["code"]) <= known
    successors = {code for cell in read_table("past")["successors"] for code in cell.split()}
    assert len(successors) > 1000
    assert successors <= known


def test_two_character_counties_are_never_shortened():
    table = divisions()
    pairs = [each for each in table.by_code.values() if each.level is Level.COUNTY and len(each.name) == 2]
    assert len(pairs) > 100
    assert not [each.name for each in pairs if table.names.get(each.name[0])]


@pytest.mark.parametrize(
    ("address", "year", "successor", "candidates"),
    [
        ("浙江省杭州市下城区样本路1号", 2021, "拱墅区", []),
        ("浙江省杭州市江干区样本路1号", 2021, None, ["浙江省/杭州市/上城区", "浙江省/杭州市/钱塘区"]),
        ("浙江省台州市玉环县样本路1号", 2017, "玉环市", []),
        ("浙江省绍兴市绍兴县样本路1号", 2013, None, []),
        ("浙江省杭州市临安市样本路1号", 2017, "临安区", []),
        ("北京市崇文区样本路1号", 2010, "东城区", []),
        ("重庆市江北区样本路1号", 2025, "两江新区", []),
        ("重庆市渝北区样本路1号", 2025, None, ["重庆市/重庆市/北碚区", "重庆市/重庆市/两江新区"]),
        ("山东省莱芜市莱城区样本路1号", 2018, None, []),
    ],
)
def test_abolished(address, year, successor, candidates):
    row = resolve(pl.Series([address])).row(0, named=True)
    assert (row["abolished_year"], row["successor"]) == (year, successor)
    assert sorted(row["candidates"]) == sorted(candidates)
    assert "abolished" in row["verdicts"]


def test_every_abolished_county_is_recognised_and_none_turns_into_another():
    names = {each.name for each in divisions().by_code.values() if each.level is Level.COUNTY}
    recent = (pl.col("level") == "3") & (pl.col("last_year").cast(pl.Int16) >= 2000)
    past = read_table("past").filter(recent, ~pl.col("name").is_in(sorted(names)))
    assert past.height > 300
    addresses = past.select(pl.col("province") + pl.col("city") + pl.col("name") + "样本路1号").to_series()
    found = resolve(addresses)
    flagged = found["verdicts"].list.contains("abolished")
    assert flagged.mean() > 0.98, addresses.filter(~flagged).to_list()
    # 北川县 is also the short form of today's 北川羌族自治县: what is not flagged is no other county either.
    same = found["county"].is_null() | (found["county"] == past["name"])
    assert addresses.filter(flagged & ~same).to_list() == []
