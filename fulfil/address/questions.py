"""What in a street makes one look closer; everything else is settled by a glance."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import polars as pl

from .damage import RARE_HAN
from .data import read_table

# 小区, 超市, 红旗 and 联盟 end no division's name (a test holds the tables against them).
REGION_WORD = (
    r"(?:^|[^小景校院片库住宅防牧度属活业公学舍商产验发期号座社园])区|[新大]社区|[花绿梁大桃公金]园区"
    r"|(?:^|[^超夜菜])市(?:[^场]|$)|[省县]|(?:^|[^红国战彩])旗(?:[^舰]|$)|(?:^|[^联加同])盟"
)
_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF
_HAN = r"\x{4E00}-\x{9FFF}"
_NUMBER = r"[1-9一二三四五六七八九十]"
_ENOUGH = rf"(?:[{_HAN}A-Za-z0-9][^{_HAN}A-Za-z0-9]*){{4}}"
# A coarse name before one of these is a street's: 南京路, 北京东路, 中山大道.
_NO_STREET = r"(?:[^路街巷东西南北中大]|$|[东西南北中](?:[^路街大]|$)|大[^道街])"
_STREET = rf"^[{_HAN}]{{2}}(?:[东西南北中]?(?:路|大?街|大道)|巷|镇|乡|村)"
# Words that may stand between two divisions; a name behind them still belongs to the head.
_BETWEEN = (
    r"^(?:[^\p{Han}A-Za-z0-9]|\d{6}|中国|中华|的|所属|辖|其[它他]|请选"
    r"|不限|省直|自治|直辖|县级|场|路|街道|大道)"
)
_WHITE = r"A-Za-z0-9 \x{3000}()（）#\-,，、.。/:："
# Shorter ones could be made of marks and words for nothing.
_SHORTEST = 13


@cache
def full_regions() -> str:
    """A pattern of the words that end the full name of a division, with prefectures like 恩施州."""
    table = read_table("aliases").filter(pl.col("strength") == "strong", pl.col("name").str.ends_with("州"))
    return "|".join([REGION_WORD, *sorted(table["name"], key=len, reverse=True), "自治州"])


@cache
def _plain_han() -> str:
    """The characters of a class: Chinese ones that folding leaves alone."""
    folded = sorted({ord(char) for char in read_table("traditional")["traditional"] if len(char) == 1})
    bounds = [_FIRST_HAN - 1, *(code for code in folded if _FIRST_HAN <= code <= _LAST_HAN), _LAST_HAN + 1]
    gaps = [(low + 1, high - 1) for low, high in pairwise(bounds) if high - low > 1]
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in gaps)


@cache
def _street_questions() -> str:
    return (
        rf"[^{_plain_han()}{_WHITE}]|#{{2}}|(?i:null|undefined)|中国|锟斤拷|烫烫烫|屯屯屯|[{RARE_HAN}]{{3}}"
        rf"|{full_regions()}"
    )


@cache
def _coarse() -> list[str]:
    """Names of provinces and cities that hold no word of `REGION_WORD`."""
    table, past = read_table("divisions"), read_table("past")
    aliases = read_table("aliases").join(table.select("code", "level"), on="code")
    past_short = past.select(pl.col("name").str.head(-1), "level")
    names = pl.concat([each.select("name", "level") for each in (table, aliases, past, past_short)])
    names = names.filter(
        pl.col("level") != "3",
        pl.col("name").str.len_chars() > 1,
        ~pl.col("name").str.contains("[省市县区旗盟]"),
    )
    return sorted(set(names["name"]), key=lambda name: (-len(name), name))


@cache
def _tail_questions() -> str:
    return rf"{_street_questions()}|(?:{'|'.join(_coarse())}){_NO_STREET}|{_BETWEEN}"


@cache
def _beginnings() -> pl.Series:
    """The first two characters of every name."""
    names = [read_table(table)["name"] for table in ("divisions", "aliases", "past")]
    return pl.concat(names).str.head(2).unique().sort()


def is_plain_street(street: pl.Expr) -> pl.Expr:
    """Whether a street beside region columns raises no question and holds enough to find a door.

    Args:
        street: String, as written, without a postcode at its end.

    Returns:
        Boolean without nulls.
    """
    return (_enough(street) & ~street.str.contains(_street_questions())).fill_null(value=False)


def is_plain_tail(tail: pl.Expr) -> pl.Expr:
    """Whether what follows the region in a text raises no question and holds enough to find a door.

    No name in it could belong to the region before it, or to another region.

    Args:
        tail: String, as written, without a postcode at its end.

    Returns:
        Boolean without nulls.
    """
    return (_enough(tail) & ~tail.str.contains(_tail_questions())).fill_null(value=False)


def may_begin_with_name(tails: pl.Series) -> pl.Series:
    """Whether a tail begins like a short form of some division, and not like a street named after one."""
    named = tails.str.head(2).is_in(_beginnings().implode())
    some = named.arg_true()
    return named.scatter(some, ~tails[some].str.contains(_STREET)) if some.len() else named


def _enough(text: pl.Expr) -> pl.Expr:
    return (text.str.len_bytes() >= _SHORTEST) & text.str.contains(_NUMBER) & text.str.contains(_ENOUGH)
