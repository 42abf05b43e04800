"""Returns and the orders that they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from .inputs import Inputs

#: What a return must say for its goods to have travelled.
_TRAVELLED: Final = ("return_tracking_number", "sent_back_at", "received_at")

#: What names one way back, the first that a return has.
_LEG: Final = ("return_tracking_number", "return_id", "refund_id")

#: Words by which the buyer says that the goods were damaged, wrong or missing: those of the platforms' own
#: lists (Amazon's DAMAGED_BY_CARRIER, SWITCHEROO and MISSING_PARTS, Taobao's 卖家发错货, 少件/漏发 and
#: 商品破损) and their plain forms.
_FAULTS: Final = (
    "破损|损坏|碎了|压坏|摔坏|发错|错发|发货错误|漏发|少发|少件|缺件|短少|空包"
    r"|damaged?\b|damaged_by|broken|switcheroo|missing|wrong[ _](item|product|goods|colou?r|size)"
    r"|incorrect item|item not as ordered|short[ -]?ship"
)
#: The buyer's own mistake, in words that hold one of those.
_OWN_MISTAKE: Final = (
    r"ordered[ _](the[ _])?wrong|bought[ _](the[ _])?wrong|wrong[ _]\w+[ _]ordered|拍错|买错|下错"
)

_COLUMNS: Final = {
    "row": pl.UInt32,
    "file": pl.UInt16,
    "order": pl.UInt32,
    "faulty": pl.Boolean,
    "reason": pl.String,
    "travelled": pl.Boolean,
    "leg": pl.String,
}


def matched_returns(inputs: Inputs) -> pl.DataFrame:
    """The returns with their order.

    A return names its order by `order_id`, or by its original one; a `#` before it is no part of it. Where
    both sides name a shop these must agree, and of several platforms the return's own is meant; where more
    than one order is left, the order is unknown.

    Returns:
        `row file order faulty reason travelled leg`: the order (null where unknown), whether its reason says
        damaged, wrong or missing (null without a reason), whether goods came back, and what names the way.
    """
    returns = inputs.returns
    if returns.is_empty() or "order_id" not in returns.columns:
        return pl.DataFrame(schema=_COLUMNS)
    has = returns.columns
    text = {name: pl.col(name) if name in has else pl.lit(None, pl.String) for name in ("reason", "shop")}
    platforms = {index: file.platform for index, file in enumerate(inputs.files)}
    told = returns.select(
        "row",
        "file",
        _platform=pl.col("file").replace_strict(platforms, default=None, return_dtype=pl.String),
        _shop=text["shop"],
        reason=text["reason"],
        faulty=_says(text["reason"], _FAULTS) & ~_says(text["reason"], _OWN_MISTAKE),
        travelled=pl.any_horizontal(
            pl.lit(value=False), *(pl.col(name).is_not_null() for name in _TRAVELLED if name in has)
        ),
        leg=pl.coalesce(*(pl.col(name) for name in _LEG if name in has), pl.col("row").cast(pl.String)),
        _ids=pl.concat_list(_id(pl.col(n)) for n in ("order_id", "original_order_id") if n in has),
    )
    return told.join(_orders(inputs, told), on="row", how="left", maintain_order="left").select(*_COLUMNS)


def _orders(inputs: Inputs, told: pl.DataFrame) -> pl.DataFrame:
    orders = inputs.facts.orders.select(
        "order",
        _id(pl.col("order_id")).alias("_id"),
        pl.col("platform").cast(pl.String),
        pl.col("shop").cast(pl.String),
    ).drop_nulls("_id")
    shops = orders["shop"].drop_nulls().unique().implode()
    names = told.select("row", "_platform", "_shop", "_ids").explode("_ids").drop_nulls("_ids")
    pairs = names.join(orders, left_on="_ids", right_on="_id")
    named = pl.col("_shop").is_in(shops) & pl.col("shop").is_not_null()
    pairs = pairs.filter(~named.fill_null(value=False) | (pl.col("_shop") == pl.col("shop")))
    own = (pl.col("_platform") == pl.col("platform")).fill_null(value=False)
    return (
        pairs.filter(own | ~own.any().over("row"))
        .group_by("row")
        .agg(pl.col("order").unique())
        .filter(pl.col("order").list.len() == 1)
        .with_columns(pl.col("order").list.first())
    )


def _id(name: pl.Expr) -> pl.Expr:
    plain = name.str.strip_chars().str.strip_prefix("#")
    return pl.when(plain != "").then(plain)


def _says(text: pl.Expr, words: str) -> pl.Expr:
    return text.str.contains(f"(?i){words}")
