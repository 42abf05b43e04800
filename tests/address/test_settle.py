"""A glance gives what the careful way gives, in every column, however an address is written."""

from __future__ import annotations

import random

import polars as pl
import pytest

from fulfil.address import Resolver, resolve, settled
from fulfil.address.columns import resolve_columns
from fulfil.address.data import read_table
from fulfil.address.divisions import Level, Strength, divisions
from fulfil.address.places import cell_forms, counties, head_forms
from fulfil.address.questions import full_regions

TABLE = divisions()
SHORT = dict(read_table("divisions").select("code", "short").iter_rows())
TRADITIONAL = str.maketrans(
    {simple: old for old, simple in read_table("traditional").iter_rows() if len(old) == len(simple) == 1}
)
COUNTIES = [each for each in TABLE.by_code.values() if each.level is Level.COUNTY]
NAMES = list(TABLE.names)
PLAIN = (
    *(
        "文三路",
        "人民路837号",
        "阳光小区",
        "永辉超市",
        "金桥镇",
        "望江楼街道",
        "88号",
        "3幢2单元",
        "南京东路",
    ),
    *("中山大道9号", "红旗路", "联盟新村", "第二中学", "苏州街5号", "余杭塘路", "社区服务站", "A座302"),
)
DOUBTFUL = (
    *("文昌市场", "开发区", "高新区", "工业园区", "(310000)", " 310000", "北京", "杭州余杭商会", "城市花园"),
    *("旗舰店", "县医院", "，放门口", "**", "##a", "null", "恩施州", "九龙大厦", "中国银行", "桃园区", "的"),
    *(
        "市辖区",
        "区",
        "市",
        "路",
        "街道",
        "鎮",
        "縣",
        " ",
        "/",
        "，",
        "。",
        "１２号",
        "新区",
        "省道",
        "大社区",
    ),
)
GLANCING, CAREFUL = Resolver(), Resolver(glancing=False)
COLUMNS = ("province", "city", "county", "town", "street")


def tail(rng: random.Random) -> str:
    words = [rng.choice(PLAIN) for _ in range(rng.randrange(1, 4))]
    if rng.random() < 0.4:
        words.insert(rng.randrange(len(words) + 1), rng.choice([*DOUBTFUL, rng.choice(NAMES)]))
    return "".join(words) + rng.choice(["", "18号", "7幢203室", "号"])


def parts(county) -> tuple[str, str, str]:
    city = "" if county.city == county.province else TABLE.name_of(county.city)
    return TABLE.name_of(county.province), city, county.name


def text(rng: random.Random) -> str:
    county = rng.choice(COUNTIES)
    province, city, name = parts(county)
    if rng.random() < 0.3:
        province = SHORT.get(county.province) or province
    if city and rng.random() < 0.3:
        city = SHORT.get(county.city) or city
    names = [each for each in (province, city, name) if each][rng.random() < 0.2 :]
    sep = rng.choice(["", "", "", " ", " ", ",", "/", "、", "　"])
    head = sep.join(names)
    head = rng.choice([*[head] * 6, head + sep + head, head.translate(TRADITIONAL), f"收货地址:{head}"])
    own = rng.choice([*[""] * 6, SHORT.get(county.county), SHORT.get(county.city), city])
    return head + sep + (own or "") + tail(rng)


def cells(rng: random.Random) -> tuple[str | None, ...]:
    county = rng.choice(COUNTIES)
    province, city, name = parts(county)
    odd = rng.choice([SHORT.get(county.county), "其它区", "高新区", "莫须区", "", None, "**", "余杭区"])
    return (
        rng.choice([*[province] * 6, SHORT.get(county.province) or "", "", "浙汪省"]),
        rng.choice([*[city] * 6, "市辖区", "", SHORT.get(county.city) or city]),
        rng.choice([*[name] * 6, odd]),
        rng.choice(["", "金桥镇", "无", "**", None, " 金桥镇"]),
        rng.choice([tail(rng), tail(rng), tail(rng), text(rng), None]),
    )


def same(fast: pl.DataFrame, slow: pl.DataFrame, given: pl.DataFrame) -> None:
    pairs = zip(given.iter_rows(), fast.iter_rows(), slow.iter_rows(), strict=True)
    assert [(row, one, other) for row, one, other in pairs if one != other] == []


