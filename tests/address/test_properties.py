"""What must hold for any county of the current table, however its address is written."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fulfil.address import Resolver, resolve
from fulfil.address.data import read_table
from fulfil.address.divisions import Level, divisions

TABLE = divisions()
MAINLAND = sorted(
    (each for each in TABLE.by_code.values() if each.level is Level.COUNTY and each.province < "7"),
    key=lambda each: each.county,
)
TRADITIONAL = str.maketrans(
    {simple: old for old, simple in read_table("traditional").iter_rows() if old not in "臺裏淩"}
)
STREETS = (
    *("样本路1号", "样本大道88号3单元", "南京东路12号", "朝阳路9号", "重庆街5号院", "人民大街7号"),
    "延安西路100弄2号",
)
SHARED = Resolver()
counties = st.sampled_from(MAINLAND)
streets = st.sampled_from(STREETS)


def test_the_table_has_the_counties():
    assert len(MAINLAND) > 2800


def parts(county):
    city = "" if county.city == county.province else TABLE.name_of(county.city)
    return [TABLE.name_of(county.province), city, county.name]


def expected(county):
    return (TABLE.name_of(county.province), TABLE.name_of(county.city) or None, county.name)


WAYS = {
    "run together": lambda p, c, d, s: p + c + d + s,
    "spaces": lambda p, c, d, s: f"{p} {c or p} {d} {s}",
    "wide spaces": lambda p, c, d, s: f"{p}　{c or p}　{d}　{s}",
    "commas": lambda p, c, d, s: f"{p},{c},{d},{s}",
    "no province": lambda p, c, d, s: (c or p) + d + s,
    "twice": lambda p, c, d, s: p + c + d + p + c + d + s,
    "half twice": lambda p, c, d, s: p + c + p + c + d + s,
    "no 省": lambda p, c, d, s: p.removesuffix("省") + c + d + s,
    "noise before": lambda p, c, d, s: f"收货人:张示例 13800000000 {p}{c}{d}{s}",
    "noise after": lambda p, c, d, s: f"{p}{c}{d}{s} 张示例 13800000000",
    "postcode": lambda p, c, d, s: f"{p} {c} {d} {s}(100000)",
    "brackets": lambda p, c, d, s: f"【{p}】（{c}）「{d}」{s}",
    "traditional": lambda p, c, d, s: (p + c + d + s).translate(TRADITIONAL),
    "country": lambda p, c, d, s: f"中国{p}{c}{d}{s}",
    "town after": lambda p, c, d, s: f"{p}{c}{d}示例街道{s}",
}


@given(counties, streets, st.sampled_from(sorted(WAYS)))
@settings(max_examples=60, deadline=None)
def test_a_written_county_is_found(county, street, way):
    row = resolve(pl.Series([WAYS[way](*parts(county), street)])).row(0, named=True)
    assert (row["province"], row["city"], row["county"]) == expected(county)
    assert set(row["verdicts"]) <= {"street_vague"}


def test_every_county_in_every_way():
    written = [
        (county, WAYS[way](*parts(county), STREETS[number % len(STREETS)]))
        for way in sorted(WAYS)
        for number, county in enumerate(MAINLAND)
    ]
    found = resolve(pl.Series([text for _, text in written])).select("province", "city", "county").rows()
    pairs = zip(written, found, strict=True)
    assert len(written) > 40_000
    assert [(text, got) for (county, text), got in pairs if got != expected(county)] == []


@given(counties, streets)
@settings(max_examples=40, deadline=None)
def test_without_its_county_it_is_missing(county, street):
    province, city, _ = parts(county)
    if not city and county.city != county.province:
        return
    row = resolve(pl.Series([f"{province}{city}{street}"])).row(0, named=True)
    assert row["county"] is None
    assert "county_missing" in row["verdicts"]


@given(counties, counties, streets)
@settings(max_examples=40, deadline=None)
def test_never_a_county_of_other_parents(one, other, street):
    """A county behind parents that are not its own is never given as found there."""
    province, city, _ = parts(one)
    row = resolve(pl.Series([f"{province}{city}{other.name}{street}"])).row(0, named=True)
    if row["county"] is not None and "abolished" not in row["verdicts"]:
        named = [each for each in TABLE.names[other.name] if each.county]
        homes = {(TABLE.name_of(each.province), TABLE.name_of(each.city) or None) for each in named}
        assert row["county"] == other.name
        assert (row["province"], row["city"]) in homes


written = st.builds(
    lambda county, street, way: WAYS[way](*parts(county), street),
    counties,
    streets,
    st.sampled_from(sorted(WAYS)),
)
texts = st.lists(
    st.one_of(
        written,
        st.text(alphabet="浙江省杭州市余杭区县路1 (*", max_size=12),
        st.none(),
    ),
    min_size=1,
    max_size=8,
)


@given(texts)
@settings(max_examples=20, deadline=None)
def test_a_batch_is_its_rows(batch):
    resolver = SHARED
    together = resolver.texts(pl.Series("address", batch, dtype=pl.String))
    alone = pl.concat(resolver.texts(pl.Series("address", [each], dtype=pl.String)) for each in batch)
    assert together.equals(alone)


@given(texts)
@settings(max_examples=20, deadline=None)
def test_order_does_not_matter(batch):
    series = pl.Series("address", batch, dtype=pl.String)
    assert resolve(series).reverse().equals(resolve(series.reverse()))


@given(texts)
@settings(max_examples=20, deadline=None)
def test_a_series_and_its_frame_agree(batch):
    series = pl.Series("address", batch, dtype=pl.String)
    assert resolve(series).equals(resolve(series.to_frame()))


@given(counties, streets)
@settings(max_examples=40, deadline=None)
def test_cells_and_text_agree(county, street):
    names = dict(zip(("province", "city", "county"), parts(county), strict=True))
    frame = pl.DataFrame({**{name: [cell] for name, cell in names.items()}, "street": [street]})
    row = resolve(frame).row(0, named=True)
    assert (row["province"], row["city"], row["county"]) == expected(county)
    assert set(row["verdicts"]) <= {"street_vague"}


def test_memory_is_bounded():
    resolver = Resolver(remembered=10)
    for start in range(0, 200, 20):
        counties_ = MAINLAND[start : start + 20]
        found = resolver.texts(pl.Series(["".join(parts(county)) + "样本路1号" for county in counties_]))
        assert found["county"].to_list() == [county.name for county in counties_]
        assert len(resolver._regions) <= 10
