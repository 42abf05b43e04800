"""Finding division names in texts, and the signature that decides what they mean."""

from __future__ import annotations

from operator import add
from typing import NamedTuple

import polars as pl

from .data import read_table

SEPARATORS = r"\s,，、;；:：\-_/|·.。\x{22}“”'‘’()（）\[\]<>《》\\~*+=#&!{}^"
_SEP = f"[{SEPARATORS}]"

# What may stand between two divisions of one address without parting them.
_GLUE = (
    rf"^(?:{_SEP}|中国|中华人民共和国|市辖区|市辖县|自治区直辖县级行政区划|自治区直辖县级|省直辖县级行政区划"
    r"|省直辖县级行政单位|省直辖行政单位|自治区直辖县|省直辖县|省直辖|直辖县级|直辖县|其[它他]区|其[它他]县|请选择"
    r"|不限|所属|辖区|县级市|市区|城区|区|市|县|的|\d{6})*$"
)
# What may stand before the first division: words of forms, never words of an address.
_LEAD = (
    rf"^(?:{_SEP}|中国|中华人民共和国|收货人?|收件人?|送货|邮寄|快递|寄件|详细|所在|家庭|公司|单位|联系|我的|地址|地区"
    r"|省市区|寄到|送到|发到|发往|寄往|在|于|为|是|请|邮编|\d{6})*$"
)
# A separator parts words, and so does the end of a town: 仓前街道 余杭区.
_AFTER_SEPARATOR = rf"(?:{_SEP}|街道|办事处|镇|乡|苏木|农场|牧场)$"

# A name followed by these is the name of something else: 朝阳路, 南京东路, 朝阳街道, 文昌市场, 望江楼街道.
_STREET = (
    r"^(?:[东西南北中前后上下内外环新老大小支横纵直街门一二三四五六七八九十0-9]{0,3}"
    r"(?:路|街|大道|巷|弄|胡同|高架|立交|隧道|高速|公路)|道(?:[0-9东西南北中]|$)|[东西南北中]道"
    r"|镇|乡|村|屯|庄|堡|里|桥(?:[^东西南北头]|$)|线(?:[0-9]|$)|\p{Han}(?:街道|[镇乡](?:[^街路]|$)))"
)
_NO_FULL_NAME = r"^(?:街道|大道|路(?:[0-9东西南北中]|$))"
_NO_CITY_NAME = r"^(?:场|街道|大道|路(?:[0-9东西南北中]|$))"
_TOWN = r"^\p{Han}{2,6}?(?:街道|办事处|镇|乡|苏木)"
_END = rf"^{_SEP}"

# Only the beginning can hold the region; a longer text repeats itself or tells other things.
_REACH = 120
_FOLLOWING = 9
# More names than this are a list of places, not an address.
_MOST = 12
# Building a search over all names costs more than picking those that a few texts can hold.
_FEW = 1500


class Found(NamedTuple):
    """One name in a signature: how it stands to what is before it (`^-=~`) and after it (`r x y s t o`)."""

    before: str
    name: str
    after: str


def parse(signature: str) -> tuple[Found, ...]:
    """The names that a signature was made of."""
    if not signature:
        return ()
    return tuple(Found(part[0], part[1:-1], part[-1]) for part in signature.split("|"))


def signatures(texts: pl.Series, patterns: list[str], short: pl.Series, coarse: pl.Series) -> pl.DataFrame:
    """Describe each text by the division names in it and their neighbourhood.

    Args:
        texts: folded texts, no nulls.
        patterns: every name, longest first.
        short: those names that are short forms and nothing else.
        coarse: those of them that can mean a province or a city.

    Returns:
        One row per text, same order: `signature` (names parted by `|`, see `parse`; empty where nothing was
        found) and `ends` (list of the byte offset behind each name in it).
    """
    frame = texts.alias("text").to_frame().with_row_index("row")
    patterns = _present(patterns, texts)
    head = pl.col("text").str.head(_REACH)
    found = (
        frame.with_columns(
            start=head.str.find_many(patterns, leftmost=True),
            name=head.str.extract_many(patterns, leftmost=True),
        )
        .explode("start", "name", empty_as_null=True, keep_nulls=True)
        .drop_nulls("name")
        .with_columns(
            end=pl.col("start") + pl.col("name").str.len_bytes(),
            is_short=pl.col("name").is_in(short.implode()),
            is_coarse=pl.col("name").is_in(coarse.implode()),
        )
        .with_row_index("place")
        .with_columns(since=pl.when(_same_row(1)).then(pl.col("end").shift()))
        .with_columns(before=_before())
        # A short form in the middle of a text is no evidence, and would only make signatures many.
        .filter(
            ~pl.col("is_short")
            | pl.col("before").is_in(["^", "-"])
            | (pl.col("is_coarse") & ((pl.col("before") == "=") | _next_joined()))
        )
        .with_columns(after=pl.when(_name_next()).then(pl.lit("o")).otherwise(pl.lit("")))
    )
    found = _with_after(found)
    signed = found.group_by("row", maintain_order=True).agg(
        part=pl.concat_str("before", "name", "after").head(_MOST), ends=pl.col("end").head(_MOST)
    )
    return (
        frame.select("row")
        .join(
            signed.with_columns(signature=pl.col("part").list.join("|")),
            on="row",
            how="left",
            maintain_order="left",
        )
        .select(pl.col("signature").fill_null(""), "ends")
    )


