"""Writes order exports with planted problems: `python -m tests.bench.orders --rows N`.

A Taobao order list, once with region columns (UTF-8 and GB18030) and once with one address text; and both
again as lean files that have little beside what is judged, under our own column names.
Rows are synthetic. How many problems were planted stands beside each file, in `<name>.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from functools import cache
from pathlib import Path

import polars as pl

from .chance import Chance
from .places import DATA, abolished, counties
from .written import Orders

ROWS_AT_ONCE = 200_000
VARIANTS = ("columns", "gb18030", "text", "lean", "lean_text")

# Of ten thousand orders: how many are in each story. The rest are due and have nothing wrong.
PLANTED = {"not_due": 500, "county_missing": 100, "phone_bad": 50, "date_bad": 30, "abolished": 50}
_WHOLE = 10_000

NO_COUNTY = (
    "",
    " ",
    "　",
    "-",
    "--",
    "/",
    ".",
    "0",
    "无",
    "暂无",
    "其他",
    "其它区",
    "请选择",
    "市辖区",
    "未知",
    "null",
    "None",
    "N/A",
)
_NO_PHONE = ("", "12345", "1380013800", "00000000000", "无")
_NO_DATE = ("2026-13-05 10:00:00", "2026/02/30", "not a date", "2026-09-31 08:00:00")
_NOT_DUE = ("等待买家付款", "卖家已发货，等待买家确认", "交易成功", "交易关闭")
_TO_SHIP = "买家已付款，等待卖家发货"
_TOWNS = (
    "福缘街道",
    "锦绣街道",
    "红星镇",
    "朝晖街道",
    "文苑街道",
    "金桥镇",
    "双塔街道",
    "石桥镇",
    "杨柳镇",
    "观湖街道",
)
_ROADS = (
    "人民路",
    "解放路",
    "建设大道",
    "文三路",
    "学院路",
    "幸福大街",
    "滨江大道",
    "迎宾路",
    "中山路",
    "体育场路",
)
_ESTATES = ("阳光花园", "锦绣家园", "翡翠城", "世纪广场", "创业大厦", "水岸华庭", "桂花苑", "御景湾")
_NAMES = ("王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴")
_GIVEN = ("示例", "样本", "测试", "范例", "小样", "例子")
_GOODS = ("积木 城市系列", "遥控汽车", "毛绒玩具熊", "拼图1000片", "儿童滑板车", "木制火车轨道")
_NOTES = ("",) * 45 + ("谢谢", "尽快发货，谢谢", "包装好一点", "工作日送", "不要放丰巢")
_CARRIERS = ("", "圆通速递", "中通快递", "韵达快递")
_SHORT = 15
_NOT_SHORT = ("abolished", "county_missing")
_DAYS = 86_400
_EPOCH = 1_788_220_800  # 2026-09-01 00:00:00 UTC


def orders(folder: Path, variant: str, rows: int) -> Orders:
    """The file of a variant, written where it is not there yet.

    Args:
        folder: where the files are kept.
        variant: one of `VARIANTS`.
        rows: the number of orders.
    """
    path = folder / f"{variant}-{rows}.csv"
    beside = path.with_suffix(".json")
    told = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    if told.get("recipe") != _recipe():
        folder.mkdir(parents=True, exist_ok=True)
        # The counts are written last: a file without them was cut short and is written again.
        beside.unlink(missing_ok=True)
        told = {"recipe": _recipe(), "planted": _write(path, variant, rows)}
        beside.write_text(json.dumps(told), encoding="utf-8")
    return Orders(path, rows, told["planted"])


@cache
def _recipe() -> str:
    """What the files depend on, so that a change of it writes them again."""
    here = Path(__file__)
    made_by = (
        here,
        here.with_name("places.py"),
        here.with_name("chance.py"),
        DATA / "divisions.csv",
        DATA / "past.csv",
    )
    return hashlib.blake2b(b"".join(path.read_bytes() for path in made_by), digest_size=8).hexdigest()


def _write(path: Path, variant: str, rows: int) -> dict[str, int]:
    planted: dict[str, int] = dict.fromkeys((*PLANTED, "clean"), 0)
    encoding = "gb18030" if variant == "gb18030" else "utf-8"
    with path.open("wb") as file:
        for first in range(0, rows, ROWS_AT_ONCE):
            frame = _frame(first, min(ROWS_AT_ONCE, rows - first), variant)
            for story, count in frame["story"].value_counts().iter_rows():
                planted[story] += count
            written = frame.drop("story").write_csv(include_header=first == 0)
            file.write(written.encode(encoding))
    return planted


def _frame(first: int, rows: int, variant: str) -> pl.DataFrame:
    chance = Chance(first, rows)
    frame = chance.one_of(_stories()).alias("story").to_frame().with_columns(_place(chance))
    frame = frame.with_columns(
        _old_place(chance),
        town=chance.one_of(_TOWNS),
        road=chance.one_of(_ROADS),
        door=chance.below(1999) + 1,
        estate=chance.one_of(_ESTATES),
        building=chance.below(40) + 1,
        room=chance.below(2800) + 101,
        shape=chance.below(20),
        postcode=chance.below(899_999) + 100_000,
        name=chance.one_of(_NAMES) + chance.one_of(_GIVEN),
        mobile="1"
        + (chance.below(7) + 3).cast(pl.String)
        + (chance.below(900_000_000) + 100_000_000).cast(pl.String),
        useless=chance.one_of(NO_COUNTY),
        no_phone=chance.one_of(_NO_PHONE),
        no_date=chance.one_of(_NO_DATE),
        other=chance.one_of(_NOT_DUE),
        seconds=chance.below(20 * _DAYS),
        number=pl.int_range(first, first + rows, eager=True),
        pieces=chance.below(4) + 1,
        cents=chance.below(50_000) + 990,
        note=chance.one_of(_NOTES),
        goods=chance.one_of(_GOODS),
        carrier=chance.one_of(_CARRIERS),
    ).with_columns(_old_place_where_abolished())
    frame = frame.select("story", *_cells(text=variant in ("text", "lean_text")))
    return frame.select("story", **_lean(frame.columns)) if variant.startswith("lean") else frame


@cache
def _stories() -> pl.Series:
    told = [name for name, count in PLANTED.items() for _ in range(count)]
    return pl.Series(told + ["clean"] * (_WHOLE - len(told)), dtype=pl.String)


def _place(chance: Chance) -> list[pl.Series]:
    table = counties()
    dealt = table[chance.below(table.height)]
    return dealt.get_columns()


def _old_place(chance: Chance) -> list[pl.Series]:
    table = abolished()
    dealt = table[chance.below(table.height)]
    return [column.alias(f"old_{column.name}") for column in dealt.get_columns()]


def _old_place_where_abolished() -> list[pl.Expr]:
    old = pl.when(pl.col("story") == "abolished")
    return [old.then(f"old_{name}").otherwise(name).alias(name) for name in ("province", "city", "county")]


def _cells(*, text: bool) -> list[pl.Expr]:
    """The columns of the export, under Taobao's own headers with their spaces."""
    paid = pl.from_epoch(pl.col("seconds").cast(pl.Int64) + _EPOCH)
    form = "%Y-%m-%d %H:%M:%S"
    story = pl.col("story")
    place = [_text().alias("收货地址 ")] if text else _columns()
    return [
        pl.format("3001{}", pl.col("number").cast(pl.String).str.zfill(15)).alias("订单编号"),
        pl.format("buyer{}", pl.col("room") * 97 + pl.col("door")).alias("买家会员名"),
        pl.format("b{}***@example.com", "door").alias("买家支付宝账号"),
        pl.format(
            "{}.{}", pl.col("cents") // 100, (pl.col("cents") % 100).cast(pl.String).str.zfill(2)
        ).alias("买家实际支付金额"),
        pl.when(story == "not_due").then("other").otherwise(pl.lit(_TO_SHIP)).alias("订单状态"),
        pl.col("note").alias("买家留言"),
        pl.col("name").alias("收货人姓名"),
        *place,
        pl.when(story == "phone_bad").then("no_phone").otherwise("mobile").alias("联系手机"),
        paid.dt.offset_by("-3m").dt.strftime(form).alias("订单创建时间"),
        pl.when(story == "date_bad").then("no_date").otherwise(paid.dt.strftime(form)).alias("订单付款时间 "),
        pl.col("goods").alias("宝贝标题 "),
        pl.col("carrier").alias("物流公司"),
        pl.lit("").alias("订单备注"),
        pl.col("pieces").alias("宝贝总数量"),
        pl.lit("样本玩具店").alias("店铺名称"),
    ]


