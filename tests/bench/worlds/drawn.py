"""What is drawn for the stories of a world, and how its cells are written."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from ..chance import Chance
from ..places import counties
from .clean import CLEAN
from .goods import drawn
from .story_tables import tables

HOUR = 3600
DAY = 24 * HOUR
START = 1_767_225_600  # 2026-01-01 00:00:00, by the clock of the shop
#: Seconds from the first order to the moment at which a world is seen.
#: Seconds from the first order to the moment at which a world is seen.
END = 120 * DAY
TO_SHIP, TO_DELIVER = 48 * HOUR, 6 * DAY

_SHOPS = ("样本旗舰店", "范例专营店", "示例生活馆", "小样玩具店", "样品电器店")
_FAMILY = ("王", "李", "张", "刘", "陈", "杨", "黄", "赵", "周", "吴")
_GIVEN = ("示例", "样本", "测试", "范例", "小样", "例子")
_ROADS = ("人民路", "解放路", "建设大道", "文三路", "学院路", "幸福大街", "滨江大道", "迎宾路", "中山路")
_ESTATES = ("阳光花园", "锦绣家园", "翡翠城", "世纪广场", "水岸华庭", "桂花苑", "御景湾")
_SOURCES = {"x": ("杭州仓", "成都仓", "广州仓"), "y": ("天津仓", "武汉仓")}
CARRIERS = ("YTO", "ZTO", "SF")
_CANCELLED_BY = ("buyer", "buyer", "buyer", "seller", "platform")
BUYERS, PARCELS = 4, 8
_FIRST_NUMBER = 20_260_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """A run of stories.

    Args:
        cells: a row per story, with what was drawn for it.
        buyers: `cell buyer`, and who and where they are.
    """

    cells: pl.DataFrame
    buyers: pl.DataFrame


def told(cells: pl.DataFrame, seed: int) -> Told:
    """What is drawn for a run of cells (see `fulfilment._cells`)."""
    first = int(cells["cell"][0])
    chance = Chance(first, cells.height, seed + 2)
    cells = cells.with_columns(
        shop_number=chance.below(len(_SHOPS)),
        carrier_number=chance.below(len(CARRIERS)),
        source_x=chance.one_of(_SOURCES["x"]),
        source_y=chance.one_of(_SOURCES["y"]),
        hours=chance.below(8 * HOUR).cast(pl.Int64),
        on_the_way=(chance.below(44 * HOUR) + 24 * HOUR).cast(pl.Int64),
        by_line_id=chance.below(2) == 0,
        # What is planted must not hang on what counts where no promise is written.
        dated=(chance.below(5) > 0) | (cells["story"] >= len(CLEAN)),
        cancelled_by=chance.one_of(_CANCELLED_BY),
        **drawn(chance),
    )
    people = Chance(first * BUYERS, cells.height * BUYERS, seed + 3)
    place = counties()
    where = place[people.below(place.height)].select("province", "city", "county")
    digits = (people.below(7) + 3).cast(pl.String), (people.below(900_000_000) + 100_000_000).cast(pl.String)
    buyers = where.with_columns(
        cell=pl.int_range(pl.len(), dtype=pl.UInt32) // BUYERS + first,
        buyer=(pl.int_range(pl.len(), dtype=pl.UInt32) % BUYERS).cast(pl.UInt8),
        recipient=people.one_of(_FAMILY) + people.one_of(_GIVEN),
        phone="1" + digits[0] + digits[1],
        street=people.one_of(_ROADS)
        + (people.below(1999) + 1).cast(pl.String)
        + "号"
        + people.one_of(_ESTATES)
        + (people.below(40) + 1).cast(pl.String)
        + "幢"
        + (people.below(2800) + 101).cast(pl.String)
        + "室",
    ).with_columns(buyer_id=pl.format("b{}", pl.col("cell") * BUYERS + pl.col("buyer")))
    return Told(cells, buyers)


def text(seconds: pl.Expr) -> pl.Expr:
    """A moment as text; empty where it is null or has not come yet."""
    seen = pl.when(seconds <= END).then(seconds)
    return pl.from_epoch(seen + START).dt.strftime("%Y-%m-%d %H:%M:%S")


def money(cents: pl.Expr) -> pl.Expr:
    return pl.format("{}.{}", cents // 100, (cents % 100).cast(pl.String).str.zfill(2))


def order_id(slot: pl.Expr) -> pl.Expr:
    return pl.format("S{}", pl.col("cell").cast(pl.Int64) * BUYERS + slot + _FIRST_NUMBER)


def shop(slot: pl.Expr) -> pl.Expr:
    number = (pl.col("shop_number") + slot) % len(_SHOPS)
    return number.replace_strict(range(len(_SHOPS)), _SHOPS, return_dtype=pl.String)


def with_orders(cells: pl.DataFrame) -> pl.DataFrame:
    """The orders of the cells; a twin has the id of the first order, in the next shop."""
    twin = pl.when("twin").then(pl.col("slot")).otherwise(0).cast(pl.UInt32)
    return cells.join(tables().orders, on="story", maintain_order="left").with_columns(
        order_id=order_id(pl.when("twin").then(0).otherwise(pl.col("slot"))),
        shop=shop(twin),
        created=pl.col("begins") + pl.col("slot").cast(pl.Int64) * 120 + pl.col("days") * DAY,
    )