def _present(patterns: list[str], texts: pl.Series) -> list[str]:
    if texts.len() > _FEW:
        return patterns
    together = "\n".join(texts.str.head(_REACH))
    pairs = set(map(add, together, together[1:]))
    return [name for name in patterns if name[:2] in pairs] or patterns[:1]


def _with_after(found: pl.DataFrame) -> pl.DataFrame:
    """Classify what follows, each kind of name by its own patterns, and drop what is no division."""
    rest = pl.col("text").cast(pl.Binary).bin.slice(pl.col("end")).cast(pl.String).str.head(_FOLLOWING)
    found = found.with_columns(rest=pl.when(pl.col("after") == "").then(rest))
    full = found.filter(~pl.col("is_short")).with_columns(after=pl.coalesce(_after_full(), "after"))
    weak = found.filter(pl.col("is_short")).with_columns(after=pl.coalesce(_after_short(), "after"))
    return (
        pl.concat([full.filter(pl.col("after") != "d"), weak.filter(pl.col("after") != "r")])
        .sort("place")
        # A name that was left out parts its neighbours.
        .with_columns(
            before=pl.when((pl.col("before") == "-") & (pl.col("place") - pl.col("place").shift() != 1))
            .then(pl.lit("~"))
            .otherwise("before")
        )
        .select("row", "before", "name", "after", "end")
    )


def _after_full() -> pl.Expr:
    rest = pl.col("rest")
    taken = (
        pl.when(pl.col("name").str.ends_with("市"))
        .then(rest.str.contains(_NO_CITY_NAME))
        .otherwise(rest.str.contains(_NO_FULL_NAME))
    )
    return pl.when(rest.is_null()).then(None).when(taken).then(pl.lit("d")).otherwise(pl.lit("o"))


def _after_short() -> pl.Expr:
    rest = pl.col("rest")
    # A town behind it settles that a county is meant: 慈溪 观海卫镇, 东阳 湖溪镇.
    county = pl.when(~pl.col("is_coarse")).then(rest)
    return (
        pl.when(rest.is_null())
        .then(None)
        .when(rest.str.contains(_STREET))
        .then(pl.lit("r"))
        .when((rest == "") | rest.str.contains(_END))
        .then(pl.lit("s"))
        .when(county.str.contains(_TOWN).fill_null(False))
        .then(pl.lit("t"))
        .when(_begins_with(rest, "entity"))
        .then(pl.lit("x"))
        .when(_begins_with(rest, "landmark"))
        .then(pl.lit("y"))
        .otherwise(pl.lit("o"))
    )


def _begins_with(text: pl.Expr, kind: str) -> pl.Expr:
    """Whether the text begins with a landmark of that kind: an entity may stand in any city."""
    words = read_table("landmarks").filter(pl.col("kind") == kind)["word"]
    # Hash look-ups of the first characters cost a fifth of a pattern with a hundred branches.
    return pl.any_horizontal(
        text.str.head(length).is_in(words.filter(words.str.len_chars() == length).implode())
        for length in words.str.len_chars().unique()
    )


def _before() -> pl.Expr:
    since = pl.col("since").fill_null(0)
    gap = pl.col("text").cast(pl.Binary).bin.slice(since, pl.col("start") - since).cast(pl.String)
    first = pl.col("since").is_null()
    words = pl.when(gap != "").then(gap)
    return (
        pl.when(gap == "")
        .then(pl.when(first).then(pl.lit("^")).otherwise(pl.lit("-")))
        .when(pl.when(first).then(words).str.contains(_LEAD).fill_null(False))
        .then(pl.lit("^"))
        .when(pl.when(~first).then(words).str.contains(_GLUE).fill_null(False))
        .then(pl.lit("-"))
        .when(words.str.contains(_AFTER_SEPARATOR).fill_null(False))
        .then(pl.lit("="))
        .otherwise(pl.lit("~"))
    )


def _same_row(offset: int) -> pl.Expr:
    return (pl.col("row") == pl.col("row").shift(offset)).fill_null(False)


def _name_next() -> pl.Expr:
    touching = _same_row(-1) & (pl.col("start").shift(-1) == pl.col("end"))
    # 静安新城 is no pair of counties, but 江苏镇江 is a pair, and no town called 江苏镇.
    return (touching & (pl.col("is_coarse") | ~pl.col("is_short").shift(-1))).fill_null(False)


def _next_joined() -> pl.Expr:
    return (_same_row(-1) & (pl.col("before").shift(-1) == "-")).fill_null(False)