@pytest.mark.parametrize("seed", range(2))
def test_texts(seed):
    rng = random.Random(seed)  # noqa: S311 - the same rows at every run
    texts = pl.Series("address", [text(rng) for _ in range(1200)])
    same(GLANCING.texts(texts), CAREFUL.texts(texts), texts.to_frame())
    share = GLANCING.glances.texts(texts).settled.mean()
    assert 0.1 < share < 0.9


@pytest.mark.parametrize(
    "names", [COLUMNS, COLUMNS[1:], ("province", "county", "street"), ("county", "street")], ids="-".join
)
def test_columns(names):
    rng = random.Random(len(names))  # noqa: S311 - the same rows at every run
    rows = [cells(rng) for _ in range(1200)]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row").select(names)
    fast, slow = resolve_columns(frame, GLANCING), resolve_columns(frame, CAREFUL)
    same(fast, slow, frame)
    clear = settled(frame)
    assert clear.mean() > 0.1
    assert slow.filter(clear)["verdicts"].list.len().max() == 0


@pytest.mark.parametrize("sep", ["", " ", "/"])
def test_every_form_of_a_head_is_read_as_its_place(sep):
    names = counties()
    short = dict(zip(names["province_short"], names["province"], strict=True))
    forms = head_forms().join(names, on="place")
    assert forms.height > 15_000
    above = pl.col("form").str.strip_suffix(pl.col("county"))
    texts = forms.select(above + sep + pl.col("county") + sep + "样本路1号").to_series()
    found = CAREFUL.texts(texts).select("province", "city", "county", "detail", "verdicts")
    wanted = forms.select("province", "city", "county").rows()
    assert short["广西"] == "广西壮族自治区"
    assert [
        (form, row)
        for form, row, place in zip(texts, found.iter_rows(), wanted, strict=True)
        if row[:3] != place or row[3:] != ("样本路1号", [])
    ] == []


@pytest.mark.parametrize("given", [COLUMNS[:3], COLUMNS[1:3], ("province", "county")])
def test_every_form_of_a_picker_is_its_place(given):
    forms = cell_forms(given).join(counties(), on="place")
    assert forms.height > 2800
    split = (
        forms["form"].str.split_exact("|", len(given) - 1).struct.rename_fields(list(given)).struct.unnest()
    )
    found = resolve_columns(split.with_columns(street=pl.lit("样本路1号")), CAREFUL)
    assert found["verdicts"].list.len().max() == 0
    regions = ("province", "city", "county")
    assert found.select(regions).rows() == forms.select(regions).rows()


def test_no_full_name_of_a_county_goes_unseen():
    full = [
        name
        for name, found in TABLE.names.items()
        if any(each.strength is not Strength.SHORT and each.province < "7" for each in found)
    ]
    seen = pl.Series(full).str.contains(full_regions())
    unseen = {name for name, is_seen in zip(full, seen, strict=True) if not is_seen}
    assert len(full) > 4000
    # Old and odd names that are no counties.
    assert {name for name in unseen if any(each.county for each in TABLE.names[name])} == set()


def test_what_is_remembered_is_bounded_and_still_right():
    resolver = Resolver(remembered=20)
    for start in range(0, 200, 40):
        some = COUNTIES[start : start + 40]
        texts = pl.Series(["".join(parts(each)) + "样本路1号" for each in some for _ in range(2)])
        found = resolver.texts(texts)["county"].to_list()
        assert found == [each.name for each in some for _ in range(2)]
        assert len(resolver.glances._heads) <= 20


def test_settled_of_texts_and_of_nothing():
    frame = pl.DataFrame({"address": ["浙江省杭州市余杭区样本路1号", "浙江省杭州市样本路1号", None]})
    assert settled(frame).to_list() == [True, False, False]
    assert settled(frame.clear()).to_list() == []
    abroad = frame.with_columns(country=pl.lit("US"))
    assert settled(abroad).to_list() == [False, False, False]


def test_detail_and_town_of_a_settled_row():
    row = resolve(pl.Series(["浙江省 杭州市 余杭区 仓前街道 样本路1号(310000)"])).row(0, named=True)
    assert (row["town"], row["detail"]) == ("仓前街道", "仓前街道 样本路1号")