_LEAN = {
    "order_id": "订单编号",
    "status": "订单状态",
    "recipient": "收货人姓名",
    "phone": "联系手机",
    "province": "省",
    "city": "市",
    "county": "区",
    "street": "详细地址",
    "address": "收货地址 ",
    "paid_at": "订单付款时间 ",
    "product_name": "宝贝标题 ",
    "quantity": "宝贝总数量",
}


def _lean(columns: list[str]) -> dict[str, pl.Expr]:
    """Our own names for what a courier needs."""
    return {name: pl.col(header) for name, header in _LEAN.items() if header in columns}


def _street() -> pl.Expr:
    return pl.format("{}{}号{}{}幢{}室", "road", "door", "estate", "building", "room")


def _columns() -> list[pl.Expr]:
    missing = pl.col("story") == "county_missing"
    # In every other one of them the county can be read in the street.
    recoverable = missing & (pl.col("shape") < 10)
    whole = pl.concat_str("province", "city", "county", _street())
    return [
        pl.col("province").alias("省"),
        pl.col("city").alias("市"),
        pl.when(missing).then("useless").otherwise("county").alias("区"),
        pl.col("town").alias("街道"),
        pl.when(recoverable).then(whole).otherwise(_street()).alias("详细地址"),
    ]


def _text() -> pl.Expr:
    """One address text, in the ways in which shops and buyers write it."""
    county = pl.when(pl.col("story") == "county_missing").then(pl.lit("")).otherwise("county")
    region = pl.concat_str("province", "city", county)
    spaced = pl.concat_str(
        pl.concat_str("province", "city", county, "town", separator=" "), pl.lit(" "), _street()
    )
    glued = pl.concat_str(region, "town", _street())
    ways = (
        (9, pl.format("{}({})", spaced, "postcode")),
        (13, glued),
        (14, pl.concat_str("city", county, "town", _street())),
        (_SHORT, pl.concat_str("province_short", "city_short", county, _street())),
        (16, pl.concat_str(region, pl.lit(" "), region, "town", _street())),
        (17, pl.concat_str(glued, pl.lit(" "), "name", pl.lit(" "), "mobile")),
        (18, pl.concat_str("province", "city", county, _street(), separator=",")),
    )
    text = pl.concat_str(region, _street())
    for bound, way in reversed(ways):
        # Without today's county a short form can be a city or a county of it: 新疆阿克苏.
        fits = (pl.col("shape") < bound) & (pl.lit(bound != _SHORT) | ~pl.col("story").is_in(_NOT_SHORT))
        text = pl.when(fits).then(way).otherwise(text)
    return text


def main() -> None:
    """Write the files that are missing; one line of JSON for each says where it is and what was planted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("bench-data"))
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    asked = parser.parse_args()
    for variant in asked.variants:
        made = orders(asked.folder, variant, asked.rows)
        print(json.dumps({"path": str(made.path), "rows": made.rows, "planted": made.planted}))


if __name__ == "__main__":
    main()
