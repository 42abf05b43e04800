"""Finding division names in texts, and the signature that decides what they mean."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

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

# A name followed by these is the name of something else: 朝阳路, 南京东路, 朝阳街道, 文昌市场.
_STREET = (
    r"^(?:[东西南北中前后上下内外环新老大小支横纵直街门一二三四五六七八九十0-9]{0,3}"
    r"(?:路|街|大道|巷|弄|胡同|高架|立交|隧道|高速|公路)|道(?:[0-9东西南北中]|$)|[东西南北中]道"
    r"|镇|乡|村|屯|庄|堡|里|桥(?:[^东西南北头]|$)|线(?:[0-9]|$))"
)
_NO_FULL_NAME = r"^(?:街道|大道|路(?:[0-9东西南北中]|$))"
_NO_CITY_NAME = r"^(?:场|街道|大道|路(?:[0-9东西南北中]|$))"
# Houses and bodies that are called after a city wherever they stand.
_ENTITY = (
    r"^(?:大学|学院|师范|工业大|理工|交通大|科技大|农业大|财经|银行|大厦|大酒店|大饭店|饭店|宾馆|酒店|集团|公司|分公司|有限|股份"
    r"|日报|晚报|电视|烟草|钢铁|石化|啤酒|商会|同乡|驻|小吃|烤|火锅|面馆|饭|菜|商城|公寓|花园|新村(?:[^路]|$)|小区|家园|名都|世家|人家|城(?:[^关东西南北中厢区]|$)|湾|港(?:[^口]|$)|湖(?:[^州]|$)|寺)"
)
# What stands in a county and carries its name, but is not proof that the county is meant.
_LANDMARK = (
    r"^(?:[桥山门寺庙塔泉寨岭沟集店铺口站厂场苑园楼阁府轩居庭院坊城馆宫祠观矿校湖河湾岛洲]|中学|小学|一中|二中|三中|实验"
    r"|医院|人民医院|火车|汽车|高铁|客运|地铁|机场|广场|公园|体育|足球|商厦|商场|商业|百货|书店|书城|法院|政府|公安|派出所"
    r"|图书馆|博物馆|动物园|植物园|文化|国际|名苑|家苑|新城|新区|新天地|万达|银泰|吾悦|大悦城|宝龙|龙湖|奥体|会展|世纪|中心"
    r"|大剧院|电影|科技|产业|创意|软件|总部|经济|开发|高新|保税|出口加工|工|技术|码头|大桥|水库|庄园|之星|之家|佳苑|华庭|华府)"
)
_TOWN = r"^\p{Han}{1,6}?(?:街道|镇|乡|苏木)"
_END = rf"^(?:$|{_SEP})"

# Only the beginning can hold the region; a longer text repeats itself or tells other things.
_REACH = 120
_FOLLOWING = 9


@dataclass(frozen=True, slots=True)
class Found:
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
    head = pl.col("text").str.head(_REACH)
    found = (
        frame.with_columns(
            start=head.str.find_many(patterns, leftmost=True),
            name=head.str.extract_many(patterns, leftmost=True),
        )
        .explode("start", "name", empty_as_null=True, keep_nulls=True)
        .drop_nulls("name")
        .with_columns(end=pl.col("start") + pl.col("name").str.len_bytes())
        .with_columns(is_short=pl.col("name").is_in(short.implode()), is_coarse=pl.col("name").is_in(coarse.implode()))
        .with_columns(after=pl.when(_name_next()).then(pl.lit("o")).otherwise(_after()))
        .filter(~pl.col("after").is_in(["d"]), ~(pl.col("is_short") & (pl.col("after") == "r")))
    )
    same = pl.col("row") == pl.col("row").shift()
    found = (
        found.with_columns(since=pl.when(same).then(pl.col("end").shift()))
        .with_columns(between=_between())
        .with_columns(before=_before())
        # A short form in the middle of a text is no evidence, and would only make signatures many.
        .filter(~(pl.col("is_short") & (pl.col("before") == "~") & ~_next_joined()))
    )
    signed = found.group_by("row", maintain_order=True).agg(
        signature=pl.concat_str("before", "name", "after").head(12).str.join("|"),
        ends=pl.col("end").head(12),
    )
    return (
        frame.select("row")
        .join(signed, on="row", how="left", maintain_order="left")
        .select(pl.col("signature").fill_null(""), "ends")
    )


def _after() -> pl.Expr:
    rest = pl.col("text").cast(pl.Binary).bin.slice(pl.col("end")).cast(pl.String).str.head(_FOLLOWING)
    full = (
        pl.when(
            pl.when(pl.col("name").str.ends_with("市"))
            .then(rest.str.contains(_NO_CITY_NAME))
            .otherwise(rest.str.contains(_NO_FULL_NAME))
        )
        .then(pl.lit("d"))
        .when(rest.str.contains(_END))
        .then(pl.lit("s"))
        .otherwise(pl.lit("o"))
    )
    weak = (
        pl.when(rest.str.contains(_STREET))
        .then(pl.lit("r"))
        .when(rest.str.contains(_END))
        .then(pl.lit("s"))
        .when(rest.str.contains(_ENTITY))
        .then(pl.lit("x"))
        .when(rest.str.contains(_LANDMARK))
        .then(pl.lit("y"))
        .when(rest.str.contains(_TOWN))
        .then(pl.lit("t"))
        .otherwise(pl.lit("o"))
    )
    return pl.when(pl.col("is_short")).then(weak).otherwise(full)


def _between() -> pl.Expr:
    since = pl.col("since").fill_null(0)
    return pl.col("text").cast(pl.Binary).bin.slice(since, pl.col("start") - since).cast(pl.String)


def _before() -> pl.Expr:
    gap = pl.col("between")
    return (
        pl.when(pl.col("since").is_null() & gap.str.contains(_LEAD))
        .then(pl.lit("^"))
        .when(pl.col("since").is_not_null() & gap.str.contains(_GLUE))
        .then(pl.lit("-"))
        .when(gap.str.contains(_AFTER_SEPARATOR))
        .then(pl.lit("="))
        .otherwise(pl.lit("~"))
    )


def _name_next() -> pl.Expr:
    following = pl.col("row") == pl.col("row").shift(-1)
    touching = following & (pl.col("start").shift(-1) == pl.col("end"))
    # 静安新城 is no pair of counties, but 江苏镇江 is a pair, and no town called 江苏镇.
    return (touching & (pl.col("is_coarse") | ~pl.col("is_short").shift(-1))).fill_null(False)


def _next_joined() -> pl.Expr:
    following = pl.col("row") == pl.col("row").shift(-1)
    return (following & (pl.col("before").shift(-1) == "-")).fill_null(False)
